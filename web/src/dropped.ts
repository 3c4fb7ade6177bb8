// What is dropped on a page, or chosen as a folder: files, and those that stand in folders.
//
// A folder is walked in the order of its names, hidden files and those of a kind that is not read are
// left out and counted, and there are bounds: somebody may drop his whole disk.

/** So many files are taken, so many entries looked at, so deep. */
export const FILES_MOST = 2000;
export const ENTRIES_MOST = 50_000;
export const DEPTH_MOST = 16;

export interface Dropped {
  files: File[];
  /** Files of folders of kinds that are not read. */
  others: number;
  /** There is more than is taken. */
  cut: boolean;
  /** Folders and files that could not be looked into. */
  closed: number;
}

/** What of the browser's entries is used here: tests give others. */
export interface Entry {
  readonly isFile: boolean;
  readonly isDirectory: boolean;
  readonly name: string;
}
interface FileEntry extends Entry {
  file(taken: (file: File) => void, failed: (error: unknown) => void): void;
}
interface FolderEntry extends Entry {
  createReader(): {
    readEntries(taken: (entries: Entry[]) => void, failed: (error: unknown) => void): void;
  };
}

/** The kinds of files that are read, by the ends of their names. */
export const READABLE = [
  '.txt',
  '.text',
  '.html',
  '.htm',
  '.xhtml',
  '.xhtm',
  '.docx',
  '.odt',
  '.pdf',
];
const isReadable = (name: string) => READABLE.some((end) => name.toLowerCase().endsWith(end));

/** Names of what an operating system or a program keeps for itself are left out without a word. */
const isHidden = (name: string) => /^(\.|~\$|Thumbs\.db$|desktop\.ini$)/.test(name);

/** What lies in a folder: a reader tells of a hundred at a time, and of none at the end. */
async function entriesOf(folder: FolderEntry): Promise<Entry[]> {
  const reader = folder.createReader();
  const all: Entry[] = [];
  while (all.length < ENTRIES_MOST) {
    const some = await new Promise<Entry[]>((taken, failed) => reader.readEntries(taken, failed));
    if (some.length === 0) break;
    all.push(...some);
  }
  return all.sort((left, right) => left.name.localeCompare(right.name, 'ru', { numeric: true }));
}

class Walk {
  readonly found: Dropped = { files: [], others: 0, cut: false, closed: 0 };
  #looked = 0;

  /** A file that was dropped itself is taken whatever it is: its failure is told. */
  async take(entry: Entry, depth: number): Promise<void> {
    if (this.#full()) return;
    if (entry.isDirectory) return this.#enter(entry as FolderEntry, depth);
    if (depth > 0 && isHidden(entry.name)) return;
    if (depth > 0 && !isReadable(entry.name)) {
      this.found.others++;
      return;
    }
    try {
      this.found.files.push(
        await new Promise<File>((taken, failed) => (entry as FileEntry).file(taken, failed)),
      );
    } catch {
      this.found.closed++;
    }
  }

  async #enter(folder: FolderEntry, depth: number): Promise<void> {
    if (depth > 0 && isHidden(folder.name)) return;
    if (depth === DEPTH_MOST) {
      this.found.cut = true;
      return;
    }
    try {
      for (const entry of await entriesOf(folder)) await this.take(entry, depth + 1);
    } catch {
      this.found.closed++;
    }
  }

  #full(): boolean {
    const full = this.found.files.length >= FILES_MOST || ++this.#looked > ENTRIES_MOST;
    this.found.cut ||= full;
    return full;
  }
}

/** The files of what was dropped. The entries have to be taken while the event is there. */
export async function walk(entries: readonly Entry[]): Promise<Dropped> {
  const walking = new Walk();
  for (const entry of entries) await walking.take(entry, 0);
  return walking.found;
}

/** The same of a folder that was chosen: the browser has walked it. */
export function chosenOf(files: Iterable<File>): Dropped {
  const found: Dropped = { files: [], others: 0, cut: false, closed: 0 };
  for (const file of files) {
    if ((file.webkitRelativePath || file.name).split('/').some(isHidden)) continue;
    if (!isReadable(file.name)) found.others++;
    else if (found.files.length < FILES_MOST) found.files.push(file);
    else found.cut = true;
  }
  found.files.sort((left, right) =>
    left.webkitRelativePath.localeCompare(right.webkitRelativePath, 'ru', { numeric: true }),
  );
  return found;
}

/** What a drop holds: its entries, and its files where the browser knows no entries. */
export function entriesDropped(transfer: DataTransfer): { entries: Entry[]; files: File[] } {
  const entries: Entry[] = [];
  const files: File[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry?.();
    const file = entry ? null : item.getAsFile();
    if (entry) entries.push(entry);
    if (file) files.push(file);
  }
  return { entries, files };
}
