import { describe, expect, it } from 'vitest';
import { Adder, type Stated, type Tried } from '../../src/adding';
import { ApiError } from '../../src/api';
import type { Sent, Watcher } from '../../src/batch';
import type { Report } from '../../src/model';

const nothing: Stated = { published: '', source: '', url: '' };

function tried(text: string, published: string | null): Tried {
  return { known: null, text, report: { published, publisher: 'Газета' } as Report };
}

/** An adder over a server that says of each question how it is answered. */
function made(read: (content: Blob | string, stated: Stated) => Tried) {
  const asked: string[] = [];
  const stored: [Blob | string, string, Stated][] = [];
  const watched: { files: Sent[]; watcher: Watcher }[] = [];
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
      store: (content, name, stated) => {
        stored.push([content, name, stated]);
        return Promise.resolve({ report: 'r1' });
      },
      watch: (files, watcher) => {
        watched.push({ files, watcher });
        return { stop: () => watcher.ended() };
      },
      parameters: (name) => ({ name }),
    },
    () => undefined,
  );
  const idle = () => new Promise((resolve) => setTimeout(resolve, 5));
  return { adder, asked, stored, watched, idle };
}

const files = (...names: string[]) => names.map((name) => new File([name], name));
const brief = (title: string) => ({
  title,
  published: null,
  summary: '',
  facts: 1,
  known: null,
});

describe('adding reports', () => {
  it('reads texts one after another, and one that fails stops none', async () => {
    const { adder, asked, idle } = made((content) => {
      if (content === 'плохо') throw new ApiError(422, 'Это скан.');
      return tried(String(content), null);
    });
    for (const text of ['раз', 'плохо', 'три']) adder.add(text, nothing);
    await idle();
    expect(asked.length).toBe(3);
    expect(adder.items.map((item) => item.step)).toEqual(['read', 'failed', 'read']);
    expect(adder.items[1]?.error).toBe('Это скан.');
  });

  it('stores what was read, the date only where its user stated it', async () => {
    const { adder, stored, idle } = made((content) => tried(String(content), '2015-02-09'));
    adder.add('текст', nothing);
    await idle();
    expect(adder.items[0]?.stated).toEqual({ published: '2015-02-09', source: 'Газета', url: '' });
    adder.store(1);
    await idle();
    expect(stored[0]).toEqual(['текст', '', { published: '', source: 'Газета', url: '' }]);
    expect(adder.items[0]?.stored).toBe('r1');
  });

  it('reads again under another date, by the text', async () => {
    const { adder, asked, stored, idle } = made((content, stated) =>
      tried(`${String(content)}!`, stated.published || null),
    );
    adder.add('текст', nothing);
    await idle();
    adder.state(1, { ...nothing, published: '2015' });
    adder.date(1);
    await idle();
    adder.date(1);
    await idle();
    expect(asked.length).toBe(2);
    adder.store(1);
    await idle();
    expect(stored[0]?.[0]).toBe('текст!!');
    expect(stored[0]?.[2].published).toBe('2015');
  });
});

describe('adding files', () => {
  it('watches them, and asks for the readings of few at once', async () => {
    const { adder, asked, watched, idle } = made(() => tried('текст', null));
    adder.addFiles(files('a', 'b'), nothing);
    const { watcher } = watched[0] as { watcher: Watcher };
    expect(adder.watching).toBe(true);
    watcher.reading(0);
    expect(adder.items[0]?.step).toBe('reading');
    watcher.read(0, brief('А'));
    watcher.failed(1, 'Это скан.');
    watcher.ended();
    await idle();
    expect(asked).toEqual(['a']);
    expect(adder.items.map((item) => item.step)).toEqual(['read', 'failed']);
    expect(adder.items[0]?.tried?.text).toBe('текст');
    expect(adder.watching).toBe(false);
  });

  it('of many asks for a reading when it is looked at, and stores the file else', async () => {
    const { adder, asked, stored, watched, idle } = made(() => tried('текст', null));
    adder.addFiles(files('a', 'b', 'c', 'd', 'e'), nothing);
    const { watcher } = watched[0] as { watcher: Watcher };
    for (let number = 0; number < 5; number++) watcher.read(number, brief(String(number)));
    watcher.ended();
    await idle();
    expect(asked).toEqual([]);
    adder.look(2);
    await idle();
    expect(asked).toEqual(['b']);
    adder.store(1);
    adder.store(2);
    await idle();
    expect(stored.map(([content]) => content instanceof Blob)).toEqual([true, false]);
    expect(adder.items[1]?.step).toBe('stored');
  });

  it('stops, goes on, and reads what came meanwhile after the others', async () => {
    const { adder, watched, idle } = made(() => tried('текст', null));
    adder.addFiles(files('a', 'b'), nothing);
    adder.addFiles(files('c'), nothing);
    expect(watched.length).toBe(1);
    watched[0]?.watcher.read(0, brief('А'));
    adder.stop();
    await idle();
    expect(adder.items.map((item) => item.step)).toEqual(['read', 'stopped', 'stopped']);
    expect(watched.length).toBe(1);
    adder.goOn();
    expect(watched[1]?.files.map((file) => file.parameters['name'])).toEqual(['b', 'c']);
    adder.addFiles(files('d'), nothing);
    watched[1]?.watcher.read(0, brief('Б'));
    watched[1]?.watcher.read(1, brief('В'));
    watched[1]?.watcher.ended();
    expect(watched[2]?.files.length).toBe(1);
  });
});
