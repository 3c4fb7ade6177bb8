// The form for an expert's own marks of an application: a mark for each criterion, with words.
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { api, ApiError, change } from '../api';
import { message } from '../messages';
import { Field, FormError } from '../parts/form';
import { say } from '../parts/notice';
import { wordsOf } from '../refused';
import { marksLines, type Assignment, type Mark, type Review } from './model';

/** Scales up to this are chosen from, greater ones typed. */
const CHOSEN_MOST = 10;

/** What stands in the form, criterion by criterion. */
function givenIn(review: Review, form: HTMLFormElement): { marks: Mark[]; words: string } {
  const data = new FormData(form);
  const marks = review.criteria.map(({ ordinal }) => ({
    criterion: ordinal,
    mark: Number(data.get(`mark-${ordinal}`)) || null,
    words: String(data.get(`words-${ordinal}`) ?? ''),
  }));
  return { marks, words: String(data.get('words') ?? '') };
}

export function MarksForm(props: {
  review: Review;
  assignment: Assignment;
  changed: (review: Review) => void;
}): VNode {
  const { review, assignment } = props;
  const [version, setVersion] = useState(assignment.version ?? 0);
  const [theirs, setTheirs] = useState<Assignment>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const path = `reviews/${review.number}/assignments/${assignment.number}`;
  const id = `marks-${assignment.number}`;
  /** Sends something; where it was changed meanwhile that is shown, and what was typed stays. */
  const send = async (part: string, body: object) => {
    if (busy) return;
    setBusy(true);
    setError('');
    try {
      props.changed(
        await change<Review>('PUT', `${path}/${part}`, { ...body, version: String(version) }),
      );
      setVersion(version + 1);
      setTheirs(undefined);
      say({ text: message('web.reviews.saved') });
    } catch (failure) {
      setError(wordsOf(failure, message('web.refused.offline')));
      if (failure instanceof ApiError && failure.key === 'work.review_marks_changed') {
        const now = await api.review(review.number).catch(() => undefined);
        const other = now?.assignments.find((one) => one.number === assignment.number);
        setTheirs(other);
        setVersion(other?.version ?? version);
      }
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const { marks, words } = givenIn(review, event.currentTarget as HTMLFormElement);
    void send('marks', { marks: marksLines(marks), words });
  };
  return (
    <>
      <form class="marks" id={id} onSubmit={submit}>
        {review.criteria.map((criterion) => (
          <CriterionField
            key={criterion.ordinal}
            id={`${id}-${criterion.ordinal}`}
            name={criterion.name}
            ordinal={criterion.ordinal}
            scale={review.scale}
            given={assignment.marks?.find((mark) => mark.criterion === criterion.ordinal)}
          />
        ))}
        <Field id={`${id}-words`} label={message('web.reviews.words')}>
          <textarea
            id={`${id}-words`}
            name="words"
            rows={3}
            maxLength={4000}
            defaultValue={assignment.words ?? ''}
          />
        </Field>
        {theirs && <Theirs review={review} theirs={theirs} />}
        <FormError error={error} />
        <p class="acts">
          <button type="submit" class="strong" disabled={busy}>
            {theirs ? message('web.reviews.save_mine') : message('web.reviews.save')}
          </button>
        </p>
      </form>
      <details class="abstaining">
        <summary>{message('web.reviews.abstain')}</summary>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const data = new FormData(event.currentTarget);
            void send('abstained', { reason: String(data.get('reason') ?? '') });
          }}
        >
          <Field id={`${id}-reason`} label={message('web.reviews.why')}>
            <input id={`${id}-reason`} name="reason" type="text" required maxLength={500} />
          </Field>
          <p class="acts">
            <button type="submit" disabled={busy}>
              {message('web.reviews.abstain')}
            </button>
          </p>
        </form>
      </details>
    </>
  );
}

/** What was saved meanwhile, in another window. */
function Theirs(props: { review: Review; theirs: Assignment }): VNode {
  const { review, theirs } = props;
  return (
    <div class="note">
      <p>{message('web.reviews.meanwhile')}</p>
      <ul>
        {(theirs.marks ?? []).map((mark) => (
          <li key={mark.criterion}>
            {review.criteria[mark.criterion - 1]?.name}: {mark.mark ?? '—'} {mark.words}
          </li>
        ))}
        {theirs.words && <li>{theirs.words}</li>}
        {theirs.abstained && <li>{theirs.abstained}</li>}
      </ul>
    </div>
  );
}

function CriterionField(props: {
  id: string;
  name: string;
  ordinal: number;
  scale: number;
  given: Mark | undefined;
}): VNode {
  const { id, ordinal, scale, given } = props;
  const name = `mark-${ordinal}`;
  const choices = scale <= CHOSEN_MOST ? Array.from({ length: scale }, (_, i) => i + 1) : [];
  return (
    <fieldset class="criterion">
      <legend>{props.name}</legend>
      {choices.length > 0 ? (
        <div class="criterion-marks">
          {[0, ...choices].map((mark) => (
            <label key={mark}>
              <input
                type="radio"
                name={name}
                value={mark}
                defaultChecked={(given?.mark ?? 0) === mark}
              />
              {mark === 0 ? message('web.reviews.no_mark') : mark}
            </label>
          ))}
        </div>
      ) : (
        <input
          type="number"
          name={name}
          min={1}
          max={scale}
          defaultValue={given?.mark ?? ''}
          aria-label={message('web.reviews.mark_to', { most: scale })}
        />
      )}
      <Field id={`${id}-words`} label={message('web.reviews.why_mark', { name: props.name })} quiet>
        <input
          id={`${id}-words`}
          name={`words-${ordinal}`}
          type="text"
          maxLength={4000}
          placeholder={message('web.reviews.why')}
          defaultValue={given?.words ?? ''}
        />
      </Field>
    </fieldset>
  );
}
