// What the API answers (docs/api.md), as far as the app uses it.

export type Family =
  | 'person'
  | 'body'
  | 'firm'
  | 'place'
  | 'agreement'
  | 'project'
  | 'report'
  | (string & {});

export interface EntityValue {
  type: 'entity' | 'fact';
  text: string;
  entity: string;
  kind: string;
  family: Family;
}
export type Value =
  | EntityValue
  | { type: 'signatory'; text: string; person: EntityValue; for: EntityValue | null }
  | { type: 'money'; text: string; value: number; currency: string; approximate: boolean }
  | {
      type: 'date' | 'duration' | 'choice';
      text: string;
      value: string;
      /** A day that no report tells, from what they tell. */
      reckoned?: boolean;
    }
  | { type: 'integer' | 'number'; text: string; value: number }
  | { type: 'boolean'; text: string; value: boolean }
  | { type: 'text'; text: string };

/** The words of a report that prove a value; offsets are code points of its text. */
export interface Evidence {
  report: string;
  title: string;
  published: string | null;
  published_text?: string | null;
  quote: string;
  start: number;
  end: number;
  /** Who stated it, where no report says it but an entry. */
  by?: string;
}

export type State = 'read' | 'stated' | 'confirmed' | 'rejected';

export interface Claim {
  id: string;
  value: Value;
  state: State;
  contradicted?: boolean;
  confidence?: number | null;
  author: string;
  evidence: Evidence[];
  /** In a report's facts: the segments of its text that prove the claim. */
  segments?: number[];
  /** Who decided on it last, or stated it; number is null where there is nothing to undo. */
  decided?: { number: number | null; by: string; at: string };
}

export interface Column {
  name: string;
  label: string;
  type: string;
  listed: boolean;
  sortable: boolean;
}

export interface Row {
  id: string;
  kind: string;
  family: Family;
  name: string;
  state?: State;
  confidence?: number | null;
  reports?: number;
  role?: string;
  role_label?: string;
  cells: Record<string, Value[]>;
}

export interface Filter {
  name: string;
  label: string;
  /** Others were not counted: each value may stand more often. */
  more?: boolean;
  values: { value: string; text: string; count: number }[];
}

export interface List {
  list: string;
  kind?: string;
  label: string;
  summary: string;
  total: number;
  /** There are, or may be, more rows than that. */
  more?: boolean;
  /** Facts of little confidence that are left out. */
  doubtful?: number;
  offset: number;
  limit: number;
  /** The cursor of the next page. */
  next?: string | null;
  sort: string | null;
  columns: Column[];
  filters: Filter[];
  rows: Row[];
}

export interface Overview {
  empty: boolean;
  summary: string;
  registry: string;
  examples: boolean;
  counts: { list: string; label: string; count: number; text: string }[];
  agreements?: List;
  ending?: List;
  /** Of the whole list of what ends: days, as its filter has them. */
  ending_days?: string;
  /** What was promised for a day that has passed; no report has told of it since. */
  promises?: { text: string; filters: Record<string, string>; list: List }[];
  terms?: Term[];
  regions?: { code: string | null; name: string; count: number }[];
  reports?: List;
  note?: string | null;
}

/** A term that ends soon. */
export interface Term {
  fact: string;
  name: string;
  text: string;
}

export interface PropertyClaims {
  name: string;
  label: string;
  type?: string;
  listed?: boolean;
  claims: Claim[];
}

export interface Related {
  kind: string;
  label: string;
  total: number;
  /** There are more than total: they were not counted. */
  more: boolean;
  columns: Column[];
  rows: Row[];
}

export interface Statement {
  id: string;
  speaker: EntityValue | null;
  quote: string;
  evidence: Evidence[];
}

export interface CardReport {
  id: string;
  title: string;
  published: string | null;
  published_text?: string | null;
  publisher?: string | null;
  mentions?: number;
  /** Who stated it, of an entry, which is no report. */
  by?: string;
}

export interface Card {
  id: string;
  redirected_from?: string;
  kind: string;
  kind_label: string;
  family: Family;
  fact: boolean;
  name: string;
  aliases?: string[];
  summary?: string | null;
  state?: State;
  confidence?: number | null;
  properties: PropertyClaims[];
  related?: Related[];
  neighbours?: { id: string; kind: string; family: Family; name: string; facts: number }[];
  chain?: {
    id: string;
    name: string;
    signed_on: string | null;
    signed_on_text: string | null;
    current: boolean;
  }[];
  statements?: Statement[];
  statement_total: number;
  reports?: CardReport[];
  report_total: number;
  reports_more: boolean;
  history?: {
    at: string;
    text: string;
    report?: string | null;
    author: string;
    decision?: number;
    undone?: boolean;
  }[];
  regions?: { code: string | null; name: string; by_reports: boolean }[];
  fields?: { code: string; label: string }[];
  reference?: { texts: string[] } | null;
  states?: CardState[];
  terms?: Term[];
  life?: Step[];
}

/** An office, membership or status as an interval. */
export interface CardState {
  kind: string;
  family: Family;
  label: string;
  text: string;
  when: string;
  whole: EntityValue | null;
  /** Whether it holds on the day of the question. */
  on_day: 'holds' | 'unknown' | 'over' | 'not_yet';
  first_report: string | null;
  /** The fact that tells it last. */
  fact: { entity: string };
}

