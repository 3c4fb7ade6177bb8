// Entries: what users state of their own (docs/api.md). As the server tells them, as they stand in a
// form, and as they are sent: lines, each of which comes from one place of the form.
import type { Card, Schema, SchemaKind, SchemaProperty, Value } from '../model';

/** A value that was stated. */
export interface EntryValue {
  property: string;
  /** As a change takes it. */
  value: string;
  /** Of what is named. */
  kind?: string;
  name?: string | null;
  /** In words, of what is no thing. */
  text?: string;
  /** Of a signatory: whom he signs for. */
  for?: string;
}

export interface EntryFact {
  kind: string;
  id: string;
  values: EntryValue[];
}

export interface EntryVersion {
  entry: string;
  version: number;
  title: string | null;
  date: string | null;
  author: string | null;
  at: string;
  withdrawn: boolean;
  withdrawn_by?: string | null;
  withdrawn_at?: string;
  reason?: string | null;
}

export interface Entry {
  entry: string;
  version: number;
  title: string | null;
  date: string | null;
  withdrawn: boolean;
  author: string | null;
  at: string;
  note: string | null;
  facts: EntryFact[];
  /** Oldest first. */
  versions: EntryVersion[];
}

/** A value as it stands in the form. */
export interface Item {
  key: number;
  text: string;
  /** Of the known thing or fact that is named. */
  id?: string;
  /** The kind of something new. */
  kind?: string;
  /** The key of another fact of the form that is named. */
  fact?: number;
  /** Of a signatory: whom he signs for. */
  behind?: Item;
}

export interface FactDraft {
  key: number;
  kind: string;
  /** Of a fact that is known. */
  id?: string;
  /** The name of a known fact to which the form adds what it is given alone, without fields. */
  name?: string;
  items: Record<string, Item[]>;
}

export interface Draft {
  facts: FactDraft[];
  note: string;
  date: string;
}

/** The field of a form from which a line comes, or of which an error tells. */
export interface Place {
  fact: number;
  property?: string;
  item?: number;
}

let keys = 0;
export const newKey = () => ++keys;

export const blank = (): Item => ({ key: newKey(), text: '' });
export const newFact = (kind: string): FactDraft => ({ key: newKey(), kind, items: {} });

/** A further fact of a form: what it must name and the one before names by the same property, such as the
 *  programme of an indicator, stands there already. */
export function factAfter(schema: Schema, kind: string, before: FactDraft | undefined): FactDraft {
  const fact = newFact(kind);
  for (const { name, required, type } of kindNamed(schema, kind)?.properties ?? []) {
    const items = before?.items[name]?.filter((item) => item.text.trim());
    if (required && items?.length && namesThings({ type } as SchemaProperty))
      fact.items[name] = items.map((item) => ({ ...item, key: newKey() }));
  }
  return fact;
}

/** Kinds that are stated by a report's words alone. */
const UNSTATED = new Set(['statement']);

export function statedKinds(schema: Schema): SchemaKind[] {
  return schema.kinds.filter((kind) => kind.fact && !UNSTATED.has(kind.name));
}

/** What of the schema somebody may state: what editors decide is for them alone. */
export function schemaFor(schema: Schema, rights: string[]): Schema {
  if (rights.includes('edit')) return schema;
  const kinds = schema.kinds.flatMap((kind) => {
    const properties = kind.properties.filter((property) => !property.editors);
    return kind.fact && kind.properties.length > 0 && properties.length === 0
      ? []
      : [{ ...kind, properties }];
  });
  return { ...schema, kinds };
}

export function kindNamed(schema: Schema, name: string): SchemaKind | undefined {
  return schema.kinds.find((kind) => kind.name === name);
}

const NAMING = ['entity', 'entity_or_text', 'fact', 'fact_or_entity', 'signatory'];

/** Whether a property's values name things or facts. */
export const names = (property: SchemaProperty) => NAMING.includes(property.type);

/** Whether they name things, never facts. */
const namesThings = ({ type }: SchemaProperty) => type === 'entity' || type === 'entity_or_text';

/** Whether a property may name a thing or fact of a kind. */
export function mayName(property: SchemaProperty, kind: SchemaKind): boolean {
  if (!names(property) || property.type === 'signatory') return false;
  if (property.takes) return property.takes.includes(kind.name);
  return kind.name !== 'Report' && kind.fact === property.type.startsWith('fact');
}

