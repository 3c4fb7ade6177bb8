// Adding what the reader missed: the words that are selected in a report's text are said to be a
// name, a fact, or a value of a fact that was read. The form stands beside the text, so that further
// words can be selected for its values.
import type { VNode } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { api } from '../api';
import { decide } from '../decide';
import { inLine } from '../format';
import { takeKeys } from '../keys';
import { message, type MessageKey } from '../messages';
import type { EntityValue, Report, Schema, SchemaKind, SchemaProperty } from '../model';
import { ChoiceField, hintOf, signatoryInput } from '../parts/correct';
import { choicesAmong, namedIn, type Choice } from '../parts/named';

/** Words of the text; offsets are code points of it. */
export interface Words {
  start: number;
  end: number;
  text: string;
}

/** The offset in the text of a place in the document. */
function offsetAt(node: Node, offset: number): number | undefined {
  const element = node instanceof Element ? node : node.parentElement;
  const paragraph = element?.closest<HTMLElement>('.text [data-start]');
  if (!paragraph) return undefined;
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, offset);
  return Number(paragraph.dataset['start']) + [...before.toString()].length;
}

/** The words within a range of the document, without the blanks around them. */
function wordsOf(range: Range): Words | undefined {
  const start = offsetAt(range.startContainer, range.startOffset);
  const text = range.toString();
  if (start === undefined || offsetAt(range.endContainer, range.endOffset) === undefined)
    return undefined;
  const trimmed = text.trim();
  if (!trimmed) return undefined;
  const first = start + [...text].length - [...text.trimStart()].length;
  const crossing =
    range.startContainer.parentElement?.closest('p') !==
    range.endContainer.parentElement?.closest('p');
  const end = crossing
    ? (offsetAt(range.endContainer, range.endOffset) ?? first)
    : first + [...trimmed].length;
  return { start: first, end, text: inLine(trimmed) };
}

/** The words that are selected in the text, and where on the page they end. */
export interface Selected {
  words: Words | undefined;
  box: DOMRect | undefined;
}

/** The part of the text that is selected, be it nothing; undefined: the selection is elsewhere. */
function selectedRange(): Range | undefined {
  const selection = getSelection();
  const range = selection?.rangeCount ? selection.getRangeAt(0) : undefined;
  const text = document.querySelector('.reading .text');
  return range && text?.contains(range.commonAncestorContainer) ? range : undefined;
}

/** Follows the selection within the text; a selection elsewhere leaves the last one as it is. */
export function useSelected(may: boolean): Selected {
  const [selected, setSelected] = useState<Selected>({ words: undefined, box: undefined });
  useEffect(() => {
    if (!may) return undefined;
    const change = () => {
      const range = selectedRange();
      if (!range) return;
      const words = range.collapsed ? undefined : wordsOf(range);
      setSelected({ words, box: words && range.getBoundingClientRect() });
    };
    document.addEventListener('selectionchange', change);
    return () => document.removeEventListener('selectionchange', change);
  }, [may]);
  return selected;
}

/** What a key is meant for: the selected words, else the highlighted ones that have the focus. */
function wordsAtHand(): Words | undefined {
  const range = selectedRange();
  return (range && !range.collapsed && wordsOf(range)) || focusedWords();
}

/** The words of the highlighted place that has the focus: what the keyboard selects. */
function focusedWords(): Words | undefined {
  const focused = document.activeElement?.closest('.text [data-segment]');
  if (!focused) return undefined;
  const range = document.createRange();
  range.selectNodeContents(focused);
  return wordsOf(range);
}

/** The button beside the selected words, and the form that it opens. */
export function Adding(props: { report: Report; selected: Selected }): VNode {
  const { words, box } = props.selected;
  const [begun, setBegun] = useState<Words>();
  const [schema, setSchema] = useState<Schema>();
  const begin = (chosen: Words | undefined): boolean => {
    if (!chosen) return false;
    setBegun(chosen);
    void api.schema().then(setSchema);
    return true;
  };
  useEffect(() => takeKeys({ a: () => begin(wordsAtHand()) }), []);
  if (begun && schema)
    return (
      <AddForm
        key={`${begun.start}-${begun.end}`}
        report={props.report}
        words={begun}
        selected={words}
        schema={schema}
        onEnd={() => setBegun(undefined)}
      />
    );
  return (
    <>
      <p class="hint add-hint">{message('web.addition.hint')}</p>
      {words && box && <SelectionButton box={box} onClick={() => begin(words)} />}
    </>
  );
}

