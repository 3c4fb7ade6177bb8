// The app: which view is shown, following links, the keyboard, and what stands around the view.
import { Fragment, type VNode } from 'preact';
import { useCallback, useEffect, useErrorBoundary, useRef, useState } from 'preact/hooks';
import { LoginDialog } from './account/login';
import { WhoLine } from './account/who';
import { ApiError, apiAddress } from './api';
import { actOnKey, focusEvidence, GO, isTyping, keyOf, moveFocus } from './keys';
import { message, onTongue, tongue } from './messages';
import { Changed } from './parts/changed';
import { Correction } from './parts/correct';
import { failureKind, FailureView, type Failure } from './parts/failure';
import { Head } from './parts/head';
import { Help } from './parts/help';
import { Notice } from './parts/notice';
import { closePopover, Popover } from './parts/popover';
import {
  addressOf,
  findRoute,
  linkOf,
  navigate,
  onNavigate,
  type Address,
  type Page,
  type Route,
} from './router';

const SHOW_WAITING_AFTER = 200;
const GO_WITHIN = 1200;

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
    const slow = setTimeout(() => {
      if (mine === turn.current) setWaiting(true);
    }, SHOW_WAITING_AFTER);
    const finish = (next: Page | undefined, failed: Failure | undefined) => {
      clearTimeout(slow);
      if (mine !== turn.current) return;
      setWaiting(false);
      setPage(next);
      setFailure(failed);
      if (scroll !== 'keep')
        requestAnimationFrame(() => {
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
      (error: unknown) =>
        finish(undefined, {
          address,
          error: error instanceof ApiError ? error : new ApiError(-1, String(error)),
        }),
    );
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

  useEffect(
    () =>
      onTongue(() => {
        document.documentElement.lang = tongue();
        redraw((count) => count + 1);
        open(addressOf(location.href), 'keep');
      }),
    [],
  );
  useEffect(() => listenToLinks(routes), []);
  useEffect(() => listenToKeys(() => setHelp((shown) => !shown)), []);

  const titleNow = page
    ? page.route.title(page.data, page.address)
    : failure
      ? message(`web.failure.${failureKind(failure.error)}`)
      : '';
  useEffect(() => {
    document.title =
      titleNow && page?.route.name !== 'start'
        ? `${titleNow} — ${message('web.name')}`
        : message('web.title');
  }, [titleNow, tongue()]);

  const path = page?.address.path ?? failure?.address.path ?? '';
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>
        {message('web.skip')}
      </a>
      {waiting && (
        <div class="waiting" role="status">
          <span class="hidden">{message('web.waiting')}</span>
        </div>
      )}
      <WhoLine />
      <Head
        path={path}
        words={page?.address.query.get('q') ?? ''}
        inSearch={page?.route.name === 'search'}
        onHelp={() => setHelp(true)}
      />
      <main id="main" tabIndex={-1} aria-busy={waiting}>
        {failure ? (
          <FailureView failure={failure} onAgain={() => open(failure.address, 0)} />
        ) : (
          page && <View key={page.route.name} page={page} />
        )}
      </main>
      {page && <Foot page={page} />}
      <Popover />
      <Notice />
      <Correction />
      <Changed />
      <LoginDialog />
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
    return (
      <FailureView
        failure={{ address: page.address, error: new ApiError(-1, String(error)) }}
        onAgain={() => location.reload()}
      />
    );
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
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
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
    if (!found) return;
    const { route, match } = found;
    timer = window.setTimeout(
      () => (route.ahead ? route.ahead() : route.load(address, match)).catch(() => undefined),
      60,
    );
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
    else if (key === 'g') {
      wentAt = event.timeStamp;
      return;
    } else if (!actOnKey(key)) return;
    event.preventDefault();
  };
  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
}

/** Views that show nothing of the registry. */
const FORMS = ['add', 'login', 'invitation', 'entry-new', 'tables'];

/** The JSON behind a view, and the files that it may be taken away as, stand beside it. */
function Foot(props: { page: Page }): VNode {
  const files = props.page.route.files?.(props.page.address) ?? [];
  return (
    <footer class="foot">
      <span>{message('web.foot')}</span>
      {props.page.data !== undefined && !FORMS.includes(props.page.route.name) && (
        <span class="taken">
          {files.length > 0 && `${message('web.download')} `}
          {files.map((file) => (
            <Fragment key={file.name}>
              <a href={file.href} download>
                {file.name}
              </a>
              {' · '}
            </Fragment>
          ))}
          <a href={jsonAddress(props.page)} target="_blank">
            JSON
          </a>
        </span>
      )}
    </footer>
  );
}

function jsonAddress(page: Page): string {
  const { path, query } = page.address;
  if (page.route.json) return page.route.json(page.address);
  if (page.route.name === 'start') return apiAddress('overview');
  if (page.route.name === 'queue') return apiAddress('queue');
  return apiAddress(path.slice(1), { q: query.get('q') ?? undefined });
}
