// One comment: who wrote what and when, and what whoever looks at it may do with it.
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { ApiError, api, apiAddress, change } from '../api';
import { timeText } from '../format';
import { groupDigits, message } from '../messages';
import { authorText } from '../parts/author';
import { say } from '../parts/notice';
import { wordsOf } from '../refused';
import { piecesOf, type Attached, type Comment } from './model';
import { Writing } from './writing';

export interface Acting {
  mayAnswer: boolean;
  mayModerate: boolean;
  answer: (comment: Comment) => void;
  /** Shows the comment as it is now. */
  changed: (comment: Comment) => void;
}

export function nameOf(comment: Comment): string {
  return comment.shown || authorText(comment.author);
}

export function Words(props: { words: string }): VNode {
  return (
    <p class="comment-words">
      {piecesOf(props.words).map((piece) =>
        piece.as === 'link' ? (
          <a href={piece.text} target="_blank" rel="nofollow noopener noreferrer">
            {piece.text}
          </a>
        ) : piece.as === 'mention' ? (
          <b class="comment-mention">{piece.text}</b>
        ) : (
          piece.text
        ),
      )}
    </p>
  );
}

type Doing = 'edit' | 'hide' | undefined;

export function CommentView(props: Acting & { comment: Comment }): VNode {
  const { comment } = props;
  const [doing, setDoing] = useState<Doing>();
  const done = (next: Comment) => {
    setDoing(undefined);
    props.changed(next);
  };
  return (
    <article class={`comment comment-${comment.state}`} id={`comment-${comment.number}`} data-row>
      <p class="comment-head">
        <strong>{nameOf(comment)}</strong>{' '}
        <a class="faint" href={`#comment-${comment.number}`}>
          <time dateTime={comment.made_at}>{timeText(comment.made_at)}</time>
        </a>
        {comment.edited_at && (
          <span class="faint" title={timeText(comment.edited_at)}>
            {message('web.comments.edited')}
          </span>
        )}
        {comment.state !== 'shown' && <span class="comment-state">{comment.state_label}</span>}
      </p>
      {doing === 'edit' ? (
        <Editing comment={comment} done={done} cancel={() => setDoing(undefined)} />
      ) : (
        comment.words !== null && <Words words={comment.words} />
      )}
      {comment.reason && (
        <p class="note">
          {message('web.comments.why', {
            reason: comment.reason,
            author: authorText(comment.hidden_by ?? ''),
          })}
        </p>
      )}
      {comment.files && comment.files.length > 0 && <Files files={comment.files} />}
      {doing === 'hide' && (
        <Hiding comment={comment} done={done} cancel={() => setDoing(undefined)} />
      )}
      {!doing && <Acts {...props} done={done} start={setDoing} />}
    </article>
  );
}

/** A file that is taken by a click, and how large it is. */
export function FileLink(props: { file: Attached }): VNode {
  const { file } = props;
  return (
    <>
      <a href={apiAddress(`attachments/${file.number}`)} download={file.name}>
        {file.name}
      </a>{' '}
      <span class="faint">
        {message('web.comments.kilobytes', {
          size: groupDigits(Math.max(1, Math.round(file.size / 1024))),
        })}
      </span>
    </>
  );
}

function Files(props: { files: Attached[] }): VNode {
  return (
    <ul class="lines comment-files">
      {props.files.map((file) => (
        <li>
          <FileLink file={file} />
        </li>
      ))}
    </ul>
  );
}

function Acts(
  props: Acting & { comment: Comment; done: (next: Comment) => void; start: (what: Doing) => void },
): VNode | null {
  const { comment } = props;
  const [history, setHistory] = useState<Comment['wordings']>();
  const put = async (what: string, body: Record<string, string>) => {
    try {
      props.done(await change<Comment>('PUT', `comments/${comment.number}/${what}`, body));
    } catch (error) {
      say({ text: wordsOf(error, message('web.refused.offline')), failed: true });
    }
  };
  const seen = comment.words !== null;
  const acts: [string, () => void][] = [];
  if (props.mayAnswer && comment.state === 'shown')
    acts.push([message('web.comments.answer'), () => props.answer(comment)]);
  if (comment.own && comment.state === 'shown') {
    acts.push([message('web.comments.edit'), () => props.start('edit')]);
    acts.push([
      message('web.comments.withdraw'),
      () => void put('withdrawn', { withdrawn: 'true' }),
    ]);
  }
  if (comment.own && comment.state === 'withdrawn')
    acts.push([
      message('web.comments.restore'),
      () => void put('withdrawn', { withdrawn: 'false' }),
    ]);
  if (props.mayModerate && comment.state === 'shown' && !comment.own)
    acts.push([message('web.comments.hide'), () => props.start('hide')]);
  if (props.mayModerate && comment.state === 'hidden')
    acts.push([message('web.comments.show'), () => void put('hidden', { hidden: 'false' })]);
  if (seen && comment.edited_at && (comment.own || props.mayModerate))
    acts.push([
      message('web.comments.history'),
      () =>
        void (history
          ? setHistory(undefined)
          : api
              .comment(comment.number)
              .then((told) => setHistory(told.wordings ?? []))
              .catch(() => undefined)),
    ]);
  if (acts.length === 0) return null;
  return (
    <>
      <p class="comment-acts">
        {acts.map(([label, act]) => (
          <button type="button" class="quiet small" onClick={act}>
            {label}
          </button>
        ))}
      </p>
      {history && (
        <ol class="comment-history">
          {history.map((wording) => (
            <li>
              <span class="faint">{timeText(wording.at)}</span>
              <Words words={wording.words} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

interface Done {
  comment: Comment;
  done: (next: Comment) => void;
  cancel: () => void;
}

/** One's own comment is worded anew. Where it was changed meanwhile both wordings stand there. */
function Editing(props: Done): VNode {
  const { comment } = props;
  const [seen, setSeen] = useState(comment);
  const send = async (words: string) => {
    const body = { words, version: String(seen.version) };
    try {
      props.done(await change<Comment>('PUT', `comments/${comment.number}`, body));
    } catch (error) {
      if (error instanceof ApiError && error.key === 'work.comment_changed')
        setSeen(await api.comment(comment.number));
      throw error;
    }
  };
  return (
    <Writing
      id={`edit-${comment.number}`}
      label={message('web.comments.edit_label')}
      send={message('web.comments.save')}
      words={comment.words ?? ''}
      focus
      note={
        seen.version === comment.version ? null : (
          <div class="changed-meanwhile">
            <p class="faint">{message('web.comments.now')}</p>
            <Words words={seen.words ?? seen.state_label} />
          </div>
        )
      }
      onSend={send}
      onCancel={props.cancel}
    />
  );
}

function Hiding(props: Done): VNode {
  const { comment } = props;
  const send = async (words: string) =>
    props.done(
      await change<Comment>('PUT', `comments/${comment.number}/hidden`, {
        hidden: 'true',
        reason: words.replace(/\s+/g, ' '),
      }),
    );
  return (
    <Writing
      id={`hide-${comment.number}`}
      label={message('web.comments.hide_label')}
      send={message('web.comments.hide')}
      focus
      onSend={send}
      onCancel={props.cancel}
    />
  );
}
