// Kills uzel redact at random moments: nothing may be redacted by halves.
//
//     redact_kill_test.mjs UZEL DUMP_REGISTRY DATA_FOLDER                  (a registry in a file)
//     postgres.sh node redact_kill_test.mjs UZEL DUMP_REGISTRY DATA_FOLDER (in a database)
//
// A registry is copied again and again, and in each copy a person is redacted by a program that is
// killed (SIGKILL). What it leaves is either the registry as it was, or one in which all of the truth
// is redacted, of which uzel check says that the rest is to be done. Redacting once more must make it
// equal to the one in which nobody was killed, and the name must be nowhere in it. The registry has
// another redaction from the start, so all copies have one key.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Draw, reportsWrite } from '../resolve/reports.mjs';

const REPORTS = 150;
const KILLS = 12;
const SERVER = process.env.UZEL_TEST_POSTGRESQL;
const NAME = /ерепёлкин|ерепелкин/i; // the person's, as texts and as the search have it

const fail = (message) => {
  throw new Error(message);
};

class Trial {
  constructor(uzel, dump, data, scratch) {
    Object.assign(this, { uzel, dump, data, scratch });
    this.environment = { ...process.env, XDG_CONFIG_HOME: scratch };
  }

  place(name) {
    return SERVER ? `${SERVER}&options=-csearch_path%3dredact_${name}` : path.join(this.scratch, `${name}.uzel`);
  }

  run(...words) {
    const done = spawnSync(this.uzel, [...words, '--data', this.data],
      { encoding: 'utf8', maxBuffer: Infinity, env: this.environment });
    if (done.error) throw done.error;
    return done;
  }

  /** Runs a command that must do what it is told; what it printed. */
  must(...words) {
    const done = this.run(...words);
    if (done.status !== 0) fail(`uzel ${words.join(' ')}: ${done.status ?? done.signal}: ${done.stderr}`);
    return done.stdout;
  }

  search(registry) {
    return JSON.parse(this.run('search', 'перепёлкина', '--registry', registry, '--format', 'json').stdout);
  }

  /** A fresh copy of the registry. */
  copy(name) {
    const [from, to] = [this.place('base'), this.place(name)];
    if (SERVER) {
      this.must('copy', from, to);
      return to;
    }
    for (const ending of ['-wal', '-shm']) rmSync(to + ending, { force: true });
    for (const ending of ['', '.key']) copyFileSync(from + ending, to + ending);
    return to;
  }

  /** The truth of a registry, or null where a redaction is to be brought to its end. */
  truth(registry) {
    const done = spawnSync(this.dump, [path.join(this.data, 'schema.json'), registry],
      { maxBuffer: Infinity, env: this.environment });
    if (done.error) throw done.error;
    if (done.status === 0) return done.stdout;
    const told = done.stderr.toString().trim().split('\n');
    if (told.length === 1 && told[0].includes('redactions') && told[0].includes('was interrupted')) return null;
    return fail(`the registry is unsound: ${done.stderr}`);
  }

  redactArguments(registry) {
    return ['redact', this.person, '--force', '--reason', 'Так просила Перепёлкина', '--registry', registry];
  }

  /** Kills a redaction after so many seconds; false where it was done before. */
  async kill(registry, seconds) {
    const program = spawn(this.uzel, [...this.redactArguments(registry), '--data', this.data],
      { stdio: 'ignore', env: this.environment });
    const ended = once(program, 'close');
    await sleep(1000 * seconds);
    program.kill('SIGKILL');
    const [code, signal] = await ended;
    if (code !== null && code !== 0) fail(`uzel redact failed with ${code}`);
    return signal === 'SIGKILL';
  }
}

/** Reports that name the person in full and by her family name, in several cases. */
function personReportsWrite(folder) {
  for (let number = 0; number < 20; number++) {
    writeFileSync(path.join(folder, `p${number}.txt`),
      `Новости завода, выпуск ${number}\n\n${number + 1} марта 2017 года генеральный директор ОАО «Заря» ` +
      `Клавдия Перепёлкина подписала соглашение о сотрудничестве с ООО «Луч-${number}».\n\n` +
      `«Мы построим ${number + 2} цеха», — сказала Перепёлкина. С Клавдией Перепелкиной встретился ` +
      'губернатор Томской области Глеб Сомов.\n');
  }
}

function made(trial, draw) {
  const reports = path.join(trial.scratch, 'reports');
  const base = trial.place('base');
  mkdirSync(reports);
  reportsWrite(reports, draw.number(0, 1e6), REPORTS);
  personReportsWrite(reports);
  trial.must('read', reports, '--registry', base);
  trial.must('redact', 'Инна Фомина', '--force', '--registry', base);
  const found = trial.search(base);
  if (found.entities.length !== 1 || found.total !== 20) fail('the person is not found');
  trial.person = found.entities[0].id;
  if (SERVER) return;
  trial.must('check', '--registry', base); // leaves no log behind
  if (existsSync(`${base}-wal`) && readFileSync(`${base}-wal`).length) fail('the registry has a log');
}

/** The name stands nowhere: neither in the truth nor, of a file, in its bytes; and it is not found. */
function checkGone(trial, registry, truth) {
  const line = truth.toString().split('\n').find((each) => NAME.test(each));
  if (line) fail(`the truth has the name: ${line}`);
  for (const ending of SERVER ? [] : ['', '-wal'])
    if (existsSync(registry + ending) && NAME.test(readFileSync(registry + ending).toString()))
      fail(`the file${ending} has the name`);
  const { total, entities } = trial.search(registry);
  if (total || entities.length) fail('the name is found');
}

async function main(programs, scratch) {
  const seed = Number(process.env.KILL_SEED ?? Date.now() % 1000000);
  console.log(`seed ${seed} (KILL_SEED)`);
  const draw = new Draw(seed);
  const trial = new Trial(...programs, scratch);
  made(trial, draw);
  const before = trial.truth(trial.place('base'));
  const calm = trial.copy('calm');
  const began = performance.now();
  trial.must(...trial.redactArguments(calm));
  const whole = (performance.now() - began) / 1000;
  const wanted = trial.truth(calm);
  checkGone(trial, calm, wanted);
  const count = { nothing: 0, rest: 0, done: 0 };
  for (let i = 0; i < KILLS; i++) {
    const registry = trial.copy(`killed${i}`);
    const killed = await trial.kill(registry, whole * (i + draw.fraction()) / KILLS);
    const left = trial.truth(registry);
    if (left === null) count.rest++;
    else if (left.equals(before)) count.nothing++;
    else if (left.equals(wanted)) count.done++;
    else fail(`kill ${i}: neither as it was nor redacted`);
    if (!killed && !left?.equals(wanted)) fail(`kill ${i}: it ended, and did nothing`);
    if (!left?.equals(wanted)) trial.must(...trial.redactArguments(registry));
    const truth = trial.truth(registry);
    if (!truth?.equals(wanted)) {
      writeFileSync('/tmp/uzel-redact-calm.txt', wanted);
      writeFileSync('/tmp/uzel-redact-killed.txt', truth ?? '');
      fail(`kill ${i}: the registries differ: see /tmp/uzel-redact-*.txt`);
    }
    checkGone(trial, registry, truth);
  }
  console.log(`redacting takes ${whole.toFixed(1)} s; killed ${KILLS} times: as before ${count.nothing}, ` +
    `the rest to be done ${count.rest}, done ${count.done}`);
}

const scratch = mkdtempSync(path.join(tmpdir(), 'uzel-redact-'));
try {
  await main(process.argv.slice(2), scratch);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true });
}
