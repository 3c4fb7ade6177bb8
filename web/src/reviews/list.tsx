// The reviews, and the form that opens another.
import type { VNode } from 'preact';
import { change } from '../api';
import { message } from '../messages';
import { Field, FormError, TextField, useSending } from '../parts/form';
import { say } from '../parts/notice';
import { navigate, withQuery, type Address } from '../router';
import { ThingLink } from '../parts/value';
import { reviewPath, type Call, type Review, type Reviews } from './model';

export function ReviewsView(props: {
  found: Reviews;
  address: Address;
  /** The name of the agreement to which a new one is to belong. */
  agreement: string | undefined;
}): VNode {
  const { found, address } = props;
  const of = address.query.get('agreement') ?? '';
  return (
    <article class="reviews">
      <header class="view-head">
        <h1>{message('web.reviews.title')}</h1>
        <p class="lead">{found.summary}</p>
      </header>
      {found.may_manage && (
        <details class="part" open={of !== ''}>
          <summary>{message('web.reviews.open')}</summary>
          <OpenForm key={of} agreement={of} name={props.agreement} />
        </details>
      )}
      {found.reviews.length === 0 && <p class="note">{message('web.reviews.what')}</p>}
      <ul class="lines">
        {found.reviews.map((review) => (
          <ReviewLine key={review.number} review={review} />
        ))}
      </ul>
      {found.next && (
        <p class="more">
          <a href={withQuery(address, { before: String(found.next) })}>
            {message('web.reviews.earlier')} →
          </a>
        </p>
      )}
    </article>
  );
}

function ReviewLine(props: { review: Call }): VNode {
  const { review } = props;
  return (
    <li data-row>
      <a href={reviewPath(review.number)}>{review.title}</a>{' '}
      {review.due > 0 && (
        <strong class="review-due">{message('web.reviews.due', { count: review.due })}</strong>
      )}
      <span class="faint">
        {[
          review.state_label,
          review.summary.replace(/\.$/, ''),
          review.ends_text && message('web.reviews.until', { date: review.ends_text }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </li>
  );
}

function OpenForm(props: { agreement: string; name: string | undefined }): VNode {
  const { agreement } = props;
  const { busy, error, submit } = useSending(async (given) => {
    const opened = await change<Review>('POST', 'reviews', {
      ...given,
      ...(agreement && { entity: agreement }),
    });
    say({ text: message('web.reviews.opened') });
    navigate(reviewPath(opened.number));
  });
  return (
    <form class="review-form" onSubmit={(event) => void submit(event)}>
      {agreement && (
        <p>
          {message('web.reviews.agreement')}{' '}
          <ThingLink id={agreement} name={props.name ?? agreement} family="agreement" />
        </p>
      )}
      <TextField id="review-title" name="title" label={message('web.reviews.name')} />
      <Field id="review-sought" label={message('web.reviews.sought')}>
        <textarea id="review-sought" name="sought" rows={3} maxLength={4000} />
      </Field>
      <Field
        id="review-criteria"
        label={message('web.reviews.criteria')}
        hint={message('web.reviews.criteria_hint')}
      >
        <textarea
          id="review-criteria"
          name="criteria"
          rows={4}
          required
          aria-describedby="review-criteria-hint"
        />
      </Field>
      <div class="review-row">
        <Field id="review-scale" label={message('web.reviews.scale')}>
          <input
            id="review-scale"
            name="scale"
            type="number"
            min={2}
            max={100}
            defaultValue="5"
            required
          />
        </Field>
        <Field id="review-begins" label={message('web.reviews.begins')}>
          <input id="review-begins" name="begins" type="date" />
        </Field>
        <Field id="review-ends" label={message('web.reviews.ends')}>
          <input id="review-ends" name="ends" type="date" />
        </Field>
      </div>
      <FormError error={error} />
      <p class="acts">
        <button type="submit" class="strong" disabled={busy}>
          {message('web.reviews.open')}
        </button>
      </p>
    </form>
  );
}
