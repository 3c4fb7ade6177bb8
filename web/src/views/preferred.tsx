// The routes of preferred products: all lists or what answers a need, and one list; loaded only where
// they are shown.
import type { ComponentType } from 'preact';
import { api, apiAddress } from '../api';
import { message } from '../messages';
import type { PreferredList } from '../preferred/model';
import type { Shown } from '../preferred/view';
import { route, type Address } from '../router';

const loadAll = () => import('../preferred/view');
const loadList = () => import('../preferred/list');

function parametersOf(address: Address): Record<string, string | undefined> {
  return Object.fromEntries(
    ['need', 'state', 'as_of'].map((name) => [name, address.query.get(name) ?? undefined]),
  );
}

export const preferred = route<Shown & { View: ComponentType<Shown & { address: Address }> }>({
  name: 'preferred',
  pattern: /^\/preferred\/?$/,
  load: async ({ query }) => {
    const need = query.get('need');
    const [view, lists, found] = await Promise.all([
      loadAll(),
      need ? undefined : api.preferred(),
      need ? api.preferredFor(need) : undefined,
    ]);
    return { View: view.PreferredView, lists, found };
  },
  ahead: loadAll,
  title: () => message('web.preferred.title'),
  json: ({ query }) => apiAddress('preferred', { need: query.get('need') ?? undefined }),
  view: ({ View, ...shown }, address) => <View {...shown} address={address} />,
});

const listOf = (address: Address) => `preferred/${address.path.split('/')[2] ?? ''}`;

export const preferredList = route<{
  View: ComponentType<{ list: PreferredList; address: Address }>;
  list: PreferredList;
}>({
  name: 'preferred-list',
  pattern: /^\/preferred\/([^/]+)\/?$/,
  load: async (address, match) => {
    const id = decodeURIComponent(match[1] ?? '');
    const [view, list] = await Promise.all([
      loadList(),
      api.preferredList(id, parametersOf(address)),
    ]);
    return { View: view.PreferredListView, list };
  },
  ahead: loadList,
  title: ({ list }) => list.title,
  json: (address) => apiAddress(listOf(address), parametersOf(address)),
  files: (address) =>
    ['csv', 'xlsx'].map((format) => ({
      name: format === 'csv' ? 'CSV' : 'Excel',
      href: apiAddress(listOf(address), { ...parametersOf(address), format }),
    })),
  view: ({ View, list }, address) => <View list={list} address={address} />,
});
