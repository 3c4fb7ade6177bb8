// Incoming reports: a text or files, several at once; what was read of each is shown, and stored only
// when its user says so.
import type { VNode } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Adder, type Incoming, type Stated, type Tried } from '../adding';
import { change, mayWrite } from '../api';
import { bind } from '../format';
import { message } from '../messages';
import { reportPath, type Report } from '../model';
import { Tentative } from '../parts/value';
import { navigate, route } from '../router';
import { beginning, Sides } from './reading';

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

const ACCEPTED = '.txt,.text,.html,.htm,.xhtml,.docx,.odt,.pdf,text/plain,text/html';

function given(stated: Stated): Record<string, string> {
  return Object.fromEntries(Object.entries(stated).filter(([, value]) => value));
}

/** How the server is asked: files go as their bytes, texts as JSON. */
const asking = {
  read: (content: Blob | string, name: string, stated: Stated) =>
    typeof content === 'string'
      ? change<Tried>('POST', 'readings', { text: content, ...named(name), ...given(stated) })
      : change<Tried>('POST', 'readings', content, { ...named(name), ...given(stated) }),
  store: (text: string, name: string, stated: Stated) =>
    change<{ report: string }>('POST', 'reports', { text, ...named(name), ...given(stated) }),
};

function named(name: string): { name?: string } {
  return name ? { name } : {};
}

function statedOf(form: HTMLFormElement): Stated {
  const fields = new FormData(form);
  const field = (name: string) => String(fields.get(name) ?? '').trim();
  return { published: field('published'), source: field('source'), url: field('url') };
}

