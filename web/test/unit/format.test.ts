import { afterEach, describe, expect, it } from 'vitest';
import {
  bind,
  confidenceText,
  dateAfter,
  dateNumber,
  dateShort,
  dateText,
  inLine,
  shortened,
} from '../../src/format';
import { setTongue } from '../../src/messages';

afterEach(() => setTongue('ru'));

describe('dates', () => {
  it('are written as Russians write them, at the precision that is known', () => {
    expect(dateText('2015-02-09')).toBe('9\u00a0февраля\u00a02015\u00a0г.');
    expect(dateText('2014-11')).toBe('ноябрь\u00a02014\u00a0г.');
    expect(dateText('2014')).toBe('2014\u00a0г.');
    expect(dateText('весной')).toBe('весной');
  });
  it('are written as the English write them', () => {
    setTongue('en');
    expect(dateText('2015-02-09')).toBe('9\u00a0February\u00a02015');
    expect(dateText('2014-11')).toBe('November\u00a02014');
  });
  it('are short in tables where they are whole', () => {
    expect(dateShort('2015-02-09', '')).toBe('09.02.2015');
    expect(dateShort('2014-11', 'ноябрь 2014 г.')).toBe('ноябрь 2014 г.');
  });
  it('end a term at the precision of its beginning', () => {
    expect(dateAfter('2015-02-09', 'P5Y')).toBe('2020-02-09');
    expect(dateAfter('2014-11', 'P18M')).toBe('2016-05');
    expect(dateAfter('2014', 'P3Y')).toBe('2017');
    expect(dateAfter('2015-02-09', 'P10D')).toBe('2015-02-19');
    expect(dateAfter('2015-02-09', 'P')).toBeUndefined();
    expect(dateAfter('весной', 'P5Y')).toBeUndefined();
  });
  it('become numbers that grow with time', () => {
    expect(dateNumber('2015')).toBe(2015);
    expect(dateNumber('2015', true)).toBeGreaterThan(dateNumber('2015-12-30'));
    expect(dateNumber('2015-02', true)).toBeGreaterThan(dateNumber('2015-02-09'));
    expect(dateNumber('')).toBeNaN();
  });
});

it('writes a confidence with the sign of its language', () => {
  expect(confidenceText(0.974)).toBe('0,97');
  setTongue('en');
  expect(confidenceText(1)).toBe('1.00');
});

it('keeps together what stands together', () => {
  const shown = (text: string) => bind(text).replace(/\u00a0/g, '_');
  expect(shown('7 соглашений: подписано — 6, продлено — 1.')).toBe(
    '7_соглашений: подписано_—_6, продлено_—_1.',
  );
  expect(shown('Найдено в 3 сообщениях — и не только')).toBe(
    'Найдено в_3_сообщениях_— и_не_только',
  );
  expect(shown('Found in 3 reports')).toBe('Found in 3_reports');
});

it('puts the words of a report in one line', () => {
  expect(inLine(' Срок  действия\n— пять лет. ')).toBe('Срок действия — пять лет.');
});

it('cuts long words behind a word', () => {
  expect(shortened('Срок\nдействия', 20)).toBe('Срок действия');
  expect(shortened('Срок действия — пять лет', 16)).toBe('Срок действия…');
  expect(shortened('ж'.repeat(9), 5)).toBe('жжжжж…');
});
