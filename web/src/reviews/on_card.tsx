// Reviews on a card: those of which it is an application, or to whose agreement they belong; and the
// one action that adds it to a review, or opens one.
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useWho } from '../account/who';
import { api, change } from '../api';
import { message } from '../messages';
import type { Card } from '../model';
import { FormError, useSending } from '../parts/form';
import { navigate } from '../router';
import { reviewPath, type Call, type Review } from './model';

/** What is reviewed: what somebody wants to do or to have, and who does it. */
const mayApply = (card: Card): boolean =>
  ['project', 'need', 'offer', 'preferred_item'].includes(card.kind) ||
  ['firm', 'body'].includes(card.family);

export function CardReviews(props: { card: Card }): VNode | null {
  const { card } = props;
  const { account, rights, by } = useWho();
  const [found, setFound] = useState<Call[]>([]);
  const may = rights.includes('edit');
  const asks = rights.includes('comment') && (card.kind === 'agreement' || mayApply(card));
  useEffect(() => {
    if (asks)
      void api
        .reviews({ entity: card.id })
        .then(({ reviews }) => setFound(reviews))
        .catch(() => undefined);
  }, [asks, card.id, account?.name, by]);
  if (!asks || (!may && found.length === 0)) return null;
  return (
    <section class="part card-reviews">
      <h2>{message('web.reviews.title')}</h2>
      {found.length > 0 && (
        <ul class="lines">
          {found.map((review) => (
            <li key={review.number}>
              <a href={reviewPath(review.number)}>{review.title}</a>
              <span class="faint">{review.state_label}</span>
            </li>
          ))}
        </ul>
      )}
      {may &&
        (card.kind === 'agreement' ? (
          <p>
            <a href={`/reviews?agreement=${encodeURIComponent(card.id)}`}>
              {message('web.reviews.open')}
            </a>
          </p>
        ) : (
          <Apply card={card} />
        ))}
    </section>
  );
}

/** Asks for the open reviews once they are wanted: few cards are of one. */
function Apply(props: { card: Card }): VNode {
  const [open, setOpen] = useState<Call[]>();
  const [failed, setFailed] = useState(false);
  const load = () =>
    api
      .reviews({ state: 'open', limit: '100' })
      .then(({ reviews }) => setOpen(reviews))
      .catch(() => setFailed(true));
  const { busy, error, submit } = useSending(async ({ review }) => {
    await change<Review>('POST', `reviews/${review}/applications`, { entity: props.card.id });
    navigate(reviewPath(Number(review)));
  });
  if (!open)
    return (
      <p>
        <button type="button" onClick={() => void load()}>
          {message('web.reviews.apply')}
        </button>{' '}
        {failed && <span role="alert">{message('web.reviews.failed')}</span>}
      </p>
    );
  if (open.length === 0)
    return (
      <p>
        {message('web.reviews.none_open')} <a href="/reviews">{message('web.reviews.open')}</a>
      </p>
    );
  return (
    <form class="review-assign" onSubmit={(event) => void submit(event)}>
      <label for="apply-review">{message('web.reviews.which')}</label>
      <select id="apply-review" name="review">
        {open.map((review) => (
          <option key={review.number} value={review.number}>
            {review.title}
          </option>
        ))}
      </select>
      <button type="submit" disabled={busy}>
        {message('web.reviews.apply')}
      </button>
      <FormError error={error} />
    </form>
  );
}
