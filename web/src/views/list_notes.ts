// The sources of the rows of a list, for printing: the words behind what the rows show, from the cards.
import { api } from '../api';
import type { Column, Row } from '../model';
import { Notes } from '../parts/notes';

/** The notes of a page, and the numbers of those of each row. */
export interface RowNotes {
  notes: Notes;
  ofRow: Map<string, number[]>;
}

/** Cards that are asked for at a time. */
const AT_ONCE = 6;

/** The notes of rows that are no reports: a report is its own source. */
export async function notesOfRows(columns: Column[], all: Row[]): Promise<RowNotes> {
  const notes = new Notes();
  const ofRow = new Map<string, number[]>();
  const shown = new Set(['name', ...columns.map((column) => column.name)]);
  const rows = all.filter((row) => row.kind !== 'Report');
  for (let first = 0; first < rows.length; first += AT_ONCE) {
    const some = rows.slice(first, first + AT_ONCE);
    const cards = await Promise.all(some.map((row) => api.card(row.id).catch(() => undefined)));
    cards.forEach((card, index) => {
      const claims = (card?.properties ?? [])
        .filter((property) => shown.has(property.name))
        .flatMap((property) => property.claims)
        .filter((claim) => claim.state !== 'rejected');
      const numbers = claims.flatMap((claim) => {
        const [evidence] = claim.evidence;
        return evidence ? [notes.numberOf(evidence)] : [];
      });
      ofRow.set(
        (some[index] as Row).id,
        [...new Set(numbers)].sort((left, right) => left - right),
      );
    });
  }
  return { notes, ofRow };
}
