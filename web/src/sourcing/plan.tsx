// One plan: what is delivered, what nobody makes, what changes; and two plans beside each other.
import type { VNode } from 'preact';
import { newEntryPath } from '../entry/model';
import { timeText } from '../format';
import { groupDigits, message } from '../messages';
import type { Value } from '../model';
import { authorText } from '../parts/author';
import { PrintButton } from '../parts/icons';
import { ValueView } from '../parts/value';
import { percent } from './matches';
import type { KeptPlan, Plan, PlanChanges } from './model';
import { PlainTable } from './table';

/** A quantity with no more digits than mean anything. */
function numberText(quantity: number): string {
  return groupDigits(Math.round(quantity * 1000) / 1000);
}

/** Things, one after another. */
function All(props: { values: Value[] }): VNode {
  return (
    <>
      {props.values.map((value, index) => (
        <span key={index}>
          {index > 0 && ', '}
          <ValueView value={value} />
        </span>
      ))}
    </>
  );
}

/** What the plan changes: which part of the value comes from how near. */
function Places(props: { plan: Plan }): VNode | null {
  const places = (props.plan.places ?? []).filter((place) => place.before > 0 || place.after > 0);
  if (places.length === 0) return null;
  return (
    <section class="part">
      <h2>{message('web.plans.places')}</h2>
      <PlainTable
        caption={message('web.plans.places')}
        names={[message('web.plans.from'), message('web.plans.was'), message('web.plans.will')]}
        rows={places.map((place) => [place.text, percent(place.before), percent(place.after)])}
      />
    </section>
  );
}

export function PlanView(props: { plan: Plan }): VNode {
  const { plan } = props;
  return (
    <article class="plan">
      <header class="view-head">
        <PrintButton />
        <h1>{plan.title}</h1>
        {plan.summary.map((sentence) => (
          <p key={sentence} class="lead">
            {sentence}
          </p>
        ))}
        <p class="faint">
          {message('web.plans.made', { day: plan.made_text, by: authorText(plan.by) })}
        </p>
        <p class="more">
          <a href="/plans">{message('web.plans.all')}</a>
        </p>
      </header>
      <Places plan={plan} />
      <section class="part">
        <h2>
          {message('web.plans.deliveries')} <span class="count">{plan.deliveries.length}</span>
        </h2>
        <PlainTable
          caption={message('web.plans.deliveries')}
          names={[
            message('web.plans.need'),
            message('web.plans.buyer'),
            message('web.plans.supplier'),
            message('web.plans.quantity'),
            message('web.plans.from'),
            message('web.plans.why'),
          ]}
          rows={plan.deliveries.map((delivery) => [
            <ValueView value={{ ...delivery.need, text: delivery.product }} />,
            delivery.buyer && <ValueView value={delivery.buyer} />,
            delivery.supplier && <ValueView value={delivery.supplier} />,
            delivery.text,
            delivery.nearness_text,
            delivery.why,
          ])}
        />
      </section>
      <section class="part">
        <h2>
          {message('web.plans.gaps')} <span class="count">{plan.gaps.length}</span>
        </h2>
        <p>{message('web.plans.gaps_what')}</p>
        <PlainTable
          caption={message('web.plans.gaps')}
          names={[
            message('web.plans.need'),
            message('web.plans.buyer'),
            message('web.plans.missing'),
            message('web.plans.worth'),
            message('web.plans.cause'),
            message('web.plans.now'),
            message('web.plans.known'),
            message('web.plans.can_make'),
          ]}
          rows={plan.gaps.map((gap) => [
            <ValueView value={{ ...gap.need, text: gap.product }} />,
            gap.buyer && <ValueView value={gap.buyer} />,
            gap.missing_text,
            gap.worth_text,
            gap.text,
            gap.now,
            gap.known.length > 0 && <All values={gap.known} />,
            <a
              href={newEntryPath('offer', {
                goods: gap.product,
                ...(gap.unit && { unit: gap.unit }),
              })}
            >
              {message('web.plans.state_offer', { goods: gap.product })}
            </a>,
          ])}
        />
      </section>
      {plan.left_out.length > 0 && (
        <section class="part">
          <h2>{message('web.plans.left_out')}</h2>
          <ul class="lines">
            {plan.left_out.map((one, index) => (
              <li key={index} data-row>
                <ValueView value={one.need} /> <span class="faint">{one.text}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

/** Plans are often titled alike: the time tells them apart. */
function PlanLink(props: { plan: KeptPlan }): VNode {
  const { id, title, at, covered_share } = props.plan;
  return (
    <>
      <a href={`/plans/${id}`}>
        {title}, {timeText(at)}
      </a>{' '}
      ({percent(covered_share)})
    </>
  );
}

export function ChangesView(props: { changes: PlanChanges }): VNode {
  const { before, after, changes } = props.changes;
  return (
    <article class="plan">
      <header class="view-head">
        <PrintButton />
        <h1>{message('web.plans.compared')}</h1>
      </header>
      <p>
        <PlanLink plan={before} /> → <PlanLink plan={after} />
      </p>
      {changes.length === 0 ? (
        <p>{message('web.plans.same')}</p>
      ) : (
        <PlainTable
          caption={message('web.plans.compared')}
          names={[
            message('web.plans.need'),
            message('web.plans.buyer'),
            message('web.plans.supplier'),
            message('web.plans.was'),
            message('web.plans.is'),
          ]}
          rows={changes.map((change) => [
            change.product,
            change.buyer,
            change.supplier,
            `${numberText(change.before)} ${change.unit}`,
            `${numberText(change.after)} ${change.unit}`,
          ])}
        />
      )}
    </article>
  );
}
