// Incoming reports: a text or files, hundreds of them at once, which are watched while they are read;
// what was read of each can be looked at, and is stored only when its user says so.
import { Component, createContext, type VNode } from 'preact';
import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { who } from '../account/session';
import { MayNotNote, useWho } from '../account/who';
import { Adder, FEW, type Incoming, type Stated, type Tried } from '../adding';
import { change } from '../api';
import {
  chosenOf,
  DEPTH_MOST,
  entriesDropped,
  FILES_MOST,
  READABLE,
  walk,
  type Dropped,
} from '../dropped';
import { bind } from '../format';
import { Batch, type Progress, type Sent, type Watcher } from '../batch';
import { groupDigits, message, tongue, type Tongue } from '../messages';
import { reportPath, type Report } from '../model';
import { Field } from '../parts/form';
import { Tentative } from '../parts/value';
import { navigate, route } from '../router';
import { beginning, Sides } from './reading';

/** Whether what was read may be stored, or is only tried. */
const Storing = createContext(true);

export const add = route<{ mayTry: boolean; mayStore: boolean }>({
  name: 'add',
  pattern: /^\/add\/?$/,
  load: async () => {
    const { rights } = await who();
    return { mayTry: rights.includes('try'), mayStore: rights.includes('edit') };
  },
  title: () => message('web.add.title'),
  view: ({ mayTry, mayStore }) =>
    mayTry ? (
      <Storing.Provider value={mayStore}>
        <AddView />
      </Storing.Provider>
    ) : (
      <MayNot />
    ),
});

export function MayNot(): VNode {
  if (useWho().accounts)
    return (
      <div class="prose">
        <h1>{message('web.add.title')}</h1>
        <MayNotNote what="add" />
      </div>
    );
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

/** What the browser offers to choose. */
const ACCEPTED = [...READABLE, 'text/plain', 'text/html'].join(',');

function given(stated: Stated): Record<string, string> {
  return Object.fromEntries(Object.entries(stated).filter(([, value]) => value));
}

/** How the server is asked: files go as their bytes, texts as JSON. */
const asking = {
  read: (content: Blob | string, name: string, stated: Stated) =>
    typeof content === 'string'
      ? change<Tried>('POST', 'readings', { text: content, ...named(name), ...given(stated) })
      : change<Tried>('POST', 'readings', content, { ...named(name), ...given(stated) }),
  store: (content: Blob | string, name: string, stated: Stated) =>
    typeof content === 'string'
      ? change<{ report: string }>('POST', 'reports', {
          text: content,
          ...named(name),
          ...given(stated),
        })
      : change<{ report: string }>('POST', 'reports', content, {
          ...named(name),
          ...given(stated),
        }),
  watch: (files: Sent[], watcher: Watcher) => new Batch(files, watcher),
  parameters: (name: string, stated: Stated) => ({ ...named(name), ...given(stated) }),
};

/** Calls act at most once for each frame that is drawn, however often it is asked to. */
function onceAFrame(act: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      act();
    });
  };
}

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
  const mayStore = useContext(Storing);
  const [error, setError] = useState('');
  const [over, setOver] = useState(false);
  const [dropped, setDropped] = useState<Dropped>();
  const form = useRef<HTMLFormElement>(null);
  const adder = useMemo(
    () =>
      new Adder(
        asking,
        onceAFrame(() => draw((count) => count + 1)),
      ),
    [],
  );
  useEffect(() => () => adder.stop(), []);
  const only = adder.items.length === 1 ? adder.items[0]?.stored : undefined;
  useEffect(() => {
    if (only) navigate(reportPath(only));
  }, [only]);
  const take = (files: Iterable<File>) => {
    if (!form.current) return;
    adder.addFiles(files, statedOf(form.current));
    setError('');
    setDropped(undefined);
  };
  const send = (event: Event) => {
    event.preventDefault();
    const area = form.current?.elements.namedItem('text');
    if (!form.current || !(area instanceof HTMLTextAreaElement)) return;
    if (!area.value.trim()) return setError(message('web.add.nothing'));
    adder.add(area.value, statedOf(form.current));
    setError('');
    area.value = '';
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!event.dataTransfer) return;
    const { entries, files } = entriesDropped(event.dataTransfer);
    void walk(entries).then((found) => {
      take([...files, ...found.files]);
      setDropped(found);
    });
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
        {!mayStore && <MayNotNote what="add" />}
        {over && <p class="drop-here">{message('web.add.drop')}</p>}
        <Field id="add-text" label={message('web.add.text')}>
          <textarea id="add-text" name="text" rows={10} lang="ru" spellcheck={false} />
        </Field>
        <Field id="add-file" label={message('web.add.file')}>
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
        <Field id="add-folder" label={message('web.add.folder')}>
          <input
            id="add-folder"
            type="file"
            {...{ webkitdirectory: true }}
            onChange={(event) => {
              const found = chosenOf(event.currentTarget.files ?? []);
              take(found.files);
              setDropped(found);
              event.currentTarget.value = '';
            }}
          />
        </Field>
        {dropped && <DroppedNote dropped={dropped} />}
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

