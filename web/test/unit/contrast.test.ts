// Text of every colour can be read on every ground that it stands on: a contrast of 4.5 (WCAG AA).
import { describe, expect, it } from 'vitest';
import { GROUPS } from '../../src/network/colours';
import style from '../../src/style/look.css?raw';

function palette(selector: string): Record<string, string> {
  const start = style.indexOf(selector);
  expect(start).toBeGreaterThanOrEqual(0);
  const block = style.slice(start, style.indexOf('}', start));
  return Object.fromEntries(
    [...block.matchAll(/--([a-z-]+\d*): (#[0-9a-f]{6}|\d+%);/g)].map((match) => [
      match[1],
      match[2],
    ]),
  );
}

type Colour = [number, number, number];
const parse = (text: string): Colour =>
  [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16)) as Colour;
const mix = (top: Colour, ground: Colour, share: number): Colour =>
  top.map((part, index) => part * share + (ground[index] ?? 0) * (1 - share)) as Colour;
function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(left: Colour, right: Colour): number {
  const [high = 0, low = 0] = [luminance(left), luminance(right)].sort((one, other) => other - one);
  return (high + 0.05) / (low + 0.05);
}

const FAMILIES = ['person', 'body', 'firm', 'place', 'agreement', 'project'];

describe.each([
  ['light', ':root {'],
  ['dark', ":root[data-theme='dark'] {"],
])('%s', (_name, selector) => {
  const colours = palette(selector);
  const colour = (name: string) => parse(colours[name] ?? '');
  const pairs: [string, string][] = ['paper', 'raised', 'sunk', 'accent-soft'].flatMap((ground) =>
    ['ink', 'soft', 'accent', ...FAMILIES].map((text): [string, string] => [text, ground]),
  );
  it.each(pairs)('%s on %s', (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(FAMILIES)('ink on the wash of %s', (family) => {
    const wash = mix(colour(family), colour('paper'), parseInt(colours['wash'] ?? '') / 100);
    expect(contrast(colour('ink'), wash)).toBeGreaterThanOrEqual(4.5);
  });
  it.each(Array.from({ length: GROUPS }, (_each, index) => `group-${index + 1}`))(
    '%s on paper, as nodes',
    (group) => {
      expect(contrast(colour(group), colour('paper'))).toBeGreaterThanOrEqual(3);
    },
  );
  it('ink on found words, and on a chosen chip', () => {
    expect(contrast(colour('ink'), colour('hit'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour('paper'), colour('accent'))).toBeGreaterThanOrEqual(4.5);
  });
});
