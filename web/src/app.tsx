// The frame of every view: the head with its ways, search and switches; the view; the foot.
import type { VNode } from 'preact';
import { useCallback, useEffect, useErrorBoundary, useRef, useState } from 'preact/hooks';
import { ApiError, apiAddress } from './api';
import { focusEvidence, GO, isTyping, keyOf, KEYS, moveFocus } from './keys';
import { message, onTongue, setTongue, tongue, type Tongue } from './messages';
import { Icon } from './parts/icons';
import { closePopover, Popover } from './parts/popover';
import { StateShape } from './parts/value';
import { addressOf, findRoute, linkOf, navigate, onNavigate, type Address, type Page, type Route }
  from './router';
import { nextTheme, setTheme, theme, type Theme } from './theme';

const SHOW_WAITING_AFTER = 200;
const GO_WITHIN = 1200;

interface Failure { address: Address; error: ApiError }

const NAVIGATION = ['agreements', 'people', 'organizations', 'sites', 'clusters', 'projects', 'reports'] as const;

/** What the app shows: a page, or why there is none; and whether a next one is being waited for. */
function usePage(routes: Route<any>[]) {
  const [page, setPage] = useState<Page>();
  const [failure, setFailure] = useState<Failure>();
  const [waiting, setWaiting] = useState(false);
  const turn = useRef(0);

  const open = useCallback((address: Address, scroll: number | 'keep') => {
    const mine = ++turn.current;
    const found = findRoute(routes, address);
    closePopover();
    const slow = setTimeout(() => { if (mine === turn.current) setWaiting(true); }, SHOW_WAITING_AFTER);
    const finish = (next: Page | undefined, failed: Failure | undefined) => {
      clearTimeout(slow);
      if (mine !== turn.current) return;
      setWaiting(false);
      setPage(next);
      setFailure(failed);
      if (scroll !== 'keep') requestAnimationFrame(() => {
        if (!address.query.has('at')) scrollTo(0, scroll);
        if (mine > 1) focusView();
      });
    };
    if (!found) {
      finish(undefined, { address, error: new ApiError(404, '') });
      return;
    }
    found.route.load(address, found.match).then(
      (data) => finish({ route: found.route, address, data }, undefined),
      (error: unknown) => finish(undefined, { address,
        error: error instanceof ApiError ? error : new ApiError(-1, String(error)) }));
  }, []);
  return { page, failure, waiting, open };
}

export function App(props: { routes: Route<any>[] }): VNode {
  const { routes } = props;
  const { page, failure, waiting, open } = usePage(routes);
  const [, redraw] = useState(0);
  const [help, setHelp] = useState(false);

  useEffect(() => {
    history.scrollRestoration = 'manual';
    onNavigate((href, replace) => {
      const address = addressOf(href);
      const samePath = address.path === location.pathname;
      history.replaceState({ scroll: scrollY }, '');
      if (replace) history.replaceState({ scroll: scrollY }, '', href);
      else history.pushState({ scroll: 0 }, '', href);
      open(address, replace || samePath ? 'keep' : 0);
    });
    const back = (event: PopStateEvent) => {
      const state = event.state as { scroll?: number } | null;
      open(addressOf(location.href), state?.scroll ?? 0);
    };
    addEventListener('popstate', back);
    open(addressOf(location.href), (history.state as { scroll?: number } | null)?.scroll ?? 0);
    return () => removeEventListener('popstate', back);
  }, []);

  useEffect(() => onTongue(() => {
    document.documentElement.lang = tongue();
    redraw((count) => count + 1);
    open(addressOf(location.href), 'keep');
  }), []);
  useEffect(() => listenToLinks(routes), []);
  useEffect(() => listenToKeys(() => setHelp((shown) => !shown)), []);

  const titleNow = page ? page.route.title(page.data, page.address)
    : failure ? message(`web.failure.${failureKind(failure.error)}`) : '';
  useEffect(() => {
    document.title = titleNow && page?.route.name !== 'start'
      ? `${titleNow} — ${message('web.name')}` : message('web.title');
  }, [titleNow, tongue()]);

  const path = page?.address.path ?? failure?.address.path ?? '';
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>{message('web.skip')}</a>
      {waiting && <div class="waiting" role="status"><span class="hidden">{message('web.waiting')}</span></div>}
      <Head path={path} words={page?.address.query.get('q') ?? ''} inSearch={page?.route.name === 'search'}
        onHelp={() => setHelp(true)} />
      <main id="main" tabIndex={-1} aria-busy={waiting}>
        {failure ? <FailureView failure={failure} onAgain={() => open(failure.address, 0)} />
          : page && <View key={page.route.name} page={page} />}
      </main>
      {page && <Foot page={page} />}
      <Popover />
      {help && <Help onClose={() => setHelp(false)} />}
    </>
  );
}

