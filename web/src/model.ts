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
  | { type: 'date' | 'duration' | 'choice'; text: string; value: string }
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
  values: { value: string; text: string; count: number }[];
}

export interface List {
  list: string;
  kind?: string;
  label: string;
  summary: string;
  total: number;
  offset: number;
  limit: number;
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
  reports?: List;
  note?: string | null;
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
  chain?: { id: string; name: string; signed_on?: string | null; text: string; current: boolean }[];
  statements?: Statement[];
  reports?: CardReport[];
  history?: { at: string; text: string; report?: string | null; author: string }[];
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
  credits?: { role: string; label: string; name: string }[];
  paragraphs: { kind: string; start: number; end: number; segments: Segment[] }[];
  mentions: Mention[];
  facts: ReportFact[];
}

export interface Search {
  query: string;
  summary: string;
  total: number;
  offset: number;
  limit: number;
  entities: { id: string; family: Family; kind: string; kind_label: string; name: string }[];
  reports: (CardReport & {
    snippets: { start: number; end: number; parts: { text: string; hit?: boolean }[] }[];
  })[];
}

/** The address of the card of an entity or fact. */
export function cardPath(id: string): string {
  return `/entities/${encodeURIComponent(id)}`;
}

/** The address of a report's text, at a span of it. */
export function reportPath(id: string, span?: { start: number; end: number }): string {
  const path = `/reports/${encodeURIComponent(id)}`;
  return span ? `${path}?at=${span.start}-${span.end}` : path;
}