function SelectionButton(props: { box: DOMRect; onClick: () => void }): VNode {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!button.current) return;
    const left = Math.min(props.box.right, innerWidth - button.current.offsetWidth - 12);
    button.current.style.left = `${Math.max(12, left) + scrollX}px`;
    button.current.style.top = `${props.box.bottom + 6 + scrollY}px`;
  }, [props.box]);
  return (
    <button
      ref={button}
      type="button"
      class="small selection-button"
      onMouseDown={(event) => event.preventDefault()}
      onClick={props.onClick}
    >
      {message('web.addition.begin')} <kbd aria-hidden="true">a</kbd>
    </button>
  );
}

const isWord = (point: string | undefined) => point !== undefined && /[\p{L}\p{N}]/u.test(point);

/** Where in a text other words stand, as words of their own; both as code points. */
function standings(text: string[], sought: string[]): number[] {
  const places: number[] = [];
  for (let at = 0; at + sought.length <= text.length; at++)
    if (
      sought.every((point, index) => (text[at + index] ?? '').replace(/\s/, ' ') === point) &&
      !isWord(text[at - 1]) &&
      !isWord(text[at + sought.length])
    )
      places.push(at);
  return places;
}

/** The other places where the same words stand. */
export function otherPlaces(report: Report, words: Words): Words[] {
  const sought = Array.from(words.text);
  return report.paragraphs
    .flatMap((paragraph) => {
      const text = Array.from(paragraph.segments.map((segment) => segment.text).join(''));
      return standings(text, sought).map((at) => paragraph.start + at);
    })
    .map((start) => ({ start, end: start + sought.length, text: words.text }))
    .filter((place) => place.end <= words.start || place.start >= words.end);
}

/* ---- the form ---- */

/** A value on its way: given, or told by words. */
interface Given {
  property: string;
  value: string;
  words?: Words | undefined;
}

