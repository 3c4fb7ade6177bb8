// Golden files: what a program prints of NAME.txt must be what NAME.expected holds.
//
//     golden.mjs FOLDER PROGRAM [ARGUMENT…]
//
// Runs the program with its arguments and each *.txt (or *.bin, or document) of FOLDER. With UZEL_ACCEPT in the
// environment, as «make accept» has it, what is printed is written into the expected files instead:
// look at the difference before committing it.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [folder, program, ...programArguments] = process.argv.slice(2);
const accept = 'UZEL_ACCEPT' in process.env;
const cases = readdirSync(folder).filter((name) => /\.(txt|bin|html|docx|odt|pdf|doc|rtf|xlsx)$/.test(name)).sort();
let failed = 0;

function printedOf(name) {
  const run = spawnSync(path.resolve(program), [...programArguments, name],
    { cwd: folder, maxBuffer: Infinity, stdio: ['ignore', 'pipe', 'pipe'] });
  if (run.error) throw run.error;
  return run.stdout;
}

for (const name of cases) {
  const printed = printedOf(name);
  const expected = path.join(folder, name.replace(/\.(txt|bin)$/, '') + '.expected');
  if (accept) {
    writeFileSync(expected, printed);
    continue;
  }
  const there = existsSync(expected);
  if (there ? readFileSync(expected).equals(printed) : printed.length === 0) continue;
  failed++;
  const labels = ['--label', expected, '--label', 'printed'];
  const difference = spawnSync('diff', ['-u', ...labels, there ? expected : '/dev/null', '-'],
    { input: printed, encoding: 'utf8', maxBuffer: Infinity });
  console.log(difference.stdout);
}
console.log(`${cases.length} golden files, ${failed} differ`);
process.exitCode = failed || cases.length === 0 ? 1 : 0;
