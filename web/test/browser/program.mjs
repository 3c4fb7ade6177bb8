// The program for the tests: registries that it reads, in a folder of their own, and its server.
//
// UZEL_PROGRAM names the program; without it what needs it is skipped.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasBrowser } from './browser.mjs';

const PROGRAM = process.env.UZEL_PROGRAM ? resolve(process.env.UZEL_PROGRAM) : undefined;
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const STARTS_WITHIN = 30_000;

export const hasProgram = PROGRAM !== undefined;
export const options = { skip: PROGRAM ? !hasBrowser && 'no Chromium' : 'UZEL_PROGRAM is not set' };

/** A folder of registries and the servers over them; all is gone after stop(). */
export function startProgram() {
  const folder = mkdtempSync(join(tmpdir(), 'uzel-web-'));
  const children = [];

  /** Starts the program over a registry; resolves when it has printed its address. */
  function serve(registry) {
    const child = spawn(PROGRAM, ['serve', '--registry', registry, '--port', '0'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    return new Promise((started, failed) => {
      let said = '';
      const timer = setTimeout(
        () => failed(new Error(`no address within ${STARTS_WITHIN} ms: ${said}`)),
        STARTS_WITHIN,
      );
      const listen = (part) => {
        said += part;
        if (!said.includes('Ctrl+C')) return; // all addresses stand before how to stop it
        const [, address] = /(http:\/\/127\.0\.0\.1:\d+)\/\s/.exec(said);
        const fragment = /#token=\S+/.exec(said)?.[0]; // none where there are accounts
        clearTimeout(timer);
        started({ address, fragment, child });
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.on('exit', (code) => failed(new Error(`uzel serve ended with ${code}: ${said}`)));
    });
  }

  /** Reads into a new registry; returns where it lies. */
  function read(name, ...what) {
    const registry = join(folder, name);
    const { status, stderr } = spawnSync(PROGRAM, ['read', ...what, '--registry', registry], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    return registry;
  }

  /** Runs the program with an input; what it prints. */
  function run(input, ...parameters) {
    const { status, stdout, stderr } = spawnSync(PROGRAM, parameters, {
      cwd: ROOT,
      encoding: 'utf8',
      input,
    });
    assert.equal(status, 0, stderr);
    return stdout;
  }

  /** Writes reports, by file name, into a new folder; returns where it lies. */
  function write(name, reports) {
    const place = join(folder, name);
    mkdirSync(place);
    for (const [file, text] of Object.entries(reports)) writeFileSync(join(place, file), text);
    return place;
  }

  function stop() {
    for (const child of children) child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
  return { serve, read, run, write, stop };
}
