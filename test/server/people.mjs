// What the suites share that ask a server of a registry with accounts by its API: the registry in a folder
// of its own, its accounts with a token each, the server, and how it is asked.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';

export const PASSWORD = 'сосна у самой реки';

/** A registry that program will make in a new folder, and all that is done with it; close() takes it away. */
export function startPlace(program, name) {
  const folder = mkdtempSync(path.join(tmpdir(), `uzel-${name}-`));
  const registry = path.join(folder, 'r.uzel');
  const tokens = {};
  const said = [];
  const place = { folder, registry, tokens, said, address: undefined, child: undefined, ended: undefined };

  /** Runs a command on the registry with input; what it printed. */
  place.run = (input, ...parameters) => {
    const done = spawnSync(program, [...parameters, '--registry', registry, '--lang', 'en'],
      { encoding: 'utf8', input, timeout: 120000 });
    assert.equal(done.status, 0, `${parameters.join(' ')}: ${done.stdout}${done.stderr}`);
    return done.stdout;
  };

  place.rows = (list) => JSON.parse(place.run('', 'list', list, '--format', 'json')).rows;

  /** Makes an account and a token of it, by which ask() asks as the account. */
  place.account = (who, role, ...more) => {
    place.run(`${PASSWORD}\n`, 'user', 'add', who, '--role', role, '--password-file', '-', ...more);
    tokens[who] = /uzel_[\w-]+/.exec(place.run('', 'user', 'token', who, 'проба'))[0];
  };

  /** Starts the server; said collects what it prints. */
  place.serve = async () => {
    place.child = spawn(program, ['serve', '--registry', registry, '--port', '0', '--lang', 'en'],
      { stdio: ['ignore', 'pipe', 'pipe'] });
    place.ended = new Promise((resolve) => place.child.on('close', resolve));
    place.child.stderr.on('data', (part) => { said.push(part); process.stderr.write(part); });
    for await (const line of readline.createInterface({ input: place.child.stdout })) {
      said.push(`${line}\n`);
      place.address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
      if (place.address) break;
    }
    place.child.stdout.on('data', (part) => said.push(part));
    place.child.stdout.resume();
  };

  /** { status, answer, headers, bytes }; as is the name of who asks, undefined nobody. */
  place.ask = async (as, method, where, body, type = 'application/json') => {
    const response = await fetch(`${place.address}/api/v1/${where}`, {
      method,
      headers: {
        ...(as && { Authorization: `Bearer ${tokens[as]}` }),
        ...(body !== undefined && { 'Content-Type': type }),
      },
      ...(body !== undefined && { body: type.endsWith('json') ? JSON.stringify(body) : body }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const json = response.headers.get('content-type')?.includes('json');
    return { status: response.status, headers: response.headers, bytes,
      answer: json ? JSON.parse(bytes.toString()) : undefined };
  };

  /** The answer of a question that must have the status. */
  place.done = async (status, as, method, where, body, type) => {
    const found = await place.ask(as, method, where, body, type);
    assert.equal(found.status, status, `${as} ${method} ${where}: ${found.bytes}`);
    return found.answer;
  };

  place.refused = async (status, key, as, method, where, body, type) => {
    const answer = await place.done(status, as, method, where, body, type);
    assert.equal(answer.key, key);
  };

  /** Asks as a page does, by a session's cookie; the same as ask(). */
  place.page = async (cookie, method, where, body) => {
    const response = await fetch(`${place.address}/api/v1/${where}`, {
      method,
      headers: { Origin: place.address, 'Content-Type': 'application/json', ...(cookie && { Cookie: cookie }) },
      ...(['POST', 'PUT'].includes(method) && { body: JSON.stringify(body ?? {}) }),
    });
    return { status: response.status, answer: await response.json(),
      cookie: response.headers.get('set-cookie')?.split(';')[0] };
  };

  /** Logs in as a page does; the cookie. */
  place.login = async (who) => {
    const { status, cookie } = await place.page(undefined, 'POST', 'login', { name: who, password: PASSWORD });
    assert.equal(status, 200);
    return cookie;
  };

  place.close = () => {
    place.child?.kill();
    rmSync(folder, { recursive: true });
  };
  return place;
}
