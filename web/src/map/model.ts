// What GET /api/v1/map answers (docs/api.md), and the classes by which counts are coloured.

export interface MapRegion {
  code: string | null;
  name: string;
  district: string | null;
  district_name: string | null;
  country: string | null;
  count: number;
}

/** A country by how many rows of the list name it. */
export interface MapCountry {
  id: string;
  name: string;
  count: number;
}

export interface RegionMap {
  list: string;
  label: string;
  summary: string;
  total: number;
  more: boolean;
  regions: MapRegion[];
  countries: MapCountry[];
}

/** The shapes made at build: by ISO 3166-2 code, else by name. */
export interface Shapes {
  width: number;
  height: number;
  shapes: Record<string, string>;
  borders: string;
}

export const CLASSES = 5;

/** Where classes of counts above 0 begin: one for each count where there are few, else each of about
 *  as many regions as the others. The bounds are counts that occur, so that equal counts stand in one
 *  class. */
export function boundsOf(counts: number[]): number[] {
  const sorted = counts.filter((count) => count > 0).sort((left, right) => left - right);
  const different = [...new Set(sorted)];
  if (different.length <= CLASSES) return different;
  const bounds = Array.from(
    { length: CLASSES },
    (_each, index) => sorted[Math.floor((index * sorted.length) / CLASSES)] ?? 0,
  );
  return [...new Set(bounds)].filter((bound) => bound > 0);
}

/** The class of a count: 0 for none, else from 1. */
export function classOf(count: number, bounds: number[]): number {
  return bounds.filter((bound) => count >= bound).length;
}

/** Regions with a shape, and those that stand as tiles beside it: subjects that the map data does
 *  not have, and provinces of other countries. */
export function placed(
  regions: MapRegion[],
  shapes: Record<string, string>,
): { drawn: { region: MapRegion; path: string }[]; tiles: MapRegion[] } {
  const drawn: { region: MapRegion; path: string }[] = [];
  const tiles: MapRegion[] = [];
  for (const region of regions) {
    const path = shapes[region.code ?? ''] ?? shapes[region.name];
    if (path) drawn.push({ region, path });
    else tiles.push(region);
  }
  return { drawn, tiles };
}

/** Those with any, the most first. */
export function ranked(regions: MapRegion[]): MapRegion[] {
  return regions
    .filter((region) => region.count > 0)
    .sort((left, right) => right.count - left.count || left.name.localeCompare(right.name, 'ru'));
}