/** The facts that can be stated of something of a kind: each with the property that names it. */
export function statedOf(
  schema: Schema,
  name: string,
): { kind: SchemaKind; property: SchemaProperty }[] {
  const of = kindNamed(schema, name);
  return statedKinds(schema).flatMap((kind) => {
    const fitting = kind.properties.filter((property) => of && mayName(property, of));
    const property = fitting.find((each) => each.required) ?? fitting[0];
    return property ? [{ kind, property }] : [];
  });
}

/** The address of the form for a fact of a kind, with values filled in. */
export function newEntryPath(kind: string, values: Record<string, string> = {}): string {
  return `/entry/new?${new URLSearchParams({ kind, ...values })}`;
}

/* ---- from the server to the form ---- */

function itemOf(value: EntryValue, facts: FactDraft[]): Item {
  const [first = '', behind] = value.value.split(' > ');
  if (/^#\d+$/.test(first)) {
    const fact = facts[Number(first.slice(1)) - 1];
    return { key: newKey(), text: value.text ?? first, ...(fact && { fact: fact.key }) };
  }
  if (!value.kind) return { key: newKey(), text: value.value };
  return {
    key: newKey(),
    text: value.name ?? value.text ?? first,
    id: first,
    ...(behind && { behind: { key: newKey(), text: value.for ?? behind, id: behind } }),
  };
}

export function draftOf(entry: Entry): Draft {
  const facts = entry.facts.map((fact) => ({ ...newFact(fact.kind), id: fact.id }));
  entry.facts.forEach((fact, i) => {
    for (const value of fact.values)
      (facts[i]!.items[value.property] ??= []).push(itemOf(value, facts));
  });
  return { facts, note: entry.note ?? '', date: entry.date ?? '' };
}

/* ---- from a card to the form ---- */

/** From which properties of a meeting those of what came of it are filled in, by its kind. */
export const OF_MEETING: Record<string, Record<string, string[]>> = {
  agreement: {
    parties: ['organizer', 'participants'],
    occasion: ['event'],
    place: ['place'],
    signed_on: ['date'],
  },
  project: { executors: ['organizer', 'participants'], place: ['place'] },
};

/** What the card of a known fact gives of another: by names of properties; without these the things that it
 *  names, not the facts that came of it. */
export function itemsOfCard(
  schema: Schema,
  kind: SchemaKind,
  card: Card,
  from?: Record<string, string[]>,
): Record<string, Item[]> {
  const items: Record<string, Item[]> = {};
  for (const property of kind.properties) {
    const sources = from
      ? from[property.name]
      : namesThings(property)
        ? [property.name]
        : undefined;
    const taken = valuesOf(card, sources ?? []).flatMap((value) =>
      itemTaken(schema, property, value),
    );
    const other = taken.filter(
      ({ id }, i) => !id || taken.findIndex((each) => each.id === id) === i,
    );
    if (other.length > 0) items[property.name] = property.listed ? other : other.slice(0, 1);
  }
  return items;
}

/** What a card tells by some of its properties, in their order, without what was rejected. */
function valuesOf(card: Card, names: string[]): Value[] {
  return names
    .flatMap((name) => card.properties.find((each) => each.name === name)?.claims ?? [])
    .filter(({ state }) => state !== 'rejected')
    .map(({ value }) => value);
}

function itemTaken(schema: Schema, property: SchemaProperty, value: Value): Item[] {
  if (value.type === 'date' && property.type === 'date')
    return [{ key: newKey(), text: value.value }];
  if (value.type !== 'entity') return [];
  const kind = kindNamed(schema, value.kind);
  if (!kind || !mayName(property, kind)) return [];
  /* Who met for somebody agrees and carries out nothing himself. */
  if (/^(parties|executors)$/.test(property.name) && kind.family === 'person') return [];
  return [{ key: newKey(), text: value.text, id: value.entity }];
}

/** A known meeting beside something new in the form: that this came of it. */
export function meetingOf(card: Card, outcome: FactDraft, label: string): FactDraft {
  const item = { key: newKey(), text: label, fact: outcome.key };
  return { ...newFact('meeting'), id: card.id, name: card.name, items: { outcomes: [item] } };
}

/* ---- from the form to the server ---- */

/** A value has no line breaks. */
const inOneLine = (text: string) => text.replace(/\s*[\r\n]+\s*/g, ' ').trim();

function referenceOf(item: Item, facts: FactDraft[]): string {
  const sibling = facts.findIndex((fact) => fact.key === item.fact);
  if (item.fact !== undefined && sibling >= 0) return `#${sibling + 1}`;
  const text = inOneLine(item.text);
  if (item.id) return item.id;
  return item.kind && text ? `${item.kind}:${text}` : text;
}

