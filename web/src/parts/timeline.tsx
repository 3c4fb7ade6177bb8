// The terms of agreements on one scale of years: from the day of signing to the end, with today's
// line. What is drawn is said in words beside it.
import type { VNode } from 'preact';
import { dateAfter, dateNumber, dateText, today } from '../format';
import { message } from '../messages';
import type { Row } from '../model';
import { Cell, nameAlone, rowPath } from './list';
import { Shape } from './icons';

/** When an agreement was signed and till when it holds, as far as its reports say. */
export interface Span {
  from: string | undefined;
  until: string | undefined;
}

function dateOf(row: Row, name: string): string | undefined {
  const value = row.cells[name]?.[0];
  return value?.type === 'date' || value?.type === 'duration' ? value.value : undefined;
}

export function spanOfRow(row: Row): Span {
  const from = dateOf(row, 'signed_on');
  const term = dateOf(row, 'term');
  return {
    from,
    until: dateOf(row, 'until') ?? (from && term ? dateAfter(from, term) : undefined),
  };
}

export interface Scale {
  start: number;
  end: number;
  /** The years that are written: at most twelve. */
  years: number[];
}

const MOST_YEARS = 12;

/** A scale of whole years that holds all spans and a day. */
export function scaleOf(spans: Span[], day: string): Scale {
  const numbers = [dateNumber(day)];
  for (const { from, until } of spans) {
    if (from) numbers.push(dateNumber(from));
    if (until) numbers.push(dateNumber(until, true));
  }
  const known = numbers.filter((number) => !Number.isNaN(number));
  const start = Math.floor(Math.min(...known));
  const end = Math.floor(Math.max(...known)) + 1;
  const step = Math.ceil((end - start) / MOST_YEARS);
  const years: number[] = [];
  for (let year = start; year < end; year += step) years.push(year);
  return { start, end, years };
}

/** In words: «9 февраля 2015 г. — 2020 г.», «подписано …, срок не назван». */
function spanText({ from, until }: Span, ended: boolean): string {
  if (from && until)
    return message(ended ? 'web.timeline.ended' : 'web.timeline.term', {
      from: dateText(from),
      until: dateText(until),
    });
  if (from) return message('web.timeline.no_term', { from: dateText(from) });
  if (until) return message('web.timeline.no_start', { until: dateText(until) });
  return message('web.timeline.no_date');
}

function Bar(props: { span: Span; scale: Scale; ended: boolean }): VNode | null {
  const { span, scale, ended } = props;
  const share = (at: number) => ((at - scale.start) / (scale.end - scale.start)) * 100;
  const from = span.from && share(dateNumber(span.from));
  const until = span.until && share(dateNumber(span.until, true));
  const left = from || until;
  if (left === undefined || left === '') return null;
  if (!from || !until || until <= from)
    return <span class="timeline-point" style={{ left: `${left}%` }} />;
  return (
    <span
      class={ended ? 'timeline-bar ended' : 'timeline-bar'}
      style={{ left: `${from}%`, width: `${until - from}%` }}
    />
  );
}

export function Timeline(props: { rows: Row[]; caption: string }): VNode {
  const day = today();
  const now = dateNumber(day);
  const spans = props.rows.map(spanOfRow);
  const scale = scaleOf(spans, day);
  const share = (at: number) => `${((at - scale.start) / (scale.end - scale.start)) * 100}%`;
  return (
    <section class="timeline" aria-label={message('web.timeline.label', { what: props.caption })}>
      <div class="timeline-row timeline-axis" aria-hidden="true">
        <span />
        <div class="timeline-track figure">
          {scale.years.map((year) => (
            <span class="timeline-year" key={year} style={{ left: share(year) }}>
              {year}
            </span>
          ))}
        </div>
      </div>
      <ol>
        {props.rows.map((row, index) => {
          const span = spans[index] ?? { from: undefined, until: undefined };
          const ended = span.until !== undefined && dateNumber(span.until, true) < now;
          return (
            <li class="timeline-row" key={row.id} data-row>
              <div>
                <a class={`open family-${row.family}`} href={rowPath(row)}>
                  <Shape family={row.family} />
                  {nameAlone(row)}
                </a>
                <p class="timeline-parties">
                  <Cell values={row.cells['parties']} />
                </p>
                <p class="faint figure">{spanText(span, ended)}</p>
              </div>
              <div class="timeline-track" aria-hidden="true">
                {scale.years.map((year) => (
                  <span class="timeline-tick" key={year} style={{ left: share(year) }} />
                ))}
                <span class="timeline-today" style={{ left: share(now) }} />
                <Bar span={span} scale={scale} ended={ended} />
              </div>
            </li>
          );
        })}
      </ol>
      <div class="timeline-row timeline-foot" aria-hidden="true">
        <span />
        <div class="timeline-track">
          <span class="timeline-now" style={{ left: share(now) }}>
            {message('web.timeline.today', { day: dateText(day) })}
          </span>
        </div>
      </div>
    </section>
  );
}
