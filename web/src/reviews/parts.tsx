// What the page of a review and its minutes share: the call, the ranking, conflicts, marks.
import type { VNode } from 'preact';
import { bind, dateText } from '../format';
import { message, tongue } from '../messages';
import { reportPath } from '../model';
import { authorText } from '../parts/author';
import { Table, type Column } from '../parts/table';
import { ValueView } from '../parts/value';
import { expertName, meanText, type Application, type Assignment, type Review } from './model';

export function CallView(props: { review: Review }): VNode {
  const { review } = props;
  const days = [
    review.begins_text && message('web.reviews.from', { date: review.begins_text }),
    review.ends_text && message('web.reviews.until', { date: review.ends_text }),
  ].filter(Boolean);
  return (
    <>
      {review.sought && <p class="review-words">{review.sought}</p>}
      {days.length > 0 && (
        <p>
          {message('web.reviews.days')} {days.join(' ')}
        </p>
      )}
      {review.entity && (
        <p>
          {message('web.reviews.agreement')} <ValueView value={review.entity} />
        </p>
      )}
      <h2>{message('web.reviews.criteria_are', { most: review.scale })}</h2>
      <ol class="review-criteria">
        {review.criteria.map(({ ordinal, name, weight }) => (
          <li key={ordinal}>
            {name} <span class="faint">{message('web.reviews.weight', { weight })}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** How many experts are missing of those who are to mark an application. */
const missingOf = (one: Application): number => (one.experts ?? 0) - (one.marked ?? 0);

export function Ranking(props: { review: Review }): VNode {
  const { review } = props;
  const mean = (value: number | null | undefined) => meanText(value, tongue());
  const figures = (
    key: string,
    title: string,
    cell: (one: Application) => string,
  ): Column<Application> => ({ key, title, class: 'figure', cell });
  return (
    <div class="table-frame">
      <Table
        caption={message('web.reviews.ranking')}
        columns={[
          figures('place', message('web.reviews.place'), (one) => String(one.place ?? '—')),
          {
            key: 'application',
            title: message('web.reviews.application'),
            class: 'opening',
            cell: (one) => <ValueView value={one.entity} />,
          },
          figures('mean', message('web.reviews.mean'), (one) => mean(one.mean)),
          figures('spread', message('web.reviews.spread'), (one) =>
            one.place ? `${mean(one.low)}–${mean(one.high)} (±${mean(one.spread)})` : '—',
          ),
          ...review.criteria.map(({ ordinal, name }) =>
            figures(`criterion-${ordinal}`, name, (one) => mean(one.means?.[ordinal - 1])),
          ),
          figures('missing', message('web.reviews.missing'), (one) => String(missingOf(one))),
        ]}
        rows={review.applications}
        keyOf={(one) => String(one.number)}
      />
    </div>
  );
}

/** Facts that join two are often told by the same words: those stand there once. */
function distinct<Quote extends { quote: string; report: string | null }>(
  quotes: Quote[],
): Quote[] {
  return quotes.filter(
    (quote, i) =>
      quotes.findIndex((one) => one.quote === quote.quote && one.report === quote.report) === i,
  );
}

export function ConflictsView(props: { assignment: Assignment }): VNode | null {
  const { conflicts, reason } = props.assignment;
  if (conflicts.length === 0) return null;
  return (
    <ul class="review-conflicts">
      {conflicts.map((conflict, i) => (
        <li key={i}>
          <strong>{message('web.reviews.conflict')}</strong>{' '}
          {conflict.text ? bind(conflict.text) : message('web.reviews.erased')}
          {distinct(conflict.quotes).map((quote) => (
            <span class="review-quote" key={quote.quote} lang="ru">
              <q>{quote.quote}</q>
              {quote.report && (
                <a class="source" href={reportPath(quote.report)}>
                  {quote.report}
                </a>
              )}
            </span>
          ))}
        </li>
      ))}
      {reason && (
        <li>
          {message('web.reviews.assigned_because')} {reason}
        </li>
      )}
    </ul>
  );
}

/** What an expert gave, or why not. */
export function MarksView(props: { review: Review; assignment: Assignment }): VNode {
  const { review, assignment } = props;
  const given = (assignment.marks ?? []).filter(({ mark, words }) => mark !== null || words);
  if (assignment.state === 'abstained')
    return (
      <p>
        {message('web.reviews.abstained')} {assignment.abstained}
      </p>
    );
  if (given.length === 0 && !assignment.words)
    return <p class="faint">{message('web.reviews.gave_none')}</p>;
  return (
    <>
      <ul class="review-marks">
        {given.map(({ criterion, mark, words }) => (
          <li key={criterion}>
            {review.criteria[criterion - 1]?.name}: <strong>{mark ?? '—'}</strong> {words}
          </li>
        ))}
      </ul>
      {assignment.words && <p class="review-words">{assignment.words}</p>}
      {assignment.entered_by && (
        <p class="faint">
          {message('web.reviews.entered_by', { name: authorText(assignment.entered_by) })}
        </p>
      )}
    </>
  );
}

export function DecisionView(props: { application: Application }): VNode | null {
  const { application } = props;
  if (!application.outcome) return null;
  return (
    <p class="review-decision">
      <strong>{application.outcome_label}</strong>: {application.reason}{' '}
      <span class="faint">
        {authorText(application.decided_by ?? '')},{' '}
        {dateText((application.decided_at ?? '').slice(0, 10))}
      </span>
    </p>
  );
}

/** The assignments of an application, with what their experts say as far as it is seen. */
export function AssignmentsView(props: { review: Review; application: Application }): VNode | null {
  const { review, application } = props;
  const own = review.assignments.filter((one) => one.application === application.number);
  if (own.length === 0) return null;
  return (
    <ul class="review-assignments">
      {own.map((assignment) => (
        <li key={assignment.number}>
          {expertName(review, assignment.expert)}{' '}
          <span class="faint">{assignment.state_label}</span>
          <ConflictsView assignment={assignment} />
          {review.marks_seen && <MarksView review={review} assignment={assignment} />}
        </li>
      ))}
    </ul>
  );
}
