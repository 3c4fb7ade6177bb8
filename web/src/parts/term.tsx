// The bar of an agreement's term: from the day of signing to the end, with today on it.
import type { VNode } from 'preact';
import { dateNumber, dateParts, dateText } from '../format';
import { message } from '../messages';

export interface Term {
  from: string;
  until: string;
  ended: boolean;
}

export function TermBar(props: { term: Term; today: string }): VNode | null {
  const { from, until, ended } = props.term;
  const start = dateNumber(from);
  const now = dateNumber(props.today);
  const end = dateNumber(until, true);
  if (!(end > start)) return null;
  const share = (at: number) => `${(((at - start) / (end - start)) * 100).toFixed(2)}%`;
  const years: number[] = [];
  const step = Math.max(1, Math.ceil((end - start) / 12));
  for (let year = Math.ceil(start); year < end; year += step) years.push(year);
  const within = now >= start && now <= end;
  return (
    <figure
      class="term"
      aria-label={message('web.term.label', {
        from: dateText(from),
        until: dateText(until),
      })}
    >
      <div class="term-line" aria-hidden="true">
        <span class="term-span" />
        {within && <span class="term-past" style={{ width: share(now) }} />}
        {years.map((year) => (
          <span class="term-tick" style={{ left: share(year) }} />
        ))}
        {within && (
          <span class="term-now" style={{ left: share(now) }} title={message('web.term.today')} />
        )}
      </div>
      <figcaption>
        <span>{dateParts(from)?.year}</span>
        <span class="faint">
          {ended
            ? message('web.term.ended', { until: dateText(until) })
            : message('web.term.until', { until: dateText(until) })}
        </span>
        <span>{dateParts(until)?.year}</span>
      </figcaption>
    </figure>
  );
}
