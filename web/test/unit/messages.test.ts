import { afterEach, describe, expect, it } from 'vitest';
import catalogue from '../../../messages/web.json';
import { fill, groupDigits, message, pluralForm, setTongue } from '../../src/messages';

afterEach(() => setTongue('ru'));

describe('plural forms', () => {
  it('follows Russian', () => {
    const forms = [1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111, 112, 1001].map((count) =>
      pluralForm(count, 'ru'),
    );
    expect(forms).toEqual([
      'one',
      'few',
      'few',
      'many',
      'many',
      'many',
      'many',
      'one',
      'few',
      'many',
      'one',
      'many',
      'many',
      'one',
    ]);
  });
  it('follows English', () => {
    expect([0, 1, 2, 21].map((count) => pluralForm(count, 'en'))).toEqual([
      'many',
      'one',
      'many',
      'many',
    ]);
  });
  it('chooses a text by its count', () => {
    expect(message('web.card.shared', { count: 3 })).toBe('3 общих факта');
    setTongue('en');
    expect(message('web.card.shared', { count: 1 })).toBe('1 shared fact');
  });
});

describe('texts', () => {
  it('fills arguments and leaves unknown ones visible', () => {
    expect(fill('{a} и {b} {{c}', { a: 'раз' })).toBe('раз и {b} {c}');
  });
  it('groups digits as each language does', () => {
    expect(groupDigits(1234, 'ru')).toBe('1234');
    expect(groupDigits(1234567.5, 'ru')).toBe('1\u202f234\u202f567,5');
    expect(groupDigits(-1234.5, 'en')).toBe('\u22121,234.5');
  });
});

describe('the catalogue', () => {
  const texts = Object.entries(
    catalogue as unknown as Record<string, Record<'ru' | 'en', string | Record<string, string>>>,
  );
  const strings = (text: string | Record<string, string>) =>
    typeof text === 'string' ? [text] : Object.values(text);
  const names = (text: string) =>
    [...text.matchAll(/\{([a-z_]+)\}/g)].map((match) => match[1]).sort();

  it.each(texts)('%s stands in both languages with the same arguments', (_key, { ru, en }) => {
    if (typeof ru === 'object') expect(Object.keys(ru)).toEqual(['one', 'few', 'many']);
    if (typeof en === 'object') expect(Object.keys(en)).toEqual(['one', 'many']);
    for (const text of [...strings(ru), ...strings(en)]) {
      expect(text).not.toBe('');
      expect(names(text)).toEqual(names(strings(ru)[0] ?? ''));
    }
  });
  it('holds no text that the app does not show', () => {
    const sources = Object.values(
      import.meta.glob<string>('../../src/**/*.{ts,tsx}', {
        query: '?raw',
        import: 'default',
        eager: true,
      }),
    ).join('\n');
    const families = [...sources.matchAll(/`(web\.[a-z._]+)\$\{/g)].map((match) => match[1] ?? '');
    expect(families.length).toBeGreaterThan(0);
    const unused = texts
      .map(([key]) => key)
      .filter(
        (key) =>
          !sources.includes(`'${key}'`) && !families.some((family) => key.startsWith(family)),
      );
    expect(unused).toEqual([]);
  });
  it.each(texts)('%s is English in English', (_key, { en }) => {
    for (const text of strings(en)) expect(text).not.toMatch(/[а-яё]/i);
  });
});