/** A step of what became of an agreement or project. */
export interface Step {
  text: string;
  contradicted: boolean;
  /** Its date is the one that the card shows. */
  shown: boolean;
  sources: number;
  evidence: Evidence[];
}

export interface Segment {
  id: number;
  start: number;
  end: number;
  text: string;
  mentions?: number[];
  facts?: number[];
}

export interface Mention {
  id: number;
  start: number;
  end: number;
  type: string;
  label: string;
  text: string;
  entity?: EntityValue | null;
}

export interface ReportFact {
  id: string;
  number: number;
  kind: string;
  label: string;
  family: Family;
  name: string;
  state?: State;
  confidence?: number | null;
  properties: PropertyClaims[];
}

/** Words of a report's text, in code points. */
export interface TextPlace {
  start: number;
  end: number;
}

export interface Report {
  id: string;
  title: string | null;
  published: string | null;
  published_text?: string | null;
  published_by?: string | null;
  publisher?: string | null;
  source?: string | null;
  url?: string | null;
  language?: string | null;
  example?: boolean;
  digest?: string;
  length?: number;
  summary?: string | null;
  /** The words that give the date. */
  dateline?: TextPlace | null;
  credits?: { role: string; label: string; name: string; place?: TextPlace | null }[];
  paragraphs: { kind: string; start: number; end: number; segments: Segment[] }[];
  mentions: Mention[];
  facts: ReportFact[];
}

export interface Search {
  query: string;
  summary: string;
  total: number;
  /** There are more than total: they were not counted. */
  more: boolean;
  offset: number;
  limit: number;
  sort: string;
  entities: { id: string; family: Family; kind: string; kind_label: string; name: string }[];
  reports: (CardReport & {
    snippets: { start: number; end: number; parts: { text: string; hit?: boolean }[] }[];
  })[];
  /** What the reports are filtered by, counted. */
  filters?: Filter[];
}

/** An entity whose name may be about to be typed. */
export interface Suggestion {
  id: string;
  family: Family;
  kind: string;
  kind_label: string;
  name: string;
  reports: number;
}

export interface Suggestions {
  query: string | null;
  suggestions: Suggestion[];
}

/** Why the resolver doubts: what speaks for (above 0) or against the two being one. */
export interface Reason {
  code: string;
  label: string;
  weight: number;
}

export interface Doubt {
  number: number;
  kind: 'same' | 'lost';
  text: string;
  subject: EntityValue | null;
  subject_reports: number;
  object: EntityValue | null;
  object_reports: number;
  report: string;
  title: string;
  score: number;
  reasons: Reason[];
  decision: number | null;
  at: string;
}

export interface Queue {
  summary: string;
  total: number;
  offset: number;
  limit: number;
  doubts: Doubt[];
}

export interface Decision {
  number: number;
  action: string;
  text: string;
  at: string;
  author: string;
  reason: string | null;
  subject: EntityValue | null;
  object: EntityValue | null;
  report: string | null;
  claim: string | null;
  made: string | null;
  undoes: number | null;
  undone_by: number | null;
}

export interface SchemaProperty {
  name: string;
  label: string;
  type: string;
  listed?: boolean;
  required?: boolean;
  /** Those alone state it who may edit. */
  editors?: boolean;
  /** The kinds of what it may name; without it any. */
  takes?: string[];
  choices?: { code: string; label: string }[];
}

export interface SchemaKind {
  name: string;
  label: string;
  plural?: string;
  fact: boolean;
  family: Family;
  properties: SchemaProperty[];
}

export interface Schema {
  fields?: { code: string; label: string }[];
  kinds: SchemaKind[];
}

export interface Decisions {
  decisions: Decision[];
  next: number | null;
}

/** The answer to a decision. */
export interface Decided {
  done: boolean;
  number: number | null;
  entity: string | null;
  warnings: { key: string; message: string }[];
  /** What others have decided since it was seen: nothing is done then. */
  changed?: Change[];
}

export interface Change {
  number: number;
  action: string;
  author: string;
  at: string;
  reason: string | null;
}

/** The address of the card of an entity or fact. */
export function cardPath(id: string): string {
  return `/entities/${encodeURIComponent(id)}`;
}

/** The address of an entry: what a user stated. */
export function entryPath(id: string): string {
  return `/entry/${encodeURIComponent(id)}`;
}

/** Where the words that prove a value stand. */
export function evidencePath(evidence: Evidence): string {
  return evidence.by ? entryPath(evidence.report) : reportPath(evidence.report, evidence);
}

/** The address of a report's text, at a span of it. */
export function reportPath(id: string, span?: TextPlace): string {
  const path = `/reports/${encodeURIComponent(id)}`;
  return span ? `${path}?at=${span.start}-${span.end}` : path;
}

/** Where a comment stands: on a card, or on the page of a report. */
export function commentPath(
  on: { entity: string | null; report: string | null },
  number: number,
): string {
  const page = on.report === null ? cardPath(on.entity ?? '') : reportPath(on.report);
  return `${page}#comment-${number}`;
}
