// All tests of the web app: the units, then the pages in Chromium.
//
// UZEL_PROGRAM names the built program; without it the pages are tried against the mock server alone.
// CHROMIUM names the browser; without it Debian's is used.
import { spawnSync } from 'node:child_process';
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
for (const name of readdirSync(`${folder}/test/browser`).filter((name) =>
  name.endsWith('.test.mjs'),
))
  run(process.execPath, '--test', `test/browser/${name}`);
