// Deciding: what a user says of a value, or of who is who, sent to the server. Each decision can be
// undone; those of this session are remembered, so that one key undoes the last of them.
import { whoNow } from './account/session';
import { ApiError, change } from './api';
import { message } from './messages';
import type { Change, Claim, Decided } from './model';
import { askChanged } from './parts/changed';
import { say } from './parts/notice';
import { wordsOf } from './refused';
import { navigate } from './router';

/** An order as POST /decisions takes it: docs/api.md. */
export type Order = Record<string, string>;

const done: number[] = [];
/** The newest decision of this session: what is shown was loaded after it. */
let newest = 0;
/** What was sent to be undone: the view may show it a moment longer. */
const undone = new Set<number>();

/** What became of an order. Of a refused merge the warnings are what speaks against it; of one that
 *  others were ahead of, what they did. */
export type Outcome =
  | { at: 'done'; number: number }
  | { at: 'changed'; changed: Change[] }
  | { at: 'warned'; warnings: string[] }
  | { at: 'failed'; error: string };

async function send(order: Order): Promise<Outcome> {
  try {
    const answer = await change<Decided>('POST', 'decisions', order);
    newest = Math.max(newest, answer.number ?? 0);
    return { at: 'done', number: answer.number ?? 0 };
  } catch (error) {
    const refused = error instanceof ApiError ? (error.body as Partial<Decided>) : undefined;
    if (refused?.warnings?.length)
      return { at: 'warned', warnings: refused.warnings.map((warning) => warning.message) };
    if (refused?.changed?.length) return { at: 'changed', changed: refused.changed };
    return { at: 'failed', error: wordsOf(error, message('web.decide.failed')) };
  }
}

/** Decides; says what was done, or why not, and shows the view anew. A form says by itself why not. */
export async function decide(
  order: Order,
  text: string,
  { inForm = false }: { inForm?: boolean } = {},
): Promise<Outcome> {
  let outcome = await send(order);
  if (outcome.at === 'changed') {
    if (await askChanged(outcome.changed)) outcome = await send({ ...order, force: 'true' });
    else navigate(location.pathname + location.search, true);
  }
  if (outcome.at === 'done') {
    done.push(outcome.number);
    say({ text, undo: () => void undoLast() });
    navigate(location.pathname + location.search, true);
  } else if (outcome.at === 'failed' && !inForm) say({ text: outcome.error, failed: true });
  return outcome;
}

/** What of an order says which decision on its claim was seen last, so that nothing that others
 *  decide meanwhile is lost silently. Where there are no accounts there are no others. */
export function seenOf(claim: Claim): Order {
  return whoNow().accounts ? { seen: String(Math.max(newest, claim.decided?.number ?? 0)) } : {};
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
