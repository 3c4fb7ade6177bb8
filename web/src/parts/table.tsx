// The one table of the app: columns, sorting by their heads, pages; cards on a narrow screen.
//
// Order and page stand in the address, so that a view can be kept and sent.
import type { ComponentChildren, VNode } from 'preact';
import { message } from '../messages';
import { withQuery, type Address } from '../router';
import { Icon } from './icons';

export interface Column<Row> {
  key: string;
  title: string;
  /** The name by which the server sorts; without it the column does not sort. */
  sort?: string;
  class?: string;
  cell: (row: Row) => ComponentChildren;
}

interface Properties<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string;
  address?: Address;
  sort?: string;
}

export function Table<Row>(props: Properties<Row>): VNode {
  const { columns, rows, address } = props;
  const sorted = props.sort ?? '';
  return (
    <table class="table">
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
      <tbody>
        {rows.map((row) => (
          <tr key={props.keyOf(row)} data-row>
            {columns.map((column) => {
              const content = column.cell(row);
              return (
                <td key={column.key} class={column.class ?? ''} data-label={column.title}>
                  {content !== null && <div class="cell">{content}</div>}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
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

/** The pages of a list: earlier and later, and where one is. */
export function Pages(props: {
  address: Address;
  page: number;
  size: number;
  total: number;
  /** There are, or may be, more than that. */
  more?: boolean | undefined;
}): VNode | null {
  const { address, page, size, total } = props;
  const last = Math.max(1, Math.ceil(total / size));
  if (last === 1) return null;
  const link = (to: number) => withQuery(address, { page: to > 1 ? String(to) : undefined });
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
      {page < last ? (
        <a href={link(page + 1)} rel="next">
          {message('web.pages.next')} →
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}
