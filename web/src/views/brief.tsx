// The route of the brief on two participants; loaded only where it is shown.
import type { ComponentType } from 'preact';
import { api, apiAddress } from '../api';
import type { Asked } from '../brief/view';
import { message } from '../messages';
import { nameOf } from '../parts/named';
import { route, type Address } from '../router';

const loadView = () => import('../brief/view');

export const brief = route<Asked & { View: ComponentType<Asked & { address: Address }> }>({
  name: 'brief',
  pattern: /^\/brief\/?$/,
  load: async ({ query }) => {
    const [a, b] = [query.get('a'), query.get('b')];
    const [view, found, name] = await Promise.all([
      loadView(),
      a && b ? api.brief({ a, b, as_of: query.get('as_of') ?? undefined }) : undefined,
      a && !b ? nameOf(a) : undefined,
    ]);
    return { View: view.BriefView, brief: found, name };
  },
  ahead: loadView,
  view: ({ View, ...asked }, address) => <View {...asked} address={address} />,
  title: ({ brief: found }) => found?.title ?? message('web.brief.title'),
  json: ({ query }) => apiAddress('brief', Object.fromEntries(query)),
});
