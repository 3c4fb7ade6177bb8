// Rows of the API as a table: which columns, in which order, and what a cell shows.
import type { VNode } from 'preact';
import { dateShort } from '../format';
import { message } from '../messages';
import { cardPath, reportPath, type Column as ApiColumn, type Row, type Value } from '../model';
import type { Address } from '../router';
import { Shape } from './icons';
import { Table, type Column } from './table';
import { ValueView } from './value';

const SHOWN = 4;

/** The columns that name the row, in place of its whole name: what the row's link then says. */
const OPENING: Record<string, string> = { Report: 'title', agreement: 'agreement_kind' };
const FIRST: Record<string, string[]> = {
  agreement: ['signed_on', 'agreement_kind', 'parties', 'term', 'until', 'status'],
  Report: ['published', 'title', 'publisher', 'facts'],
};

export function rowPath(row: Row): string {
  return row.kind === 'Report' ? reportPath(row.id) : cardPath(row.id);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The values of a cell, with the rest counted where there are many. */
export function Cell(props: { values: Value[] | undefined; short?: boolean }): VNode | null {
  const values = props.values ?? [];
  if (values.length === 0) return null;
  const shown = values.slice(0, SHOWN);
  const rest = values.length - shown.length;
  return (
    <>
      {shown.map((value, index) => (
        <span class="cell-value">
          {value.type === 'date' && props.short
            ? <span class="figure">{dateShort(value.value, value.text)}</span>
            : <ValueView value={value} />}
          {index < shown.length - 1 && <span class="faint comma">{value.type === 'text' ? '; ' : ', '}</span>}
        </span>))}
      {rest > 0 && <span class="faint"> {message('web.more', { count: rest })}</span>}
    </>
  );
}

function OpenLink(props: { row: Row; text: string }): VNode {
  return (
    <a class={`open family-${props.row.family}`} href={rowPath(props.row)}>
      {props.row.kind !== 'Report' && <Shape family={props.row.family} />}{props.text}
    </a>
  );
}

const DATES = new Set(['date', 'duration', 'number', 'integer', 'money']);

/** The columns of a table. Those that are empty in all its rows are left out, but where more pages
 *  follow they stay if one can sort by them. */
function columnsOf(kind: string, columns: ApiColumn[], rows: Row[], paged: boolean): Column<Row>[] {
  const first = FIRST[kind] ?? [];
  const rank = (name: string) => {
    const index = first.indexOf(name);
    return index < 0 ? first.length : index;
  };
  const opening = OPENING[kind] ?? 'name';
  const filled = (column: ApiColumn) => column.name === opening || (paged && column.sortable)
    || rows.some((row) => (row.cells[column.name]?.length ?? 0) > 0);
  const ordered = [...columns].filter(filled)
    .sort((left, right) => rank(left.name) - rank(right.name));
  const table = ordered.map((column): Column<Row> => ({
    key: column.name,
    title: column.label,
    ...(column.sortable ? { sort: column.name } : {}),
    class: DATES.has(column.type) ? 'narrow' : column.name === opening ? 'opening' : '',
    cell: (row) => column.name === opening
      ? <OpenLink row={row} text={capital(row.cells[opening]?.[0]?.text || row.name)} />
      : row.cells[column.name]?.length ? <Cell values={row.cells[column.name]} short /> : null,
  }));
  if (table.some((column) => column.key === opening)) return table;
  return [{ key: '', title: message('web.column.name'), sort: 'name', class: 'opening',
    cell: (row) => <OpenLink row={row} text={row.name} /> }, ...table];
}

/** Rows as a table; with an address its heads sort. */
export function RowTable(props: {
  caption: string; kind: string; columns: ApiColumn[]; rows: Row[]; address?: Address; sort?: string;
  paged?: boolean;
}): VNode {
  return <Table caption={props.caption} columns={columnsOf(props.kind, props.columns, props.rows, props.paged ?? false)}
    rows={props.rows} keyOf={(row) => `${row.id} ${row.role ?? ''}`}
    {...(props.address ? { address: props.address } : {})}
    {...(props.sort ? { sort: props.sort } : {})} />;
}

