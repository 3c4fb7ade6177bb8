// Tries uzel serve as a process: serve.mjs PROGRAM EXAMPLES
//
// What it prints, which port it takes, that it answers and lets write with the printed token, and
// that signals end it.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { after, before, test } from 'node:test';

const [program, examples] = process.argv.slice(2);
const ADDRESS = /http:\/\/127\.0\.0\.1:(\d+)\/(?:#token=(\S+))?/;
const folder = mkdtempSync(path.join(tmpdir(), 'uzel-serve-'));
const registry = path.join(folder, 'r.uzel');

function run(...programArguments) {
  return spawnSync(program, programArguments, { encoding: 'utf8', timeout: 60000 });
}

/** A running uzel serve; what it printed is in lines. */
class Server {
  constructor(place, programArguments) {
    this.process = spawn(program, ['serve', '--registry', place, ...programArguments],
      { stdio: ['ignore', 'pipe', 'inherit'] });
    this.ended = once(this.process, 'close');
    this.lines = [];
  }

  /** Reads what it prints, up to the address with the token, or a line that last matches. */
  async ready(last = /#token=/) {
    for await (const line of readline.createInterface({ input: this.process.stdout })) {
      this.lines.push(line);
      const found = ADDRESS.exec(line);
      this.port ??= found && Number(found[1]);
      this.token = found?.[2] ?? this.token;
      if (last.test(line)) break;
    }
    assert.ok(this.port && last.test(this.lines.at(-1)), `the server ended: ${this.lines.join('\n')}`);
    this.process.stdout.resume();
    return this;
  }

  /** Resolves to { status, answer, headers }; a body makes it a POST. */
  ask(address, body, headers = {}) {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.port, path: address, headers, agent: false,
        method: body === undefined ? 'GET' : 'POST', timeout: 10000 };
      const request = http.request(options, async (response) => {
        const parts = [];
        try {
          for await (const part of response) parts.push(part);
          const answer = JSON.parse(Buffer.concat(parts).toString());
          resolve({ status: response.statusCode, answer, headers: response.headers });
        } catch (error) {
          reject(error);
        }
      });
      request.on('timeout', () => request.destroy(new Error('no answer')));
      request.on('error', reject);
      request.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  running() {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** The exit status after a signal; a server that does not end within 10 s is killed. */
  async stop(signal = 'SIGTERM') {
    const late = setTimeout(() => this.process.kill('SIGKILL'), 10000);
    this.process.kill(signal);
    const [code] = await this.ended;
    clearTimeout(late);
    return code;
  }
}

/** A server of a registry that ends with the test t. */
function serveOf(t, place, ...programArguments) {
  const server = new Server(place, programArguments);
  t.after(() => server.running() && server.stop());
  return server.ready();
}

const serve = (t, ...programArguments) => serveOf(t, registry, ...programArguments);

const names = readdirSync(examples).filter((name) => name.endsWith('.txt')).sort();

before(() => {
  const done = run('read', ...names.map((name) => path.join(examples, name)), '--registry', registry);
  assert.equal(done.status, 0, done.stderr);
});

after(() => rmSync(folder, { recursive: true }));

test('it answers and ends by a signal', async (t) => {
  for (const signal of ['SIGTERM', 'SIGINT']) {
    const server = await serve(t, '--port', '0');
    const { status, answer } = await server.ask('/api/v1/overview');
    assert.equal(status, 200);
    assert.equal(answer.empty, false);
    const idle = net.connect(server.port, '127.0.0.1');
    idle.on('error', () => {});
    await once(idle, 'connect');
    const started = performance.now();
    assert.equal(await server.stop(signal), 0);
    assert.ok(performance.now() - started < 5000);
    idle.destroy();
  }
});

test('the printed token lets write', async (t) => {
  const server = await serve(t, '--port', '0');
  const own = { Origin: `http://127.0.0.1:${server.port}`, 'Content-Type': 'application/json' };
  const report = { text: 'Правительство Тверской области и АО «Пробный завод» подписали соглашение.' };
  assert.equal((await server.ask('/api/v1/reports', report, own)).status, 403);
  const session = await server.ask('/api/v1/session', { token: server.token }, own);
  assert.equal(session.status, 200);
  own.Cookie = session.headers['set-cookie'][0].split(';')[0];
  const { status, answer } = await server.ask('/api/v1/reports', report, own);
  assert.deepEqual([status, answer.outcome], [201, 'new']);
  assert.equal((await server.ask(`/api/v1/reports/${answer.report}`)).status, 200);
  own.Origin = 'http://evil.example';
  assert.equal((await server.ask('/api/v1/reports', report, own)).status, 403);
});

test('a taken port', async (t) => {
  const first = await serve(t, '--port', '0');
  const second = run('serve', '--registry', registry, '--port', String(first.port), '--lang', 'en');
  assert.equal(second.status, 3);
  assert.ok(second.stderr.includes(`Port ${first.port} is taken`), second.stderr);
  const one = await serve(t, '--lang', 'en');
  const other = await serve(t, '--lang', 'en');
  assert.notEqual(one.port, other.port);
  const printed = other.lines.join('\n');
  assert.ok(printed.includes(`the next free one is used: ${other.port}`), printed);
});

test('what it prints is in the language asked for', async (t) => {
  const russian = await serve(t, '--port', '0', '--lang', 'ru');
  assert.match(russian.lines.join('\n'), /Страницы реестра/);
  const english = await serve(t, '--port', '0', '--lang', 'en');
  assert.match(english.lines.join('\n'), /The registry's pages/);
});

test('a registry that is not there is made', async (t) => {
  const place = path.join(folder, 'empty.uzel');
  const server = await serveOf(t, place, '--port', '0');
  assert.match(server.lines[0], /empty\.uzel/);
  assert.equal((await server.ask('/api/v1/overview')).answer.empty, true);
  assert.ok(existsSync(place));
});

test('with accounts it asks for login, and prints the head of the audit trail', async (t) => {
  const place = path.join(folder, 'accounts.uzel');
  const password = path.join(folder, 'password');
  writeFileSync(password, 'seven rainy mornings\n');
  assert.equal(run('read', path.join(examples, names[0]), '--registry', place).status, 0);
  const added = run('user', 'add', 'olga', '--role', 'administrator', '--password-file', password,
    '--registry', place);
  assert.equal(added.status, 0, added.stderr);
  const head = run('audit', '--head', '--registry', place).stdout.trim();
  const server = new Server(place, ['--port', '0', '--lang', 'en']);
  t.after(() => server.running() && server.stop());
  await server.ready(/sha256:/);
  const printed = server.lines.join('\n');
  assert.match(printed, /Login is by accounts/);
  assert.match(printed, new RegExp(`Z {2}The audit trail: 1 entry, ${head}`));
  assert.doesNotMatch(printed, /token/);
  assert.equal((await server.ask('/api/v1/overview')).status, 401);
  const own = { Origin: `http://127.0.0.1:${server.port}`, 'Content-Type': 'application/json' };
  const login = { name: 'olga', password: 'seven rainy mornings' };
  const { status, headers } = await server.ask('/api/v1/login', login, own);
  assert.equal(status, 200);
  const Cookie = headers['set-cookie'][0].split(';')[0];
  assert.equal((await server.ask('/api/v1/overview', undefined, { Cookie })).status, 200);
  assert.equal(await server.stop(), 0);
  assert.doesNotMatch(server.lines.join('\n'), /rainy/);
  const site = new Server(place, ['--port', '0', '--lang', 'en', '--site', 'https://uzel.example']);
  t.after(() => site.running() && site.stop());
  await site.ready(/sha256:/);
  assert.match(site.lines.join('\n'), /For others: https:\/\/uzel\.example/);
  assert.equal((await site.ask('/api/v1/health')).status, 421);
  assert.equal((await site.ask('/api/v1/health', undefined, { Host: 'uzel.example' })).status, 200);
});

test('what cannot be served is said', () => {
  const missing = run('serve', '--registry', path.join(folder, 'none', 'r.uzel'), '--port', '0');
  assert.equal(missing.status, 3);
  assert.match(missing.stderr, /r\.uzel/);
  assert.equal(run('serve', '--registry', process.argv[1], '--port', '0').status, 3);
  assert.equal(run('serve').status, 2);
  assert.equal(run('serve', '--registry', registry, '--port', '70000').status, 2);
  assert.equal(run('serve', '--registry', registry, '--site', 'http://uzel.example').status, 2);
});
