// What users state: the form for something new, and an entry with its versions. What shows them is
// loaded only where it is shown.
import type { ComponentType } from 'preact';
import type { NewEntry, ShownEntry } from '../entry/view';
import { apiAddress } from '../api';
import { message } from '../messages';
import { route, type Address } from '../router';

const loadViews = () => import('../entry/view');

export const newEntry = route<{
  View: ComponentType<NewEntry & { address: Address }>;
  data: NewEntry;
}>({
  name: 'entry-new',
  pattern: /^\/entry\/new\/?$/,
  load: async (address) => {
    const views = await loadViews();
    return { View: views.NewEntryView, data: await views.loadNew(address) };
  },
  ahead: loadViews,
  title: () => message('web.entry.new'),
  view: ({ View, data }, address) => <View {...data} address={address} />,
});

export const entry = route<{ View: ComponentType<ShownEntry>; data: ShownEntry }>({
  name: 'entry',
  pattern: /^\/entry\/([^/]+)(\/edit)?\/?$/,
  load: async (_address, match) => {
    const views = await loadViews();
    const id = decodeURIComponent(match[1] ?? '');
    return { View: views.EntryView, data: await views.loadEntry(id, match[2] !== undefined) };
  },
  json: (address) => apiAddress(`entries/${address.path.split('/')[2] ?? ''}`),
  title: ({ data }) => data.entry.title ?? data.entry.entry,
  view: ({ View, data }) => <View {...data} />,
});
