// Four readers at once on PostgreSQL, killed at random moments and started again; the registry must come
// out as that of one undisturbed reader on SQLite.
//
//     postgres.sh node queue_test.mjs UZEL DUMP_REGISTRY DATA_FOLDER
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Draw, reportsWrite } from './reports.mjs';

const REPORTS = 400;
const READERS = 4;
const KILLS = 8;

const fail = (message) => {
  throw new Error(message);
};

/** Every so many of the reports become web pages, which wait in the queue as they are. */
function pagesMake(folder) {
  readdirSync(folder).forEach((name, i) => {
    if (i % 20) return;
    const file = path.join(folder, name);
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
    const paragraphs = lines.map((line) => `<p>${line}</p>`).join('');
    writeFileSync(file.replace(/txt$/, 'html'), `<!DOCTYPE html><body>${paragraphs}</body>`);
    rmSync(file);
  });
}

function start({ uzel, data, reports }, registry) {
  const reader = spawn(uzel, ['read', reports, '--registry', registry, '--jobs', '1', '--data', data],
    { stdio: ['inherit', 'ignore', 'pipe'] });
  reader.errors = '';
  reader.stderr.setEncoding('utf8').on('data', (text) => (reader.errors += text));
  reader.ended = once(reader, 'close');
  return reader;
}

async function end(reader) {
  const [code, signal] = await reader.ended;
  if (code !== 0) fail(`uzel read failed with ${code ?? signal}: ${reader.errors}`);
}

function truth({ dump, data }, registry) {
  const done = spawnSync(dump, [path.join(data, 'schema.json'), registry], { maxBuffer: Infinity });
  if (done.error) throw done.error;
  if (done.status !== 0) fail(`the registry is unsound: ${done.stderr}`);
  return done.stdout;
}

async function main([uzel, dump, data], scratch) {
  const seed = Number(process.env.KILL_SEED ?? Date.now() % 1000000);
  console.log(`seed ${seed} (KILL_SEED)`);
  const trial = { uzel, dump, data, reports: path.join(scratch, 'reports') };
  mkdirSync(trial.reports);
  reportsWrite(trial.reports, seed, REPORTS);
  pagesMake(trial.reports);
  const calm = path.join(scratch, 'calm.uzel');
  const began = performance.now();
  await end(start(trial, calm));
  const whole = (performance.now() - began) / 1000;
  const wanted = truth(trial, calm);

  const registry = `${process.env.UZEL_TEST_POSTGRESQL}&options=-csearch_path%3dqueue`;
  const draw = new Draw(seed);
  const readers = Array.from({ length: READERS }, () => start(trial, registry));
  let killed = 0;
  for (let i = 0; i < KILLS; i++) {
    await sleep(1000 * whole * 0.4 * draw.fraction());
    const victim = draw.number(0, READERS);
    if (readers[victim].exitCode === null && readers[victim].kill('SIGKILL')) {
      await readers[victim].ended;
      killed++;
    } else {
      await end(readers[victim]);
    }
    readers[victim] = start(trial, registry);
  }
  for (const reader of readers) await end(reader);
  if (!killed) fail('each reader was done before it was to be killed');
  const made = truth(trial, registry);
  if (!made.equals(wanted)) {
    writeFileSync('/tmp/uzel-queue-calm.txt', wanted);
    writeFileSync('/tmp/uzel-queue-disturbed.txt', made);
    fail('the registries differ: see /tmp/uzel-queue-*.txt');
  }
  console.log(`${READERS} readers, killed ${killed} times: equal`);
}

const scratch = mkdtempSync(path.join(tmpdir(), 'uzel-queue-'));
try {
  await main(process.argv.slice(2), scratch);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true });
}
