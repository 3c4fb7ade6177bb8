import { expect, test } from 'vitest';
import { marksLines, meanText } from '../../src/reviews/model';

test('marks are sent as lines, one for each criterion', () => {
  const given = [
    { criterion: 1, mark: 4, words: ' ново,\nи дёшево ' },
    { criterion: 2, mark: null, words: null },
    { criterion: 3, mark: null, words: 'не знаю' },
  ];
  expect(marksLines(given)).toBe('1: 4  ново, и дёшево\n2: -\n3: - не знаю');
});

test('means are written as people do', () => {
  expect(meanText(4.333, 'ru')).toBe('4,33');
  expect(meanText(3, 'en')).toBe('3');
  expect(meanText(null, 'ru')).toBe('—');
  expect(meanText(undefined, 'en')).toBe('—');
});
