// The one table of the app: columns, sorting by their heads, pages; cards on a narrow screen.
//
// Order and page stand in the address, so that a view can be kept and sent.
import type { ComponentChildren, VNode } from 'preact';
import { message } from '../messages';
import { withQuery, type Address } from '../router';
import { Icon } from './icons';
import { WindowedBody } from './windowed';

export interface Column<Row> {
  key: string;
  title: string;
  /** The name by which the server sorts; without it the column does not sort. */
  sort?: string;
  class?: string;
  cell: (row: Row) => ComponentChildren;
}

/** With more columns a table breaks its heads and names so that it stays within the window. */
const NARROW_FROM = 6;

interface Properties<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string;
  address?: Address;
  sort?: string;
  /** Of a long table: rows are those of the first page alone, and a window of all is shown. */
  window?: RowWindow<Row>;
}

/** The rows of a table of which only those in sight are in the document. */
export interface RowWindow<Row> {
  count: number;
  row: (index: number) => Row | undefined;
  wanted: (first: number, end: number) => void;
}

export function Table<Row>(props: Properties<Row>): VNode {
  const { columns, rows, address } = props;
  const sorted = props.sort ?? '';
  const cells = (row: Row) =>
    columns.map((column) => {
      const content = column.cell(row);
      return (
        <td key={column.key} class={column.class ?? ''} data-label={column.title}>
          {content !== null && <div class="cell">{content}</div>}
        </td>
      );
    });
  const { window } = props;
  return (
    <table
      class={columns.length > NARROW_FROM ? 'table many' : 'table'}
      {...(window ? { 'aria-rowcount': window.count + 1 } : {})}
    >
      <caption class="hidden">{props.caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              class={column.class ?? ''}
              aria-sort={ariaSort(sorted, column.sort)}
            >
              {address && column.sort ? (
                <a
                  class="sort"
                  href={withQuery(address, {
                    sort: sorted === column.sort ? `-${column.sort}` : column.sort,
                    page: undefined,
                  })}
                >
                  {column.title}
                  {sorted.replace(/^-/, '') === column.sort && (
                    <Icon name={sorted.startsWith('-') ? 'down' : 'up'} />
                  )}
                </a>
              ) : (
                column.title
              )}
            </th>
          ))}
        </tr>
      </thead>
      {window ? (
        <WindowedBody
          count={window.count}
          columns={columns.length}
          row={(index) => {
            const row = window.row(index);
            return row && { key: props.keyOf(row), cells: cells(row) };
          }}
          wanted={window.wanted}
        />
      ) : (
        <tbody>
          {rows.map((row) => (
            <tr key={props.keyOf(row)} data-row>
              {cells(row)}
            </tr>
          ))}
        </tbody>
      )}
    </table>
  );
}

function ariaSort(
  sorted: string,
  column: string | undefined,
): 'ascending' | 'descending' | undefined {
  if (!column || sorted.replace(/^-/, '') !== column) return undefined;
  return sorted.startsWith('-') ? 'descending' : 'ascending';
}

/** The cursors of the pages that were come to, by address without page: the ways back. */
const cursors = new Map<string, Map<number, string>>();
const LISTS_REMEMBERED = 20;

function cursorsOf(address: Address): Map<number, string> {
  const key = withQuery(address, { page: undefined });
  const known = cursors.get(key) ?? new Map<number, string>();
  cursors.set(key, known);
  const [oldest] = cursors.keys();
  if (cursors.size > LISTS_REMEMBERED && oldest !== undefined) cursors.delete(oldest);
  return known;
}

/** The pages of a list: earlier and later, and where one is. */
export function Pages(props: {
  address: Address;
  page: number;
  size: number;
  total: number;
  /** The cursor of the next page; without one pages are counted from the start. */
  next?: string | null | undefined;
  /** There are, or may be, more than that. */
  more?: boolean | undefined;
  /** All of them can be shown in one table. */
  all?: boolean;
}): VNode | null {
  const { address, page, size, total } = props;
  const last = Math.max(props.next ? page + 1 : 1, Math.ceil(total / size));
  if (last === 1) return null;
  const known = cursorsOf(address);
  if (props.next) known.set(page + 1, props.next);
  const link = (to: number) => {
    const cursor = known.get(to);
    return withQuery(address, {
      page: to > 1 ? (cursor ? `${to}.${cursor}` : `${to}`) : undefined,
    });
  };
  return (
    <nav class="pages" aria-label={message('web.pages.label')}>
      {page > 1 ? (
        <a href={link(page - 1)} rel="prev">
          ← {message('web.pages.previous')}
        </a>
      ) : (
        <span />
      )}
      <span class="figure">
        {message(props.more ? 'web.pages.of_more' : 'web.pages.of', {
          from: (page - 1) * size + 1,
          to: Math.min(total, page * size),
          total,
        })}
      </span>
      {props.all && <a href={withQuery(address, { page: 'all' })}>{message('web.pages.all')}</a>}
      {page < last && props.next !== null ? (
        <a href={link(page + 1)} rel="next">
          {message('web.pages.next')} →
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}
