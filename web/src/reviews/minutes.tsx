// The minutes of a review, to be printed: the call, experts, conflicts and reasons, the ranking,
// what was decided, who abstained.
import type { VNode } from 'preact';
import { dateText, today } from '../format';
import { message } from '../messages';
import { authorText } from '../parts/author';
import { PrintButton } from '../parts/icons';
import { ValueView } from '../parts/value';
import { expertName, reviewPath, type Review } from './model';
import { AssignmentsView, CallView, DecisionView, Ranking } from './parts';

export function MinutesView(props: { review: Review }): VNode {
  const { review } = props;
  if (!review.marks_seen)
    return (
      <article class="minutes">
        <header class="view-head">
          <h1>{message('web.reviews.minutes_of', { number: review.number })}</h1>
          <p class="lead">{message('web.reviews.no_minutes')}</p>
          <p class="more">
            <a href={reviewPath(review.number)}>{review.title}</a>
          </p>
        </header>
      </article>
    );
  const abstained = review.assignments.filter(({ state }) => state === 'abstained');
  const silent = review.assignments.filter(({ state }) => state === 'waiting');
  const nameOf = (number: number) =>
    review.applications.find((one) => one.number === number)?.entity.text ?? '';
  return (
    <article class="minutes">
      <header class="view-head">
        <PrintButton />
        <h1>{message('web.reviews.minutes_of', { number: review.number })}</h1>
        <p class="lead">{review.title}</p>
        <p class="faint">{dateText(today())}</p>
      </header>
      <CallView review={review} />
      <h2>{message('web.reviews.experts')}</h2>
      <ul>
        {review.experts.map((expert) => (
          <li key={expert.number}>
            {expert.shown || expert.name} — <ValueView value={expert.person} />
          </li>
        ))}
      </ul>
      <h2>{message('web.reviews.ranking')}</h2>
      <Ranking review={review} />
      <h2>{message('web.reviews.applications')}</h2>
      {review.applications.map((application) => (
        <section class="review-application" key={application.number}>
          <h3>
            {application.place && `${application.place}. `}
            <ValueView value={application.entity} />
          </h3>
          {application.note && <p>{application.note}</p>}
          {application.outcome ? (
            <DecisionView application={application} />
          ) : (
            <p class="faint">{message('web.reviews.undecided')}</p>
          )}
          <AssignmentsView review={review} application={application} />
        </section>
      ))}
      <h2>{message('web.reviews.who_abstained')}</h2>
      {abstained.length === 0 && silent.length === 0 && <p>{message('web.reviews.nobody')}</p>}
      <ul>
        {abstained.map((one) => (
          <li key={one.number}>
            {expertName(review, one.expert)} — {nameOf(one.application)}: {one.abstained}
          </li>
        ))}
        {silent.map((one) => (
          <li key={one.number}>
            {expertName(review, one.expert)} — {nameOf(one.application)}:{' '}
            {message('web.reviews.gave_none')}
          </li>
        ))}
      </ul>
      <p class="minutes-end">
        {message('web.reviews.closed_on', {
          date: dateText((review.closed_at ?? '').slice(0, 10)),
        })}
        {' · '}
        {authorText(review.author)}
      </p>
    </article>
  );
}
