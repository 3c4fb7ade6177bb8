// A long table of which only the rows in sight are in the document: the others are room above and
// below. Rows are fetched a page at a time as they come into sight.
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** What a row is taken to be high before it was measured, in pixels. */
const ROW_HEIGHT = 36;
/** Rows beyond those in sight that are there already. */
const SPARE = 12;

interface Window {
  first: number;
  end: number;
}

/** The heights of rows: those that were seen are known. */
class Heights {
  private known = new Float64Array(0);
  private seen = 0;
  private sum = 0;

  /** There are so many rows. */
  count(rows: number): void {
    if (rows === this.known.length) return;
    const known = new Float64Array(rows);
    known.set(this.known.subarray(0, rows));
    this.known = known;
  }

  private get usual(): number {
    return this.seen ? this.sum / this.seen : ROW_HEIGHT;
  }

  learn(row: number, height: number): void {
    const before = this.known[row] ?? 0;
    this.known[row] = height;
    this.sum += height - before;
    if (!before) this.seen++;
  }

  /** The room that rows take from one to before another. */
  between(first: number, end: number): number {
    const usual = this.usual;
    let room = 0;
    for (let row = first; row < end; row++) room += this.known[row] || usual;
    return room;
  }

  /** The row at a height from the first. */
  at(height: number): number {
    const usual = this.usual;
    let room = 0;
    for (let row = 0; row < this.known.length; row++) {
      room += this.known[row] || usual;
      if (room > height) return row;
    }
    return this.known.length;
  }
}

/** The rows of the body that are in sight, between room for the others. row gives what a row holds,
 *  its cells, or undefined while it is fetched; wanted is told which rows are looked at. */
export function WindowedBody(props: {
  count: number;
  columns: number;
  row: (index: number) => { key: string; cells: ComponentChildren } | undefined;
  wanted: (first: number, end: number) => void;
}): VNode {
  const { count } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const heights = useRef<Heights>();
  heights.current ??= new Heights();
  heights.current.count(count);
  const [shown, setShown] = useState<Window>({ first: 0, end: Math.min(count, 40) });

  const look = () => {
    const top = body.current?.getBoundingClientRect().top ?? 0;
    const known = heights.current as Heights;
    const first = Math.max(0, known.at(Math.max(0, -top)) - SPARE);
    const end = Math.min(count, known.at(Math.max(0, innerHeight - top)) + 1 + SPARE);
    setShown((now) => (now.first === first && now.end === end ? now : { first, end }));
  };
  useEffect(() => {
    look();
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    return () => {
      removeEventListener('scroll', look);
      removeEventListener('resize', look);
    };
  }, [count]);
  useEffect(() => props.wanted(shown.first, shown.end), [shown]);
  useLayoutEffect(() => {
    for (const row of body.current?.querySelectorAll<HTMLElement>('tr[data-index]') ?? [])
      heights.current?.learn(Number(row.dataset['index']), row.offsetHeight);
  });

  const known = heights.current;
  const room = (pixels: number) =>
    pixels > 0 && (
      <tr aria-hidden="true" class="room">
        <td colSpan={props.columns} style={{ height: `${pixels}px` }} />
      </tr>
    );
  const rows: VNode[] = [];
  for (let index = shown.first; index < shown.end; index++) {
    const row = props.row(index);
    rows.push(
      row ? (
        <tr key={row.key} data-row data-index={index} aria-rowindex={index + 2}>
          {row.cells}
        </tr>
      ) : (
        <tr key={`wait ${index}`} aria-rowindex={index + 2}>
          <td colSpan={props.columns} style={{ height: `${ROW_HEIGHT}px` }} />
        </tr>
      ),
    );
  }
  return (
    <tbody ref={body}>
      {room(known.between(0, shown.first))}
      {rows}
      {room(known.between(shown.end, count))}
    </tbody>
  );
}
