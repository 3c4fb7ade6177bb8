// Asking the server: answers are kept for a short while, so that what was fetched ahead shows at
// once, and a question that is being asked is not asked twice.
import { tongue } from './messages';
import type { Entry } from './entry/model';
import type { Review, Reviews } from './reviews/model';
import { placeOf, type Comment, type Comments, type Mentionable, type On } from './comments/model';
import type { Progress } from './programme/model';
import type { KeptPlan, Matches, Plan, PlanChanges, Planning } from './sourcing/model';
import type { Account, Audit, Invitation, Session, Token, Who } from './account/model';
import type { Brief } from './brief/model';
import type { Partners } from './partners/model';
import type { PreferredFound, PreferredList, PreferredLists } from './preferred/model';
import type { Feed, Reminders } from './reminders/model';
import type {
  Card,
  Decisions,
  List,
  Overview,
  Queue,
  Related,
  Report,
  Schema,
  Search,
  Suggestions,
} from './model';
import type { RegionMap } from './map/model';
import type { Neighbours, Network, Parameters, Paths } from './network/model';

const FRESH = 60_000;
const KEPT = 60;

export class ApiError extends Error {
  constructor(
    readonly status: number,
    text: string,
    readonly key = '',
    /** What else the answer holds: a refused merge says why. */
    readonly body: unknown = undefined,
  ) {
    super(text);
  }
}

interface Kept {
  at: number;
  answer: Promise<unknown>;
}
const kept = new Map<string, Kept>();

/** Forgets all answers: after a change, they may be wrong. */
export function forgetAnswers(): void {
  kept.clear();
}

/** The API's address of a path and parameters, in the present language. */
export function apiAddress(
  path: string,
  parameters: Record<string, string | undefined> = {},
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) query.set(name, value);
  query.set('lang', tongue());
  return `/api/v1/${path}?${query}`;
}

async function request(address: string, options?: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(address, { credentials: 'same-origin', ...options });
  } catch {
    throw new ApiError(0, '');
  }
  const body: unknown = response.headers.get('content-type')?.includes('json')
    ? await response.json().catch(() => undefined)
    : undefined;
  if (response.ok) return body;
  const problem = body as { key?: string; detail?: string } | undefined;
  throw new ApiError(response.status, problem?.detail ?? '', problem?.key ?? '', body);
}

function get<Answer>(
  path: string,
  parameters?: Record<string, string | undefined>,
): Promise<Answer> {
  const address = apiAddress(path, parameters);
  const known = kept.get(address);
  if (known && Date.now() - known.at < FRESH) return known.answer as Promise<Answer>;
  const answer = request(address);
  kept.delete(address);
  kept.set(address, { at: Date.now(), answer });
  answer.catch(() => kept.delete(address));
  const oldest = kept.keys().next().value;
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return answer as Promise<Answer>;
}

/** Asks for what others change all the time: nothing of it is kept. */
function ask<Answer>(
  path: string,
  parameters: Record<string, string | undefined> = {},
): Promise<Answer> {
  return request(apiAddress(path, parameters)) as Promise<Answer>;
}

