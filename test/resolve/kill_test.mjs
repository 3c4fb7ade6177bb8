// Kills readers at random moments; the registry must come out as that of an undisturbed run.
//
//     kill_test.mjs UZEL DUMP_REGISTRY DATA_FOLDER REPORTS
//
// So many reports of our own making are read into one registry without disturbance, and into
// another by readers that are killed (SIGKILL) ten times and started again. After each kill the
// registry must be sound, and at the end the truth of both must be equal, times apart. A third of
// the reports share persons and firms, some are the same text twice, so that the order of intake
// shows.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Draw, reportsWrite } from './reports.mjs';

const KILLS = 10;

const fail = (message) => {
  throw new Error(message);
};

class Trial {
  constructor(uzel, dump, data, scratch) {
    Object.assign(this, { uzel, dump, data });
    this.reports = path.join(scratch, 'reports');
    mkdirSync(this.reports);
  }

  start(registry) {
    return spawn(this.uzel, ['read', this.reports, '--registry', registry, '--jobs', '2', '--data',
      this.data], { stdio: ['inherit', 'ignore', 'pipe'] });
  }

  async runToEnd(registry) {
    const reader = this.start(registry);
    let errors = '';
    reader.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
    const [code, signal] = await once(reader, 'close');
    if (code !== 0) fail(`uzel read failed with ${code ?? signal}: ${errors}`);
  }

  truth(registry) {
    const done = spawnSync(this.dump, [path.join(this.data, 'schema.json'), registry],
      { maxBuffer: Infinity });
    if (done.error) throw done.error;
    if (done.status !== 0) fail(`the registry is unsound: ${done.stderr}`);
    return done.stdout;
  }

  /** Starts a reader and kills it within so many seconds; false where it was faster. */
  async kill(registry, seconds) {
    const reader = this.start(registry);
    const ended = once(reader, 'close');
    reader.stderr.resume();
    await sleep(1000 * seconds);
    const killed = reader.exitCode === null && reader.signalCode === null && reader.kill('SIGKILL');
    const [, signal] = await ended;
    return killed && signal === 'SIGKILL';
  }
}

const countOf = (truth) => truth.toString('latin1').split('\nreports\t').length - 1;

function remove(registry) {
  for (const ending of ['', '-wal', '-shm']) rmSync(registry + ending, { force: true });
}

/** Kills readers of one registry until it has been done KILLS times. */
async function disturb(trial, registry, draw, whole) {
  let killed = 0;
  while (killed < KILLS) {
    // Ten of these come to about half of the whole.
    if (!(await trial.kill(registry, draw.fraction() * whole * 0.1))) {
      // Faster than the first run: begin again, with the kills that are left.
      remove(registry);
      continue;
    }
    killed++;
    // Killed before it made the tables, it leaves no registry yet.
    if (existsSync(registry) && statSync(registry).size > 0) {
      console.log(`kill ${killed}: ${countOf(trial.truth(registry))} reports`);
    }
  }
}

async function main([uzel, dump, data, reports], scratch) {
  const seed = Number(process.env.KILL_SEED ?? Date.now() % 1000000);
  console.log(`seed ${seed} (KILL_SEED)`);
  const trial = new Trial(uzel, dump, data, scratch);
  reportsWrite(trial.reports, seed, Number(reports));
  const calm = path.join(scratch, 'calm.uzel');
  const began = performance.now();
  await trial.runToEnd(calm);
  const whole = (performance.now() - began) / 1000;
  const truth = trial.truth(calm);
  console.log(`undisturbed: ${countOf(truth)} reports in ${whole.toFixed(1)} s, ` +
    `${truth.length} bytes of truth`);
  const disturbed = path.join(scratch, 'disturbed.uzel');
  await disturb(trial, disturbed, new Draw(seed), whole);
  await trial.runToEnd(disturbed);
  if (!trial.truth(disturbed).equals(truth)) {
    writeFileSync('/tmp/uzel-kill-calm.txt', truth);
    writeFileSync('/tmp/uzel-kill-disturbed.txt', trial.truth(disturbed));
    fail('the registries differ: see /tmp/uzel-kill-*.txt');
  }
  await trial.runToEnd(disturbed);
  if (!trial.truth(disturbed).equals(truth)) {
    fail('reading everything once more changed the registry');
  }
  console.log(`killed ${KILLS} times: equal`);
}

const scratch = mkdtempSync(path.join(tmpdir(), 'uzel-kill-'));
try {
  await main(process.argv.slice(2), scratch);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true });
}
