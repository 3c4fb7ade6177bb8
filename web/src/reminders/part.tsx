// What one should look at, on the first page: days that come or have passed, and what others wrote.
// It is asked for once the page is there.
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useWho } from '../account/who';
import { api, apiAddress } from '../api';
import { nameOf } from '../comments/one';
import { shortened, timeText } from '../format';
import { message } from '../messages';
import { commentPath } from '../model';
import { ValueView } from '../parts/value';
import type { Note, Reminder, Reminders } from './model';

const SHOWN = 8;

/** elsewhere: the facts whose days the page tells of in other parts; of one's own organization all
 *  days are told here, since those parts are of all. */
export function RemindersPart(props: { elsewhere: Set<string> }): VNode | null {
  const who = useWho();
  const [all, setAll] = useState(false);
  const [whole, setWhole] = useState(false);
  const [found, setFound] = useState<Reminders>();
  useEffect(() => {
    api
      .reminders(all)
      .then(setFound)
      .catch(() => setFound(undefined));
  }, [all, who.account?.name, who.by]);
  if (!found) return null;
  const { notes } = found;
  const days = found.entity
    ? found.days
    : found.days.filter(({ fact }) => !('entity' in fact && props.elsewhere.has(fact.entity)));
  const acts = Boolean(who.account?.entity && who.rights.includes('participate'));
  // Nothing is said to whom nothing can be said of his own: the lists below tell of days too.
  if (days.length + notes.length === 0 && !who.account) return null;
  const shown = whole ? days : days.slice(0, SHOWN);
  return (
    <section class="part reminders">
      <h2>
        {message('web.reminders.title')}{' '}
        {days.length + notes.length > 0 && <span class="count">{days.length + notes.length}</span>}
      </h2>
      {days.length + notes.length === 0 && <p class="faint">{found.summary}</p>}
      <ul class="lines">
        {notes.map((note) => (
          <NoteLine note={note} />
        ))}
        {shown.map((reminder) => (
          <DayLine reminder={reminder} />
        ))}
      </ul>
      {found.cut && <p class="note">{message('web.reminders.cut')}</p>}
      <p class="more">
        {days.length > shown.length && (
          <button type="button" onClick={() => setWhole(true)}>
            {message('web.reminders.whole', { count: days.length })}
          </button>
        )}
        {acts && (
          <button type="button" aria-pressed={all} onClick={() => setAll(!all)}>
            {message('web.reminders.all')}
          </button>
        )}
        <a href="/calendar">{message('web.calendar.title')} →</a>
        <FeedLinks />
      </p>
    </section>
  );
}

/** Following them in a program of one's own. */
export function FeedLinks(): VNode | null {
  const who = useWho();
  if (who.account) return <a href="/account#feed">{message('web.reminders.feeds')}</a>;
  if (who.accounts) return null;
  return (
    <>
      <a href={apiAddress('feeds/reminders.ics')} download>
        {message('web.reminders.calendar')}
      </a>
      <a href={apiAddress('feeds/reminders.atom')} target="_blank">
        {message('web.reminders.feed')}
      </a>
    </>
  );
}

/** So much of what somebody wrote is shown. */
const WORDS = 140;

function NoteLine(props: { note: Note }): VNode {
  const { note } = props;
  const author = nameOf(note.comment);
  return (
    <li data-row>
      <span class="figure">{timeText(note.comment.made_at)}</span>{' '}
      <a href={commentPath(note, note.comment.number)}>
        {message(note.kind === 'mention' ? 'web.reminders.mention' : 'web.reminders.answer', {
          author,
        })}
      </a>{' '}
      <span class="faint">{note.name}</span>
      {note.comment.words && <q class="reminder-words">{shortened(note.comment.words, WORDS)}</q>}
    </li>
  );
}

export function DayLine(props: { reminder: Reminder; id?: string }): VNode {
  const { reminder, id } = props;
  return (
    <li data-row id={id}>
      <span class="figure">{reminder.date_text}</span>{' '}
      <span class={reminder.late ? 'reminder-late' : 'faint'}>
        {reminder.late ? message('web.reminders.late') : reminder.label}
      </span>{' '}
      <ValueView value={reminder.fact} />
    </li>
  );
}
