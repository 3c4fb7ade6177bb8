// The filter of a list as chips: each is a link, so a filtered list has an address.
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { message } from '../messages';
import { navigate, withQuery, type Address } from '../router';

export interface Option {
  value: string;
  label: string;
  count?: string | undefined;
}

export function Chips(props: {
  address: Address;
  name: string;
  title: string;
  options: Option[];
  children?: ComponentChildren;
}): VNode | null {
  const { address, name } = props;
  const chosen = address.query.get(name) ?? '';
  if (props.options.length === 0) return null;
  return (
    <div class="chips" role="group" aria-label={props.title}>
      <span class="chips-title">{props.title}</span>
      {props.options.map((option) => {
        const on = option.value === chosen;
        return (
          <a
            key={option.value}
            class={on ? 'chip on' : 'chip'}
            aria-current={on ? 'true' : undefined}
            href={withQuery(address, { [name]: on ? undefined : option.value, page: undefined })}
          >
            {option.label}
            {option.count !== undefined && <span class="chip-count">{option.count}</span>}
          </a>
        );
      })}
      {props.children}
    </div>
  );
}

const WAIT = 250;

/** A field that narrows the list while one types. */
export function FilterField(props: { address: Address; name: string; title: string }): VNode {
  const { address, name } = props;
  const given = address.query.get(name) ?? '';
  const [text, setText] = useState(given);
  const timer = useRef(0);
  const latest = useRef(address);
  latest.current = address;
  useEffect(() => {
    if (document.activeElement?.id !== `filter-${name}`) setText(given);
  }, [given]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      navigate(
        withQuery(latest.current, { [name]: next.trim() || undefined, page: undefined }),
        true,
      );
    }, WAIT);
  };
  return (
    <label class="filter-field">
      <span class="hidden">{props.title}</span>
      <input
        id={`filter-${name}`}
        type="search"
        value={text}
        placeholder={props.title}
        autocomplete="off"
        spellcheck={false}
        aria-label={`${props.title}. ${message('web.filter.hint')}`}
        onInput={(event) => change(event.currentTarget.value)}
      />
    </label>
  );
}
