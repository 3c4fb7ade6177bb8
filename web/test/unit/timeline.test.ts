import { expect, it } from 'vitest';
import type { Row, Value } from '../../src/model';
import { scaleOf, spanOfRow } from '../../src/parts/timeline';

const row = (cells: Record<string, string>): Row => ({
  id: 'ru-1',
  kind: 'agreement',
  family: 'agreement',
  name: 'Соглашение',
  cells: Object.fromEntries(
    Object.entries(cells).map(([name, value]) => [
      name,
      [{ type: name === 'term' ? 'duration' : 'date', value, text: '' } as Value],
    ]),
  ),
});

it('takes the end that is told before the one that the term gives', () => {
  expect(spanOfRow(row({ signed_on: '2015-02-09', term: 'P5Y' }))).toEqual({
    from: '2015-02-09',
    until: '2020-02-09',
  });
  expect(spanOfRow(row({ signed_on: '2015-02-09', term: 'P5Y', until: '2021' })).until).toBe(
    '2021',
  );
  expect(spanOfRow(row({ term: 'P5Y' }))).toEqual({ from: undefined, until: undefined });
  expect(spanOfRow(row({ signed_on: '2015' }))).toEqual({ from: '2015', until: undefined });
});

it('makes a scale of whole years that holds all of them and today', () => {
  const scale = scaleOf(
    [
      { from: '2011-05', until: '2014' },
      { from: undefined, until: undefined },
    ],
    '2012-11-29',
  );
  expect(scale).toEqual({ start: 2011, end: 2015, years: [2011, 2012, 2013, 2014] });
  expect(scaleOf([], '2012-11-29')).toEqual({ start: 2012, end: 2013, years: [2012] });
  const long = scaleOf([{ from: '1990', until: '2030' }], '2012-11-29');
  expect(long.years.length).toBeLessThanOrEqual(12);
  expect(long.years[0]).toBe(1990);
});