/** What of a folder was not taken, and why. */
function DroppedNote(props: { dropped: Dropped }): VNode | null {
  const { files, others, closed, cut } = props.dropped;
  const said = [
    files.length === 0 && message('web.add.folder_empty'),
    others > 0 && message('web.add.folder_others', { count: others }),
    closed > 0 && message('web.add.folder_closed', { count: closed }),
    cut && message('web.add.folder_cut', { count: FILES_MOST, depth: DEPTH_MOST }),
  ].filter(Boolean);
  return said.length > 0 ? (
    <p class="note folder-note" role="status">
      {said.join(' ')}
    </p>
  ) : null;
}

/** Date, source and address, with what is known of them. */
function StatedFields(props: { id: string; stated?: Stated }): VNode {
  const { id, stated } = props;
  return (
    <>
      <Field
        id={`${id}-published`}
        label={message('web.add.published')}
        hint={message('web.add.published_hint')}
      >
        <input
          id={`${id}-published`}
          name="published"
          type="text"
          placeholder={message('web.date_example')}
          autocomplete="off"
          defaultValue={stated?.published ?? ''}
        />
      </Field>
      <Field
        id={`${id}-source`}
        label={message('web.add.source')}
        hint={message('web.add.source_hint')}
      >
        <input id={`${id}-source`} name="source" type="text" defaultValue={stated?.source ?? ''} />
      </Field>
      <Field id={`${id}-url`} label={message('web.add.url')}>
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

/** All that were given, with how far each is; what failed stands first. */
function Items(props: { adder: Adder }): VNode {
  const { adder } = props;
  const failed = adder.items.filter((item) => item.step === 'failed');
  const others = adder.items.filter((item) => item.step !== 'failed');
  const few = adder.items.length <= FEW;
  return (
    <section class="add-items" aria-label={message('web.add.files_read')}>
      <ProgressLine adder={adder} failed={failed.length} />
      {failed.length > 1 && (
        <p class="add-failures">
          {message('web.add.failures', { count: failed.length })}{' '}
          <button type="button" onClick={() => failed.forEach(({ key }) => adder.remove(key))}>
            {message('web.add.dismiss_all')}
          </button>
        </p>
      )}
      {failed.map((item) => (
        <FailedItem key={item.key} item={item} onDismiss={() => adder.remove(item.key)} />
      ))}
      {others.map((item) => (
        <ItemView key={item.key} item={item} adder={adder} few={few} language={tongue()} />
      ))}
    </section>
  );
}

/** How many are read, how fast, how long it will take; and how many of them are kept. */
function ProgressLine(props: { adder: Adder; failed: number }): VNode {
  const { adder, failed } = props;
  const mayStore = useContext(Storing);
  const { items } = adder;
  const read = items.filter((item) => item.tried ?? item.brief).length;
  const keepable = items.filter((item) => item.step === 'read');
  const kept = items.filter((item) => item.step === 'stored').length;
  const keeping = items.filter((item) => item.step === 'storing').length;
  const stopped = items.some((item) => item.step === 'stopped');
  const counts = { done: read, all: items.length, failed };
  return (
    <div class="add-head">
      <p class="add-progress" role="status">
        <span class="figure">
          {message(failed ? 'web.add.progress_failed' : 'web.add.progress', counts)}
          {adder.watching && paceText(adder.progress, items)}
        </span>
        {kept + keeping > 0 && (
          <span class="figure">{message('web.add.kept', { done: kept, all: kept + keeping })}</span>
        )}
        {stopped && !adder.watching && <span>{message('web.add.stopped')}</span>}
      </p>
      {adder.watching && (
        <progress
          class="add-bar"
          max={items.length}
          value={read + failed}
          aria-label={message('web.add.progress', counts)}
        />
      )}
      <p class="add-all">
        {adder.watching && (
          <button type="button" class="stop" onClick={() => adder.stop()}>
            {message('web.add.stop')}
          </button>
        )}
        {stopped && !adder.watching && (
          <button type="button" onClick={() => adder.goOn()}>
            {message('web.add.go_on')}
          </button>
        )}
        {mayStore && keepable.length > 1 && (
          <button
            type="button"
            class="store-all"
            onClick={() => {
              for (const item of keepable) adder.store(item.key);
            }}
          >
            {message('web.add.store_all')}{' '}
            <span class="chip-count">{groupDigits(keepable.length)}</span>
          </button>
        )}
      </p>
    </div>
  );
}

/** « · 8,2 в секунду, осталось 22 секунды»: of all that wait, also of files that come after those that
 *  the batch was told of. */
function paceText(progress: Progress | undefined, items: readonly Incoming[]): string {
  if (!progress?.per_second) return '';
  const left = items.filter((item) => item.step === 'waiting' || item.step === 'reading').length;
  const rate = progress.per_second;
  const seconds = Math.max(1, Math.round(left / rate));
  const minutes = Math.round(seconds / 60);
  const time =
    seconds < 90
      ? message('web.add.left', { count: seconds })
      : message('web.add.left_minutes', { count: minutes });
  const shown = Number(rate.toFixed(rate < 10 ? 1 : 0));
  return ` · ${message('web.add.rate', { rate: shown })} · ${time}`;
}

function titleOf(item: Incoming): string {
  if (item.tried) return item.tried.report.title || beginning(item.tried.report);
  return item.brief?.title || item.name || message('web.add.pasted');
}

function FailedItem(props: { item: Incoming; onDismiss: () => void }): VNode {
  const { item } = props;
  return (
    <article class="add-item step-failed">
      <h2>{titleOf(item)}</h2>
      <p class="form-error" role="alert">
        {message('web.add.step.failed')}: {item.error}
      </p>
      <button type="button" onClick={props.onDismiss}>
        {message('web.add.dismiss')}
      </button>
    </article>
  );
}

interface ItemProperties {
  item: Incoming;
  adder: Adder;
  few: boolean;
  language: Tongue;
}

/** Drawn again only where something of it has changed: there may be hundreds. */
class ItemView extends Component<ItemProperties> {
  override shouldComponentUpdate(next: ItemProperties): boolean {
    const { item, few, language } = this.props;
    return next.item !== item || next.few !== few || next.language !== language;
  }

  override render(props: ItemProperties): VNode {
    return <ItemBody {...props} />;
  }
}

function ItemBody(props: ItemProperties): VNode {
  const { item, adder } = props;
  const mayStore = useContext(Storing);
  const known = item.tried?.known ?? item.brief?.known;
  const looks = item.tried !== undefined && item.step !== 'stored';
  const summary = item.tried?.report.summary ?? item.brief?.summary;
  return (
    <article class={`add-item step-${item.step}${looks || props.few ? '' : ' brief'}`}>
      <h2>{titleOf(item)}</h2>
      <p class="add-step">
        {(item.tried ?? item.brief) && item.name && <span class="faint">{item.name}</span>}{' '}
        <span>{message(`web.add.step.${item.step}`)}</span>{' '}
        {item.stored && <a href={reportPath(item.stored)}>{message('web.add.open')}</a>}
      </p>
      {summary && <p class="add-summary">{bind(summary)}</p>}
      {item.error && (
        <p class="form-error" role="alert">
          {item.error}
        </p>
      )}
      {known && item.step !== 'stored' && (
        <p class="add-known">
          {message('web.add.known')} <a href={reportPath(known)}>{message('web.add.open')}</a>
        </p>
      )}
      {!looks && item.step === 'read' && !props.few && (
        <p class="add-acts">
          <button type="button" class="small look" onClick={() => adder.look(item.key)}>
            {message('web.add.look')}
          </button>{' '}
          {mayStore && (
            <button type="button" class="small store" onClick={() => adder.store(item.key)}>
              {message('web.add.store')}
            </button>
          )}{' '}
          <button type="button" class="quiet remove" onClick={() => adder.remove(item.key)}>
            {message('web.add.remove')}
          </button>
        </p>
      )}
      {looks && item.tried && (
        <TriedView item={item} tried={item.tried} adder={adder} open={!props.few} />
      )}
    </article>
  );
}

/** What was read, and what its user may state before it is stored. */
function TriedView(props: {
  item: Incoming;
  tried: Tried;
  adder: Adder;
  /** The reading itself is shown at once. */
  open: boolean;
}): VNode {
  const { item, tried, adder } = props;
  const mayStore = useContext(Storing);
  const { report } = tried;
  const form = useRef<HTMLFormElement>(null);
  const idle = item.step === 'read';
  const keep = (event: Event) => {
    event.preventDefault();
    if (idle && mayStore) adder.store(item.key);
  };
  const state = () => {
    if (form.current) adder.state(item.key, statedOf(form.current));
  };
  return (
    <>
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
          {mayStore && (
            <button type="submit" class="main store" disabled={!idle}>
              {message('web.add.store')}
            </button>
          )}{' '}
          <button type="button" class="remove" onClick={() => adder.remove(item.key)}>
            {message('web.add.remove')}
          </button>
        </p>
      </form>
      <details class="add-reading" open={props.open || adder.items.length === 1}>
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
