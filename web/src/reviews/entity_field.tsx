// A field that finds an entry of the registry by its name: what fits is offered while one types.
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api';
import type { Suggestion } from '../model';
import { useCombobox } from '../parts/combobox';
import { Field } from '../parts/form';
import { OfferedList } from '../parts/offered';

const ASKED = 20;
const OFFERED = 8;

/** The chosen id is the form's value of the name; with byName the name of what was chosen. */
export function EntityField(props: {
  id: string;
  name: string;
  label: string;
  hint?: string;
  /** Only entries of this kind. */
  kind?: string;
  optional?: boolean;
  /** What is typed counts too where nothing is chosen: whoever reads it finds entries by name. */
  words?: boolean;
  byName?: boolean;
}): VNode {
  const { id, kind } = props;
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState('');
  const box = useCombobox<Suggestion>((typed) =>
    api
      .suggest(typed, ASKED)
      .then(({ suggestions }) =>
        suggestions.filter((one) => !kind || one.kind === kind).slice(0, OFFERED),
      ),
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
