import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model';
import { otherPlaces } from '../../src/views/reading_add';

const report = {
  paragraphs: [
    { start: 0, segments: [{ text: 'Рядом «Лавр» и ' }, { text: 'Лавр' }, { text: '.' }] },
    { start: 21, segments: [{ text: '😀 Лавра видел Лавр\u00a0Ильич.' }] },
  ],
} as unknown as Report;

describe('other places of the same words', () => {
  it('are those where they stand as words, counted in code points', () => {
    const found = otherPlaces(report, { start: 7, end: 11, text: 'Лавр' });
    expect(found.map(({ start, end }) => [start, end])).toEqual([
      [15, 19],
      [35, 39],
    ]);
  });
  it('take any blank for a blank', () => {
    const found = otherPlaces(report, { start: 0, end: 1, text: 'Лавр Ильич' });
    expect(found.map(({ start }) => start)).toEqual([35]);
  });
});