export const api = {
  overview: () => get<Overview>('overview'),
  list: (name: string, parameters: Record<string, string | undefined>) =>
    get<List>(`lists/${encodeURIComponent(name)}`, parameters),
  card: (id: string, as_of?: string) => get<Card>(`entities/${encodeURIComponent(id)}`, { as_of }),
  facts: (id: string, kind: string, offset: number) =>
    get<Related>(`entities/${encodeURIComponent(id)}/facts`, { kind, offset: String(offset) }),
  report: (id: string) => get<Report>(`reports/${encodeURIComponent(id)}`),
  search: (parameters: Record<string, string | undefined>) => get<Search>('search', parameters),
  suggest: (q: string, limit?: number) =>
    get<Suggestions>('suggest', { q, limit: limit ? String(limit) : undefined }),
  progress: (id: string, parameters: Record<string, string | undefined> = {}) =>
    get<Progress>(`programmes/${encodeURIComponent(id)}/progress`, parameters),
  matches: (id: string, ofOffer: boolean) =>
    get<Matches>(
      ofOffer ? `offers/${encodeURIComponent(id)}/needs` : `needs/${encodeURIComponent(id)}/offers`,
    ),
  plans: () => ask<{ plans: KeptPlan[] }>('plans'),
  plan: (id: string) => get<Plan>(`plans/${encodeURIComponent(id)}`),
  planning: (id: string) => ask<Planning>(`plans/${encodeURIComponent(id)}`),
  planChanges: (before: string, after: string) =>
    get<PlanChanges>(`plans/${encodeURIComponent(before)}/against/${encodeURIComponent(after)}`),
  entry: (id: string) => get<Entry>(`entries/${encodeURIComponent(id)}`),
  schema: () => get<Schema>('schema'),
  queue: (offset: number, limit: number) =>
    get<Queue>('queue', { offset: offset ? String(offset) : undefined, limit: String(limit) }),
  decisions: (parameters: Record<string, string | undefined>) =>
    get<Decisions>('decisions', parameters),
  comments: (on: On, before?: number) =>
    ask<Comments>(placeOf(on), {
      before: before ? String(before) : undefined,
    }),
  comment: (number: number) => ask<Comment>(`comments/${number}`),
  mentionable: (q: string) => ask<{ accounts: Mentionable[] }>('comments/accounts', { q }),
  preferred: (parameters: Record<string, string | undefined> = {}) =>
    ask<PreferredLists>('preferred', parameters),
  preferredFor: (need: string) => ask<PreferredFound>('preferred', { need }),
  preferredList: (id: string, parameters: Record<string, string | undefined>) =>
    ask<PreferredList>(`preferred/${encodeURIComponent(id)}`, parameters),
  reviews: (parameters: Record<string, string | undefined>) => ask<Reviews>('reviews', parameters),
  review: (number: number) => ask<Review>(`reviews/${number}`),
  actingFor: (entity: string) => ask<{ accounts: Mentionable[] }>('comments/accounts', { entity }),
  reminders: (all: boolean, days?: string) =>
    ask<Reminders>('reminders', { all: all ? '1' : undefined, days }),
  sessions: () => ask<{ sessions: Session[] }>('account/sessions'),
  feed: () => ask<Feed>('account/feed'),
  brief: (parameters: Record<string, string | undefined>) => get<Brief>('brief', parameters),
  partners: (parameters: Record<string, string | undefined>) =>
    get<Partners>('partners', parameters),
  account: () => get<Who>('account'),
  tokens: () => get<{ tokens: Token[] }>('account/tokens'),
  accounts: () => get<{ accounts: Account[] }>('accounts'),
  invitations: () => get<{ invitations: Invitation[] }>('invitations'),
  settings: () => get<{ readable: boolean }>('settings'),
  audit: (parameters: Record<string, string | undefined>) => get<Audit>('audit', parameters),
  map: (parameters: Parameters) => get<RegionMap>('map', parameters),
  network: (parameters: Parameters) => get<Network>('network', parameters),
  neighbours: (id: string, parameters: Parameters) =>
    get<Neighbours>(`network/neighbours/${encodeURIComponent(id)}`, parameters),
  paths: (from: string, to: string, parameters: Parameters) =>
    get<Paths>(`network/paths/${encodeURIComponent(from)}/${encodeURIComponent(to)}`, parameters),
};

type Method = 'POST' | 'PUT' | 'DELETE';

/** What asks for login where a session has ended: why the request is not to be sent again, or ''. */
let askLogin: () => Promise<string> = () => Promise.resolve('');

export function onLoginNeeded(ask: () => Promise<string>): void {
  askLogin = ask;
}

/** Sends a JSON object or the bytes of a file, where that changes nothing that is shown. Where the
 *  session has ended it is sent once more after login, so that nothing typed is lost. */
export async function send<Answer>(
  method: Method,
  path: string,
  body?: object | Blob,
  parameters: Record<string, string | undefined> = {},
): Promise<Answer> {
  const bytes = body instanceof Blob;
  const ask = () =>
    request(apiAddress(path, parameters), {
      method,
      ...(body && {
        headers: { 'Content-Type': bytes ? 'application/octet-stream' : 'application/json' },
        body: bytes ? body : JSON.stringify(body),
      }),
    }) as Promise<Answer>;
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    forgetAnswers();
    const why = await askLogin();
    if (why) throw new ApiError(401, why, error.key);
    return ask();
  }
}

/** Changes something on the server; what was kept is forgotten. */
export async function change<Answer>(
  method: Method,
  path: string,
  body?: object | Blob,
  parameters: Record<string, string | undefined> = {},
): Promise<Answer> {
  const answer = await send<Answer>(method, path, body, parameters);
  forgetAnswers();
  return answer;
}
