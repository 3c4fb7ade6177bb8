// Reports on their way into the registry: each is read first, and stored only when its user says so.
// One is asked for after another, each in a request of its own: so the answers themselves tell how
// far all are, what fails is that one report, and the server is never sent more than it can do.
import { ApiError } from './api';
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

export type Step = 'waiting' | 'reading' | 'read' | 'storing' | 'stored' | 'failed';

export interface Incoming {
  key: number;
  /** The file's name; empty of a text that was pasted. */
  name: string;
  step: Step;
  stated: Stated;
  tried?: Tried;
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
  store: (text: string, name: string, stated: Stated) => Promise<{ report: string }>;
}

export class Adder {
  items: readonly Incoming[] = [];
  #contents = new Map<number, Blob | string>();
  #wanted: { key: number; what: 'read' | 'store' }[] = [];
  #busy = false;
  #next = 1;

  constructor(
    private readonly asking: Asking,
    private readonly changed: () => void,
  ) {}

  /** Adds a file or a text and reads it when its turn comes. */
  add(content: Blob | string, name: string, stated: Stated): void {
    const key = this.#next++;
    this.#contents.set(key, content);
    this.items = [...this.items, { key, name, step: 'waiting', stated }];
    this.#want(key, 'read');
  }

  /** Keeps what its user states. */
  state(key: number, stated: Stated): void {
    this.#set(key, { stated });
  }

  /** Reads it again where its date is another: relative dates follow from it. */
  date(key: number): void {
    const item = this.items.find((candidate) => candidate.key === key);
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

  #set(key: number, change: Partial<Incoming>): void {
    this.items = this.items.map((item) => (item.key === key ? { ...item, ...change } : item));
    this.changed();
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
      const item = this.items.find((candidate) => candidate.key === key);
      if (!item) continue;
      await (what === 'read' ? this.#read(item) : this.#store(item)).catch((error: unknown) =>
        this.#set(key, { step: item.tried ? 'read' : 'failed', error: reasonOf(error) }),
      );
    }
    this.#busy = false;
  }

  async #read(item: Incoming): Promise<void> {
    this.#set(item.key, { step: 'reading', error: '' });
    // Once its text is known the file is not sent again.
    const content = item.tried?.text ?? this.#contents.get(item.key) ?? '';
    const tried = await this.asking.read(content, item.name, item.stated);
    this.#contents.delete(item.key);
    const own = item.stated.published ? item.own : (tried.report.published ?? '');
    const stated = completed(item.stated, tried.report);
    this.#set(item.key, { step: 'read', tried, stated, own: own ?? '', under: stated.published });
  }

  async #store(item: Incoming): Promise<void> {
    this.#set(item.key, { error: '' });
    // A date that the report gives is proved by its words; stated, it would be its user's.
    const published = item.stated.published === item.own ? '' : item.stated.published;
    const stated = { ...item.stated, published };
    const done = await this.asking.store(item.tried?.text ?? '', item.name, stated);
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