function AddForm(props: {
  report: Report;
  words: Words;
  selected: Words | undefined;
  schema: Schema;
  onEnd: () => void;
}): VNode {
  const { report, words, schema } = props;
  const [what, setWhat] = useState('');
  const [given, setGiven] = useState<Given[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const others = useMemo(() => otherPlaces(report, words), [report, words]);
  useEffect(() => form.current?.querySelector('select')?.focus(), []);
  const known = report.facts.find((fact) => what === `fact:${fact.id}`);
  const kind = schema.kinds.find((each) => each.name === (known?.kind ?? what));
  const save = async (event: Event) => {
    event.preventDefault();
    if (!kind) return;
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const field = (name: string) => String(fields.get(name) ?? '').trim();
    const outcome = await decide(
      {
        action: 'add',
        report: report.id,
        kind: kind.name,
        words: [words, ...(fields.has('others') ? others : [])].map(placeOf).join(' '),
        ...(kind.fact
          ? { entity: known?.id ?? '', values: valuesOf(given) }
          : { entity: field('entity'), name: field('name') }),
        reason: field('reason'),
      },
      message('web.addition.done', { words: words.text }),
    );
    if (outcome.at === 'done') props.onEnd();
  };
  const cancel = (event: KeyboardEvent) => {
    if (event.key === 'Escape') props.onEnd();
  };
  return (
    <form ref={form} class="adding" onSubmit={save} onKeyDown={cancel}>
      <h2>{message('web.addition.title')}</h2>
      <blockquote class="quote" lang={report.language ?? 'ru'}>
        {words.text}
      </blockquote>
      <div class="field">
        <label for="add-what">{message('web.addition.what')}</label>
        <WhatField report={report} schema={schema} onChange={setWhat} />
      </div>
      {kind && !kind.fact && <NameFields key={kind.name} kind={kind} words={words} />}
      {kind && !kind.fact && others.length > 0 && (
        <p class="field">
          <label class="choice">
            <input type="checkbox" name="others" defaultChecked />{' '}
            {message('web.addition.others', { count: others.length })}
          </label>
        </p>
      )}
      {kind?.fact && (
        <ValueFields
          kind={kind}
          report={report}
          selected={props.selected ?? words}
          given={given}
          onChange={setGiven}
        />
      )}
      {kind && (
        <div class="field">
          <label for="add-reason">{message('web.correct.reason')}</label>
          <input id="add-reason" name="reason" type="text" maxLength={200} />
        </div>
      )}
      <p class="help-foot">
        <button
          type="submit"
          class="strong"
          disabled={!kind || (kind.fact && given.every((each) => !each.value && !each.words))}
        >
          {message('web.addition.save')}
        </button>
        <button type="button" class="quiet" onClick={props.onEnd}>
          {message('web.addition.cancel')}
        </button>
      </p>
    </form>
  );
}

const placeOf = (words: Words) => `${words.start}-${words.end}`;

/** The lines of POST /decisions: PROPERTY=VALUE@WORDS. */
function valuesOf(given: Given[]): string {
  return given
    .filter((each) => each.value || each.words)
    .map(
      ({ property, value, words }) =>
        `${property}=${inLine(value)}${words ? `@${placeOf(words)}` : ''}`,
    )
    .join('\n');
}

/** A name of a kind, a fact of a kind, or more of a fact that was read. */
function WhatField(props: {
  report: Report;
  schema: Schema;
  onChange: (what: string) => void;
}): VNode {
  const kinds = (fact: boolean) =>
    props.schema.kinds.filter((kind) => kind.fact === fact && kind.family !== 'report');
  return (
    <select
      id="add-what"
      required
      onChange={(event) => props.onChange((event.currentTarget as HTMLSelectElement).value)}
    >
      <option value="">{message('web.addition.what_none')}</option>
      <optgroup label={message('web.addition.names')}>
        {kinds(false).map((kind) => (
          <option value={kind.name}>{kind.label}</option>
        ))}
      </optgroup>
      <optgroup label={message('web.addition.facts')}>
        {kinds(true).map((kind) => (
          <option value={kind.name}>{kind.label}</option>
        ))}
      </optgroup>
      {props.report.facts.length > 0 && (
        <optgroup label={message('web.addition.known_facts')}>
          {props.report.facts.map((fact) => (
            <option value={`fact:${fact.id}`}>{fact.name || fact.label}</option>
          ))}
        </optgroup>
      )}
    </select>
  );
}

/* ---- a name ---- */

const SUGGESTED = 6;
const ASK_AFTER = 200;

/** What it is called, and which entry it is: the program finds it, or one is chosen. */
function NameFields(props: { kind: SchemaKind; words: Words }): VNode {
  const [sought, setSought] = useState(props.words.text);
  const [found, setFound] = useState<Choice[]>([]);
  useEffect(() => {
    let last = true;
    const timer = setTimeout(() => {
      if (sought.trim())
        api.search({ q: sought, limit: '1' }).then(
          (answer) => {
            if (last)
              setFound(
                answer.entities.slice(0, SUGGESTED).map((entity) => ({
                  value: entity.id,
                  label: `${entity.name} · ${entity.kind_label}`,
                })),
              );
          },
          () => undefined,
        );
    }, ASK_AFTER);
    return () => {
      last = false;
      clearTimeout(timer);
    };
  }, [sought]);
  const choices = [
    { value: '', label: message('web.addition.find') },
    ...found,
    { value: 'new', label: message('web.addition.new') },
  ];
  return (
    <>
      <div class="field">
        <label for="add-name">{message('web.addition.name')}</label>
        <span class="hint">{message('web.addition.name_hint')}</span>
        <input
          id="add-name"
          name="name"
          type="text"
          autocomplete="off"
          maxLength={300}
          onInput={(event) =>
            setSought((event.currentTarget as HTMLInputElement).value || props.words.text)
          }
        />
      </div>
      <fieldset class="field">
        <legend>{message('web.addition.which')}</legend>
        {choices.map((choice, index) => (
          <label class="choice" key={choice.value}>
            <input type="radio" name="entity" value={choice.value} defaultChecked={index === 0} />{' '}
            {choice.label}
          </label>
        ))}
      </fieldset>
    </>
  );
}

/* ---- values ---- */

function ValueFields(props: {
  kind: SchemaKind;
  report: Report;
  selected: Words;
  given: Given[];
  onChange: (given: Given[]) => void;
}): VNode {
  const { kind, given, onChange } = props;
  const named = namedIn(props.report);
  const set = (property: string, index: number, change: Partial<Given>) => {
    const others = given.filter((each) => each.property !== property);
    const own = given.filter((each) => each.property === property);
    own[index] = { ...(own[index] ?? { property, value: '' }), ...change };
    onChange([...others, ...own]);
  };
  return (
    <div class="values">
      <p class="hint">{message('web.addition.values_hint')}</p>
      {kind.properties.map((property) => {
        const own = given.filter((each) => each.property === property.name);
        const rows = property.listed || own.length === 0 ? [...own, undefined] : own;
        return rows.map((each, index) => (
          <ValueRow
            key={`${property.name} ${index}`}
            id={`add-${property.name}-${index}`}
            property={property}
            named={named}
            facts={props.report.facts.map((fact) => ({ value: fact.id, label: fact.name }))}
            given={each}
            selected={props.selected}
            onChange={(change) => set(property.name, index, change)}
          />
        ));
      })}
    </div>
  );
}

function ValueRow(props: {
  id: string;
  property: SchemaProperty;
  named: EntityValue[];
  facts: Choice[];
  given: Given | undefined;
  selected: Words;
  onChange: (change: Partial<Given>) => void;
}): VNode {
  const { id, property, given } = props;
  return (
    <div class="value-row">
      <label for={id}>{property.label}</label>
      <div class="value-input">
        <ValueInput {...props} />
      </div>
      <span class="value-words">
        {given?.words ? (
          <>
            <q>{given.words.text}</q>{' '}
            <button
              type="button"
              class="quiet"
              aria-label={message('web.addition.words_drop')}
              onClick={() => props.onChange({ words: undefined })}
            >
              ×
            </button>
          </>
        ) : (
          <button
            type="button"
            class="small"
            title={props.selected.text}
            aria-label={message('web.addition.words_for', { property: property.label })}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => props.onChange({ words: props.selected })}
          >
            {message('web.addition.words_take')}
          </button>
        )}
      </span>
    </div>
  );
}

