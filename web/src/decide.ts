// Deciding: what a user says of a value, or of who is who, sent to the server. Each decision can be
// undone; those of this session are remembered, so that one key undoes the last of them.
import { ApiError, change } from './api';
import { message } from './messages';
import type { Decided } from './model';
import { say } from './parts/notice';
import { navigate } from './router';

/** An order as POST /decisions takes it: docs/api.md. */
export type Order = Record<string, string>;

const done: number[] = [];
/** What was sent to be undone: the view may show it a moment longer. */
const undone = new Set<number>();

/** What became of an order. Of a refused merge the warnings are what speaks against it. */
export type Outcome =
  | { at: 'done'; number: number }
  | { at: 'warned'; warnings: string[] }
  | { at: 'failed'; error: string };

async function send(order: Order): Promise<Outcome> {
  try {
    const answer = await change<Decided>('POST', 'decisions', order);
    return { at: 'done', number: answer.number ?? 0 };
  } catch (error) {
    const refused = error instanceof ApiError ? (error.body as Partial<Decided>) : undefined;
    if (refused?.warnings?.length)
      return { at: 'warned', warnings: refused.warnings.map((warning) => warning.message) };
    return {
      at: 'failed',
      error: (error instanceof ApiError && error.message) || message('web.decide.failed'),
    };
  }
}

/** Decides; says what was done, or why not, and shows the view anew. */
export async function decide(order: Order, text: string): Promise<Outcome> {
  const outcome = await send(order);
  if (outcome.at === 'done') {
    done.push(outcome.number);
    say({ text, undo: () => void undoLast() });
    navigate(location.pathname + location.search, true);
  } else if (outcome.at === 'failed') say({ text: outcome.error, failed: true });
  return outcome;
}

/** Undoes a decision of whichever session. */
export async function undo(number: number): Promise<boolean> {
  undone.add(number);
  const outcome = await send({ action: 'undo', number: String(number) });
  if (outcome.at !== 'done') undone.delete(number);
  if (outcome.at === 'done') {
    say({ text: message('web.decide.undone', { number: String(number) }) });
    navigate(location.pathname + location.search, true);
  } else if (outcome.at === 'failed') say({ text: outcome.error, failed: true });
  return outcome.at === 'done';
}

/** Whether the decision is undone, or about to be. */
export function isUndone(number: number): boolean {
  return undone.has(number);
}

/** Undoes the last decision of this session; whether there is one. */
export function undoLast(): boolean {
  const last = done.filter((number) => !undone.has(number)).at(-1);
  if (last === undefined) {
    say({ text: message('web.decide.nothing_to_undo') });
    return false;
  }
  void undo(last);
  return true;
}
