// All tests of the web app: the units, then the pages in Chromium.
//
// UZEL_PROGRAM names the built program; without it the pages are tried against the mock server alone.
// CHROMIUM names the browser; without it Debian's is used.
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('..', import.meta.url));

function run(name, ...parameters) {
  const { status } = spawnSync(name, parameters, { cwd: folder, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

run(
  process.execPath,
  'node_modules/prettier/bin/prettier.cjs',
  '--check',
  '--log-level',
  'warn',
  '.',
);
run(process.execPath, 'node_modules/vitest/vitest.mjs', 'run', '--dir', 'test/unit');
run(process.execPath, '--test', 'test/api/openapi.test.mjs');

/** These measure how long the page takes: nothing runs beside them. */
const ALONE = ['network.test.mjs'];
/** So many of the others run beside each other; each mostly waits for its browser. */
const AT_ONCE = 2;

/** Runs a suite; what it says is printed when it ends, so that suites do not mix. */
function runSuite(name) {
  return new Promise((ended) => {
    const child = spawn(process.execPath, ['--test', `test/browser/${name}`], { cwd: folder });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(part));
    child.on('close', (status) => {
      process.stdout.write(Buffer.concat(said));
      ended(status === 0);
    });
  });
}

async function runSuites(names, atOnce) {
  const waiting = [...names];
  let fine = true;
  const work = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift())
      fine = (await runSuite(name)) && fine;
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (!fine) process.exit(1);
}

const suites = readdirSync(`${folder}/test/browser`).filter((name) => name.endsWith('.test.mjs'));
await runSuites(
  suites.filter((name) => ALONE.includes(name)),
  1,
);
await runSuites(
  suites.filter((name) => !ALONE.includes(name)),
  AT_ONCE,
);
