// Ten users who work on one registry at once while the server is killed: crowd.mjs PROGRAM EXAMPLES [SECONDS]
//
// After each kill and at the end the registry must be sound, and its audit trail one that goes on from
// each head that was seen; what was answered as done must be there.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { after, test } from 'node:test';

const [program, examples, seconds = '6'] = process.argv.slice(2);
const USERS = 10;
const ROUNDS = 3; // the server is killed after each but the last
const folder = mkdtempSync(path.join(tmpdir(), 'uzel-crowd-'));
const registry = path.join(folder, 'r.uzel');

after(() => rmSync(folder, { recursive: true }));

function run(input, ...parameters) {
  const done = spawnSync(program, [...parameters, '--registry', registry, '--lang', 'en'],
    { encoding: 'utf8', input, timeout: 120000, maxBuffer: Infinity });
  assert.equal(done.status, 0, `${parameters.join(' ')}: ${done.stdout}${done.stderr}`);
  return done.stdout;
}

async function serve() {
  const child = spawn(program, ['serve', '--registry', registry, '--port', '0', '--lang', 'en'],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of readline.createInterface({ input: child.stdout })) {
    const found = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(line);
    if (found) {
      child.stdout.resume();
      return { child, port: Number(found[1]) };
    }
  }
  throw new Error('the server ended');
}

/** Resolves to { status, answer }, or to undefined where the server went away. */
function ask(port, token, method, address, body) {
  return new Promise((resolve) => {
    const request = http.request({ host: '127.0.0.1', port, path: address, method, agent: false,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' } },
    async (response) => {
      const parts = [];
      try {
        for await (const part of response) parts.push(part);
        resolve({ status: response.statusCode, answer: JSON.parse(Buffer.concat(parts).toString()) });
      } catch {
        resolve(undefined);
      }
    });
    request.on('error', () => resolve(undefined));
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const names = Array.from({ length: USERS }, (_, index) => `user${index}`);
const tokens = [];
const claims = [];
const done = { reports: new Set(), decisions: new Set() };

/** One thing that a user does; what is answered as done is remembered. */
async function act(port, user, turn) {
  const token = tokens[user];
  const claim = claims[(user + turn) % claims.length];
  if (turn % 3 === 0) {
    const text = `Правительство Тверской области и АО «Завод ${user}» подписали соглашение ${turn}.`;
    const added = await ask(port, token, 'POST', '/api/v1/reports', { text, name: `r${user}-${turn}.txt` });
    if (added?.status === 201) done.reports.add(added.answer.report);
    return added;
  }
  if (turn % 3 === 1) {
    const decided = await ask(port, token, 'POST', '/api/v1/decisions',
      { action: turn % 2 ? 'confirm' : 'reject', claim, reason: `${user} ${turn}` });
    if (decided?.status === 201) done.decisions.add(decided.answer.number);
    return decided;
  }
  return ask(port, token, 'PUT', '/api/v1/accounts/user3', { shown: `Третий ${user} ${turn}` });
}

async function work(port, user, until, turns) {
  while (Date.now() < until) {
    const answer = await act(port, user, turns[user]++);
    if (!answer) return; // it was killed
    assert.ok([200, 201, 409].includes(answer.status), `${answer.status} ${JSON.stringify(answer.answer)}`);
  }
}

test('what ten users did is whole after the server was killed twice', { timeout: 300000 + Number(seconds) * 1000 }, async () => {
  const files = readdirSync(examples).filter((name) => name.endsWith('.txt')).sort().slice(0, 3);
  run('', 'read', ...files.map((name) => path.join(examples, name)));
  for (const name of names) {
    run('seven rainy mornings\n', 'user', 'add', name, '--role', 'administrator', '--password-file', '-');
    tokens.push(JSON.parse(run('', 'user', 'token', name, 'crowd', '--format', 'json')).secret);
  }
  const [agreement] = JSON.parse(run('', 'list', 'agreements', '--format', 'json')).rows;
  for (const property of JSON.parse(run('', 'show', agreement.id, '--format', 'json')).properties)
    claims.push(...property.claims.map((claim) => claim.id));
  assert.ok(claims.length > 1);
  const turns = names.map((_, index) => index);
  const heads = [run('', 'audit', '--head').trim()];
  for (let round = 0; round < ROUNDS; round++) {
    const { child, port } = await serve();
    const ended = once(child, 'close');
    const until = Date.now() + (Number(seconds) * 1000) / ROUNDS;
    const working = Promise.all(names.map((_, user) => work(port, user, until + (round < ROUNDS - 1 ? 60000 : 0), turns)));
    if (round < ROUNDS - 1) {
      await new Promise((resolve) => setTimeout(resolve, until - Date.now()));
      child.kill('SIGKILL');
    } else {
      await working;
      child.kill('SIGTERM');
    }
    await ended;
    await working;
    for (const head of heads) assert.match(run('', 'check', '--head', head), /goes on from/);
    heads.push(run('', 'audit', '--head').trim());
  }
  assert.ok(done.reports.size > USERS && done.decisions.size > USERS);
  const listed = new Set(run('', 'list', 'reports', '--format', 'csv').split('\n').map((line) => line.split(',', 1)[0]));
  for (const report of done.reports) assert.ok(listed.has(report), report);
  const trail = new Set();
  for (let before = ''; before !== null;) {
    const page = JSON.parse(run('', 'audit', '--limit', '500', '--format', 'json', ...(before ? ['--before', String(before)] : [])));
    for (const entry of page.entries) trail.add(entry.object);
    before = page.next;
  }
  for (const number of done.decisions) assert.ok(trail.has(`decision ${number}`), String(number));
  assert.ok(!readFileSync(registry).includes('rainy'));
});
