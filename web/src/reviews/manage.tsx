// What whoever manages a review does with it: applications, experts, who reviews what, the close,
// decisions. Each answers with the review as it is then.
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { api, ApiError, change } from '../api';
import { message } from '../messages';
import { Field, FormError, TextField, useSending } from '../parts/form';
import { say } from '../parts/notice';
import { wordsOf } from '../refused';
import { EntityField } from './entity_field';
import { OUTCOMES, type Application, type Review } from './model';

export interface Managed {
  review: Review;
  changed: (review: Review) => void;
}

type Method = 'POST' | 'PUT';

/** Sends what a form gives, shows the review as it is then, and empties the form. */
function useChange(props: Managed, method: Method, path: string) {
  const [made, setMade] = useState(0);
  const sending = useSending(async (given) => {
    props.changed(await change<Review>(method, `reviews/${props.review.number}/${path}`, given));
    setMade(made + 1);
  });
  return { ...sending, made };
}

export function AddApplication(props: Managed): VNode {
  const { busy, error, submit, made } = useChange(props, 'POST', 'applications');
  return (
    <form key={made} class="review-form" onSubmit={(event) => void submit(event)}>
      <EntityField
        id="application-entity"
        name="entity"
        list="projects"
        label={message('web.reviews.add_application')}
      />
      <Field id="application-note" label={message('web.reviews.note')}>
        <input id="application-note" name="note" type="text" maxLength={500} />
      </Field>
      <FormError error={error} />
      <p class="acts">
        <button type="submit" disabled={busy}>
          {message('web.reviews.add')}
        </button>
      </p>
    </form>
  );
}

