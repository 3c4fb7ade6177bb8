// A review: the call, one's own marks, the applications with their experts and ranking.
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { message } from '../messages';
import { ValueView } from '../parts/value';
import {
  AddApplication,
  AddExpert,
  Assign,
  ChangeCall,
  Close,
  Decide,
  type Managed,
} from './manage';
import { MarksForm } from './marks';
import { minutesPath, type Application, type Review } from './model';
import { AssignmentsView, CallView, ConflictsView, DecisionView, Ranking } from './parts';

export function ReviewView(props: { review: Review }): VNode {
  const [review, setReview] = useState(props.review);
  useEffect(() => setReview(props.review), [props.review]);
  const managed: Managed = { review, changed: setReview };
  const open = review.state === 'open';
  return (
    <article class="review">
      <header class="view-head">
        <p class="kind">{message('web.reviews.kind', { number: review.number })}</p>
        <h1>{review.title}</h1>
        <p class="lead">
          {review.state_label} · {review.summary}
        </p>
        {review.marks_seen && (
          <p class="more">
            <a href={minutesPath(review.number)}>{message('web.reviews.minutes')}</a>
          </p>
        )}
      </header>
      <CallView review={review} />
      {open && review.may_manage && <ChangeCall {...managed} />}
      {open && <OwnMarks {...managed} />}
      {review.marks_seen && (
        <section class="part">
          <h2>{message('web.reviews.ranking')}</h2>
          <Ranking review={review} />
        </section>
      )}
      <section class="part">
        <h2>{message('web.reviews.applications')}</h2>
        {review.applications.length === 0 && (
          <p class="faint">{message('web.reviews.no_applications')}</p>
        )}
        {review.applications.map((application) => (
          <ApplicationView key={application.number} {...managed} application={application} />
        ))}
        {open && review.may_manage && <AddApplication {...managed} />}
      </section>
      {review.may_manage && <Experts {...managed} />}
      {open && review.may_manage && review.applications.length > 0 && <Close {...managed} />}
    </article>
  );
}

function OwnMarks(props: Managed): VNode | null {
  const { review } = props;
  const own = review.assignments.filter((assignment) => assignment.own);
  if (own.length === 0) return null;
  return (
    <section class="part">
      <h2>{message('web.reviews.own')}</h2>
      <p class="note">{message('web.reviews.blind')}</p>
      {own.map((assignment) => {
        const application = review.applications.find(
          (one) => one.number === assignment.application,
        );
        if (!application) return null;
        return (
          <section class="review-own" key={assignment.number}>
            <h3>
              <ValueView value={application.entity} />{' '}
              <span class="faint">{assignment.state_label}</span>
            </h3>
            {assignment.abstained && (
              <p>
                {message('web.reviews.abstained')} {assignment.abstained}
              </p>
            )}
            <ConflictsView assignment={assignment} />
            <MarksForm review={review} assignment={assignment} changed={props.changed} />
          </section>
        );
      })}
    </section>
  );
}

function ApplicationView(props: Managed & { application: Application }): VNode {
  const { review, application } = props;
  return (
    <section class="review-application" data-row>
      <h3>
        <ValueView value={application.entity} />
      </h3>
      {application.note && <p>{application.note}</p>}
      {application.experts !== undefined && (
        <p class="faint">
          {message('web.reviews.counts', {
            experts: application.experts,
            marked: application.marked ?? 0,
          })}
        </p>
      )}
      <DecisionView application={application} />
      {(review.may_manage || review.marks_seen) && (
        <AssignmentsView review={review} application={application} />
      )}
      {review.may_manage &&
        (review.state === 'open' ? <Assign {...props} /> : <Decide {...props} />)}
    </section>
  );
}

function Experts(props: Managed): VNode {
  const { review } = props;
  return (
    <section class="part">
      <h2>{message('web.reviews.experts')}</h2>
      {review.experts.length === 0 && <p class="faint">{message('web.reviews.no_experts')}</p>}
      <ul class="lines">
        {review.experts.map((expert) => (
          <li key={expert.number}>
            {expert.shown || expert.name} <ValueView value={expert.person} />
          </li>
        ))}
      </ul>
      {review.state === 'open' && <AddExpert {...props} />}
    </section>
  );
}
