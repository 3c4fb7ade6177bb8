// Many files that the server reads one after another while we watch: they are sent in requests of
// their own, a few ahead of the reading, and what becomes of each comes as server-sent events.
import { ApiError, apiAddress, send } from './api';
import { message } from './messages';

/** What is told of a file that was read. */
export interface Brief {
  title: string;
  published: string | null;
  summary: string;
  facts: number;
  /** The report of the registry that has this text. */
  known: string | null;
}

export interface Progress {
  files: number;
  read: number;
  failed: number;
  per_second: number | null;
  seconds_left: number | null;
}

interface Told {
  file: number;
  state: 'waiting' | 'reading' | 'read' | 'failed';
  report?: Brief;
  problem?: { detail?: string };
}

export interface Sent {
  content: Blob;
  parameters: Record<string, string>;
}

/** What is called as things happen; number is the file's place among those that were given. */
export interface Watcher {
  reading: (number: number) => void;
  read: (number: number, brief: Brief) => void;
  failed: (number: number, reason: string) => void;
  progress: (progress: Progress) => void;
  /** All files are read or failed, or the batch was stopped. */
  ended: () => void;
}

/** So many files, and bytes of them, are sent ahead of the reading. */
const AHEAD = 8;
const BYTES_AHEAD = 24 * 1024 * 1024;
/** Connections in a row that may fail before the server is taken to be gone. */
const PATIENCE = 4;
const AGAIN_AFTER = 1000;

export class Batch {
  #path = '';
  #source: EventSource | undefined;
  #settled = new Set<number>();
  #next = 0;
  #ahead = 0;
  #failures = 0;
  #over = false;
  #sending = new Set<Promise<void>>();

  constructor(
    private readonly files: readonly Sent[],
    private readonly watcher: Watcher,
  ) {
    void this.#open();
  }

  /** Ends it: files that were not read stay so. */
  stop(): void {
    // What is on its way would be refused once the batch is gone.
    if (this.#path && !this.#over)
      void Promise.all(this.#sending)
        .then(() => send('DELETE', this.#path))
        .catch(() => undefined);
    this.#end();
  }

  async #open(): Promise<void> {
    try {
      const opened = await send<{ batch: string }>('POST', 'batches', {
        files: String(this.files.length),
      });
      this.#path = `batches/${encodeURIComponent(opened.batch)}`;
    } catch (error) {
      this.#lose(error);
      return;
    }
    if (this.#over) return void send('DELETE', this.#path).catch(() => undefined);
    const source = new EventSource(apiAddress(`${this.#path}/events`));
    this.#source = source;
    source.addEventListener('open', () => (this.#failures = 0));
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED || ++this.#failures >= PATIENCE) this.#lose();
    });
    source.addEventListener('file', (event: MessageEvent<string>) =>
      this.#take(JSON.parse(event.data) as Told),
    );
    for (const name of ['progress', 'done'])
      source.addEventListener(name, (event: MessageEvent<string>) =>
        this.watcher.progress(JSON.parse(event.data) as Progress),
      );
    source.addEventListener('stopped', () => this.#lose());
    this.#sendMore();
  }

  #take(told: Told): void {
    if (this.#settled.has(told.file)) return;
    if (told.state === 'reading') this.watcher.reading(told.file);
    if (told.state === 'read' && told.report) {
      this.#settle(told.file);
      this.watcher.read(told.file, told.report);
    }
    if (told.state === 'failed') this.#fail(told.file, told.problem?.detail);
    this.#goOn();
  }

  #settle(number: number): void {
    this.#settled.add(number);
    this.#ahead -= this.files[number]?.content.size ?? 0;
  }

  #fail(number: number, reason?: string): void {
    if (this.#settled.has(number)) return;
    this.#settle(number);
    this.watcher.failed(number, reason || message('web.add.failed'));
  }

  #goOn(): void {
    if (this.#over) return;
    if (this.#settled.size < this.files.length) return this.#sendMore();
    // The server forgets it at once; where a file never reached it, it would wait for that.
    this.stop();
  }

  #sendMore(): void {
    while (
      !this.#over &&
      this.#next < this.files.length &&
      this.#next - this.#settled.size < AHEAD &&
      (this.#ahead === 0 || this.#ahead < BYTES_AHEAD)
    ) {
      const number = this.#next++;
      this.#ahead += this.files[number]?.content.size ?? 0;
      const sending = this.#send(number).finally(() => this.#sending.delete(sending));
      this.#sending.add(sending);
    }
  }

  async #send(number: number): Promise<void> {
    const file = this.files[number];
    if (!file || this.#over) return;
    try {
      await send('PUT', `${this.#path}/files/${number}`, file.content, file.parameters);
    } catch (error) {
      if (this.#over) return;
      if (error instanceof ApiError && error.status === 503) {
        setTimeout(() => void this.#send(number), AGAIN_AFTER);
        return;
      }
      // The batch itself is gone: so are all files that it had not read.
      if (error instanceof ApiError && error.key === 'server.batch_unknown') this.#lose(error);
      else this.#fail(number, error instanceof ApiError ? error.message : undefined);
      this.#goOn();
    }
  }

  /** The server is gone, or has forgotten the batch. */
  #lose(error?: unknown): void {
    if (this.#over) return;
    const reason = error instanceof ApiError ? error.message : undefined;
    for (let number = 0; number < this.files.length; number++) this.#fail(number, reason);
    this.#end();
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#source?.close();
    this.watcher.ended();
  }
}
