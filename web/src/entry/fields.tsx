// The fields of one fact: a field a property, as the schema declares it.
import type { VNode } from 'preact';
import { message, type MessageKey } from '../messages';
import { cardPath, type Schema, type SchemaProperty } from '../model';
import { Field } from '../parts/form';
import { blank, itemText, kindNamed, names, type FactDraft, type Item, type Place } from './model';
import { kindsOf, ThingField, usualKind } from './thing_field';

/** Why a value was refused, and which. */
export interface Refused {
  place: Place | undefined;
  text: string;
}

const HINTED = ['date', 'duration', 'money', 'integer', 'number'];

export const fieldId = (fact: number, property: string, index: number) =>
  `entry-${fact}-${property}-${index}`;

interface OneField {
  id: string;
  property: SchemaProperty;
  item: Item;
  schema: Schema;
  required: boolean;
  invalid: boolean;
  describedBy: string | undefined;
  label?: string;
  onItem: (item: Item) => void;
}

/** Of a signatory two fields: who signed, and for whom. */
function SignatoryField(props: OneField): VNode {
  const { item, schema, id } = props;
  const families = (wanted: (family: string) => boolean) =>
    schema.kinds.filter((kind) => !kind.fact && wanted(kind.family)).map((kind) => kind.name);
  const { behind = { key: item.key, text: '' } } = item;
  return (
    <div class="signatory-field">
      <ThingField
        {...props}
        label={message('web.correct.signed')}
        kinds={families((family) => family === 'person')}
        words={false}
        onItem={(next) => props.onItem({ ...next, behind })}
      />
      <ThingField
        {...props}
        id={`${id}-for`}
        label={message('web.correct.signed_for')}
        item={behind}
        kinds={families((family) => family === 'body' || family === 'firm' || family === 'place')}
        words={false}
        required={false}
        onItem={(next) => props.onItem({ ...item, behind: next })}
      />
    </div>
  );
}

