// What things are called: those that a report names, from which values are chosen, and one of an address.
import { api } from '../api';
import type { EntityValue, Report } from '../model';

const FAMILIES = ['person', 'body', 'firm', 'place', 'agreement', 'project'];

/** Each thing once, by families. */
export function namedIn(report: Report): EntityValue[] {
  const known = new Map<string, EntityValue>();
  for (const mention of report.mentions)
    if (mention.entity && !known.has(mention.entity.entity))
      known.set(mention.entity.entity, mention.entity);
  return [...known.values()].sort(
    (left, right) => FAMILIES.indexOf(left.family) - FAMILIES.indexOf(right.family),
  );
}

/** What a thing is called whose id an address has; a name is called so itself. */
export const nameOf = (id: string): Promise<string> =>
  api
    .card(id)
    .then((card) => card.name)
    .catch(() => id);

export interface Choice {
  value: string;
  label: string;
}

/** The things as choices, those of one family first. */
export function choicesAmong(things: EntityValue[], family?: string): Choice[] {
  return [...things]
    .sort(
      (left, right) =>
        Number(right.family === family) - Number(left.family === family) ||
        left.text.localeCompare(right.text),
    )
    .map((thing) => ({ value: thing.entity, label: thing.text }));
}
