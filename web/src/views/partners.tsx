// The route of the search for partners.
import { apiAddress } from '../api';
import { message } from '../messages';
import { loadPartners, PartnersView, type Sought } from '../partners/view';
import { route } from '../router';

export const partners = route<Sought>({
  name: 'partners',
  pattern: /^\/partners\/?$/,
  load: loadPartners,
  view: (data, address) => <PartnersView {...data} address={address} />,
  title: ({ found }) =>
    found ? message('web.partners.of', { name: found.entity.text }) : message('web.partners.title'),
  json: (address) => apiAddress('partners', Object.fromEntries(address.query)),
});
