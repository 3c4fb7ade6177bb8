// A month of reminders: a grid of days for the eye, and below it the same days as a list, which is
// what the keyboard, a narrow window and a screen reader go through.
import type { VNode } from 'preact';
import { bind, dateText, today } from '../format';
import { message } from '../messages';
import { PrintButton } from '../parts/icons';
import './calendar.css';
import type { Reminder, Reminders } from './model';
import { DayLine, FeedLinks } from './part';

/** The month before or after one: «2026-12», 1 is «2027-01». */
export function monthBeside(month: string, by: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
}

/** The weeks of a month, from Monday; of other months' days undefined. */
export function weeksOf(month: string): (string | undefined)[][] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const before = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7;
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const cells = Array.from({ length: Math.ceil((before + days) / 7) * 7 }, (_each, index) => {
    const day = index - before + 1;
    return day >= 1 && day <= days ? `${month}-${String(day).padStart(2, '0')}` : undefined;
  });
  return Array.from({ length: cells.length / 7 }, (_each, week) =>
    cells.slice(week * 7, week * 7 + 7),
  );
}

/** What is of a month; what is of a whole year stands in its last month, when it ends. */
export function ofMonth(days: Reminder[], month: string): Reminder[] {
  return days.filter(({ date }) =>
    date.length === 4 ? month === `${date}-12` : date.slice(0, 7) === month,
  );
}

function Grid(props: { month: string; days: Reminder[]; now: string }): VNode {
  const { month, days, now } = props;
  return (
    <table class="month" aria-hidden="true">
      <thead>
        <tr>
          {message('web.calendar.weekdays')
            .split(' ')
            .map((day) => (
              <th key={day}>{day}</th>
            ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week, index) => (
          <tr key={index}>
            {week.map((day, place) => {
              const here = days.filter(({ date }) => date === day);
              const late = here.some((each) => each.late);
              return (
                <td key={place} class={day === now ? 'month-now' : day ? '' : 'month-other'}>
                  {day && <span class="figure">{Number(day.slice(8))}</span>}
                  {here.length > 0 && (
                    <a
                      class={late ? 'month-mark reminder-late' : 'month-mark'}
                      href={`#day-${day}`}
                      tabIndex={-1}
                      title={here.map(({ fact }) => fact.text).join('\n')}
                    >
                      {here.length}
                    </a>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function CalendarView(props: { found: Reminders; month: string }): VNode {
  const { found } = props;
  const now = today();
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(props.month) ? props.month : now.slice(0, 7);
  const days = ofMonth(found.days, month);
  const seen = new Set<string>();
  const way = (by: number) => {
    const to = monthBeside(month, by);
    const within = to >= found.from.slice(0, 7) && to <= found.until.slice(0, 7);
    return within ? (
      <a href={`/calendar?month=${to}`} rel={by < 0 ? 'prev' : 'next'}>
        {by < 0 && '← '}
        {bind(dateText(to))}
        {by > 0 && ' →'}
      </a>
    ) : null;
  };
  return (
    <div class="calendar">
      <header class="view-head">
        <PrintButton />
        <h1>{message('web.calendar.of', { month: dateText(month) })}</h1>
        <p class="lead">
          {message('web.calendar.count', { count: days.length })}
          {found.entity_name && ` · ${found.entity_name}`}
        </p>
        <nav class="more calendar-ways" aria-label={message('web.calendar.ways')}>
          {way(-1)}
          {month !== now.slice(0, 7) && <a href="/calendar">{message('web.calendar.now')}</a>}
          {way(1)}
        </nav>
      </header>
      <Grid month={month} days={days} now={now} />
      {days.length === 0 ? (
        <p class="faint">{message('web.calendar.nothing')}</p>
      ) : (
        <ul class="lines">
          {days.map((reminder) => {
            const first = !seen.has(reminder.date);
            seen.add(reminder.date);
            return (
              <DayLine
                key={`${reminder.date} ${reminder.property} ${reminder.fact.text}`}
                reminder={reminder}
                {...(first ? { id: `day-${reminder.date}` } : {})}
              />
            );
          })}
        </ul>
      )}
      {found.cut && <p class="note">{message('web.reminders.cut')}</p>}
      <p class="more">
        <FeedLinks />
      </p>
    </div>
  );
}
