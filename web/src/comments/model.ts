// Comments on cards and reports, and what the parties of an agreement alone share: docs/members.md.

export interface Attached {
  number: number;
  name: string;
  type: string;
  size: number;
  digest: string;
}

export interface Comment {
  number: number;
  /** The comment that began the thread: its own number where it did. */
  thread: number;
  answers: number | null;
  author: string;
  shown: string | null;
  own: boolean;
  state: 'shown' | 'withdrawn' | 'hidden' | 'erased';
  state_label: string;
  /** Null where who asks may not see them. */
  words: string | null;
  reason: string | null;
  hidden_by: string | null;
  made_at: string;
  edited_at: string | null;
  version: number;
  /** Of messages between parties alone. */
  files?: Attached[];
  /** Of one comment, for its author and who moderates. */
  wordings?: { version: number; at: string; words: string }[];
}

export interface Comments {
  /** That on whose card they are, or the report on whose page. */
  entity: string | null;
  report: string | null;
  name: string;
  summary: string;
  total: number;
  may_comment: boolean;
  may_moderate: boolean;
  comments: Comment[];
  next: number | null;
}

export interface Mentionable {
  name: string;
  shown: string | null;
  entity_name: string | null;
}

/** Whom comments are for: whoever may read the card, or the parties of an agreement alone. */
export type Audience = 'comments' | 'messages';

/** What comments hang on. */
export interface On {
  of: 'entities' | 'reports';
  id: string;
  audience: Audience;
}

/** Where they are asked for and written. */
export const placeOf = (on: On): string => `${on.of}/${encodeURIComponent(on.id)}/${on.audience}`;

export const WORDS_MOST = 4000;
export const FILE_MOST = 10 * 1024 * 1024;

/** Comments as they stand in threads, each thread with the comment that began it first. */
export function threadsOf(comments: Comment[]): Comment[][] {
  const threads = new Map<number, Comment[]>();
  for (const comment of comments) {
    const thread = threads.get(comment.thread);
    if (thread) thread.push(comment);
    else threads.set(comment.thread, [comment]);
  }
  return [...threads.values()];
}

export type Piece = { text: string; as?: 'link' | 'mention' };

/** What addresses and mentions are made of; what a sentence puts behind an address is none of it. */
const MARKS = /https?:\/\/[^\s<>"«»“”]+|(?<![\p{L}\p{N}._@-])@[a-z0-9][a-z0-9._-]*/gu;
const BEHIND = /[.,;:!?)\]}'’…-]+$/;

/** Cuts words into text, addresses that may be followed, and mentions. */
export function piecesOf(words: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of words.matchAll(MARKS)) {
    const text = match[0].replace(BEHIND, '');
    const isLink = text.startsWith('http');
    if (isLink ? !URL.canParse(text) : text.length < 3) continue;
    if (match.index > at) pieces.push({ text: words.slice(at, match.index) });
    pieces.push({ text, as: isLink ? 'link' : 'mention' });
    at = match.index + text.length;
  }
  if (at < words.length) pieces.push({ text: words.slice(at) });
  return pieces;
}

/** What is being typed behind an @ up to the caret: what is mentioned, and where the @ stands. */
export function mentionAt(words: string, caret: number): { typed: string; at: number } | undefined {
  const match = /(?:^|[\s(«"—-])@([\p{L}\p{N}._-]*)$/u.exec(words.slice(0, caret));
  if (!match) return undefined;
  const typed = match[1] ?? '';
  return { typed, at: caret - typed.length - 1 };
}
