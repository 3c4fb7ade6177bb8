// The field for what a value names: an entry of the registry, offered while one types, or something
// new of a kind that one says.
import type { VNode } from 'preact';
import { api } from '../api';
import { message } from '../messages';
import type { Schema, SchemaProperty } from '../model';
import { useCombobox } from '../parts/combobox';
import { OfferedList, type Offered } from '../parts/offered';
import { mayName, type Item } from './model';

/** So many are asked for: those of other kinds are left out. */
const ASKED = 20;
const OFFERED = 8;

/** The things and facts that are called so, among those that the property may name. */
async function find(words: string, kinds: string[], schema: Schema): Promise<Offered[]> {
  const facts = schema.kinds.filter((kind) => kind.fact && kinds.includes(kind.name));
  const lists = facts.map((kind) =>
    api
      .list(kind.name, { q: words, limit: String(OFFERED) })
      .then((list) =>
        list.rows.map((row) => ({ id: row.id, name: row.name, kind_label: kind.label })),
      ),
  );
  const things =
    facts.length === kinds.length
      ? []
      : (await api.suggest(words, ASKED)).suggestions.filter((one) => kinds.includes(one.kind));
  return [...things, ...(await Promise.all(lists)).flat()].slice(0, OFFERED);
}

/** The kinds of what a property may name. */
export function kindsOf(property: SchemaProperty, schema: Schema): string[] {
  return schema.kinds.filter((kind) => mayName(property, kind)).map((kind) => kind.name);
}

/** The kind after which a property is called, as the programme of an indicator is: what is new there is
 *  most often of it. */
export function usualKind(property: SchemaProperty, kinds: string[]): string | undefined {
  return kinds.find((kind) => kind.toLowerCase() === property.name);
}

export function ThingField(props: {
  id: string;
  label?: string;
  item: Item;
  kinds: string[];
  /** Words that name nothing are a value too. */
  words: boolean;
  /** The kind of what is new, until another is chosen. */
  usual?: string | undefined;
  schema: Schema;
  required: boolean;
  invalid: boolean;
  describedBy: string | undefined;
  onItem: (item: Item) => void;
}): VNode {
  const { id, item, kinds, schema } = props;
  const box = useCombobox<Offered>((typed) => find(typed, kinds, schema));
  const { key, behind } = item;
  const kept = { key, ...(behind && { behind }) };
  const choose = (one: Offered) => {
    box.close();
    props.onItem({ ...kept, text: one.name, id: one.id });
  };
  const newKinds = schema.kinds.filter((kind) => !kind.fact && kinds.includes(kind.name));
  const named = item.id !== undefined || item.fact !== undefined;
  return (
    <div class="thing-field">
      <input
        id={id}
        type="text"
        role="combobox"
        value={item.text}
        required={props.required}
        autocomplete="off"
        spellcheck={false}
        aria-label={props.label}
        aria-autocomplete="list"
        aria-expanded={box.open}
        aria-controls={`${id}-found`}
        aria-activedescendant={box.chosen < 0 ? undefined : `${id}-found-${box.chosen}`}
        aria-invalid={props.invalid || undefined}
        aria-describedby={props.describedBy}
        onInput={(event) => {
          const text = event.currentTarget.value;
          const kind = named || !item.text.trim() ? props.usual : item.kind;
          props.onItem({ ...kept, text, ...(kind && { kind }) });
          box.type(text);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return box.press(event);
          event.preventDefault(); // what is offered may come a moment later: the form is not sent
          if (box.one) choose(box.one);
        }}
        onBlur={box.close}
      />
      <OfferedList id={id} box={box} choose={choose} />
      {named ? (
        <span class="faint thing-is">{message('web.entry.known')}</span>
      ) : (
        item.text.trim() &&
        newKinds.length > 0 && (
          <select
            class="thing-is"
            aria-label={message('web.entry.new_kind')}
            value={item.kind ?? ''}
            onChange={(event) => {
              const kind = event.currentTarget.value;
              props.onItem({ ...kept, text: item.text, ...(kind && { kind }) });
            }}
          >
            <option value="">
              {message(props.words ? 'web.entry.as_words' : 'web.entry.by_name')}
            </option>
            {newKinds.map((kind) => (
              <option key={kind.name} value={kind.name}>
                {message('web.entry.new_of', { kind: kind.label })}
              </option>
            ))}
          </select>
        )
      )}
    </div>
  );
}
