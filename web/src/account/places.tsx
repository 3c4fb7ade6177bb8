// From where one's account is used: the sessions that hold, each of which can be ended; and the
// addresses by which other programs follow one's reminders.
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { change } from '../api';
import { timeText } from '../format';
import { message } from '../messages';
import { FormError, useSending } from '../parts/form';
import { say } from '../parts/notice';
import { Copied } from '../parts/secret';
import { Table, type Column } from '../parts/table';
import { wordsOf } from '../refused';
import { navigate } from '../router';
import type { Feed } from '../reminders/model';
import type { Session } from './model';
import { askAgain } from './session';

const here = () => navigate(location.pathname, true);

async function end(session: Session): Promise<void> {
  try {
    await change('DELETE', `account/sessions/${session.number}`);
    say({ text: message('web.sessions.ended') });
    if (session.current) await askAgain();
    here();
  } catch (error) {
    say({ text: wordsOf(error, message('web.refused.offline')), failed: true });
  }
}

function sessionColumns(): Column<Session>[] {
  return [
    {
      key: 'from',
      title: message('web.sessions.from'),
      cell: (session) => (
        <>
          {session.from || message('web.sessions.unknown')}
          {session.current && <span class="faint"> · {message('web.sessions.current')}</span>}
        </>
      ),
    },
    {
      key: 'made_at',
      title: message('web.sessions.made'),
      cell: (session) => timeText(session.made_at),
    },
    {
      key: 'used_at',
      title: message('web.sessions.used'),
      cell: (session) => timeText(session.used_at),
    },
    {
      key: 'end',
      title: message('web.sessions.end'),
      class: 'act',
      cell: (session) => (
        <button type="button" class="small" onClick={() => void end(session)}>
          {message('web.sessions.end')}
        </button>
      ),
    },
  ];
}

export function Sessions(props: { sessions: Session[] }): VNode {
  return (
    <section class="part">
      <h2>{message('web.sessions.title')}</h2>
      <p class="note">{message('web.sessions.what')}</p>
      <Table
        caption={message('web.sessions.title')}
        columns={sessionColumns()}
        rows={props.sessions}
        keyOf={(session) => String(session.number)}
      />
    </section>
  );
}

export function FeedPart(props: { feed: Feed }): VNode {
  const [made, setMade] = useState<Feed>();
  const make = useSending(async () => {
    setMade(await change<Feed>('POST', 'account/feed', {}));
    here();
  });
  const stop = async () => {
    try {
      await change<Feed>('DELETE', 'account/feed');
      setMade(undefined);
      say({ text: message('web.feed.ended') });
      here();
    } catch (error) {
      say({ text: wordsOf(error, message('web.refused.offline')), failed: true });
    }
  };
  const since = props.feed.made_at;
  return (
    <section class="part" id="feed">
      <h2>{message('web.feed.title')}</h2>
      <p class="note">{message('web.feed.what')}</p>
      {made?.calendar && made.feed && (
        <div class="secret">
          <Copied id="feed-calendar" label={message('web.feed.calendar')} text={made.calendar} />
          <Copied id="feed-atom" label={message('web.feed.atom')} text={made.feed} />
          <p>{message('web.feed.once')}</p>
        </div>
      )}
      <p class={since ? '' : 'nothing'}>
        {since ? message('web.feed.since', { time: timeText(since) }) : message('web.feed.none')}
      </p>
      <form onSubmit={make.submit}>
        <FormError error={make.error} />
        <p class="account-acts">
          <button type="submit" disabled={make.busy}>
            {message(since ? 'web.feed.again' : 'web.feed.make')}
          </button>{' '}
          {since && (
            <button type="button" onClick={() => void stop()}>
              {message('web.feed.end')}
            </button>
          )}
        </p>
      </form>
    </section>
  );
}
