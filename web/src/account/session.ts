// Who works with the registry, and what he may do, as the server says. The browser itself keeps no
// secret: a session is a cookie that no script can read.
import { api, change, forgetAnswers } from '../api';
import type { Right, Who } from './model';

const NOBODY: Who = {
  accounts: false,
  readable: false,
  may_write: false,
  by: null,
  account: null,
  rights: [],
};

let known = NOBODY;
/** The name of who was logged in last, also where the session has ended since. */
let lastName = '';
const watchers = new Set<() => void>();

function note(who: Who): Who {
  const before = JSON.stringify(known);
  known = who;
  if (who.account) lastName = who.account.name;
  if (JSON.stringify(who) !== before) for (const watcher of watchers) watcher();
  return who;
}

/** Who was seen last to work here. */
export function whoNow(): Who {
  return known;
}

/** The name that the login may propose: '' where nobody was logged in yet. */
export function nameBefore(): string {
  return lastName;
}

/** Calls watcher whenever it is somebody else, or he may do something else; returns the end. */
export function onWho(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Takes what the address's fragment holds under a name, and drops it from the address, so that it
 *  is neither kept in the history nor sent along with a link. */
function takeFragment(name: string): string | undefined {
  const match = new RegExp(`^#${name}=([^&]+)`).exec(location.hash);
  if (!match) return undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  return decodeURIComponent(match[1] ?? '');
}

/** Trades the key that "uzel serve" printed for a session's cookie. */
async function openByKey(): Promise<void> {
  const token = takeFragment('token');
  if (token) await change('POST', 'session', { token }).catch(() => undefined);
}

let opened: Promise<void> | undefined;

/** Asks the server who works here. */
export async function who(): Promise<Who> {
  opened ??= openByKey();
  await opened;
  return note(await api.account().catch(() => NOBODY));
}

/** Whether who works here may do something. */
export async function mayDo(right: Right): Promise<boolean> {
  return (await who()).rights.includes(right);
}

export async function logIn(name: string, password: string): Promise<Who> {
  return note(await change<Who>('POST', 'login', { name, password }));
}

export async function logOut(): Promise<void> {
  note(await change<Who>('POST', 'logout', {}));
}

/** What changed one's own account answers who one is by then. */
export async function changeOwn(path: string, body: Record<string, string>): Promise<Who> {
  return note(await change<Who>('PUT', path, body));
}

/** Asks anew: the session may have ended. */
export function askAgain(): Promise<Who> {
  forgetAnswers();
  return who();
}

/* ---- invitations ---- */

let invitation = '';

/** Takes the secret of an invitation from the address that was opened; whether there is one. It
 *  stays in memory alone until it is accepted. */
export function takeInvitation(): boolean {
  invitation = takeFragment('invitation') ?? '';
  return invitation !== '';
}

export function invitationSecret(): string {
  return invitation;
}

export async function acceptInvitation(given: {
  name: string;
  shown: string;
  password: string;
}): Promise<Who> {
  const answer = await change<Who>('POST', 'invitations/accept', { secret: invitation, ...given });
  invitation = '';
  return note(answer);
}
