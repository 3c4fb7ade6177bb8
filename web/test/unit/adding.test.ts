import { describe, expect, it } from 'vitest';
import { Adder, type Stated, type Tried } from '../../src/adding';
import { ApiError } from '../../src/api';
import type { Report } from '../../src/model';

const nothing: Stated = { published: '', source: '', url: '' };

function tried(text: string, published: string | null): Tried {
  return { known: null, text, report: { published, publisher: 'Газета' } as Report };
}

/** An adder over a server that says of each question how it is answered. */
function made(read: (content: Blob | string, stated: Stated) => Tried) {
  const asked: string[] = [];
  const stored: [string, string, Stated][] = [];
  let under = 0;
  const adder: Adder = new Adder(
    {
      read: async (content, name, stated) => {
        asked.push(name);
        expect(++under).toBe(1);
        await Promise.resolve();
        under--;
        return read(content, stated);
      },
      store: (text, name, stated) => {
        stored.push([text, name, stated]);
        return Promise.resolve({ report: 'r1' });
      },
    },
    () => undefined,
  );
  const idle = () => new Promise((resolve) => setTimeout(resolve, 5));
  return { adder, asked, stored, idle };
}

describe('adding reports', () => {
  it('reads one after another, and one that fails stops none', async () => {
    const { adder, asked, idle } = made((content) => {
      if (content === 'плохо') throw new ApiError(422, 'Это скан.');
      return tried(String(content), null);
    });
    adder.add('раз', 'a', nothing);
    adder.add('плохо', 'b', nothing);
    adder.add('три', 'c', nothing);
    await idle();
    expect(asked).toEqual(['a', 'b', 'c']);
    expect(adder.items.map((item) => item.step)).toEqual(['read', 'failed', 'read']);
    expect(adder.items[1]?.error).toBe('Это скан.');
  });

  it('stores what was read, the date only where its user stated it', async () => {
    const { adder, stored, idle } = made((content) => tried(String(content), '2015-02-09'));
    adder.add('текст', 'a', nothing);
    await idle();
    expect(adder.items[0]?.stated).toEqual({ published: '2015-02-09', source: 'Газета', url: '' });
    adder.store(1);
    await idle();
    expect(stored[0]).toEqual(['текст', 'a', { published: '', source: 'Газета', url: '' }]);
    expect(adder.items[0]?.stored).toBe('r1');
  });

  it('reads again under another date, by the text', async () => {
    const { adder, asked, stored, idle } = made((content, stated) =>
      tried(`${String(content)}!`, stated.published || null),
    );
    adder.add('текст', 'a', nothing);
    await idle();
    adder.state(1, { ...nothing, published: '2015' });
    adder.date(1);
    await idle();
    adder.date(1);
    await idle();
    expect(asked).toEqual(['a', 'a']);
    adder.store(1);
    await idle();
    expect(stored[0]?.[0]).toBe('текст!!');
    expect(stored[0]?.[2].published).toBe('2015');
  });
});
