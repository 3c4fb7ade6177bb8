// Reports on their way into the registry: each is read first, and stored only when its user says so.
//
// A pasted text is asked for by itself. Files are read by a batch of the server, which is watched:
// what is told of each is enough for a list, and its reading is asked for when somebody looks at it.
// Of few files that is done at once.
import { ApiError } from './api';
import type { Brief, Batch, Progress, Sent, Watcher } from './batch';
import { message } from './messages';
import type { Report } from './model';

/** What POST /api/v1/readings answers. */
export interface Tried {
  /** The report of the registry that has this text. */
  known: string | null;
  text: string;
  report: Report;
}

export interface Stated {
  published: string;
  source: string;
  url: string;
}

export type Step = 'waiting' | 'reading' | 'read' | 'storing' | 'stored' | 'failed' | 'stopped';

export interface Incoming {
  key: number;
  /** The file's name; empty of a text that was pasted. */
  name: string;
  step: Step;
  stated: Stated;
  /** What the batch told of it. */
  brief?: Brief;
  tried?: Tried;
  /** Its reading is being asked for. */
  looking?: boolean;
  /** The date under which it was read, and the one that the report gives itself. */
  under?: string;
  own?: string;
  /** Why it was not read or not stored. */
  error?: string;
  /** The id under which it is stored. */
  stored?: string;
}

interface Asking {
  read: (content: Blob | string, name: string, stated: Stated) => Promise<Tried>;
  store: (content: Blob | string, name: string, stated: Stated) => Promise<{ report: string }>;
  watch: (files: Sent[], watcher: Watcher) => Pick<Batch, 'stop'>;
  parameters: (name: string, stated: Stated) => Record<string, string>;
}

/** Of so many files each reading is shown as soon as it is there. */
export const FEW = 4;

export class Adder {
  items: readonly Incoming[] = [];
  /** How far the batch is that is under way. */
  progress: Progress | undefined;
  #contents = new Map<number, Blob | string>();
  #wanted: { key: number; what: 'read' | 'store' }[] = [];
  #busy = false;
  #next = 1;
  #batch: Pick<Batch, 'stop'> | undefined;

  constructor(
    private readonly asking: Asking,
    private readonly changed: () => void,
  ) {}

  /** Whether files are being read, or wait to be. */
  get watching(): boolean {
    return this.#batch !== undefined;
  }

  /** Adds a text and reads it when its turn comes. */
  add(content: string, stated: Stated): void {
    this.#want(this.#take(content, '', stated), 'read');
  }

  /** Adds files, which are read when those before them are. */
  addFiles(files: Iterable<File>, stated: Stated): void {
    for (const file of files) this.#take(file, file.name, stated);
    this.changed();
    this.#watch();
  }

  /** Stops reading files; what was read stays. */
  stop(): void {
    for (const item of this.items)
      if (this.#isFile(item) && (item.step === 'waiting' || item.step === 'reading'))
        this.#set(item.key, { step: 'stopped' });
    this.#batch?.stop();
  }

  /** Goes on where it was stopped. */
  goOn(): void {
    for (const item of this.items)
      if (item.step === 'stopped') this.#set(item.key, { step: 'waiting' });
    this.#watch();
  }

  /** Asks for the reading of a file that is to be looked at. */
  look(key: number): void {
    const item = this.#find(key);
    if (!item || item.tried || item.looking || item.step !== 'read') return;
    this.#set(key, { looking: true });
    this.#want(key, 'read');
  }

  /** Keeps what its user states. */
  state(key: number, stated: Stated): void {
    this.#set(key, { stated });
  }

  /** Reads it again where its date is another: relative dates follow from it. */
  date(key: number): void {
    const item = this.#find(key);
    if (item?.step !== 'read' || item.under === item.stated.published) return;
    this.#set(key, { step: 'waiting' });
    this.#want(key, 'read');
  }

  store(key: number): void {
    this.#set(key, { step: 'storing' });
    this.#want(key, 'store');
  }

  remove(key: number): void {
    this.#contents.delete(key);
    this.items = this.items.filter((item) => item.key !== key);
    this.changed();
  }

  #find(key: number): Incoming | undefined {
    return this.items.find((item) => item.key === key);
  }

