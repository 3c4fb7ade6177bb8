// The routes of expert reviews: the list, one of them, its minutes; loaded only where they are shown.
import type { ComponentType } from 'preact';
import { api, apiAddress } from '../api';
import { message } from '../messages';
import type { Review, Reviews } from '../reviews/model';
import { route, type Address } from '../router';

const loadList = () => import('../reviews/list');
const loadReview = () => import('../reviews/review');
const loadMinutes = () => import('../reviews/minutes');

const numberOf = (match: RegExpExecArray) => Number(match[1]);
const asJson = (address: Address) => apiAddress(`reviews/${address.path.split('/')[2] ?? ''}`);

/** The name of an agreement; it is shown by its id where there is none. */
const nameOf = (id: string | null): Promise<string | undefined> =>
  id
    ? api.card(id).then(
        ({ name }) => name,
        () => undefined,
      )
    : Promise.resolve(undefined);

export const reviews = route<{
  View: ComponentType<{ found: Reviews; address: Address; agreement: string | undefined }>;
  found: Reviews;
  agreement: string | undefined;
}>({
  name: 'reviews',
  pattern: /^\/reviews\/?$/,
  load: async ({ query }) => {
    const [view, found, agreement] = await Promise.all([
      loadList(),
      api.reviews({
        before: query.get('before') ?? undefined,
        state: query.get('state') ?? undefined,
      }),
      nameOf(query.get('agreement')),
    ]);
    return { View: view.ReviewsView, found, agreement };
  },
  ahead: loadList,
  title: () => message('web.reviews.title'),
  json: () => apiAddress('reviews'),
  view: ({ View, ...shown }, address) => <View {...shown} address={address} />,
});

export const review = route<{ View: ComponentType<{ review: Review }>; review: Review }>({
  name: 'review',
  pattern: /^\/reviews\/(\d+)\/?$/,
  load: async (_address, match) => {
    const [view, found] = await Promise.all([loadReview(), api.review(numberOf(match))]);
    return { View: view.ReviewView, review: found };
  },
  ahead: loadReview,
  title: (data) => data.review.title,
  json: asJson,
  view: ({ View, review: found }) => <View key={found.number} review={found} />,
});

export const minutes = route<{ View: ComponentType<{ review: Review }>; review: Review }>({
  name: 'minutes',
  pattern: /^\/reviews\/(\d+)\/minutes\/?$/,
  load: async (_address, match) => {
    const [view, found] = await Promise.all([loadMinutes(), api.review(numberOf(match))]);
    return { View: view.MinutesView, review: found };
  },
  ahead: loadMinutes,
  title: (data) => message('web.reviews.minutes_of', { number: data.review.number }),
  json: asJson,
  view: ({ View, review: found }) => <View review={found} />,
});