function valueOf(item: Item, facts: FactDraft[]): string {
  const first = referenceOf(item, facts);
  const behind = item.behind ? referenceOf(item.behind, facts) : '';
  return behind ? `${first} > ${behind}` : first;
}

/** The lines of a form, and from where in it each comes. */
export function linesOf(draft: Draft): { text: string; places: Place[] } {
  const lines: string[] = [];
  const places: Place[] = [];
  const add = (line: string, place: Place) => {
    lines.push(line);
    places.push(place);
  };
  for (const fact of draft.facts) {
    add(fact.id ? `${fact.kind} ${fact.id}` : fact.kind, { fact: fact.key });
    for (const [property, items] of Object.entries(fact.items))
      for (const item of items) {
        const value = valueOf(item, draft.facts);
        if (value) add(`${property}=${value}`, { fact: fact.key, property, item: item.key });
      }
  }
  return { text: lines.join('\n'), places };
}

/** The place of the form that a refusal tells of: by the line, or the fact and property's label. */
export function placeOf(
  refused: Record<string, string>,
  draft: Draft,
  places: Place[],
  schema: Schema,
): Place | undefined {
  const line = places[Number(refused['line'] ?? 0) - 1];
  if (line) return line;
  const fact = draft.facts[Number(refused['fact'] ?? 0) - 1];
  if (!fact) return undefined;
  const property = kindNamed(schema, fact.kind)?.properties.find(
    (each) => each.label === refused['property'],
  );
  return { fact: fact.key, ...(property && { property: property.name }) };
}

/* ---- comparing ---- */

/** What a form holds of one property, of the note or of the date. */
export interface Part {
  name: string;
  label: string;
  text: string;
  /** Of a fact's property. */
  fact?: FactDraft;
  property?: SchemaProperty;
}

/** How an item reads. */
export function itemText(item: Item, property: SchemaProperty | undefined): string {
  const label = property?.choices?.find((choice) => choice.code === item.text)?.label;
  const behind = item.behind?.text.trim();
  return (label ?? item.text.trim()) + (behind ? ` (${behind})` : '');
}

/** All that a form holds, in words, by names that two forms of one entry share. */
export function partsOf(draft: Draft, schema: Schema, labels: { note: string; date: string }) {
  const parts = new Map<string, Part>();
  for (const fact of draft.facts) {
    const kind = kindNamed(schema, fact.kind);
    for (const [property, items] of Object.entries(fact.items)) {
      const declared = kind?.properties.find((each) => each.name === property);
      const text = items.map((item) => itemText(item, declared)).filter(Boolean);
      if (text.length === 0) continue;
      const name = `${fact.id ?? fact.key} ${property}`;
      const label =
        (draft.facts.length > 1 ? `${kind?.label}: ` : '') + (declared?.label ?? property);
      parts.set(name, {
        name,
        label,
        text: text.join('; '),
        fact,
        ...(declared && { property: declared }),
      });
    }
  }
  parts.set('note', { name: 'note', label: labels.note, text: draft.note.trim() });
  parts.set('date', { name: 'date', label: labels.date, text: draft.date.trim() });
  return parts;
}

/** What somebody else changed while one was changing it oneself. */
export interface Difference {
  name: string;
  label: string;
  seen: string;
  theirs: string;
  mine: string;
}

export function differencesOf(
  seen: Map<string, Part>,
  theirs: Map<string, Part>,
  mine: Map<string, Part>,
): Difference[] {
  const all = new Set([...seen.keys(), ...theirs.keys()]);
  return [...all].flatMap((name) => {
    const text = (parts: Map<string, Part>) => parts.get(name)?.text ?? '';
    if (text(seen) === text(theirs)) return [];
    const label = (theirs.get(name) ?? seen.get(name))?.label ?? name;
    return [{ name, label, seen: text(seen), theirs: text(theirs), mine: text(mine) }];
  });
}

/** The form with what stands under a name in another form of the same entry. */
export function taken(mine: Draft, theirs: Draft, name: string): Draft {
  if (name === 'note' || name === 'date') return { ...mine, [name]: theirs[name] };
  const [id, property] = name.split(' ') as [string, string];
  const is = (fact: FactDraft) => (fact.id ?? String(fact.key)) === id;
  const other = theirs.facts.find(is);
  const items = (other?.items[property] ?? []).map((item) => ({ ...item, key: newKey() }));
  if (!mine.facts.some(is))
    return other
      ? { ...mine, facts: [...mine.facts, { ...other, items: { [property]: items } }] }
      : mine;
  return {
    ...mine,
    facts: mine.facts.map((fact) =>
      is(fact) ? { ...fact, items: { ...fact.items, [property]: items } } : fact,
    ),
  };
}
