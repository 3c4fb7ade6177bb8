// The organization that an account acts for: chosen by its name among the registry's entries, which
// the browser offers while one types.
import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { api } from '../api';
import { message } from '../messages';
import type { Suggestion } from '../model';
import { Field } from '../parts/form';
import type { Body } from './model';

/** So long nothing is asked for after a key. */
const WAIT = 150;
const FAMILIES = ['firm', 'body', 'place', 'project'];

/** As it is offered and, once chosen, stands in the field: names alone may be those of several. */
const offered = (one: Suggestion) => `${one.name} (${one.kind_label}, ${one.id})`;

/** The id that stands at the end of what was chosen. */
function chosenId(text: string, body: Body | null): string | undefined {
  if (!text.trim()) return '';
  if (body && text === (body.name ?? body.id)) return body.id;
  return /, ([^\s,()]+)\)$/.exec(text)?.[1];
}

export function BodyField(props: {
  id: string;
  label: string;
  hint: string;
  body: Body | null;
}): VNode {
  const { id, body } = props;
  const [text, setText] = useState(body?.name ?? body?.id ?? '');
  const [found, setFound] = useState<Suggestion[]>([]);
  const timer = useRef(0);
  const typed = (field: HTMLInputElement) => {
    const next = field.value;
    setText(next);
    clearTimeout(timer.current);
    const chosen = chosenId(next, body) !== undefined;
    field.setCustomValidity(chosen ? '' : message('web.account.for_choose'));
    if (chosen) return;
    timer.current = window.setTimeout(() => {
      api.suggest(next.trim()).then(
        (answer) => setFound(answer.suggestions.filter((one) => FAMILIES.includes(one.family))),
        () => undefined,
      );
    }, WAIT);
  };
  return (
    <Field id={id} label={props.label} hint={props.hint}>
      <input
        id={id}
        type="text"
        list={`${id}-found`}
        value={text}
        autocomplete="off"
        spellcheck={false}
        aria-describedby={`${id}-hint`}
        onInput={(event) => typed(event.currentTarget)}
      />
      <datalist id={`${id}-found`}>
        {found.map((one) => (
          <option key={one.id} value={offered(one)} />
        ))}
      </datalist>
      <input type="hidden" name="entity" value={chosenId(text, body) ?? ''} />
    </Field>
  );
}
