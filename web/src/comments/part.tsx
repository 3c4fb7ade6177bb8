// The comments on a card or a report, and below an agreement what its parties alone share. They are asked for
// once the page is there, so that it does not wait for them.
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useWho } from '../account/who';
import { api, ApiError, change } from '../api';
import { timeText } from '../format';
import { message } from '../messages';
import { say } from '../parts/notice';
import { wordsOf } from '../refused';
import type { Card } from '../model';
import { addressOf, navigate } from '../router';
import { CommentView, FileLink, nameOf } from './one';
import { placeOf, threadsOf, type Attached, type Comment, type Comments, type On } from './model';
import { Writing } from './writing';

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
  const [failed, setFailed] = useState<'closed' | 'failed'>();
  const who = useWho();
  const load = (before?: number) => {
    setFailed(undefined);
    api
      .comments(on, before)
      .then((page) => setPages((known) => (before ? [...known, page] : [page])))
      .catch((error: unknown) =>
        setFailed(error instanceof ApiError && error.status === 404 ? 'closed' : 'failed'),
      );
  };
  useEffect(() => load(), [on.of, on.id, on.audience, who.account?.name, who.by]);
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
  const written = await change<Comment>('POST', placeOf(on), {
    words,
    ...(answers ? { answers: String(answers) } : {}),
  });
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

/** The files of the messages, newest first, with who gave them and when. They print, the messages do not. */
function Documents(props: { comments: Comment[] }): VNode {
  const given = props.comments
    .filter((comment) => comment.state === 'shown')
    .flatMap((comment) => (comment.files ?? []).map((file) => ({ file, comment })))
    .sort((a, b) => b.file.number - a.file.number);
  return (
    <section class="part documents">
      <h2>
        {message('web.documents.title')}{' '}
        {given.length > 0 && <span class="count">{given.length}</span>}
      </h2>
      {given.length === 0 && <p class="faint">{message('web.documents.none')}</p>}
      <ul class="lines">
        {given.map(({ file, comment }) => (
          <li key={file.number} data-row>
            <FileLink file={file} />{' '}
            <span class="faint">
              {nameOf(comment)},{' '}
              <a href={`#comment-${comment.number}`}>{timeText(comment.made_at)}</a>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Part(props: { on: On; documents?: boolean }): VNode | null {
  const { on } = props;
  const who = useWho();
  const found = useComments(on);
  const [answered, setAnswered] = useState<Comment>();
  const { first } = found;
  useNamed(found.comments, first?.may_comment ?? false);
  if (found.failed === 'closed' && on.audience === 'messages')
    return (
      <section class="part">
        <h2>{message(TEXTS.messages.title)}</h2>
        <p class="note">{message('web.messages.unconfirmed')}</p>
      </section>
    );
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
  const files = found.comments.some((comment) => (comment.files ?? []).length > 0);
  return (
    <>
      {(files || props.documents) && <Documents comments={found.comments} />}
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
    </>
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

/** Kinds of facts whose parties share messages and files, and the properties that name them. */
const PARTIES: Record<string, string[]> = {
  agreement: ['parties'],
  application: ['applicant', 'body'],
};

/** Whether who works here acts for a party of the fact, as far as its card says. */
function actsForParty(card: Card, organization: string | undefined): boolean {
  const named = card.properties
    .filter((property) => PARTIES[card.kind]?.includes(property.name))
    .flatMap((property) => property.claims);
  return (
    organization !== undefined &&
    named.some(({ value }) => 'entity' in value && value.entity === organization)
  );
}

export function CardComments(props: { card: Card }): VNode {
  const { card } = props;
  const { account, rights } = useWho();
  const acts = rights.includes('participate') && actsForParty(card, account?.entity?.id);
  return (
    <>
      {acts && (
        <Part
          on={{ of: 'entities', id: card.id, audience: 'messages' }}
          documents={card.kind === 'application'}
        />
      )}
      <Part on={{ of: 'entities', id: card.id, audience: 'comments' }} />
    </>
  );
}

export function ReportComments(props: { id: string }): VNode {
  return <Part on={{ of: 'reports', id: props.id, audience: 'comments' }} />;
}
