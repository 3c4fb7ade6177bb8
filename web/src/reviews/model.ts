// Expert reviews: docs/review.md.
import type { EntityValue } from '../model';

export interface Criterion {
  ordinal: number;
  name: string;
  weight: number;
}

export interface Call {
  number: number;
  title: string;
  sought: string | null;
  state: 'open' | 'closed' | 'decided';
  state_label: string;
  begins: string | null;
  begins_text: string | null;
  ends: string | null;
  ends_text: string | null;
  /** The agreement to which it belongs. */
  entity: EntityValue | null;
  author: string;
  made_at: string;
  closed_at: string | null;
  summary: string;
  scale: number;
  version: number;
  /** Own assignments that wait for marks. */
  due: number;
  criteria: Criterion[];
}

export type Outcome = 'accepted' | 'rejected' | 'deferred';
export const OUTCOMES: Outcome[] = ['accepted', 'rejected', 'deferred'];

export interface Application {
  number: number;
  entity: EntityValue;
  note: string | null;
  outcome: Outcome | null;
  outcome_label: string | null;
  reason: string | null;
  decided_by: string | null;
  decided_at: string | null;
  experts?: number;
  marked?: number;
  /** These where the marks are seen. */
  place?: number | null;
  mean?: number | null;
  low?: number | null;
  high?: number | null;
  spread?: number | null;
  means?: (number | null)[];
}

export interface Mark {
  criterion: number;
  mark: number | null;
  words: string | null;
}

export interface Assignment {
  number: number;
  application: number;
  expert: number;
  own: boolean;
  state: 'waiting' | 'partly' | 'done' | 'abstained';
  state_label: string;
  /** Why in spite of conflicts. */
  reason: string | null;
  conflicts: {
    kind: string | null;
    /** Null where the words were erased with their report. */
    text: string | null;
    former: boolean;
    quotes: { report: string | null; quote: string }[];
  }[];
  /** These where they are seen. */
  abstained?: string | null;
  words?: string | null;
  marks?: Mark[];
  entered_by?: string | null;
  changed_at?: string | null;
  version?: number;
  mean?: number | null;
}

export interface Expert {
  number: number;
  name: string;
  shown: string | null;
  person: EntityValue;
}

export interface Review extends Call {
  may_manage: boolean;
  /** Who asks is of the review: an expert of it, or one who manages it. */
  inside: boolean;
  marks_seen: boolean;
  applications: Application[];
  experts: Expert[];
  assignments: Assignment[];
}

export interface Reviews {
  summary: string;
  may_manage: boolean;
  reviews: Call[];
  next: number | null;
}

export const reviewPath = (number: number): string => `/reviews/${number}`;
export const minutesPath = (number: number): string => `/reviews/${number}/minutes`;

/** How somebody is called: by the name for people where the account has one. */
export function expertName(review: Review, number: number): string {
  const expert = review.experts.find((one) => one.number === number);
  return expert ? expert.shown || expert.name : '';
}

/** What was given of a criterion, as a line of what is sent; a line is all that it may be. */
export function marksLines(given: Mark[]): string {
  return given
    .map(({ criterion, mark, words }) =>
      `${criterion}: ${mark ?? '-'} ${(words ?? '').replace(/\s+/g, ' ')}`.trim(),
    )
    .join('\n');
}

/** A mean as people write it: «4,33». */
export function meanText(mean: number | null | undefined, tongue: string): string {
  return mean === null || mean === undefined
    ? '—'
    : mean.toLocaleString(tongue, { maximumFractionDigits: 2 });
}
