// The form in which a user states facts, or changes what was stated. Where somebody else changed the
// entry meanwhile, what he changed is shown beside what stands in the form, and nothing is lost.
import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { api, ApiError, change, forgetAnswers } from '../api';
import { bind, timeText } from '../format';
import { message } from '../messages';
import type { Schema } from '../model';
import { authorText } from '../parts/author';
import { Field, FormError } from '../parts/form';
import { wordsOf } from '../refused';
import { navigate } from '../router';
import { FactFields, fieldId, focusLater, type Refused } from './fields';
import {
  differencesOf,
  draftOf,
  linesOf,
  factAfter,
  kindNamed,
  partsOf,
  placeOf,
  statedKinds,
  taken,
  type Difference,
  type Draft,
  type Entry,
} from './model';

interface Done {
  entry: string;
  title: string | null;
}

const labels = () => ({ note: message('web.entry.note'), date: message('web.entry.date') });

/** What others changed: of it, what one did not change oneself is taken over at once. */
interface Conflict {
  now: Entry;
  differences: Difference[];
}

function argumentsOf(error: ApiError): Record<string, string> {
  return (error.body as { arguments?: Record<string, string> } | undefined)?.arguments ?? {};
}

function useEntryForm(props: Properties) {
  const { schema } = props;
  const [draft, setDraft] = useState(props.draft);
  const [seen, setSeen] = useState(props.entry);
  const [conflict, setConflict] = useState<Conflict>();
  const [refused, setRefused] = useState<Refused>();
  const [busy, setBusy] = useState(false);
  const parts = (of: Draft) => partsOf(of, schema, labels());

  const refuse = (error: unknown, places: ReturnType<typeof linesOf>['places']) => {
    const text = wordsOf(error, message('web.refused.offline'));
    const place =
      error instanceof ApiError ? placeOf(argumentsOf(error), draft, places, schema) : undefined;
    setRefused({ place, text });
    if (place?.property) {
      const items = draft.facts.find((fact) => fact.key === place.fact)?.items[place.property];
      const index = items?.findIndex((item) => item.key === place.item) ?? 0;
      focusLater(fieldId(place.fact, place.property, Math.max(0, index)));
    }
  };
  const meet = async (entry: Entry) => {
    forgetAnswers();
    const now = await api.entry(entry.entry);
    const theirs = draftOf(now);
    const differences = differencesOf(parts(draftOf(entry)), parts(theirs), parts(draft));
    const free = differences.filter((each) => each.mine === each.seen);
    setDraft(free.reduce((mine, each) => taken(mine, theirs, each.name), draft));
    setSeen(now);
    setConflict({ now, differences });
    focusLater('entry-conflict');
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    const { text, places } = linesOf(draft);
    const body = {
      facts: text,
      ...(draft.note.trim() && { note: draft.note.trim() }),
      ...(draft.date.trim() && { date: draft.date.trim() }),
      ...(seen && { version: String(seen.version) }),
    };
    setBusy(true);
    setRefused(undefined);
    try {
      const done = seen
        ? await change<Done>('PUT', `entries/${encodeURIComponent(seen.entry)}`, body)
        : await change<Done>('POST', 'entries', body);
      props.onDone(done);
    } catch (error) {
      if (seen && error instanceof ApiError && error.key === 'work.entry_changed')
        await meet(seen).catch((failure: unknown) => refuse(failure, places));
      else refuse(error, places);
    } finally {
      setBusy(false);
    }
  };
  const take = (difference: Difference) => {
    if (!conflict) return;
    setDraft(taken(draft, draftOf(conflict.now), difference.name));
  };
  return { draft, setDraft, conflict, refused, busy, submit, take, parts };
}

interface Properties {
  schema: Schema;
  draft: Draft;
  /** What is changed; without it the entry is new. */
  entry?: Entry;
  onDone: (done: Done) => void;
  /** Where one goes without having stated anything. */
  back: string;
}

