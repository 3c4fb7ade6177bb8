// The network: who is tied to whom. What draws it is loaded only where it is shown.
import type { ComponentType } from 'preact';
import { api, apiAddress } from '../api';
import { message } from '../messages';
import type { Schema } from '../model';
import { askedOf, type Network } from '../network/model';
import { route, type Address } from '../router';

export interface Shown {
  network: Network;
  schema: Schema;
  address: Address;
}

interface Loaded extends Omit<Shown, 'address'> {
  View: ComponentType<Shown>;
}

const loadView = () => import('../network/view').then((loaded) => loaded.NetworkView);

export const network = route<Loaded>({
  name: 'network',
  pattern: /^\/network\/?$/,
  load: async (address) => {
    const [found, schema, View] = await Promise.all([
      api.network(askedOf(address.query)),
      api.schema(),
      loadView(),
    ]);
    return { network: found, schema, View };
  },
  ahead: loadView,
  json: (address) => apiAddress('network', askedOf(address.query)),
  title: ({ network: found }) =>
    found.entity
      ? message('web.network.around', { name: found.entity.text })
      : message('web.nav.network'),
  view: ({ network: found, schema, View }, address) => (
    <View network={found} schema={schema} address={address} />
  ),
});