/** The view of a page; where the app itself fails on it, the rest of the page stays usable. */
function View(props: { page: Page }): VNode {
  const { page } = props;
  const [error, reset] = useErrorBoundary();
  const failed = useRef<Page>();
  if (error && failed.current === undefined) failed.current = page;
  useEffect(() => {
    if (failed.current === undefined || failed.current === page) return;
    failed.current = undefined;
    reset();
  }, [page]);
  if (error) {
    return <FailureView failure={{ address: page.address, error: new ApiError(-1, String(error)) }}
      onAgain={() => location.reload()} />;
  }
  return page.route.view(page.data, page.address);
}

/** Where the link that was followed is gone, the keyboard goes on from the new view. */
function focusView(): void {
  if (document.activeElement === document.body)
    document.getElementById('main')?.focus({ preventScroll: true });
}

function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

/** Follows links within the app without loading the page anew, and loads ahead what the pointer or
 *  the focus rests on. */
function listenToLinks(routes: Route<any>[]): () => void {
  let timer = 0;
  const click = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey
      || event.shiftKey || event.altKey) return;
    const link = linkOf(event);
    if (!link || link.getAttribute('href')?.startsWith('#')) return;
    event.preventDefault();
    navigate(link.href);
  };
  const ahead = (event: Event) => {
    const link = linkOf(event);
    clearTimeout(timer);
    if (!link) return;
    const address = addressOf(link.href);
    const found = findRoute(routes, address);
    if (found) timer = window.setTimeout(() => found.route.load(address, found.match).catch(() => undefined), 60);
  };
  document.addEventListener('click', click);
  document.addEventListener('mouseover', ahead);
  document.addEventListener('focusin', ahead);
  return () => {
    document.removeEventListener('click', click);
    document.removeEventListener('mouseover', ahead);
    document.removeEventListener('focusin', ahead);
  };
}

function listenToKeys(toggleHelp: () => void): () => void {
  let wentAt = -Infinity;
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event)) {
      if (event.key === 'Escape') (event.target as HTMLElement).blur();
      return;
    }
    if (document.querySelector('dialog[open]')) return;
    const key = keyOf(event);
    const goes = event.timeStamp - wentAt < GO_WITHIN ? GO[key] : undefined;
    wentAt = -Infinity;
    if (goes) navigate(goes.path);
    else if (key === '/') document.getElementById('search')?.focus();
    else if (key === 'j' || key === 'k') moveFocus(key === 'j' ? 1 : -1);
    else if (key === 'e') focusEvidence();
    else if (key === '?') toggleHelp();
    else if (key === 'g') { wentAt = event.timeStamp; return; }
    else return;
    event.preventDefault();
  };
  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
}

function Head(props: { path: string; words: string; inSearch: boolean; onHelp: () => void }): VNode {
  const { path } = props;
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [path]);
  return (
    <header class="head">
      <a class="brand" href="/"><img src="/icon.svg" alt="" width="22" height="22" />{message('web.name')}</a>
      <button type="button" class="quiet menu-button" aria-expanded={open} aria-controls="ways"
        onClick={() => setOpen(!open)}><Icon name="menu" /><span class="hidden">{message('web.menu')}</span></button>
      <nav id="ways" class={open ? 'ways open' : 'ways'} aria-label={message('web.menu')}>
        {NAVIGATION.map((name) => (
          <a key={name} href={`/${name}`}
            aria-current={path === `/${name}` || path.startsWith(`/${name}/`) ? 'page' : undefined}>
            {message(`web.nav.${name}`)}</a>))}
      </nav>
      <SearchField words={props.inSearch ? props.words : ''} />
      <Switches onHelp={props.onHelp} />
    </header>
  );
}

