// Measures sentence and token boundaries against Universal Dependencies.
//
//     measure_ud.mjs DUMP_TOKENS FOLDER [--errors N] [--token-errors N] [--least SENTENCES,TOKENS]
//
// FOLDER holds *.conllu (here ../shared/corpora/ud); without it the script exits with 77, as a
// skipped test. The sentences of a file are joined by one space into one line of prose; a boundary
// is right where a sentence (a token) ends at the same letter. --least fails below these F1 in per
// cent over the files of edited prose (ru_gsd).
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

/** The text of a treebank, and the ends of its sentences and tokens in UTF-16 units. */
function readConllu(file) {
  const texts = [];
  const sentences = new Set();
  const tokens = new Set();
  let size = 0;
  let sentence = '';
  let forms = [];
  let skipTo = 0;
  for (const line of readFileSync(file, 'utf8').split(/\r?\n/)) {
    if (line.startsWith('# text = ')) {
      sentence = line.slice(9);
    } else if (/^\d/.test(line)) {
      const [number, form] = line.split('\t');
      if (number.includes('-')) {
        skipTo = Number(number.split('-')[1]);
        forms.push(form);
      } else if (!number.includes('.') && Number(number) > skipTo) {
        forms.push(form);
      }
    } else if (line === '' && forms.length > 0) {
      let at = 0;
      for (const form of forms) {
        const found = sentence.indexOf(form, at);
        if (found < 0) continue;
        at = found + form.length;
        tokens.add(size + at);
      }
      texts.push(sentence);
      sentences.add(size + sentence.trimEnd().length);
      size += sentence.length + 1;
      forms = [];
      skipTo = 0;
    }
  }
  return { text: texts.join(' '), sentences, tokens };
}

/** For each byte of a text in UTF-8, the unit of UTF-16 that begins there. */
function unitsOfBytes(text) {
  const units = new Uint32Array(Buffer.byteLength(text) + 1);
  let byte = 0;
  let unit = 0;
  for (const letter of text) {
    units[byte] = unit;
    byte += Buffer.byteLength(letter);
    unit += letter.length;
  }
  units[byte] = unit;
  return units;
}

/** The ends of sentences and tokens that the program finds, in UTF-16 units. */
function readDump(dump, text) {
  const folder = mkdtempSync(path.join(tmpdir(), 'uzel-ud-'));
  let output;
  try {
    const file = path.join(folder, 'text');
    writeFileSync(file, text);
    output = execFileSync(dump, ['--offsets', '--prose', file],
      { encoding: 'utf8', maxBuffer: Infinity });
  } finally {
    rmSync(folder, { recursive: true });
  }
  const units = unitsOfBytes(text);
  const sentences = new Set();
  const tokens = new Set();
  let last;
  for (const line of output.replace(/\n$/, '').split('\n')) {
    if (line) tokens.add(last = units[Number(line.split(/\s+/)[1])]);
    else if (last !== undefined) sentences.add(last);
  }
  return { sentences, tokens };
}

const without = (left, right) => [...left].filter((place) => !right.has(place));

function score(right, found) {
  const both = right.size - without(right, found).length;
  return { f1: (200 * both) / (right.size + found.size), precision: (100 * both) / found.size,
    recall: (100 * both) / right.size };
}

function showErrors(text, right, found, limit) {
  for (const [sign, places] of [['missed', without(right, found)], ['extra', without(found, right)]]) {
    for (const place of places.sort((one, other) => one - other).slice(0, limit)) {
      const before = text.slice(Math.max(0, place - 50), place);
      console.log(`  ${sign}: ${before} ‖ ${text.slice(place, place + 40)}`);
    }
  }
}

function main() {
  const { values: options, positionals: [dump, folder] } = parseArgs({
    allowPositionals: true,
    options: { errors: { type: 'string', default: '0' }, least: { type: 'string' },
      'token-errors': { type: 'string', default: '0' } },
  });
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const files = names.filter((name) => name.endsWith('.conllu')).sort();
  if (files.length === 0) {
    console.log(`${folder}: no treebanks here, skipped`);
    return 77;
  }
  const least = options.least?.split(',').map(Number);
  let failed = false;
  for (const name of files) {
    const { text, sentences, tokens } = readConllu(path.join(folder, name));
    const found = readDump(dump, text);
    const ofSentences = score(sentences, found.sentences);
    const ofTokens = score(tokens, found.tokens);
    console.log(`${name}: sentences ${ofSentences.f1.toFixed(1)} % ` +
      `(P ${ofSentences.precision.toFixed(1)}, R ${ofSentences.recall.toFixed(1)}), ` +
      `tokens ${ofTokens.f1.toFixed(1)} %`);
    showErrors(text, sentences, found.sentences, Number(options.errors));
    showErrors(text, tokens, found.tokens, Number(options['token-errors']));
    if (least && name.includes('gsd')) {
      failed ||= !(ofSentences.f1 >= least[0] && ofTokens.f1 >= least[1]);
    }
  }
  return failed ? 1 : 0;
}

process.exitCode = main();
