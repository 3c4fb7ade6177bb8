// The map of the regions: how many rows of a list are of each. Its shapes are loaded only where it
// is shown.
import type { ComponentType } from 'preact';
import { api, apiAddress } from '../api';
import type { RegionMap } from '../map/model';
import { message } from '../messages';
import type { Row } from '../model';
import { route, type Address } from '../router';

export interface Shown {
  map: RegionMap;
  /** The filters of the list, by column. */
  filters: URLSearchParams;
  /** Countries that reports name, those of most reports first. */
  countries: Row[];
}

interface Loaded {
  map: RegionMap;
  countries: Row[];
  View: ComponentType<{ shown: Shown }>;
}

const OWN = new Set(['list', 'lang']);

function filtersOf(address: Address): URLSearchParams {
  return new URLSearchParams([...address.query].filter(([name]) => !OWN.has(name)));
}

function parametersOf(address: Address): Record<string, string> {
  const parameters: Record<string, string> = { list: address.query.get('list') ?? 'agreements' };
  for (const [name, value] of filtersOf(address)) parameters[`filter.${name}`] = value;
  return parameters;
}

const COUNTRIES = 300;

/** Countries but for Russia, whose regions the map shows. */
function byReports(countries: Row[]): Row[] {
  return countries
    .filter((country) => !/^(Россия|Российская Федерация|РФ)$/.test(country.name))
    .sort((left, right) => (right.reports ?? 0) - (left.reports ?? 0));
}

const loadView = () => import('../map/view').then((loaded) => loaded.MapView);

export const map = route<Loaded>({
  name: 'map',
  pattern: /^\/map\/?$/,
  load: async (address) => {
    const [found, countries, View] = await Promise.all([
      api.map(parametersOf(address)),
      api.list('Country', { limit: String(COUNTRIES) }).catch(() => undefined),
      loadView(),
    ]);
    return { map: found, countries: byReports(countries?.rows ?? []), View };
  },
  ahead: loadView,
  json: (address) => apiAddress('map', parametersOf(address)),
  title: (data) => message('web.map.title', { what: data.map.label }),
  view: ({ map: found, countries, View }, address) => (
    <View shown={{ map: found, filters: filtersOf(address), countries }} />
  ),
});
