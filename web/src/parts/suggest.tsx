// The search field of the head. What is typed is searched for; below it stand the entities whose
// names begin so, which the arrows reach and Enter opens.
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../api';
import { groupDigits, message } from '../messages';
import type { Suggestion } from '../model';
import { navigate } from '../router';
import { Icon } from './icons';

/** So long nothing is asked for after a key. */
const WAIT = 120;

export function SearchField(props: { words: string }): VNode {
  const [text, setText] = useState(props.words);
  const [found, setFound] = useState<Suggestion[]>([]);
  const [chosen, setChosen] = useState(-1);
  const timer = useRef(0);
  const typed = useRef('');
  const close = () => {
    clearTimeout(timer.current);
    typed.current = '';
    setFound([]);
    setChosen(-1);
  };
  useEffect(() => {
    setText(props.words);
    close();
  }, [props.words]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (next: string) => {
    setText(next);
    close();
    typed.current = next.trim();
    if (!typed.current) return;
    timer.current = window.setTimeout(() => {
      const asked = typed.current;
      // What comes after something else was typed is shown no more; without an answer one searches.
      api
        .suggest(asked)
        .then((answer) => asked === typed.current && setFound(answer.suggestions))
        .catch(() => undefined);
    }, WAIT);
  };
  const go = (href: string) => {
    close();
    navigate(href);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const one = found[chosen];
    if (one) go(`/entities/${one.id}`);
    else if (text.trim()) go(`/search?q=${encodeURIComponent(text.trim())}`);
  };
  const press = (event: KeyboardEvent) => {
    if (found.length === 0) return;
    const count = found.length + 1; // the field itself is one of the places
    if (event.key === 'ArrowDown') setChosen(((chosen + 2) % count) - 1);
    else if (event.key === 'ArrowUp') setChosen(((chosen + count) % count) - 1);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const open = found.length > 0;
  return (
    <form class="search" role="search" action="/search" onSubmit={submit}>
      <Icon name="search" />
      <input
        id="search"
        name="q"
        type="search"
        role="combobox"
        value={text}
        placeholder={message('web.search.name')}
        aria-label={message('web.search.label')}
        aria-keyshortcuts="/"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls="suggestions"
        aria-activedescendant={chosen < 0 ? undefined : `suggestion-${chosen}`}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={press}
        onBlur={close}
      />
      <kbd aria-hidden="true">/</kbd>
      <ul
        id="suggestions"
        class="suggestions"
        role="listbox"
        aria-label={message('web.search.suggestions')}
        hidden={!open}
      >
        {found.map((one, i) => (
          <li
            key={one.id}
            id={`suggestion-${i}`}
            role="option"
            aria-selected={i === chosen}
            // The field would lose the focus, and the list be closed, before the click.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => go(`/entities/${one.id}`)}
          >
            <span class="suggestion-name">{one.name}</span>
            <span class="faint">
              {one.kind_label} · {groupDigits(one.reports)}
            </span>
          </li>
        ))}
      </ul>
    </form>
  );
}
