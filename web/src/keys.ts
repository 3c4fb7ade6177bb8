// The keyboard: one table of keys, which the help shows and the app obeys.
import type { MessageKey } from './messages';

export interface Key {
  keys: string;
  label: MessageKey;
}

export const GO: Record<string, { path: string; label: MessageKey }> = {
  h: { path: '/', label: 'web.nav.start' },
  a: { path: '/agreements', label: 'web.nav.agreements' },
  p: { path: '/people', label: 'web.nav.people' },
  o: { path: '/organizations', label: 'web.nav.organizations' },
  s: { path: '/sites', label: 'web.nav.sites' },
  c: { path: '/clusters', label: 'web.nav.clusters' },
  j: { path: '/projects', label: 'web.nav.projects' },
  w: { path: '/network', label: 'web.nav.network' },
  m: { path: '/map', label: 'web.nav.map' },
  r: { path: '/reports', label: 'web.nav.reports' },
  n: { path: '/add', label: 'web.add.title' },
  q: { path: '/queue', label: 'web.nav.queue' },
};

export const KEYS: Key[] = [
  { keys: '/', label: 'web.key.search' },
  { keys: 'j', label: 'web.key.down' },
  { keys: 'k', label: 'web.key.up' },
  { keys: 'Enter', label: 'web.key.open' },
  { keys: 'e', label: 'web.key.evidence' },
  { keys: 'c', label: 'web.key.confirm' },
  { keys: 'x', label: 'web.key.reject' },
  { keys: 'i', label: 'web.key.correct' },
  { keys: 'a', label: 'web.key.add' },
  { keys: 'd', label: 'web.key.dismiss' },
  { keys: 'u', label: 'web.key.undo' },
  { keys: 't', label: 'web.key.look' },
  { keys: 'p', label: 'web.key.play' },
  { keys: 'Esc', label: 'web.key.close' },
  { keys: '?', label: 'web.key.help' },
];

/** The key that was meant, whatever the layout: on a Russian one the key of «j» gives «о», and that
 *  of the slash a full stop. */
export function keyOf(event: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string {
  if (/^[а-яё]$/i.test(event.key)) {
    const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
    return letter ? letter.toLowerCase() : event.key;
  }
  if (event.code === 'Slash' && /^[.,]$/.test(event.key)) return event.shiftKey ? '?' : '/';
  return event.key;
}

/** What a key does in the view that is shown: true where it did something. */
export type KeyActs = Record<string, () => boolean>;

const acting: KeyActs[] = [];

/** While what is shown has keys of its own; the last that came is asked first. Returns the end. */
export function takeKeys(acts: KeyActs): () => void {
  acting.push(acts);
  return () => {
    const at = acting.indexOf(acts);
    if (at >= 0) acting.splice(at, 1);
  };
}

/** Gives a key to what is shown; whether anything took it. */
export function actOnKey(key: string): boolean {
  return [...acting].reverse().some((acts) => acts[key]?.() === true);
}

/** Whether a key press belongs to a field in which the user types. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** How many frames a step waits for a row that is not in the document yet. */
const FRAMES_WAITED = 120;

/** Steps that wait for rows which a long table has yet to show: none of a held key's is lost. */
let waiting = 0;

/** Moves the focus among the rows of the view: to the next (1) or the previous (-1). */
export function moveFocus(step: 1 | -1): void {
  if (waiting !== 0) waiting += step;
  else if (!stepFocus(step)) {
    waiting = step;
    requestAnimationFrame(() => takeWaiting(FRAMES_WAITED));
  }
}

function takeWaiting(frames: number): void {
  while (waiting !== 0 && stepFocus(waiting > 0 ? 1 : -1)) waiting -= Math.sign(waiting);
  if (frames === 0) waiting = 0;
  if (waiting !== 0) requestAnimationFrame(() => takeWaiting(frames - 1));
}

/** Takes one step; false where the row is still to come, and then sees to it that it comes. */
function stepFocus(step: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('main [data-row]')];
  if (rows.length === 0) return true;
  const current = rows.findIndex((row) => row.contains(document.activeElement));
  const next = current < 0 ? (step > 0 ? 0 : rows.length - 1) : current + step;
  const row = rows[next] ?? rows[current];
  const coming = !rows[next] && row !== undefined && isFollowed(row, step);
  if (!coming) {
    const target = row?.matches('a, button') ? row : row?.querySelector<HTMLElement>('a, button');
    target?.focus();
  }
  row?.scrollIntoView({ block: coming ? 'center' : 'nearest' });
  return !coming;
}

/** Whether a long table goes on beyond the last row (1) or before the first (-1) that it shows. */
function isFollowed(row: HTMLElement, step: 1 | -1): boolean {
  const beside = step > 0 ? row.nextElementSibling : row.previousElementSibling;
  return row.dataset['index'] !== undefined && beside !== null;
}

/** Puts the focus on the next evidence mark of the view, where its quote shows. */
export function focusEvidence(): void {
  const marks = [...document.querySelectorAll<HTMLElement>('main [data-evidence]')];
  if (marks.length === 0) return;
  const row = document.activeElement?.closest('[data-row], .property');
  const within = row && marks.find((mark) => row.contains(mark) && mark !== document.activeElement);
  const current = marks.findIndex((mark) => mark === document.activeElement);
  const target = current >= 0 ? marks[(current + 1) % marks.length] : (within ?? marks[0]);
  target?.focus();
  target?.scrollIntoView({ block: 'nearest' });
}
