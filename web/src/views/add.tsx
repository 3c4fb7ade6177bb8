// Adding a report: its text or its file, and what the text itself may not say. Once it is read, the
// reading is shown.
import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { ApiError, change, mayWrite } from '../api';
import { message } from '../messages';
import { reportPath } from '../model';
import { navigate, route } from '../router';

interface Done {
  report: string;
  outcome: string;
}

export const add = route<boolean>({
  name: 'add',
  pattern: /^\/add\/?$/,
  load: () => mayWrite(),
  title: () => message('web.add.title'),
  view: (may) => (may ? <AddView /> : <MayNot />),
});

export function MayNot(): VNode {
  return (
    <div class="prose">
      <h1>{message('web.add.title')}</h1>
      <p class="lead">{message('web.add.may_not')}</p>
      <p>{message('web.add.open_key')}</p>
      <pre class="command">
        <code>http://127.0.0.1:…/#token=…</code>
      </pre>
      <p class="faint">{message('web.add.by_command')}</p>
    </div>
  );
}

type State = { at: 'writing' } | { at: 'reading' } | { at: 'failed'; error: string };

function AddView(): VNode {
  const [state, setState] = useState<State>({ at: 'writing' });
  const form = useRef<HTMLFormElement>(null);
  const send = async (event: Event) => {
    event.preventDefault();
    if (!form.current || state.at === 'reading') return;
    const given = new FormData(form.current);
    const field = (name: string) => String(given.get(name) ?? '').trim();
    const file = given.get('file');
    const bytes = file instanceof File && file.size > 0 ? file : undefined;
    const text = String(given.get('text') ?? '');
    if (!bytes && !text.trim()) {
      setState({ at: 'failed', error: message('web.add.nothing') });
      return;
    }
    const said = { published: field('published'), source: field('source'), url: field('url') };
    const stated = Object.fromEntries(Object.entries(said).filter(([, value]) => value));
    setState({ at: 'reading' });
    try {
      const done = bytes
        ? await change<Done>('POST', 'reports', bytes, { name: bytes.name, ...stated })
        : await change<Done>('POST', 'reports', { text, ...stated });
      navigate(reportPath(done.report));
    } catch (error) {
      const why =
        error instanceof ApiError && error.message ? error.message : message('web.add.failed');
      setState({ at: 'failed', error: why });
    }
  };
  return (
    <form class="form" ref={form} onSubmit={send}>
      <h1>{message('web.add.title')}</h1>
      <p class="lead">{message('web.add.how')}</p>
      <Field name="text" label={message('web.add.text')}>
        <textarea id="add-text" name="text" rows={14} lang="ru" spellcheck={false} />
      </Field>
      <Field name="file" label={message('web.add.file')}>
        <input id="add-file" name="file" type="file" accept=".txt,text/plain" />
      </Field>
      <Field
        name="published"
        label={message('web.add.published')}
        hint={message('web.add.published_hint')}
      >
        <input
          id="add-published"
          name="published"
          type="text"
          inputMode="numeric"
          placeholder="2015-02-09"
          pattern="\d{4}(-\d{2}(-\d{2})?)?"
          autocomplete="off"
        />
      </Field>
      <Field name="source" label={message('web.add.source')} hint={message('web.add.source_hint')}>
        <input id="add-source" name="source" type="text" />
      </Field>
      <Field name="url" label={message('web.add.url')}>
        <input id="add-url" name="url" type="url" placeholder="https://" />
      </Field>
      {state.at === 'failed' && (
        <p class="form-error" role="alert">
          {state.error}
        </p>
      )}
      <p>
        <button type="submit" class="main" disabled={state.at === 'reading'}>
          {message(state.at === 'reading' ? 'web.add.reading' : 'web.add.read')}
        </button>
      </p>
    </form>
  );
}

function Field(props: { name: string; label: string; hint?: string; children: VNode }): VNode {
  return (
    <div class="field">
      <label for={`add-${props.name}`}>{props.label}</label>
      {props.hint && <span class="hint">{props.hint}</span>}
      {props.children}
    </div>
  );
}
