// Whom an organization could work with: docs/members.md.
import type { EntityValue, Value } from '../model';

export interface Partner {
  entity: EntityValue;
  regions: string | null;
  facts: number;
  between: number;
  reasons: { fact: Value; property: string; property_label: string; words: string }[];
  path: {
    length: number;
    reports: number;
    steps: { from: EntityValue; fact: Value; to: { entity: EntityValue } }[];
  } | null;
}

export interface Partners {
  entity: EntityValue;
  summary: string;
  total: number;
  offset: number;
  limit: number;
  cut: boolean;
  partners: Partner[];
}

/** The conditions of a search, as the address has them. */
export const CONDITIONS = ['field', 'product', 'region'] as const;

export function partnersPath(of: string): string {
  return `/partners?for=${encodeURIComponent(of)}`;
}
