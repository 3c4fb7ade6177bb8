// Lists of preferred products, as GET /api/v1/preferred answers (docs/preferred.md).
import type { EntityValue, Evidence, Value } from '../model';

export type Standing = 'proposed' | 'under_review' | 'entered' | 'expired' | 'refused' | 'left';
export const STANDINGS: Standing[] = [
  'entered',
  'proposed',
  'under_review',
  'expired',
  'refused',
  'left',
];

export type Outcome = 'entered' | 'refused' | 'left';

export interface Step {
  code: string;
  text: string;
  day: string | null;
  day_text: string | null;
  until: string | null;
  until_text: string | null;
  reason: string | null;
  report: string;
  /** Who stated it; null where a report tells it. */
  by: string | null;
  ahead: boolean;
}

export interface Use {
  fact: string;
  user: Value | null;
  how: string | null;
  since_text: string | null;
  until_text: string | null;
  over: boolean;
  evidence: Evidence[];
}

/** One deployment, by all facts that tell of it. */
export interface Deployment {
  facts: EntityValue[];
  what: Value | null;
  /** Objects; 0 where nobody tells. */
  count: number;
  place: Value | null;
  period_text: string | null;
  developer: Value | null;
  evidence: Evidence[];
}

export interface Item {
  id: string;
  name: string;
  list: EntityValue | null;
  what: Value | null;
  maker: Value | null;
  purpose: string | null;
  okpd2: string | null;
  proposed_by: Value | null;
  proposed_text: string | null;
  standing: Standing;
  standing_text: string;
  text: string | null;
  reason: string | null;
  ends_soon: boolean;
  steps: Step[];
  uses: Use[];
  deployments: Deployment[];
  deployed: number;
  doubtful: number;
  reviews: { number: number; title: string; state_label: string }[];
  score?: number;
  reasons?: { kind: string; text: string }[];
}

export interface ListHead {
  id: string;
  title: string;
  owner: Value | null;
  under: EntityValue | null;
  criteria: Value[];
  over: boolean;
  text: string | null;
  summary: string;
  total: number;
  counts: { standing: Standing; text: string; count: number }[];
  evidence: Evidence[];
  more: boolean;
}

export interface PreferredList extends ListHead {
  day: string;
  deployed: number;
  items: Item[];
}

export interface PreferredLists {
  day: string;
  summary: string;
  lists: ListHead[];
  more: boolean;
}

export interface PreferredFound {
  need: string;
  day: string;
  summary: string;
  items: Item[];
  more: boolean;
}

/** The address of a list, or of an item of it. */
export function preferredPath(list: string, item?: string): string {
  return `/preferred/${encodeURIComponent(list)}${item ? `#${item}` : ''}`;
}

/** The id of what a value names. */
export function idOf(value: Value | null): string | undefined {
  return value && 'entity' in value ? value.entity : undefined;
}

/** A value as the address of the form takes it. */
export function given(value: Value | null): string {
  return idOf(value) ?? value?.text ?? '';
}

/** What may be decided on an item that stands so. */
export function outcomesOf(standing: Standing): Outcome[] {
  if (standing === 'proposed' || standing === 'under_review') return ['entered', 'refused'];
  if (standing === 'entered') return ['left'];
  return standing === 'expired' ? ['entered', 'left'] : ['entered'];
}