function SearchField(props: { words: string }): VNode {
  const [text, setText] = useState(props.words);
  useEffect(() => setText(props.words), [props.words]);
  const submit = (event: Event) => {
    event.preventDefault();
    if (text.trim()) navigate(`/search?q=${encodeURIComponent(text.trim())}`);
  };
  return (
    <form class="search" role="search" action="/search" onSubmit={submit}>
      <Icon name="search" />
      <input id="search" name="q" type="search" value={text} placeholder={message('web.search.name')}
        aria-label={message('web.search.label')} aria-keyshortcuts="/" autocomplete="off" spellcheck={false}
        onInput={(event) => setText(event.currentTarget.value)} />
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
}

function Switches(props: { onHelp: () => void }): VNode {
  const [shown, setShown] = useState<Theme>(theme());
  const other: Tongue = tongue() === 'ru' ? 'en' : 'ru';
  const toggle = () => {
    const next = nextTheme(shown);
    setTheme(next);
    setShown(next);
  };
  const icons = { auto: 'auto', light: 'sun', dark: 'moon' } as const;
  const look = message(`web.theme.${shown}`);
  return (
    <div class="switches">
      <button type="button" class="quiet" lang={other} onClick={() => setTongue(other)}
        title={other === 'ru' ? 'По-русски' : 'In English'}
        aria-label={other === 'ru' ? 'По-русски' : 'In English'}>{other === 'ru' ? 'RU' : 'EN'}</button>
      <button type="button" class="quiet" onClick={toggle} title={look} aria-label={look}>
        <Icon name={icons[shown]} /></button>
      <button type="button" class="quiet help-button" onClick={props.onHelp} title={message('web.key.help')}
        aria-label={message('web.key.help')} aria-keyshortcuts="?">?</button>
    </div>
  );
}

/** The JSON behind a view stands beside it. */
function Foot(props: { page: Page }): VNode {
  return (
    <footer class="foot">
      <span>{message('web.foot')}</span>
      {props.page.data !== undefined && props.page.route.name !== 'add'
        && <a href={jsonAddress(props.page)} target="_blank">JSON</a>}
    </footer>
  );
}

function jsonAddress(page: Page): string {
  const { path, query } = page.address;
  if (page.route.name === 'start') return apiAddress('overview');
  if (page.route.name === 'list') {
    const parameters: Record<string, string> = {};
    for (const [name, value] of query)
      if (name !== 'page') parameters[['q', 'sort', 'report'].includes(name) ? name : `filter.${name}`] = value;
    return apiAddress(`lists/${path.split('/').filter(Boolean).pop() ?? ''}`, parameters);
  }
  return apiAddress(path.slice(1), { q: query.get('q') ?? undefined });
}

function failureKind(error: ApiError): 'missing' | 'offline' | 'refused' | 'broken' {
  if (error.status === 404) return 'missing';
  if (error.status === 0) return 'offline';
  return error.status === 400 ? 'refused' : 'broken';
}

function FailureView(props: { failure: Failure; onAgain: () => void }): VNode {
  const { error } = props.failure;
  const kind = failureKind(error);
  return (
    <div class="prose" role="alert">
      <h1>{message(`web.failure.${kind}`)}</h1>
      {error.message && <p class="lead">{error.message}</p>}
      <p>{message(`web.failure.${kind}_next`)}</p>
      <p>
        {kind !== 'missing' && kind !== 'refused' && <button type="button" onClick={props.onAgain}>
          {message('web.failure.again')}</button>}
        {' '}<a href="/">{message('web.list.to_start')}</a>
      </p>
    </div>
  );
}

function Help(props: { onClose: () => void }): VNode {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => { dialog.current?.showModal(); }, []);
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={props.onClose}
      onClick={(event) => { if (event.target === dialog.current) dialog.current?.close(); }}
      onKeyDown={(event) => { if (keyOf(event) === '?') dialog.current?.close(); }}>
      <h2 id="help-title">{message('web.help.title')}</h2>
      <div class="keys">
        <dl>
          {KEYS.map((key) => (
            <div key={key.keys}><dt><kbd>{key.keys}</kbd></dt><dd>{message(key.label)}</dd></div>))}
        </dl>
        <dl>
          {Object.entries(GO).map(([letter, go]) => (
            <div key={letter}><dt><kbd>g</kbd> <kbd>{letter}</kbd></dt><dd>{message(go.label)}</dd></div>))}
        </dl>
      </div>
      <h3>{message('web.help.marks')}</h3>
      <ul class="mark-help">
        {(['read', 'confirmed', 'stated', 'contradicted', 'rejected'] as const).map((state) => (
          <li key={state}><StateShape state={state} />{message(`web.help.${state}`)}</li>))}
      </ul>
      <p class="help-foot">
        <button type="button" onClick={() => dialog.current?.close()}>{message('web.close')}</button>
        <a href="/licenses.txt" target="_blank">{message('web.help.licences')}</a>
      </p>
    </dialog>
  );
}
