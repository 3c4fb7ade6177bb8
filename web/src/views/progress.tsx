// The report of a programme's progress, loaded only where it is shown.
import type { ComponentType } from 'preact';
import { api, apiAddress } from '../api';
import { message } from '../messages';
import type { Progress } from '../programme/model';
import { route, type Address } from '../router';

const loadView = () => import('../programme/report');

const idOf = (address: Address) => decodeURIComponent(address.path.split('/')[2] ?? '');

function parametersOf(address: Address) {
  const given = (name: string) => address.query.get(name) ?? undefined;
  return { since: given('since'), as_of: given('as_of') };
}

export const progress = route<{
  View: ComponentType<{ progress: Progress; address: Address }>;
  data: Progress;
}>({
  name: 'progress',
  pattern: /^\/programme\/[^/]+\/progress\/?$/,
  load: async (address) => {
    const [view, data] = await Promise.all([
      loadView(),
      api.progress(idOf(address), parametersOf(address)),
    ]);
    return { View: view.ReportView, data };
  },
  ahead: loadView,
  json: (address) =>
    apiAddress(`programmes/${encodeURIComponent(idOf(address))}/progress`, parametersOf(address)),
  title: ({ data }) => message('web.progress.title', { name: data.name }),
  view: ({ View, data }, address) => <View progress={data} address={address} />,
});
