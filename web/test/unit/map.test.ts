import { expect, it } from 'vitest';
import { boundsOf, classOf, placed, ranked, type MapRegion } from '../../src/map/model';
import { viewAround } from '../../src/map/small';
import data from 'virtual:region-shapes';
import subjects from '../../../lexicon/subjects.txt?raw';

const region = (code: string | null, name: string, count: number): MapRegion => ({
  code,
  name,
  district: null,
  district_name: null,
  country: null,
  count,
});

it('makes classes of about as many regions each, equal counts in one', () => {
  expect(boundsOf([0, 0])).toEqual([]);
  expect(boundsOf([0, 3, 3, 3])).toEqual([3]);
  expect(boundsOf([1, 1, 1, 2])).toEqual([1, 2]);
  const counts = [1, 1, 1, 1, 2, 2, 5, 9, 40, 300];
  const bounds = boundsOf(counts);
  expect(bounds).toEqual([1, 2, 5, 40]);
  expect(counts.map((count) => classOf(count, bounds))).toEqual([1, 1, 1, 1, 2, 2, 3, 3, 4, 4]);
  expect(classOf(0, bounds)).toBe(0);
});

it('parts those with a shape from tiles, and ranks those with any', () => {
  const regions = [region('RU-A', 'А', 1), region(null, 'Б', 0), region('XX-1', 'В', 7)];
  const { drawn, tiles } = placed(regions, { 'RU-A': 'M0 0', Б: 'M1 1' });
  expect(drawn.map((each) => each.path)).toEqual(['M0 0', 'M1 1']);
  expect(tiles.map((each) => each.name)).toEqual(['В']);
  expect(ranked(regions).map((each) => each.name)).toEqual(['В', 'А']);
});

it('has a shape for each subject that the map data knows, by the codes of the registry', () => {
  const { shapes, borders } = data;
  for (const [key, path] of Object.entries(shapes)) {
    const known = key.startsWith('RU-')
      ? new RegExp(`: code ${key};`).test(subjects)
      : subjects.includes(`\n${key}:`);
    expect(known, key).toBe(true);
    expect(path).toMatch(/^M[\d.,MLZ-]+$/);
  }
  expect(Object.keys(shapes)).toHaveLength(85);
  expect(borders.length).toBeGreaterThan(1000);
});

it('sees around a region so much of the map, and never beyond its edges', () => {
  const whole = { width: 1000, height: 560 };
  expect(viewAround({ x: 500, y: 300, width: 10, height: 10 }, whole)).toBe('405 249 200 112');
  expect(viewAround({ x: 0, y: 0, width: 10, height: 10 }, whole)).toBe('0 0 200 112');
  expect(viewAround({ x: 100, y: 10, width: 900, height: 500 }, whole)).toBe('0 0 1000 560');
});
