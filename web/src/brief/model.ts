// What two participants have in common: docs/api.md, "Common ground".
import type { EntityValue, Evidence } from '../model';

export interface BriefLine {
  /** Null where the line is a report, which its evidence names. */
  fact: EntityValue | null;
  text: string;
  note: string | null;
  evidence: Evidence[];
}

export interface BriefSection {
  section: string;
  title: string;
  total: number;
  /** «и ещё 4»; null where all lines stand there. */
  rest: string | null;
  /** Of the page that has the rest. */
  path: string | null;
  lines: BriefLine[];
}

export interface Brief {
  first: EntityValue;
  second: EntityValue;
  title: string;
  summary: string;
  day: string;
  day_text: string;
  cut: boolean;
  sections: BriefSection[];
}

/** The page about one participant, and another where it is known. */
export function briefPath(a: string, b?: string): string {
  const query = new URLSearchParams({ a, ...(b && { b }) });
  return `/brief?${query}`;
}
