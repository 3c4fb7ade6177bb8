// Where a comment is written: plain text, accounts suggested behind an @, files where the parties of
// an agreement write to each other.
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../api';
import { message } from '../messages';
import { FormError } from '../parts/form';
import { wordsOf } from '../refused';
import { FILE_MOST, mentionAt, WORDS_MOST, type Mentionable } from './model';

/** So long nobody is asked for after a key. */
const WAIT = 120;

export interface WritingProperties {
  id: string;
  label: string;
  send: string;
  words?: string;
  /** Files may be chosen. */
  files?: boolean;
  focus?: boolean;
  /** What stands below the field, while it is written. */
  note?: VNode | null;
  onSend: (words: string, files: File[]) => Promise<void>;
  onCancel?: () => void;
}

export function Writing(props: WritingProperties): VNode {
  const field = useRef<HTMLTextAreaElement>(null);
  const chosen = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState(props.words ?? '');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const mention = useMention(field, words, setWords);
  useEffect(() => {
    if (props.focus) field.current?.focus();
  }, []);
  const submit = async (event: Event) => {
    event.preventDefault();
    const files = [...(chosen.current?.files ?? [])];
    const large = files.find((file) => file.size > FILE_MOST);
    if (busy || !words.trim()) return;
    if (large) return setError(message('web.comments.file_large', { name: large.name }));
    setBusy(true);
    setError('');
    try {
      await props.onSend(words, files);
      setWords('');
      if (chosen.current) chosen.current.value = '';
    } catch (failure) {
      setError(wordsOf(failure, message('web.refused.offline')));
    } finally {
      setBusy(false);
    }
  };
  const hint = `${props.id}-hint`;
  return (
    <form class="writing" onSubmit={(event) => void submit(event)}>
      <label for={props.id}>{props.label}</label>
      <div class="writing-field">
        <textarea
          id={props.id}
          ref={field}
          rows={3}
          maxLength={WORDS_MOST}
          required
          value={words}
          aria-describedby={hint}
          aria-controls={mention.open ? mention.id(props.id) : undefined}
          aria-activedescendant={mention.active(props.id)}
          onInput={(event) => {
            setWords(event.currentTarget.value);
            mention.look(event.currentTarget);
          }}
          onKeyDown={mention.press}
          onBlur={mention.close}
        />
        {mention.open && mention.list(props.id)}
      </div>
      <p class="hint" id={hint}>
        {message('web.comments.hint')}
      </p>
      {props.files && (
        <p class="writing-files">
          <label for={`${props.id}-files`}>{message('web.comments.files')}</label>{' '}
          <input id={`${props.id}-files`} ref={chosen} type="file" multiple />
        </p>
      )}
      {props.note}
      <FormError error={error} />
      <p class="acts">
        <button type="submit" class="strong" disabled={busy}>
          {props.send}
        </button>
        {props.onCancel && (
          <button type="button" onClick={props.onCancel}>
            {message('web.comments.cancel')}
          </button>
        )}
      </p>
    </form>
  );
}

/** The accounts whose names begin as is typed behind an @: arrows choose, Enter and Tab take one. */
function useMention(
  field: { current: HTMLTextAreaElement | null },
  words: string,
  setWords: (words: string) => void,
) {
  const [found, setFound] = useState<Mentionable[]>([]);
  const [chosen, setChosen] = useState(0);
  const asked = useRef('');
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const close = () => {
    clearTimeout(timer.current);
    asked.current = '';
    setFound([]);
  };
  const look = (area: HTMLTextAreaElement) => {
    const typed = mentionAt(area.value, area.selectionStart);
    close();
    if (!typed) return;
    const mine = `${typed.at} ${typed.typed}`;
    asked.current = mine;
    timer.current = window.setTimeout(() => {
      api
        .mentionable(typed.typed)
        .then(({ accounts }) => {
          if (asked.current !== mine) return;
          // What is typed in full needs no choice: the list would lie over the button that sends it.
          if (accounts.length === 1 && accounts[0]?.name === typed.typed) return;
          setFound(accounts);
          setChosen(0);
        })
        .catch(() => undefined);
    }, WAIT);
  };
  const take = (account: Mentionable | undefined) => {
    const area = field.current;
    const typed = area && mentionAt(area.value, area.selectionStart);
    close();
    if (!area || !typed || !account) return;
    const before = `${words.slice(0, typed.at)}@${account.name} `;
    setWords(before + words.slice(area.selectionStart));
    requestAnimationFrame(() => area.setSelectionRange(before.length, before.length));
  };
  const press = (event: KeyboardEvent) => {
    if (found.length === 0) return;
    if (event.key === 'ArrowDown') setChosen((chosen + 1) % found.length);
    else if (event.key === 'ArrowUp') setChosen((chosen + found.length - 1) % found.length);
    else if (event.key === 'Enter' || event.key === 'Tab') take(found[chosen]);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const id = (of: string) => `${of}-mentions`;
  return {
    open: found.length > 0,
    id,
    active: (of: string) => (found.length > 0 ? `${of}-mention-${chosen}` : undefined),
    look,
    press,
    close,
    list: (of: string) => (
      <ul
        id={id(of)}
        class="suggestions mentions"
        role="listbox"
        aria-label={message('web.comments.mention')}
      >
        {found.map((account, i) => (
          <li
            key={account.name}
            id={`${of}-mention-${i}`}
            role="option"
            aria-selected={i === chosen}
            // The field would lose the focus, and the list be closed, before the click.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(account)}
          >
            <span class="suggestion-name">@{account.name}</span>
            <span class="faint">
              {[account.shown, account.entity_name].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    ),
  };
}
