// A registry whose database refuses a report, where it is written or where it is committed: what is told
// of must be what is in it, and reading goes on once nothing is refused.
//
//     [postgres.sh node] refusal_test.mjs UZEL DUMP_REGISTRY REGISTRY_SQL DATA_FOLDER
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { reportsWrite } from './reports.mjs';

const REPORTS = 80; // more than a reader takes at once
const REFUSED = '00070';
const server = process.env.UZEL_TEST_POSTGRESQL;

const fail = (message) => {
  throw new Error(message);
};

// At once where a row is written; with PostgreSQL also no earlier than at the commit.
const refusals = server
  ? ['AFTER', 'CONSTRAINT'].map((kind) => ({
      begin: `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN RAISE EXCEPTION ''refused''; END';
        CREATE ${kind === 'AFTER' ? '' : kind} TRIGGER refuse AFTER INSERT ON reports
        ${kind === 'AFTER' ? '' : 'DEFERRABLE INITIALLY DEFERRED'} FOR EACH ROW
        WHEN (NEW.id = '${REFUSED}') EXECUTE FUNCTION refuse()`,
      end: 'DROP FUNCTION refuse CASCADE',
    }))
  : [{
      begin: `CREATE TRIGGER refuse AFTER INSERT ON reports WHEN NEW.id = '${REFUSED}'
        BEGIN SELECT RAISE(ABORT, 'refused'); END`,
      end: 'DROP TRIGGER refuse',
    }];

function run(program, ...given) {
  const done = spawnSync(program, given, { maxBuffer: Infinity, encoding: 'utf8' });
  if (done.error) throw done.error;
  return done;
}

class Trial {
  constructor([uzel, dump, sql, data], reports, registry) {
    Object.assign(this, { uzel, dump, sql, data, reports, registry });
  }

  /** The ids of the reports that the reader told of, and its exit code. */
  read(...inputs) {
    const { status, stdout, stderr } = run(this.uzel, 'read', ...inputs, '--registry', this.registry,
      '--format', 'json', '--jobs', '2', '--data', this.data);
    const told = stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line).report.id);
    return { status, told, stderr };
  }

  change(text) {
    const done = run(this.sql, this.registry, text);
    if (done.status !== 0) fail(`SQL failed: ${done.stderr}`);
  }

  /** The number of reports in the registry, which must be sound. */
  count() {
    const done = run(this.dump, path.join(this.data, 'schema.json'), this.registry);
    if (done.status !== 0) fail(`the registry is unsound: ${done.stderr}`);
    return done.stdout.split('\nreports\t').length - 1;
  }

  refuse({ begin, end }) {
    const first = path.join(this.reports, '00000.txt');
    if (this.read(first).status !== 0) fail('the first report could not be read');
    this.change(begin);
    const { status, told, stderr } = this.read(this.reports);
    if (status !== 3) fail(`the exit code is ${status}`);
    if (!stderr.includes('refused')) fail(`nobody says what was refused: ${stderr}`);
    if (told.includes(REFUSED)) fail('the refused report was told of');
    // The first was known, and wanted as JSON once more.
    if (told.length !== this.count()) fail(`told of ${told.length}, in it are ${this.count()}`);
    this.change(end);
    if (this.read(this.reports).status !== 0) fail('reading does not go on');
    const kept = this.count();
    console.log(`told of ${told.length} of ${kept}`);
    // Some are the same text twice.
    if (kept < REPORTS - 2 || told.length >= kept) fail('the trial shows nothing');
  }
}

const scratch = mkdtempSync(path.join(tmpdir(), 'uzel-refusal-'));
try {
  const reports = path.join(scratch, 'reports');
  mkdirSync(reports);
  reportsWrite(reports, 1, REPORTS);
  refusals.forEach((refusal, i) => {
    const registry = server ? `${server}&options=-csearch_path%3drefusal${i}`
      : path.join(scratch, `refusal${i}.uzel`);
    new Trial(process.argv.slice(2), reports, registry).refuse(refusal);
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true });
}
