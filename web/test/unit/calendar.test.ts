import { expect, it } from 'vitest';
import { monthBeside, ofMonth, weeksOf } from '../../src/reminders/calendar';
import type { Reminder } from '../../src/reminders/model';

it('goes from month to month over the year', () => {
  expect(monthBeside('2026-12', 1)).toBe('2027-01');
  expect(monthBeside('2026-01', -1)).toBe('2025-12');
});

it('lays a month out in weeks from Monday', () => {
  const weeks = weeksOf('2027-02'); // it begins on a Monday and has four weeks
  expect(weeks).toHaveLength(4);
  expect(weeks[0]?.[0]).toBe('2027-02-01');
  expect(weeksOf('2026-11')[0]?.filter(Boolean)).toEqual(['2026-11-01']);
});

it('puts a whole year into its last month', () => {
  const of = (date: string) => ({ date }) as Reminder;
  const days = [of('2026'), of('2026-12'), of('2026-12-05'), of('2026-11-30')];
  expect(ofMonth(days, '2026-12').map(({ date }) => date)).toEqual([
    '2026',
    '2026-12',
    '2026-12-05',
  ]);
});
