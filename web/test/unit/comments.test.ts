import { describe, expect, it } from 'vitest';
import { mentionAt, piecesOf, threadsOf, type Comment } from '../../src/comments/model';

describe('the words of a comment', () => {
  const marked = (words: string) =>
    piecesOf(words)
      .filter((piece) => piece.as)
      .map((piece) => `${piece.as} ${piece.text}`);
  it('are links where they are addresses of the web', () => {
    expect(marked('См. https://example.org/a?b=1, (http://example.org).')).toEqual([
      'link https://example.org/a?b=1',
      'link http://example.org',
    ]);
  });
  it('are no links else', () => {
    expect(marked('javascript:alert(1) data:text/html,x //example.org https:// www.a.ru')).toEqual(
      [],
    );
  });
  it('mention accounts, and not what is within a word', () => {
    expect(marked('@olga, а не olga@mail.ru или @@x; (@boris.k.)')).toEqual([
      'mention @olga',
      'mention @boris.k',
    ]);
  });
  it('stay as they were, put together', () => {
    const words = 'А: https://a.ru/«б», @vera…\n\nи всё';
    expect(
      piecesOf(words)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(words);
  });
});

describe('a mention that is being typed', () => {
  it('begins with an @ behind a space', () => {
    expect(mentionAt('Да, @ol и', 7)).toEqual({ typed: 'ol', at: 4 });
    expect(mentionAt('@', 1)).toEqual({ typed: '', at: 0 });
  });
  it('is none within an address', () => expect(mentionAt('a@b', 3)).toBeUndefined());
});

describe('threads', () => {
  it('keep the order in which they come', () => {
    const one = (number: number, thread: number) => ({ number, thread }) as Comment;
    const threads = threadsOf([one(5, 5), one(1, 1), one(2, 1)]);
    expect(threads.map((thread) => thread.map(({ number }) => number))).toEqual([[5], [1, 2]]);
  });
});
