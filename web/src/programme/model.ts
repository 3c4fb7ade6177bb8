// How a programme stands, as GET /api/v1/programmes/ID/progress answers (docs/api.md), and what is
// stated to take a figure of a report over.
import type { Claim, Evidence, PropertyClaims } from '../model';

export interface ProgressFact {
  id: string;
  kind: string;
  name: string;
  told: string | null;
  told_text?: string | null;
  /** The registry learned of it since the day that was asked for. */
  new: boolean;
  properties: PropertyClaims[];
}

export interface ProgressMeasure extends ProgressFact {
  standing: 'late' | 'planned' | 'under_way' | 'completed' | 'cancelled' | 'unsaid';
  text: string | null;
  due: string | null;
}

export interface ProgressValue {
  fact: string;
  reading: 'baseline' | 'target' | 'actual' | (string & {});
  reading_text: string;
  year: string | null;
  year_text?: string | null;
  number: number;
  figure: string | null;
  new: boolean;
  claim: Claim;
}

/** A figure of a report that nobody has taken over yet. */
export interface Proposal {
  figure: string;
  name: string;
  measure: string | null;
  unit: string | null;
  year: string | null;
  target: boolean;
  number: number;
  claim: Claim;
}

export interface Indicator {
  measure: string | null;
  unit: string | null;
  values: ProgressValue[];
  proposals: Proposal[];
}

export interface Progress {
  id: string;
  kind: string;
  name: string;
  summary: string;
  day: string;
  day_text?: string | null;
  since: string | null;
  since_text?: string | null;
  completed: number;
  late: number;
  unheard: number;
  properties: PropertyClaims[];
  measures: ProgressMeasure[];
  indicators: Indicator[];
  figures: Proposal[];
  decisions: ProgressFact[];
  projects: ProgressFact[];
  changes: {
    at: string;
    fact: string;
    label: string;
    name: string;
    text: string;
    evidence: Evidence[];
  }[];
  more: boolean;
}

/** The address of the report of a programme's progress. */
export function progressPath(id: string): string {
  return `/programme/${encodeURIComponent(id)}/progress`;
}

/** The claims of a fact's property; none where nothing is said. */
export function claimsOf(fact: { properties: PropertyClaims[] }, name: string): Claim[] {
  return fact.properties.find((property) => property.name === name)?.claims ?? [];
}

/** The entry that takes a figure over as a value of an indicator. */
export function takingOver(
  programme: string,
  indicator: { measure: string | null; unit: string | null } | undefined,
  figure: Proposal,
): string {
  const unit = indicator?.unit ?? figure.unit;
  const inLine = (text: string) => text.replace(/\s+/g, ' ').trim();
  return [
    'indicator',
    `programme=${programme}`,
    `measure=${inLine(indicator?.measure ?? figure.measure ?? figure.name)}`,
    `reading=${figure.target ? 'target' : 'actual'}`,
    `year=${figure.year ?? ''}`,
    `value=${figure.number}`,
    ...(unit ? [`unit=${inLine(unit)}`] : []),
    `figure=${figure.figure}`,
  ].join('\n');
}
