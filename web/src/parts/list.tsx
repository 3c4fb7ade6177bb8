// Rows of the API as a table: which columns, in which order, and what a cell shows.
import type { VNode } from 'preact';
import { dateShort } from '../format';
import { message } from '../messages';
import { cardPath, reportPath, type Column as ApiColumn, type Row, type Value } from '../model';
import type { Address } from '../router';
import { Shape } from './icons';
import { NoteNumbers } from './notes';
import { Table, type Column, type RowWindow } from './table';
import { Reckoned, ValueView } from './value';

const SHOWN = 4;

/** The column whose words are the row's link, where that is not its name. */
const OPENING: Record<string, string> = { Report: 'title', agreement: 'agreement_kind' };
/** The kinds of which a table shows less than the whole, and in an order of its own. */
const SHOWN_OF: Record<string, string[]> = {
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
          {value.type === 'date' && props.short ? (
            <Reckoned value={value}>{dateShort(value.value, value.text)}</Reckoned>
          ) : (
            <ValueView value={value} />
          )}
          {index < shown.length - 1 && (
            <span class="faint comma">{value.type === 'text' ? '; ' : ', '}</span>
          )}
        </span>
      ))}
      {rest > 0 && <span class="faint"> {message('web.more', { count: rest })}</span>}
    </>
  );
}

/** The name of a fact without what stands in columns of its own: the parties of an agreement, of
 *  others the last parts that some cell says. */
export function nameAlone(row: Row): string {
  if (row.kind === 'agreement') return row.name.replace(/: .*$/s, '');
  if (!/^[a-z]/.test(row.kind)) return row.name;
  const said = new Set(
    Object.values(row.cells).map((values) => values?.map((value) => value.text).join(', ')),
  );
  const parts = row.name.split(' — ');
  while (parts.length > 1 && said.has(parts[parts.length - 1] ?? '')) parts.pop();
  return parts.join(' — ');
}

function OpenLink(props: { row: Row; text: string; notes?: number[] | undefined }): VNode {
  return (
    <>
      <a class={`open family-${props.row.family}`} href={rowPath(props.row)}>
        {props.row.kind !== 'Report' && <Shape family={props.row.family} />}
        {props.text}
      </a>
      <NoteNumbers numbers={props.notes} />
    </>
  );
}

/** The column that opens a row: of facts the first that holds words, for their names only repeat
 *  what the other columns say. */
function openingOf(kind: string, columns: ApiColumn[], rows: Row[]): string {
  const known = OPENING[kind];
  if (known) return known;
  if (!/^[a-z]/.test(kind)) return 'name';
  const words = columns
    .filter((column) => column.type === 'text')
    .find((column) => rows.every((row) => row.cells[column.name]?.length));
  return words?.name ?? 'name';
}

interface Look {
  kind: string;
  columns: ApiColumn[];
  rows: Row[];
  paged?: boolean;
  without?: string;
  /** On paper: the numbers of the notes of a row. */
  notesOf?: ((row: Row) => number[] | undefined) | undefined;
}

/** Whether a column says in every row what the row is called. */
const repeatsName = (column: ApiColumn, rows: Row[]) =>
  rows.length > 0 && rows.every((row) => row.cells[column.name]?.[0]?.text === nameAlone(row));

/** What the names of rows are: those of the column that they repeat, of people, or of things. */
function nameTitle(look: Look): string {
  if (look.kind === 'Person') return message('web.column.person');
  const repeated = look.columns.find((column) => repeatsName(column, look.rows));
  return repeated?.label ?? message('web.column.name');
}

/** The columns that a table shows. Those that are empty in all its rows are left out, but where more
 *  pages follow they stay if one can sort by them; so are those that in every row hold nothing but
 *  the thing on whose card the table stands, or the row's name. */
function shownColumns(look: Look, opening: string): ApiColumn[] {
  const { kind, rows, without } = look;
  const shown = SHOWN_OF[kind];
  const holds = (column: ApiColumn) =>
    rows.some((row) => row.cells[column.name]?.length) || (look.paged && column.sortable);
  const repeats = (column: ApiColumn) =>
    without !== undefined &&
    rows.every((row) => {
      const [value, ...others] = row.cells[column.name] ?? [];
      return (
        value !== undefined && 'entity' in value && value.entity === without && others.length === 0
      );
    });
  const isName = (column: ApiColumn) => opening === 'name' && repeatsName(column, rows);
  const columns = look.columns.filter(
    (column) =>
      column.name === opening ||
      (holds(column) &&
        !repeats(column) &&
        !isName(column) &&
        (!shown || shown.includes(column.name))),
  );
  if (!shown) return columns;
  return columns.sort((left, right) => shown.indexOf(left.name) - shown.indexOf(right.name));
}

const DATES = new Set(['date', 'duration', 'number', 'integer', 'money']);

function columnsOf(look: Look): Column<Row>[] {
  const opening = openingOf(look.kind, look.columns, look.rows);
  const table = shownColumns(look, opening).map(
    (column): Column<Row> => ({
      key: column.name,
      title: column.label,
      ...(column.sortable ? { sort: column.name } : {}),
      class: DATES.has(column.type) ? 'narrow' : column.name === opening ? 'opening' : '',
      cell: (row) => {
        const values = row.cells[column.name];
        if (column.name === opening)
          return (
            <OpenLink
              row={row}
              text={capital(values?.[0]?.text || nameAlone(row))}
              notes={look.notesOf?.(row)}
            />
          );
        return values?.length ? <Cell values={values} short /> : null;
      },
    }),
  );
  if (table.some((column) => column.key === opening)) return table;
  return [
    {
      key: '',
      title: nameTitle(look),
      sort: 'name',
      class: 'opening',
      cell: (row) => <OpenLink row={row} text={nameAlone(row)} notes={look.notesOf?.(row)} />,
    },
    ...table,
  ];
}

/** Rows as a table; with an address its heads sort. */
export function RowTable(
  props: Look & { caption: string; address?: Address; sort?: string; window?: RowWindow<Row> },
): VNode {
  return (
    <Table
      caption={props.caption}
      columns={columnsOf(props)}
      rows={props.rows}
      keyOf={(row) => `${row.id} ${row.role ?? ''}`}
      {...(props.address ? { address: props.address } : {})}
      {...(props.sort ? { sort: props.sort } : {})}
      {...(props.window ? { window: props.window } : {})}
    />
  );
}
