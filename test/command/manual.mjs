// Runs the examples of a manual: manual.mjs PROGRAM MANUAL EXAMPLES_FOLDER
//
// In each block ```console of the manual, "$ " begins a command, and what follows is its output. A
// line "…" there stands for any lines, "…" at the end of a line for any end. Ids of entries (ru- and
// twelve digits) may be others than the manual's, but each always the same other one. With
// UZEL_ACCEPT set, blocks whose output has changed are written anew.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ENTRY = /ru-[0-9a-f]{12}/g;

function linesOf(text) {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** The places, start and end, of what stands inside each block. */
function blocksOf(text) {
  return [...text.matchAll(/^```console\n(.*?)^```$/gms)].map((match) => {
    const start = match.index + '```console\n'.length;
    return { start, end: start + match[1].length };
  });
}

/** The commands of a block, each with the lines of its output. */
function commandsOf(block) {
  const commands = [];
  for (const line of linesOf(block)) {
    if (line.startsWith('$ ')) commands.push({ command: line.slice(2), wanted: [] });
    else commands.at(-1)?.wanted.push(line);
  }
  return commands;
}

/** Whether a line is as the manual has it; learns the ids that stand for the manual's. */
function lineFits(wanted, given, ids) {
  given = given.replaceAll('\u00a0', ' ');
  if (wanted.endsWith('…') && wanted !== '…') {
    wanted = wanted.slice(0, -1).trimEnd();
    given = given.slice(0, wanted.length);
  }
  const known = wanted.match(ENTRY) ?? [];
  const found = given.match(ENTRY) ?? [];
  if (known.length !== found.length || wanted.replace(ENTRY, 'ru-') !== given.replace(ENTRY, 'ru-')) {
    return false;
  }
  return known.every((one, index) => {
    if (!ids.has(one)) ids.set(one, found[index]);
    return ids.get(one) === found[index];
  });
}

function linesFit(wanted, given, ids) {
  if (wanted.length === 0) return given.length === 0;
  if (wanted[0] === '…') {
    for (let skip = 0; skip <= given.length; skip++) {
      if (linesFit(wanted.slice(1), given.slice(skip), ids)) return true;
    }
    return false;
  }
  return given.length > 0 && lineFits(wanted[0], given[0], ids) &&
    linesFit(wanted.slice(1), given.slice(1), ids);
}

/** What a command of the manual prints, its errors in their place among the rest. */
function run(command, folder, environment) {
  const done = spawnSync('/bin/sh', ['-c', `exec 2>&1\n${command}`],
    { cwd: folder, env: environment, encoding: 'utf8', maxBuffer: Infinity,
      stdio: ['inherit', 'pipe', 'inherit'] });
  if (done.error) throw done.error;
  return linesOf(done.stdout);
}

function main(program, manual, examples) {
  const accept = 'UZEL_ACCEPT' in process.env;
  let text = readFileSync(manual, 'utf8');
  const environment = { ...process.env, LC_ALL: 'C.UTF-8', COLUMNS: '100', USER: 'reader',
    PATH: `${path.dirname(path.resolve(program))}:${process.env.PATH}` };
  delete environment.UZEL_DATA;
  const ids = new Map();
  const accepted = [];
  let count = 0;
  let failed = 0;
  const folder = mkdtempSync(path.join(tmpdir(), 'uzel-manual-'));
  try {
    symlinkSync(path.resolve(examples), path.join(folder, 'examples'));
    for (const { start, end } of blocksOf(text)) {
      const output = [];
      for (const { command, wanted } of commandsOf(text.slice(start, end))) {
        const given = run(command.replace(ENTRY, (id) => ids.get(id) ?? id), folder, environment);
        count++;
        const fits = linesFit(wanted, given, ids);
        output.push(`$ ${command}`, ...(fits ? wanted : given));
        if (fits || accept) continue;
        failed++;
        console.log([`${manual}: $ ${command}`, '--- the manual', ...wanted, '--- the program',
          ...given].join('\n'));
      }
      accepted.unshift({ start, end, block: output.join('\n') + '\n' });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  if (accept) {
    for (const { start, end, block } of accepted) {
      text = text.slice(0, start) + block + text.slice(end);
    }
    writeFileSync(manual, text);
  }
  console.log(`${count} examples, ${failed} failed`);
  return failed || count === 0 ? 1 : 0;
}

process.exitCode = main(...process.argv.slice(2));
