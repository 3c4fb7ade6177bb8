// A field that finds an entry of the registry by its name: what fits is offered while one types.
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../api';
import { message } from '../messages';
import type { Suggestion } from '../model';
import { useCombobox } from '../parts/combobox';
import { Field } from '../parts/form';
import { OfferedList } from '../parts/offered';

const ASKED = 20;
const OFFERED = 8;

/** What a field offers for what is typed: things, and rows of a list of facts, which suggestions of the
 *  search have not. */
async function offered(typed: string, list?: string): Promise<Suggestion[]> {
  const [things, facts] = await Promise.all([
    api.suggest(typed, ASKED),
    list ? api.list(list, { q: typed, limit: String(OFFERED) }) : undefined,
  ]);
  const known = new Set(things.suggestions.map((one) => one.id));
  const rows = (facts?.rows ?? []).filter((row) => !known.has(row.id));
  const room = OFFERED - Math.min(rows.length, OFFERED / 2);
  return [
    ...things.suggestions.slice(0, room),
    ...rows.map((row) => ({ reports: 0, ...row, kind_label: facts?.label ?? '' })),
  ].slice(0, OFFERED);
}

/** The chosen id is the form's value of the name; with byName the name of what was chosen. */
export function EntityField(props: {
  id: string;
  name: string;
  label: string;
  hint?: string;
  /** Only entries of this kind. */
  kind?: string;
  /** Rows of this list too: facts are found by their words. */
  list?: string;
  optional?: boolean;
  /** What is typed counts too where nothing is chosen: whoever reads it finds entries by name. */
  words?: boolean;
  byName?: boolean;
}): VNode {
  const { id, kind } = props;
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const box = useCombobox<Suggestion>(async (typed) => {
    if (!kind) return offered(typed, props.list);
    const { suggestions } = await api.suggest(typed, ASKED);
    return suggestions.filter((one) => one.kind === kind).slice(0, OFFERED);
  });
  const unchosen = text.trim() !== '' && chosen === '';
  useEffect(
    () => field.current?.setCustomValidity(unchosen ? message('web.choose_offered') : ''),
    [unchosen],
  );
  const choose = (one: Suggestion) => {
    box.close();
    setText(one.name);
    setChosen(props.byName ? one.name : one.id);
  };
  return (
    <Field id={id} label={props.label} hint={props.hint} class="thing-field">
      <input type="hidden" name={props.name} value={chosen} />
      <input
        id={id}
        ref={field}
        type="text"
        role="combobox"
        value={text}
        required={!props.optional}
        autocomplete="off"
        spellcheck={false}
        aria-describedby={props.hint && `${id}-hint`}
        aria-autocomplete="list"
        aria-expanded={box.open}
        aria-controls={`${id}-found`}
        aria-activedescendant={box.chosen < 0 ? undefined : `${id}-found-${box.chosen}`}
        onInput={(event) => {
          const { value } = event.currentTarget;
          setText(value);
          /* Whoever knows the id may give it. */
          setChosen(props.words || /^ru-[0-9a-f]+$/.test(value.trim()) ? value.trim() : '');
          box.type(value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && box.one) {
            event.preventDefault();
            choose(box.one);
          } else box.press(event);
        }}
        onBlur={box.close}
      />
      <OfferedList id={id} box={box} choose={choose} />
    </Field>
  );
}
