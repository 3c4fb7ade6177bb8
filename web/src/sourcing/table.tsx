// A table whose rows are made of parts, each of which stands in a column.
import type { ComponentChildren, VNode } from 'preact';
import { Table } from '../parts/table';

/** Columns that are empty in all rows are left out. */
export function PlainTable(props: {
  caption: string;
  names: string[];
  rows: ComponentChildren[][];
}): VNode | null {
  const { rows } = props;
  const columns = props.names.map((title, at) => ({
    key: title,
    title,
    cell: (row: ComponentChildren[]) => row[at] || null,
  }));
  if (rows.length === 0) return null;
  return (
    <Table
      caption={props.caption}
      columns={columns.filter(({ cell }) => rows.some(cell))}
      rows={rows}
      keyOf={(row) => String(rows.indexOf(row))}
    />
  );
}
