// What the server answers about accounts: docs/accounts.md.

export const ROLES = ['reader', 'participant', 'expert', 'editor', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export const STATES = ['active', 'disabled', 'removed'] as const;
export type AccountState = (typeof STATES)[number];

export type Right =
  | 'any'
  | 'read'
  | 'try'
  | 'own'
  | 'comment'
  | 'participate'
  | 'decide'
  | 'edit'
  | 'administer';

/** The organization that an account acts for; without a name where it is no longer there. */
export interface Body {
  id: string;
  name: string | null;
}

export interface Account {
  name: string;
  shown: string;
  role: Role;
  role_label: string;
  state: AccountState;
  state_label: string;
  entity: Body | null;
  version: number;
  made_at: string;
  /** In the list alone. */
  last_seen?: string | null;
}

export interface Who {
  /** Whether the registry has accounts: without them there is no login. */
  accounts: boolean;
  readable: boolean;
  may_write: boolean;
  by: 'key' | 'session' | 'token' | null;
  account: Account | null;
  rights: Right[];
}

/** A session of one's own that holds. */
export interface Session {
  number: number;
  /** Browser and system, as it says itself; may be empty. */
  from: string;
  made_at: string;
  used_at: string;
  until: string;
  /** The one that asks. */
  current: boolean;
}

/** A token of a program; its secret is there when it is made, and never again. */
export interface Token {
  number: number;
  label: string;
  made_at: string;
  until: string | null;
  used_at: string | null;
  state: 'active' | 'revoked' | 'expired';
  state_label: string;
  secret?: string;
}

/** An invitation; secret and address are there when it is made, and never again. */
export interface Invitation {
  number: number;
  role: Role;
  role_label: string;
  entity: Body | null;
  by: string;
  made_at: string;
  until: string;
  state: 'open' | 'accepted' | 'revoked' | 'expired';
  state_label: string;
  account: string | null;
  secret?: string;
  address?: string;
}

export interface AuditEntry {
  number: number;
  /** Of an act that is several entries the first; else its own number. */
  first: number;
  /** The entry that tells of the whole act of which this one is a part. */
  part_of: number | null;
  at: string;
  author: string;
  what: string;
  label: string;
  object: string;
  /** What the object says: a title, a decision. */
  about: string | null;
  /** The report or entry that it is, or the report on which a comment is. */
  report: string | null;
  /** That on whose card a comment is. */
  entity: string | null;
  is_entry: boolean;
  content: string;
  before: string;
}

export interface Audit {
  head: string;
  count: number;
  next: number | null;
  entries: AuditEntry[];
}