  /** Whether the batch reads it, until it is looked at. */
  #isFile(item: Incoming): boolean {
    return !item.tried && this.#contents.get(item.key) instanceof Blob;
  }

  #take(content: Blob | string, name: string, stated: Stated): number {
    const key = this.#next++;
    this.#contents.set(key, content);
    this.items = [...this.items, { key, name, step: 'waiting', stated }];
    return key;
  }

  #set(key: number, change: Partial<Incoming>): void {
    this.items = this.items.map((item) => (item.key === key ? { ...item, ...change } : item));
    this.changed();
  }

  /** Has the files read that wait, unless others are being read. */
  #watch(): void {
    const items = this.items.filter((item) => item.step === 'waiting' && this.#isFile(item));
    if (this.#batch || items.length === 0) return;
    const keyOf = (number: number) => items[number]?.key ?? 0;
    const files = items.map((item) => ({
      content: this.#contents.get(item.key) as Blob,
      parameters: this.asking.parameters(item.name, item.stated),
    }));
    this.#batch = this.asking.watch(files, {
      reading: (number) => this.#set(keyOf(number), { step: 'reading' }),
      read: (number, brief) => {
        this.#set(keyOf(number), { step: 'read', brief, under: items[number]?.stated.published });
        if (items.length <= FEW) this.look(keyOf(number));
      },
      failed: (number, error) => this.#set(keyOf(number), { step: 'failed', error }),
      progress: (progress) => {
        this.progress = progress;
        this.changed();
      },
      ended: () => {
        this.#batch = undefined;
        this.progress = undefined;
        this.changed();
        this.#watch();
      },
    });
  }

  #want(key: number, what: 'read' | 'store'): void {
    this.#wanted = [...this.#wanted.filter((one) => one.key !== key), { key, what }];
    this.changed();
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let one = this.#wanted.shift(); one; one = this.#wanted.shift()) {
      const { key, what } = one;
      const item = this.#find(key);
      if (!item) continue;
      await (what === 'read' ? this.#read(item) : this.#store(item)).catch((error: unknown) =>
        this.#set(key, {
          step: item.tried || item.brief ? 'read' : 'failed',
          looking: false,
          error: reasonOf(error),
        }),
      );
    }
    this.#busy = false;
  }

  async #read(item: Incoming): Promise<void> {
    this.#set(item.key, item.looking ? { error: '' } : { step: 'reading', error: '' });
    // Once its text is known the file is not sent again.
    const content = item.tried?.text ?? this.#contents.get(item.key) ?? '';
    const tried = await this.asking.read(content, item.name, item.stated);
    this.#contents.delete(item.key);
    const own = item.stated.published ? item.own : (tried.report.published ?? '');
    const stated = completed(item.stated, tried.report);
    this.#set(item.key, {
      // It may have been stored meanwhile.
      ...(item.looking ? {} : { step: 'read' }),
      looking: false,
      tried,
      stated,
      own: own ?? '',
      under: stated.published,
    });
  }

  async #store(item: Incoming): Promise<void> {
    this.#set(item.key, { error: '' });
    // A date that the report gives is proved by its words; stated, it would be its user's.
    const published = item.stated.published === item.own ? '' : item.stated.published;
    const stated = { ...item.stated, published };
    const content = item.tried?.text ?? this.#contents.get(item.key) ?? '';
    const done = await this.asking.store(content, item.name, stated);
    this.#contents.delete(item.key);
    this.#set(item.key, { step: 'stored', stored: done.report });
  }
}

/** What the report itself says stands where its user has said nothing. */
function completed(stated: Stated, report: Report): Stated {
  return {
    published: stated.published || report.published || '',
    source: stated.source || report.publisher || '',
    url: stated.url || report.url || '',
  };
}

function reasonOf(error: unknown): string {
  return error instanceof ApiError && error.message ? error.message : message('web.add.failed');
}
