// All rows of a list in one table that scrolls: of tens of thousands a window is in the document.
import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { api } from '../api';
import type { List, Row } from '../model';
import { RowTable } from '../parts/list';
import type { Address } from '../router';

/** Rows that are fetched at a time. */
export const ALL_PAGE = 200;

export function AllRows(props: {
  list: List;
  kind: string;
  address: Address;
  parameters: Record<string, string>;
}): VNode {
  const { list } = props;
  const rows = useRef(new Map<number, Row>());
  const asked = useRef(new Set<number>());
  const [, redraw] = useState(0);
  /** Where the server counts no further, there are more rows as long as full pages come. */
  const [count, setCount] = useState(list.total + (list.more ? 1 : 0));
  const take = (offset: number, some: Row[]) =>
    some.forEach((row, index) => rows.current.set(offset + index, row));
  if (asked.current.size === 0) {
    asked.current.add(0);
    take(0, list.rows);
  }
  const fetchPage = (page: number) => {
    if (asked.current.has(page)) return;
    asked.current.add(page);
    api
      .list(list.list, {
        ...props.parameters,
        offset: String(page * ALL_PAGE),
        limit: String(ALL_PAGE),
      })
      .then(
        (found) => {
          const end = page * ALL_PAGE + found.rows.length;
          take(page * ALL_PAGE, found.rows);
          if (list.more)
            setCount((now) => (found.rows.length < ALL_PAGE ? end : Math.max(now, end + 1)));
          redraw((count) => count + 1);
        },
        () => asked.current.delete(page),
      );
  };
  return (
    <RowTable
      caption={list.label}
      kind={props.kind}
      columns={list.columns}
      rows={list.rows}
      address={props.address}
      sort={list.sort ?? ''}
      paged
      window={{
        count,
        row: (index) => rows.current.get(index),
        wanted: (first, end) => {
          for (let page = Math.floor(first / ALL_PAGE); page * ALL_PAGE < end; page++)
            fetchPage(page);
        },
      }}
    />
  );
}
