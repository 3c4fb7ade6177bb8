// The map of the regions: how many rows of a list are of each. Its shapes are loaded only where it
// is shown.
import type { ComponentType } from 'preact';
import { api, apiAddress } from '../api';
import { midSentence } from '../format';
import type { RegionMap } from '../map/model';
import { message } from '../messages';
import { route, type Address } from '../router';

export interface Shown {
  map: RegionMap;
  /** The filters of the list, by column. */
  filters: URLSearchParams;
}

interface Loaded {
  map: RegionMap;
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

const loadView = () => import('../map/view').then((loaded) => loaded.MapView);

export const map = route<Loaded>({
  name: 'map',
  pattern: /^\/map\/?$/,
  load: async (address) => {
    const [found, View] = await Promise.all([api.map(parametersOf(address)), loadView()]);
    return { map: found, View };
  },
  ahead: loadView,
  json: (address) => apiAddress('map', parametersOf(address)),
  title: (data) => message('web.map.title', { what: midSentence(data.map.label) }),
  view: ({ map: found, View }, address) => (
    <View shown={{ map: found, filters: filtersOf(address) }} />
  ),
});