function AddView(): VNode {
  const [, draw] = useState(0);
  const [error, setError] = useState('');
  const [over, setOver] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const adder = useMemo(() => new Adder(asking, () => draw((count) => count + 1)), []);
  const only = adder.items.length === 1 ? adder.items[0]?.stored : undefined;
  useEffect(() => {
    if (only) navigate(reportPath(only));
  }, [only]);
  const take = (files: Iterable<File>) => {
    if (!form.current) return;
    const stated = statedOf(form.current);
    for (const file of files) adder.add(file, file.name, stated);
    setError('');
  };
  const send = (event: Event) => {
    event.preventDefault();
    const area = form.current?.elements.namedItem('text');
    if (!form.current || !(area instanceof HTMLTextAreaElement)) return;
    if (!area.value.trim()) return setError(message('web.add.nothing'));
    adder.add(area.value, '', statedOf(form.current));
    setError('');
    area.value = '';
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer?.files ?? []);
  };
  const drag = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  return (
    <div
      class={over ? 'add over' : 'add'}
      onDragOver={drag}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <form class="form" ref={form} onSubmit={send}>
        <h1>{message('web.add.title')}</h1>
        <p class="lead">{message('web.add.how')}</p>
        {over && <p class="drop-here">{message('web.add.drop')}</p>}
        <Field name="text" label={message('web.add.text')}>
          <textarea id="add-text" name="text" rows={10} lang="ru" spellcheck={false} />
        </Field>
        <Field name="file" label={message('web.add.file')}>
          <input
            id="add-file"
            name="file"
            type="file"
            multiple
            accept={ACCEPTED}
            onChange={(event) => {
              take([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = '';
            }}
          />
        </Field>
        <StatedFields id="add" />
        {error && (
          <p class="form-error" role="alert">
            {error}
          </p>
        )}
        <p>
          <button type="submit" class="main">
            {message('web.add.read')}
          </button>
        </p>
      </form>
      {adder.items.length > 0 && <Items adder={adder} />}
    </div>
  );
}

/** Date, source and address, with what is known of them. */
function StatedFields(props: { id: string; stated?: Stated }): VNode {
  const { id, stated } = props;
  return (
    <>
      <Field
        id={id}
        name="published"
        label={message('web.add.published')}
        hint={message('web.add.published_hint')}
      >
        <input
          id={`${id}-published`}
          name="published"
          type="text"
          inputMode="numeric"
          placeholder="2015-02-09"
          pattern="\d{4}(-\d{2}(-\d{2})?)?"
          autocomplete="off"
          defaultValue={stated?.published ?? ''}
        />
      </Field>
      <Field
        id={id}
        name="source"
        label={message('web.add.source')}
        hint={message('web.add.source_hint')}
      >
        <input id={`${id}-source`} name="source" type="text" defaultValue={stated?.source ?? ''} />
      </Field>
      <Field id={id} name="url" label={message('web.add.url')}>
        <input
          id={`${id}-url`}
          name="url"
          type="url"
          placeholder="https://"
          defaultValue={stated?.url ?? ''}
        />
      </Field>
    </>
  );
}

function Field(props: {
  id?: string;
  name: string;
  label: string;
  hint?: string;
  children: VNode;
}): VNode {
  return (
    <div class="field">
      <label for={`${props.id ?? 'add'}-${props.name}`}>{props.label}</label>
      {props.hint && <span class="hint">{props.hint}</span>}
      {props.children}
    </div>
  );
}

/** All that were given, with how far each is. */
function Items(props: { adder: Adder }): VNode {
  const { adder } = props;
  const { items } = adder;
  const failed = items.filter((item) => item.step === 'failed').length;
  const read = items.filter((item) => item.tried).length;
  const keepable = items.filter((item) => item.step === 'read');
  const counts = { done: String(read), all: String(items.length), failed: String(failed) };
  return (
    <section class="add-items">
      <p class="add-progress" role="status">
        {message(failed ? 'web.add.progress_failed' : 'web.add.progress', counts)}
        {keepable.length > 1 && (
          <button
            type="button"
            class="store-all"
            onClick={() => {
              for (const item of keepable) adder.store(item.key);
            }}
          >
            {message('web.add.store_all')}
          </button>
        )}
      </p>
      {items.map((item) => (
        <ItemView key={item.key} item={item} adder={adder} />
      ))}
    </section>
  );
}

function titleOf(item: Incoming): string {
  if (item.tried) return item.tried.report.title || beginning(item.tried.report);
  return item.name || message('web.add.pasted');
}

function ItemView(props: { item: Incoming; adder: Adder }): VNode {
  const { item, adder } = props;
  return (
    <article class={`add-item step-${item.step}`}>
      <h2>{titleOf(item)}</h2>
      <p class="add-step">
        {item.tried && item.name && <span class="faint">{item.name}</span>}{' '}
        <span>{message(`web.add.step.${item.step}`)}</span>{' '}
        {item.stored && <a href={reportPath(item.stored)}>{message('web.add.open')}</a>}
      </p>
      {item.error && (
        <p class="form-error" role="alert">
          {item.error}
        </p>
      )}
      {item.step === 'failed' && (
        <button type="button" onClick={() => adder.remove(item.key)}>
          {message('web.add.dismiss')}
        </button>
      )}
      {item.tried && item.step !== 'stored' && (
        <TriedView item={item} tried={item.tried} adder={adder} />
      )}
    </article>
  );
}

/** What was read, and what its user may state before it is stored. */
function TriedView(props: { item: Incoming; tried: Tried; adder: Adder }): VNode {
  const { item, tried, adder } = props;
  const { report } = tried;
  const form = useRef<HTMLFormElement>(null);
  const idle = item.step === 'read';
  const keep = (event: Event) => {
    event.preventDefault();
    if (idle) adder.store(item.key);
  };
  const state = () => {
    if (form.current) adder.state(item.key, statedOf(form.current));
  };
  return (
    <>
      <p class="lead">{bind(report.summary ?? '')}</p>
      {tried.known && (
        <p class="add-known">
          {message('web.add.known')} <a href={reportPath(tried.known)}>{message('web.add.open')}</a>
        </p>
      )}
      {!report.published && <p class="undated">{message('web.add.undated')}</p>}
      <form
        class="add-stated"
        ref={form}
        onSubmit={keep}
        onInput={state}
        onChange={() => {
          if (form.current?.checkValidity()) adder.date(item.key);
        }}
      >
        <StatedFields id={`item-${item.key}`} stated={item.stated} />
        <p class="add-acts">
          <button type="submit" class="main store" disabled={!idle}>
            {message('web.add.store')}
          </button>{' '}
          <button type="button" class="remove" onClick={() => adder.remove(item.key)}>
            {message('web.add.remove')}
          </button>
        </p>
      </form>
      <details class="add-reading" open={adder.items.length === 1}>
        <summary>{message('web.add.look')}</summary>
        <TentativeReading report={report} />
      </details>
    </>
  );
}

function TentativeReading(props: { report: Report }): VNode {
  const root = useRef<HTMLDivElement>(null);
  return (
    <Tentative.Provider value={true}>
      <div class="reading">
        <Sides report={props.report} at={undefined} root={root} />
      </div>
    </Tentative.Provider>
  );
}