export function EntryForm(props: Properties): VNode {
  const { schema } = props;
  const form = useEntryForm(props);
  const { draft, setDraft, refused } = form;
  const note = useRef<HTMLTextAreaElement>(null);
  return (
    <form class="entry-form" onSubmit={form.submit}>
      {form.conflict && (
        <Meanwhile conflict={form.conflict} mine={form.parts(draft)} onTake={form.take} />
      )}
      {draft.facts.map((fact) => (
        <FactFields
          key={fact.key}
          fact={fact}
          schema={schema}
          refused={refused}
          onDrop={
            draft.facts.length > 1
              ? () => setDraft({ ...draft, facts: draft.facts.filter((each) => each !== fact) })
              : undefined
          }
          onFact={(next) =>
            setDraft({
              ...draft,
              facts: draft.facts.map((each) => (each === fact ? next : each)),
            })
          }
        />
      ))}
      <Field id="entry-another" label={message('web.entry.another')}>
        <select
          id="entry-another"
          value=""
          onChange={(event) => {
            const fact = factAfter(schema, event.currentTarget.value, draft.facts.at(-1));
            const properties = kindNamed(schema, fact.kind)?.properties ?? [];
            const first = properties.find(({ name }) => !fact.items[name]);
            event.currentTarget.value = '';
            setDraft({ ...draft, facts: [...draft.facts, fact] });
            if (first) focusLater(fieldId(fact.key, first.name, 0));
          }}
        >
          <option value="">{message('web.entry.another_none')}</option>
          {statedKinds(schema).map((kind) => (
            <option key={kind.name} value={kind.name}>
              {kind.label}
            </option>
          ))}
        </select>
      </Field>
      <Field
        id="entry-note"
        label={message('web.entry.note')}
        hint={message('web.entry.note_hint')}
      >
        <textarea
          id="entry-note"
          ref={note}
          rows={3}
          value={draft.note}
          aria-describedby="entry-note-hint"
          onInput={(event) => setDraft({ ...draft, note: event.currentTarget.value })}
        />
      </Field>
      <Field
        id="entry-date"
        label={message('web.entry.date')}
        hint={message('web.entry.date_hint')}
      >
        <input
          id="entry-date"
          type="date"
          value={draft.date}
          aria-describedby="entry-date-hint"
          onInput={(event) => setDraft({ ...draft, date: event.currentTarget.value })}
        />
      </Field>
      <FormError error={refused && !refused.place ? refused.text : ''} />
      <p class="form-foot">
        <button type="submit" class="strong" disabled={form.busy}>
          {message(
            form.conflict
              ? 'web.entry.save_after'
              : props.entry
                ? 'web.add.date_save'
                : 'web.entry.save',
          )}
        </button>
        <button type="button" class="quiet" onClick={() => navigate(props.back)}>
          {message(props.entry ? 'web.correct.cancel' : 'web.entry.cancel')}
        </button>
      </p>
    </form>
  );
}

/** What somebody else changed, beside what one has oneself. */
function Meanwhile(props: {
  conflict: Conflict;
  mine: ReturnType<typeof partsOf>;
  onTake: (difference: Difference) => void;
}): VNode {
  const { now, differences } = props.conflict;
  const unsaid = message('web.entry.unsaid');
  return (
    <div class="changed-meanwhile" role="alert" id="entry-conflict" tabIndex={-1}>
      <p>
        {bind(
          message('web.entry.changed', {
            author: authorText(now.author ?? ''),
            time: timeText(now.at),
          }),
        )}
      </p>
      {differences.length === 0 && <p>{message('web.entry.changed_nothing')}</p>}
      <ul class="meanwhile">
        {differences.map((each) => {
          const mine = props.mine.get(each.name)?.text ?? '';
          return (
            <li key={each.name}>
              <strong>{each.label}</strong>
              <dl>
                <dt>{message('web.entry.was')}</dt>
                <dd>{each.seen || unsaid}</dd>
                <dt>{message('web.entry.theirs')}</dt>
                <dd>{each.theirs || unsaid}</dd>
                <dt>{message('web.entry.mine')}</dt>
                <dd>
                  {each.mine === each.seen
                    ? message('web.entry.mine_untouched')
                    : each.mine || unsaid}
                </dd>
              </dl>
              {mine === each.theirs ? (
                <span class="faint">{message('web.entry.theirs_taken')}</span>
              ) : (
                <button type="button" class="small" onClick={() => props.onTake(each)}>
                  {message('web.entry.take_theirs')}
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <p>{message('web.entry.changed_choose')}</p>
    </div>
  );
}
