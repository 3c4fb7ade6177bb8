// A period as a filter of a list: from a day, month or year to another, either of which may be left open.
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { message, tongue } from '../messages';
import { navigate, withQuery, type Address } from '../router';

const FORMS = [
  /^(?<year>\d{4})$/,
  /^(?<year>\d{4})-(?<month>\d{2})(-(?<day>\d{2}))?$/,
  /^((?<day>\d{1,2})\.)?(?<month>\d{1,2})\.(?<year>\d{4})$/,
];

/** A day, month or year as one types it (09.02.2015, 02.2015, 2015, 2015-02-09), as addresses have it. */
export function dayTyped(text: string): string | undefined {
  const typed = text.trim();
  for (const form of FORMS) {
    const { year, month, day } = form.exec(typed)?.groups ?? {};
    if (!year) continue;
    const parts = [year, month, day].filter((part) => part !== undefined);
    const date = parts.map((part) => part.padStart(2, '0')).join('-');
    return Number.isNaN(Date.parse(date)) ? undefined : date;
  }
  return undefined;
}

/** The two ends of a filter's value: "2013..2015", "2013..", or one day, month or year. */
export function periodOf(value: string): { from: string; until: string } {
  const [from = '', until] = value.split('..');
  return { from, until: until ?? from };
}

/** A day, month or year of an address as one types it. */
const written = (date: string) => (tongue() === 'ru' ? date.split('-').reverse().join('.') : date);

/** «2013 — 03.2015»; undefined where the value is no period. */
export function periodText(value: string): string | undefined {
  if (!value.includes('..')) return undefined;
  const { from, until } = periodOf(value);
  return `${written(from) || '…'} — ${written(until) || '…'}`;
}

export function Period(props: { address: Address; name: string; title: string }): VNode {
  const { address, name, title } = props;
  const given = periodOf(address.query.get(name) ?? '');
  const [wrong, setWrong] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget as HTMLFormElement);
    const ends = ['from', 'until'].map((end) => String(typed.get(end) ?? '').trim());
    const days = ends.map((end) => (end ? dayTyped(end) : ''));
    const bad = ends.find((_, i) => days[i] === undefined);
    setWrong(bad ?? '');
    if (bad !== undefined) return;
    const value = days.some(Boolean) ? days.join('..') : undefined;
    navigate(withQuery(address, { [name]: value, page: undefined }));
  };
  const field = (end: 'from' | 'until', label: string) => (
    <label>
      {label}{' '}
      <input
        key={given[end]}
        name={end}
        type="text"
        size={10}
        defaultValue={written(given[end])}
        placeholder={message('web.date_example')}
        autocomplete="off"
        aria-invalid={wrong ? 'true' : undefined}
      />
    </label>
  );
  return (
    <form class="period" aria-label={title} onSubmit={submit}>
      {field('from', message('web.filter.from'))} {field('until', message('web.filter.until'))}{' '}
      <button type="submit" class="small">
        {message('web.filter.show')}
      </button>
      {wrong && (
        <span class="form-error" role="alert">
          {message('web.filter.bad_day', { text: wrong })}
        </span>
      )}
    </form>
  );
}
