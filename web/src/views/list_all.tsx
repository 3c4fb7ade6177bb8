// All rows of a list in one table that scrolls: of tens of thousands a window is in the document.
//
// Pages follow each other by the API's cursor, so that no row is lost or stands twice when reports come
// in meanwhile. Whoever jumps far ahead waits for the pages before, a large page at a time.
import type { VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { api } from '../api';
import { message } from '../messages';
import type { List, Row } from '../model';
import { RowTable } from '../parts/list';
import type { Address } from '../router';
import type { RowNotes } from './list_notes';

/** Rows of the first page, and of those that follow. */
export const ALL_PAGE = 200;
const LARGE_PAGE = 500;

/** The rows of a list as far as they were fetched, from the first on. */
export class Rows {
  readonly rows: Row[];
  /** How many there are, as far as is known: more may be counted than there are. */
  count: number;
  #next: string | null;
  #wanted = 0;
  #fetching: Promise<void> | undefined;

  constructor(
    private readonly list: List,
    private readonly parameters: Record<string, string>,
    private readonly changed: () => void,
  ) {
    this.rows = [...list.rows];
    this.#next = list.next ?? null;
    this.count = this.#next ? Math.max(list.total, this.rows.length + 1) : this.rows.length;
  }

  get whole(): boolean {
    return this.#next === null;
  }

  /** Fetches the rows before end, as far as there are any; what fails is fetched when asked again. */
  want(end: number): Promise<void> {
    this.#wanted = Math.max(this.#wanted, end);
    this.#fetching ??= this.#fetch().finally(() => (this.#fetching = undefined));
    return this.#fetching;
  }

  async #fetch(): Promise<void> {
    while (this.#next && this.rows.length < this.#wanted) {
      const { list, next } = await this.#page(this.#next);
      this.rows.push(...list);
      this.#next = next;
      this.count = next ? Math.max(this.count, this.rows.length + 1) : this.rows.length;
      this.changed();
    }
  }

  async #page(cursor: string): Promise<{ list: Row[]; next: string | null }> {
    const limit = String(LARGE_PAGE);
    const found = await api.list(this.list.list, { ...this.parameters, cursor, limit });
    return { list: found.rows, next: found.next ?? null };
  }
}

/** What a printed table holds: all rows of it, and their notes. */
export interface Printed {
  rows: Row[];
  /** There are more rows than these. */
  more: boolean;
  notes: RowNotes;
}

export function AllRows(props: {
  list: List;
  kind: string;
  address: Address;
  parameters: Record<string, string>;
  /** Told how rows are fetched: for printing. */
  onRows: (rows: Rows) => void;
  printed: Printed | undefined;
}): VNode {
  const { list, printed } = props;
  const [, redraw] = useState(0);
  const all = useMemo(
    () => new Rows(list, props.parameters, () => redraw((count) => count + 1)),
    [list],
  );
  useEffect(() => props.onRows(all), [all]);
  const common = {
    caption: list.label,
    kind: props.kind,
    columns: list.columns,
    address: props.address,
    sort: list.sort ?? '',
    paged: true,
  };
  if (printed)
    return (
      <>
        {printed.more && (
          <p class="print-only">
            {message('web.print.first', { shown: printed.rows.length, total: all.count })}
          </p>
        )}
        <RowTable
          {...common}
          rows={printed.rows}
          notesOf={(row) => printed.notes.ofRow.get(row.id)}
        />
      </>
    );
  return (
    <>
      <p class="print-only">{message('web.print.window')}</p>
      <RowTable
        {...common}
        rows={list.rows}
        window={{
          count: all.count,
          row: (index) => all.rows[index],
          wanted: (_first, end) => void all.want(end).catch(() => undefined),
        }}
      />
    </>
  );
}
