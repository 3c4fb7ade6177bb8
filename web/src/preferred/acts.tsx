// What is done with a list of preferred products: proposing, having it reviewed, deciding, stating
// uses and deployments. What a role may not do is not offered.
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { useWho } from '../account/who';
import { change } from '../api';
import { newEntryPath } from '../entry/model';
import { today } from '../format';
import { message } from '../messages';
import { Field, FormError, useSending } from '../parts/form';
import { say } from '../parts/notice';
import { reviewPath, type Review } from '../reviews/model';
import { navigate } from '../router';
import { given, idOf, outcomesOf, preferredPath, type Item, type ListHead } from './model';

/** The organization for which who works here acts. */
const ownOf = (who: ReturnType<typeof useWho>): string => who.account?.entity?.id ?? '';

/** The way to the form for a proposal. */
export function Propose(props: { list: ListHead }): VNode | null {
  const who = useWho();
  if (!who.rights.includes('participate')) return null;
  const { id } = props.list;
  return (
    <p class="entry-acts">
      <a
        href={newEntryPath('preferred_item', {
          list: id,
          proposed: today(),
          ...(ownOf(who) && { proposed_by: ownOf(who) }),
          to: preferredPath(id),
        })}
      >
        {message('web.preferred.propose')}
      </a>
    </p>
  );
}

export function ItemActs(props: { item: Item; list: ListHead }): VNode | null {
  const { item, list } = props;
  const who = useWho();
  if (!who.rights.includes('participate')) return null;
  const to = preferredPath(list.id, item.id);
  const edits = who.rights.includes('edit');
  const reviewed = item.standing === 'proposed' && edits;
  return (
    <div class="preferred-acts">
      <p class="entry-acts">
        <a
          href={newEntryPath('preferred_use', {
            item: item.id,
            since: today(),
            ...(ownOf(who) && { user: ownOf(who) }),
            to,
          })}
        >
          {message('web.preferred.use')}
        </a>
        <a
          href={newEntryPath('deployment', {
            what: given(item.what),
            ...(idOf(item.maker) && { developer: given(item.maker) }),
            to,
          })}
        >
          {message('web.preferred.deployment')}
        </a>
        {reviewed && <ReviewButton {...props} />}
      </p>
      {edits && <Decide {...props} />}
    </div>
  );
}

/** Opens a review of the proposal with the list's criteria. */
function ReviewButton(props: { item: Item; list: ListHead }): VNode {
  const { item, list } = props;
  const { busy, error, submit } = useSending(async () => {
    const criteria = list.criteria.map(({ text }) => text.replace(/[;:\n]/g, ','));
    const opened = await change<Review>('POST', 'reviews', {
      title: message('web.preferred.review_title', { name: item.what?.text ?? item.name }),
      criteria: criteria.length > 0 ? criteria.join('\n') : message('web.preferred.criterion'),
      ...(list.under && { entity: list.under.entity }),
    });
    await change('POST', `reviews/${opened.number}/applications`, { entity: item.id });
    say({ text: message('web.reviews.opened') });
    navigate(reviewPath(opened.number));
  });
  return (
    <form class="preferred-review-form" onSubmit={(event) => void submit(event)}>
      <button type="submit" class="small" disabled={busy}>
        {message('web.preferred.review')}
      </button>
      <FormError error={error} />
    </form>
  );
}

function Decide(props: { item: Item; list: ListHead }): VNode {
  const { item, list } = props;
  const [made, setMade] = useState(0);
  const { busy, error, submit } = useSending(async (sent) => {
    await change('POST', `preferred/${item.id}/decisions`, sent);
    say({ text: message('web.preferred.decided') });
    setMade(made + 1);
    navigate(preferredPath(list.id, item.id), true);
  });
  const id = (name: string) => `decide-${name}-${item.id}`;
  return (
    <details key={made}>
      <summary>{message('web.preferred.decide_open')}</summary>
      <form class="preferred-form" onSubmit={(event) => void submit(event)}>
        <Field id={id('outcome')} label={message('web.preferred.decision')}>
          <select id={id('outcome')} name="outcome">
            {outcomesOf(item.standing).map((outcome) => (
              <option key={outcome} value={outcome}>
                {message(`web.preferred.outcome_${outcome}`)}
              </option>
            ))}
            {(item.standing === 'entered' || item.standing === 'expired') && (
              <option value="">{message('web.preferred.outcome_extended')}</option>
            )}
          </select>
        </Field>
        <Field id={id('reason')} label={message('web.preferred.reason')}>
          <input id={id('reason')} name="reason" type="text" required maxLength={500} />
        </Field>
        <Field id={id('decided')} label={message('web.preferred.decided_on')}>
          <input id={id('decided')} name="decided" type="date" defaultValue={today()} required />
        </Field>
        <Field id={id('until')} label={message('web.preferred.until_day')}>
          <input id={id('until')} name="until" type="date" />
        </Field>
        <FormError error={error} />
        <p class="acts">
          <button type="submit" class="strong" disabled={busy}>
            {message('web.preferred.decide')}
          </button>
        </p>
      </form>
    </details>
  );
}
