import { expect, it } from 'vitest';
import { GO, keyOf, KEYS } from '../../src/keys';

const press = (key: string, code: string, shiftKey = false) => keyOf({ key, code, shiftKey });

it('knows the keys whatever the layout', () => {
  expect(press('j', 'KeyJ')).toBe('j');
  expect(press('о', 'KeyJ')).toBe('j');
  expect(press('О', 'KeyJ', true)).toBe('j');
  expect(press('.', 'Slash')).toBe('/');
  expect(press(',', 'Slash', true)).toBe('?');
  expect(press('?', 'Digit7', true)).toBe('?');
  expect(press('.', 'Period')).toBe('.');
  expect(press('х', 'BracketLeft')).toBe('х');
});

it('gives each key one meaning', () => {
  const keys = KEYS.map((key) => key.keys);
  expect(new Set(keys).size).toBe(keys.length);
  const paths = Object.values(GO).map((go) => go.path);
  expect(new Set(paths).size).toBe(paths.length);
});
