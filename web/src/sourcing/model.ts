// What the API answers about needs, offers and plans (docs/api.md).
import type { Evidence, Value } from '../model';

export type Nearness = 'cluster' | 'region' | 'district' | 'country' | 'abroad';

export interface Match {
  fact: Value;
  who: Value | null;
  goods: string | null;
  okpd2: string | null;
  score: number;
  reasons: { kind: string; text: string }[];
  nearness: Nearness;
  nearness_text: string;
  evidence: Evidence[];
  agreements: Value[];
  cluster: Value | null;
}

export interface Matches {
  fact: Value;
  who: Value | null;
  summary: string;
  total: number;
  matches: Match[];
}

/** A kept plan, without its deliveries. */
export interface KeptPlan {
  id: string;
  title: string;
  at: string;
  by: string;
  needs: number;
  gaps: number;
  covered_share: number;
  local_before: number;
  local_after: number;
  interrupted: boolean;
}

export interface Delivery {
  need: Value;
  buyer: Value | null;
  product: string;
  offer: Value;
  supplier: Value | null;
  offered: string;
  text: string;
  nearness_text: string;
  why: string;
}

export interface Gap {
  need: Value;
  buyer: Value | null;
  product: string;
  unit: string;
  missing_text: string;
  /** What is missing in roubles; not in plans that were kept before there was one. */
  worth_text?: string | null;
  text: string;
  now: string | null;
  known: Value[];
}

export interface Plan {
  id: string;
  title: string;
  at: string;
  by: string;
  made_text: string;
  summary: string[];
  interrupted: boolean;
  /** Which part of the value comes from how near, before and after; not in plans that were kept before this was told. */
  places?: { nearness: string; text: string; before: number; after: number }[];
  deliveries: Delivery[];
  gaps: Gap[];
  left_out: { need: Value; text: string }[];
}

/** How far a plan is that is on its way. */
export interface Planning {
  plan: string;
  state: 'running' | 'kept' | 'failed';
  done: number;
  kept?: string | null;
  problem?: string | null;
}

export interface PlanChanges {
  before: KeptPlan;
  after: KeptPlan;
  changes: {
    product: string;
    buyer: string;
    supplier: string;
    unit: string;
    before: number;
    after: number;
  }[];
}

/** What became of the rows of a table; those left out are told by line and column. */
export interface TakenTable {
  of: 'needs' | 'offers';
  added: number;
  changed: number;
  unchanged: number;
  withdrawn: number;
  /** Titles of columns that were not taken. */
  ignored: string[];
  /** What is wrong in which row; a row may stand here several times. */
  left_out: { line: number; column: string | null; text: string }[];
}

export const WEIGHTS = ['cluster', 'region', 'district', 'country', 'distance', 'price'] as const;

/** The weights of a form as the API takes them. */
export function weightsOf(given: Record<string, string>): string {
  return WEIGHTS.map((name) => [name, (given[name] ?? '').replace(',', '.')])
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
}
