// The comments on a card, and below an agreement what its parties alone share. They are asked for
// once the card is there, so that it does not wait for them.
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useWho } from '../account/who';
import { api, change } from '../api';
import { message } from '../messages';
import { say } from '../parts/notice';
import { wordsOf } from '../refused';
import type { Card } from '../model';
import { addressOf, navigate } from '../router';
import { CommentView, nameOf } from './one';
import { threadsOf, type Attached, type Audience, type Comment, type Comments } from './model';
import { Writing } from './writing';

/** What comments hang on. */
export interface On {
  id: string;
  audience: Audience;
}

const TEXTS = {
  comments: {
    title: 'web.comments.title',
    none: 'web.comments.none',
    own: 'web.comments.new',
  },
  messages: {
    title: 'web.messages.title',
    none: 'web.messages.none',
    own: 'web.messages.new',
  },
} as const;

/** The comments, page by page; undefined until they are there. */
function useComments(on: On) {
  const [pages, setPages] = useState<Comments[]>([]);
  const [failed, setFailed] = useState(false);
  const who = useWho();
  const load = (before?: number) => {
    setFailed(false);
    api
      .comments(on.id, on.audience, before)
      .then((page) => setPages((known) => (before ? [...known, page] : [page])))
      .catch(() => setFailed(true));
  };
  useEffect(() => load(), [on.id, on.audience, who.account?.name, who.by]);
  const replace = (next: Comment) =>
    setPages((known) =>
      known.map((page) => ({
        ...page,
        comments: page.comments.map((one) => (one.number === next.number ? next : one)),
      })),
    );
  const last = pages[pages.length - 1];
  return {
    first: pages[0],
    comments: pages.flatMap((page) => page.comments),
    more: last?.next ? () => load(last.next ?? undefined) : undefined,
    failed,
    load,
    replace,
  };
}

async function write(on: On, words: string, files: File[], answers?: number): Promise<Comment> {
  const written = await change<Comment>(
    'POST',
    `entities/${encodeURIComponent(on.id)}/${on.audience}`,
    { words, ...(answers ? { answers: String(answers) } : {}) },
  );
  for (const file of files)
    await change<Attached>('POST', `comments/${written.number}/attachments`, file, {
      name: file.name,
    }).catch((error: unknown) =>
      say({
        text: message('web.comments.file_refused', {
          name: file.name,
          why: wordsOf(error, message('web.refused.offline')),
        }),
        failed: true,
      }),
    );
  return written;
}

/** Goes to the comment that the address names, or to where one is written, once it is there. */
function useNamed(comments: Comment[], mayWrite: boolean) {
  const named = addressOf(location.href).hash;
  const comes =
    (/^comment-\d+$/.test(named) && comments.some((one) => `comment-${one.number}` === named)) ||
    (named === 'new-comments' && mayWrite);
  useEffect(() => {
    const place = comes ? document.getElementById(named) : null;
    place?.scrollIntoView({ block: 'center' });
    if (place instanceof HTMLTextAreaElement) place.focus();
  }, [comes, named]);
}

function Part(props: { on: On }): VNode | null {
  const { on } = props;
  const who = useWho();
  const found = useComments(on);
  const [answered, setAnswered] = useState<Comment>();
  const { first } = found;
  useNamed(found.comments, first?.may_comment ?? false);
  if (found.failed && !first)
    return (
      <section class="part comments">
        <h2>{message(TEXTS[on.audience].title)}</h2>
        <p role="alert">
          {message('web.comments.failed')}{' '}
          <button type="button" onClick={() => found.load()}>
            {message('web.failure.again')}
          </button>
        </p>
      </section>
    );
  if (!first) return null;
  const mayWrite = first.may_comment;
  if (!mayWrite && !who.accounts && first.total === 0) return null;
  const send = async (words: string, files: File[], answers?: number) => {
    await write(on, words, files, answers);
    setAnswered(undefined);
    found.load();
  };
  return (
    <section class="part comments" aria-label={message(TEXTS[on.audience].title)}>
      <h2>
        {message(TEXTS[on.audience].title)}{' '}
        {first.total > 0 && <span class="count">{first.total}</span>}
      </h2>
      {on.audience === 'messages' && <p class="note">{message('web.messages.who')}</p>}
      {found.comments.length === 0 && <p class="faint">{message(TEXTS[on.audience].none)}</p>}
      {threadsOf(found.comments).map((thread) => (
        <div class="thread" key={thread[0]?.thread}>
          {thread.map((comment) => (
            <div class={comment.answers ? 'thread-answer' : ''} key={comment.number}>
              <CommentView
                comment={comment}
                mayAnswer={mayWrite}
                mayModerate={first.may_moderate}
                answer={setAnswered}
                changed={found.replace}
              />
              {answered?.number === comment.number && (
                <Writing
                  id={`answer-${comment.number}`}
                  label={message('web.comments.answer_to', { name: nameOf(comment) })}
                  send={message('web.comments.answer')}
                  files={on.audience === 'messages'}
                  focus
                  onSend={(words, files) => send(words, files, comment.number)}
                  onCancel={() => setAnswered(undefined)}
                />
              )}
            </div>
          ))}
        </div>
      ))}
      {found.more && (
        <p>
          <button type="button" onClick={found.more}>
            {message('web.comments.earlier')}
          </button>
        </p>
      )}
      {mayWrite ? (
        <Writing
          id={`new-${on.audience}`}
          label={message(TEXTS[on.audience].own)}
          send={message('web.comments.send')}
          files={on.audience === 'messages'}
          onSend={(words, files) => send(words, files)}
        />
      ) : (
        who.accounts && !who.account && <LoginNote />
      )}
    </section>
  );
}

function LoginNote(): VNode {
  const to = `/login?to=${encodeURIComponent(location.pathname + location.search)}`;
  const go = (event: Event) => {
    event.preventDefault();
    navigate(to);
  };
  return (
    <p class="note">
      {message('web.comments.login')}{' '}
      <a href={to} onClick={go}>
        {message('web.login.enter')}
      </a>
    </p>
  );
}

/** Whether who works here acts for a party of the agreement, as far as its card says. */
function actsForParty(card: Card, organization: string | undefined): boolean {
  const parties = card.properties.find((property) => property.name === 'parties')?.claims ?? [];
  return (
    organization !== undefined &&
    parties.some(({ value }) => 'entity' in value && value.entity === organization)
  );
}

export function CardComments(props: { card: Card }): VNode {
  const { card } = props;
  const { account, rights } = useWho();
  const acts = rights.includes('participate') && card.kind === 'agreement';
  return (
    <>
      {acts && actsForParty(card, account?.entity?.id) && (
        <Part on={{ id: card.id, audience: 'messages' }} />
      )}
      <Part on={{ id: card.id, audience: 'comments' }} />
    </>
  );
}
