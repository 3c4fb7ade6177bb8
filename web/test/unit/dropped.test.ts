// Walking what is dropped: folders in folders, bounds, what is left out.
import { expect, test } from 'vitest';
import { chosenOf, DEPTH_MOST, FILES_MOST, walk, type Entry } from '../../src/dropped';

const file = (name: string): Entry =>
  ({
    name,
    isFile: true,
    isDirectory: false,
    file: (taken: (file: File) => void) => taken(new File([name], name)),
  }) as Entry;

/** A folder whose reader tells of two entries at a time, as browsers tell of a hundred. */
const folder = (name: string, entries: Entry[]): Entry =>
  ({
    name,
    isFile: false,
    isDirectory: true,
    createReader: () => {
      let at = 0;
      return {
        readEntries: (taken: (some: Entry[]) => void) => taken(entries.slice(at, (at += 2))),
      };
    },
  }) as Entry;

const closed = (name: string): Entry =>
  ({
    name,
    isFile: false,
    isDirectory: true,
    createReader: () => ({
      readEntries: (_taken: unknown, failed: (error: unknown) => void) => failed(new Error()),
    }),
  }) as Entry;

const names = (files: File[]) => files.map(({ name }) => name);

test('a folder is walked in the order of its names, what is not read is counted', async () => {
  const found = await walk([
    folder('reports', [
      file('10.txt'),
      file('2.HTML'),
      file('.DS_Store'),
      file('photo.jpg'),
      folder('more', [file('3.pdf'), file('~$4.docx'), file('4.docx')]),
      folder('.git', [file('5.txt')]),
      closed('secret'),
    ]),
    file('photo.png'),
  ]);
  expect(names(found.files)).toEqual(['2.HTML', '10.txt', '3.pdf', '4.docx', 'photo.png']);
  expect(found).toMatchObject({ others: 1, closed: 1, cut: false });
});

test('too many files and too deep folders are cut', async () => {
  const many = Array.from({ length: FILES_MOST + 1 }, (_each, index) => file(`${index}.txt`));
  const found = await walk([folder('many', many)]);
  expect(found.files.length).toBe(FILES_MOST);
  expect(found.cut).toBe(true);
  let deep = folder('last', [file('1.txt')]);
  for (let depth = 1; depth < DEPTH_MOST; depth++) deep = folder(`${depth}`, [deep]);
  expect(await walk([deep])).toMatchObject({ cut: false });
  expect(await walk([folder('first', [deep])])).toMatchObject({ files: [], cut: true });
});

test('of a chosen folder the same is taken', () => {
  const all = ['a/2.txt', 'a/.x/1.txt', 'a/1.txt', 'a/b.jpg'].map((path) => {
    const chosen = new File([path], path.slice(path.lastIndexOf('/') + 1));
    Object.defineProperty(chosen, 'webkitRelativePath', { value: path });
    return chosen;
  });
  const found = chosenOf(all);
  expect(names(found.files)).toEqual(['1.txt', '2.txt']);
  expect(found.others).toBe(1);
});