export function AddExpert(props: Managed): VNode {
  const { busy, error, submit, made } = useChange(props, 'POST', 'experts');
  const [names, setNames] = useState<string[]>([]);
  const look = (typed: string) =>
    void api
      .mentionable(typed)
      .then(({ accounts }) => setNames(accounts.map(({ name }) => name)))
      .catch(() => undefined);
  return (
    <form key={made} class="review-form" onSubmit={(event) => void submit(event)}>
      <Field
        id="expert-account"
        label={message('web.reviews.account')}
        hint={message('web.reviews.account_hint')}
      >
        <input
          id="expert-account"
          name="account"
          type="text"
          list="expert-accounts"
          required
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          aria-describedby="expert-account-hint"
          onInput={(event) => look(event.currentTarget.value)}
        />
        <datalist id="expert-accounts">
          {names.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </Field>
      <EntityField
        id="expert-person"
        name="person"
        kind="Person"
        label={message('web.reviews.person')}
      />
      <FormError error={error} />
      <p class="acts">
        <button type="submit" disabled={busy}>
          {message('web.reviews.add')}
        </button>
      </p>
    </form>
  );
}

function ReasonField(props: { id: string; label: string }): VNode {
  const id = `${props.id}-reason`;
  return (
    <Field id={id} label={props.label}>
      <input id={id} name="reason" type="text" required maxLength={500} />
    </Field>
  );
}

/** Assigns an expert; where he has a conflict of interest that is told, and a reason asked for. */
export function Assign(props: Managed & { application: Application }): VNode | null {
  const { review, application } = props;
  const [conflict, setConflict] = useState(false);
  const { busy, error, setError, submit } = useSending(async (given) => {
    try {
      props.changed(
        await change<Review>('POST', `reviews/${review.number}/assignments`, {
          ...given,
          application: String(application.number),
        }),
      );
      setConflict(false);
    } catch (failure) {
      setConflict(failure instanceof ApiError && failure.key === 'work.review_conflict');
      throw failure;
    }
  });
  const free = review.experts.filter(
    (expert) =>
      !review.assignments.some(
        (one) => one.expert === expert.number && one.application === application.number,
      ),
  );
  if (free.length === 0) return null;
  const id = `assign-${application.number}`;
  return (
    <form class="filter-form review-assign" onSubmit={(event) => void submit(event)}>
      <Field id={id} label={message('web.reviews.expert')}>
        <select
          id={id}
          name="account"
          onChange={() => {
            setConflict(false);
            setError('');
          }}
        >
          {free.map((expert) => (
            <option key={expert.number} value={expert.name}>
              {expert.shown || expert.name}
            </option>
          ))}
        </select>
      </Field>
      {conflict && <ReasonField id={id} label={message('web.reviews.in_spite')} />}
      <button type="submit" disabled={busy}>
        {message('web.reviews.assign')}
      </button>
      <FormError error={error} />
    </form>
  );
}

export function Decide(props: Managed & { application: Application }): VNode {
  const { application } = props;
  const { busy, error, submit, made } = useChange(
    props,
    'PUT',
    `applications/${application.number}`,
  );
  const id = `decide-${application.number}`;
  return (
    <form key={made} class="filter-form review-assign" onSubmit={(event) => void submit(event)}>
      <Field id={id} label={message('web.reviews.decision')}>
        <select id={id} name="outcome">
          {OUTCOMES.map((outcome) => (
            <option key={outcome} value={outcome} selected={outcome === application.outcome}>
              {message(`web.reviews.${outcome}`)}
            </option>
          ))}
        </select>
      </Field>
      <ReasonField id={id} label={message('web.reviews.why')} />
      <button type="submit" disabled={busy}>
        {message('web.reviews.decide')}
      </button>
      <FormError error={error} />
    </form>
  );
}

/** Changes the words and days of an open review; where another changed them meanwhile the page shows
 *  that, what was typed stays, and is saved when it is sent again. */
export function ChangeCall(props: Managed): VNode {
  const { review } = props;
  const { busy, error, submit } = useSending(async (given) => {
    const path = `reviews/${review.number}`;
    try {
      const changed = await change<Review>('PUT', path, {
        ...given,
        version: String(review.version),
      });
      say({ text: message('web.reviews.saved') });
      props.changed(changed);
    } catch (failure) {
      if (failure instanceof ApiError && failure.key === 'work.review_changed')
        props.changed(await api.review(review.number));
      throw failure;
    }
  });
  return (
    <details class="part">
      <summary>{message('web.reviews.change')}</summary>
      <form class="review-form" onSubmit={(event) => void submit(event)}>
        <TextField
          id="change-title"
          name="title"
          label={message('web.reviews.name')}
          value={review.title}
        />
        <Field id="change-sought" label={message('web.reviews.sought')}>
          <textarea
            id="change-sought"
            name="sought"
            rows={3}
            maxLength={4000}
            defaultValue={review.sought ?? ''}
          />
        </Field>
        <div class="review-row">
          <Field id="change-begins" label={message('web.reviews.begins')}>
            <input
              id="change-begins"
              name="begins"
              type="date"
              defaultValue={review.begins ?? ''}
            />
          </Field>
          <Field id="change-ends" label={message('web.reviews.ends')}>
            <input id="change-ends" name="ends" type="date" defaultValue={review.ends ?? ''} />
          </Field>
        </div>
        <FormError error={error} />
        <p class="acts">
          <button type="submit" disabled={busy}>
            {message('web.reviews.change')}
          </button>
        </p>
      </form>
    </details>
  );
}

/** Closing is for good: it is asked for once more. */
export function Close(props: Managed): VNode {
  const { review } = props;
  const [asked, setAsked] = useState(false);
  const waiting = review.assignments.filter(
    ({ state }) => state === 'waiting' || state === 'partly',
  ).length;
  const close = () =>
    change<Review>('PUT', `reviews/${review.number}/closed`, { closed: 'true' }).then(
      props.changed,
      (error: unknown) =>
        say({ text: wordsOf(error, message('web.refused.offline')), failed: true }),
    );
  if (!asked)
    return (
      <p class="acts">
        <button type="button" class="strong" onClick={() => setAsked(true)}>
          {message('web.reviews.close')}
        </button>
      </p>
    );
  return (
    <div class="note" role="group" aria-label={message('web.reviews.close')}>
      <p>
        {message('web.reviews.close_ask')}{' '}
        {waiting > 0 && message('web.reviews.close_waiting', { count: waiting })}
      </p>
      <p class="acts">
        <button type="button" class="strong" onClick={() => void close()}>
          {message('web.reviews.close')}
        </button>
        <button type="button" onClick={() => setAsked(false)}>
          {message('web.comments.cancel')}
        </button>
      </p>
    </div>
  );
}