/** The value itself, where the words do not tell it. */
function ValueInput(props: {
  id: string;
  property: SchemaProperty;
  named: EntityValue[];
  facts: Choice[];
  given: Given | undefined;
  onChange: (change: Partial<Given>) => void;
}): VNode {
  const { id, property, given } = props;
  const none = message('web.addition.value_none');
  const value = given?.value ?? '';
  const take = (event: Event) =>
    props.onChange({ value: (event.currentTarget as HTMLInputElement).value });
  const choose = (choices: Choice[]) => (
    <span
      onChange={(event) => props.onChange({ value: (event.target as HTMLSelectElement).value })}
    >
      <ChoiceField id={id} name="" choices={choices} value={value} none={none} />
    </span>
  );
  switch (property.type) {
    case 'choice':
      return choose(
        (property.choices ?? []).map((choice) => ({ value: choice.code, label: choice.label })),
      );
    case 'boolean':
      return choose([
        { value: 'true', label: message('web.correct.yes') },
        { value: 'false', label: message('web.correct.no') },
      ]);
    case 'entity':
      return choose(choicesAmong(props.named));
    case 'fact':
      return choose(props.facts);
    case 'fact_or_entity':
      return choose([...props.facts, ...choicesAmong(props.named)]);
    case 'entity_or_text':
      return choose(choicesAmong(props.named));
    case 'signatory': {
      const [person = '', body = ''] = value.split(' > ');
      const set = (change: { person?: string; body?: string }) =>
        props.onChange({
          value: signatoryInput(change.person ?? person, change.body ?? body),
        });
      return (
        <>
          <span onChange={(event) => set({ person: (event.target as HTMLSelectElement).value })}>
            <ChoiceField
              id={id}
              name=""
              choices={choicesAmong(props.named, 'person')}
              value={person}
              none={none}
            />
          </span>
          <span onChange={(event) => set({ body: (event.target as HTMLSelectElement).value })}>
            <select aria-label={message('web.correct.signed_for')}>
              <option value="">{message('web.correct.signed_for_none')}</option>
              {choicesAmong(props.named).map((choice) => (
                <option value={choice.value} selected={choice.value === body}>
                  {choice.label}
                </option>
              ))}
            </select>
          </span>
        </>
      );
    }
    default: {
      const example = PLACEHOLDERS[property.type];
      return (
        <input
          id={id}
          type="text"
          autocomplete="off"
          value={value}
          placeholder={example ? message(example) : ''}
          title={hintOf(property.type)}
          onInput={take}
        />
      );
    }
  }
}

const PLACEHOLDERS: Record<string, MessageKey> = {
  date: 'web.date_example',
  duration: 'web.duration_example',
  money: 'web.money_example',
};