function SelectField(props: OneField): VNode {
  const { property, item } = props;
  const options =
    property.type === 'boolean'
      ? [
          { code: 'true', label: message('web.correct.yes') },
          { code: 'false', label: message('web.correct.no') },
        ]
      : (property.choices ?? []);
  return (
    <select
      id={props.id}
      required={props.required}
      aria-label={props.label}
      aria-invalid={props.invalid || undefined}
      aria-describedby={props.describedBy}
      value={item.text}
      onChange={(event) => props.onItem({ key: item.key, text: event.currentTarget.value })}
    >
      <option value="">{message('web.entry.unsaid')}</option>
      {options.map((option) => (
        <option key={option.code} value={option.code} selected={option.code === item.text}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

function OneField(props: OneField): VNode {
  const { property, item, schema } = props;
  if (property.type === 'signatory') return <SignatoryField {...props} />;
  if (property.type === 'choice' || property.type === 'boolean') return <SelectField {...props} />;
  if (names(property)) {
    const kinds = kindsOf(property, schema);
    return (
      <ThingField
        {...props}
        kinds={kinds}
        words={property.type === 'entity_or_text'}
        usual={props.required ? usualKind(property, kinds) : undefined}
      />
    );
  }
  return (
    <input
      id={props.id}
      type="text"
      value={item.text}
      required={props.required}
      maxLength={4000}
      autocomplete="off"
      inputMode={property.type === 'integer' || property.type === 'number' ? 'decimal' : undefined}
      aria-label={props.label}
      aria-invalid={props.invalid || undefined}
      aria-describedby={props.describedBy}
      onInput={(event) => props.onItem({ key: item.key, text: event.currentTarget.value })}
    />
  );
}

/** All the values of one property. */
function PropertyField(props: {
  fact: FactDraft;
  property: SchemaProperty;
  schema: Schema;
  refused: Refused | undefined;
  onItems: (items: Item[]) => void;
}): VNode {
  const { fact, property } = props;
  const given = fact.items[property.name] ?? [];
  const items = given.length > 0 ? given : [{ key: -fact.key, text: '' }];
  const first = fieldId(fact.key, property.name, 0);
  const place = props.refused?.place;
  const wrong = place?.fact === fact.key && place.property === property.name;
  const hint = HINTED.includes(property.type)
    ? message(`web.entry.hint_${property.type}` as MessageKey)
    : '';
  const describedBy =
    [hint && `${first}-hint`, wrong && `${first}-error`].filter(Boolean).join(' ') || undefined;
  const replace = (index: number, item: Item) =>
    props.onItems(items.map((each, i) => (i === index ? item : each)));
  return (
    <Field
      id={first}
      label={property.label}
      hint={hint}
      mark={property.required && !fact.id ? message('web.entry.required') : undefined}
      group={property.listed}
    >
      {items.map((item, i) => (
        <div class="entry-item" key={item.key}>
          <OneField
            id={fieldId(fact.key, property.name, i)}
            property={property}
            item={item}
            schema={props.schema}
            required={i === 0 && property.required === true && !fact.id}
            invalid={wrong && (place.item === undefined || place.item === item.key)}
            describedBy={describedBy}
            {...(i > 0 && { label: `${property.label} ${i + 1}` })}
            onItem={(next) => replace(i, next)}
          />
          {property.listed && items.length > 1 && (
            <button
              type="button"
              class="quiet"
              aria-label={message('web.entry.drop_value', {
                value: item.text || `${property.label} ${i + 1}`,
              })}
              onClick={() => props.onItems(items.filter((each) => each !== item))}
            >
              ×
            </button>
          )}
        </div>
      ))}
      {wrong && (
        <p class="form-error" id={`${first}-error`} role="alert">
          {props.refused?.text}
        </p>
      )}
      {property.listed && given.some((item) => item.text.trim()) && (
        <button
          type="button"
          class="small"
          onClick={() => {
            props.onItems([...items, blank()]);
            focusLater(fieldId(fact.key, property.name, items.length));
          }}
        >
          {message('web.entry.one_more', { property: property.label })}
        </button>
      )}
    </Field>
  );
}

export function focusLater(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}

/** A known fact to which the form adds what it was given: that alone, in words. */
function AddedTo(props: { fact: FactDraft; schema: Schema }): VNode {
  const { fact } = props;
  const properties = kindNamed(props.schema, fact.kind)?.properties ?? [];
  return (
    <>
      {properties
        .filter(({ name }) => fact.items[name])
        .map((property) => (
          <p key={property.name}>
            <a href={cardPath(fact.id ?? '')}>{fact.name}</a>
            {`. ${property.label}: `}
            {fact.items[property.name]!.map((item) => itemText(item, property)).join('; ')}
          </p>
        ))}
    </>
  );
}

export function FactFields(props: {
  fact: FactDraft;
  schema: Schema;
  refused: Refused | undefined;
  /** Whether it may be dropped: there are others. */
  onDrop: (() => void) | undefined;
  onFact: (fact: FactDraft) => void;
}): VNode {
  const { fact, schema } = props;
  const kind = kindNamed(schema, fact.kind);
  const own = props.refused?.place;
  return (
    <fieldset class="entry-fact">
      <legend>{kind?.label ?? fact.kind}</legend>
      {own?.fact === fact.key && !own.property && (
        <p class="form-error" role="alert">
          {props.refused?.text}
        </p>
      )}
      {fact.name ? (
        <AddedTo fact={fact} schema={schema} />
      ) : (
        kind?.properties.map((property) => (
          <PropertyField
            key={property.name}
            fact={fact}
            property={property}
            schema={schema}
            refused={props.refused}
            onItems={(items) =>
              props.onFact({ ...fact, items: { ...fact.items, [property.name]: items } })
            }
          />
        ))
      )}
      {props.onDrop && (
        <button type="button" class="small" onClick={props.onDrop}>
          {message('web.entry.drop_fact')}
        </button>
      )}
    </fieldset>
  );
}
