// Compares the analyses of uzel with those of az, word for word: compare_az.cjs DUMP_WORDS AZ_FOLDER
//
// The words: every so-many-th form of az's dictionary, and words that are in no dictionary, made
// of those by rule. Tags, lemmas and order must be equal. Known differences, which are meant:
//
// - Where only some readings of a word have a share of az's counts, az leaves the others at 1, and
//   so before those that were counted; here, as in pymorphy2, they come last.
// - An unknown abbreviation has one reading here and 36 in az.
// - Readings of an unknown word that differ in a ё alone are one.
// - Among readings that az scores alike, for want of counts, the order may differ.
// - At most 24 readings are given.
// - A word in small letters that is a family name alone is predicted, too: such words are asked here
//   with a capital letter.
//
// Exits with 77 ("skipped") where az is not installed.
'use strict';
const { execFileSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const [dumpWords, azFolder] = process.argv.slice(2).map((name) => path.resolve(name));
const LIMIT = 24;
const KNOWN_WORDS = 36000;
const UNKNOWN_WORDS = 12000;
if (!fs.existsSync(path.join(azFolder, 'dist', 'az.js'))) {
  console.log('az is not installed: run npm ci in the folder dictionary');
  process.exit(77);
}
const Az = require(path.join(azFolder, 'dist', 'az.js'));
const dicts = path.join(azFolder, 'dicts');

const fold = (text) => text.toLowerCase().replace(/ё/g, 'е');

/** All words of the dictionary's file, each once, in its order. */
function* words(file) {
  const bytes = fs.readFileSync(file);
  const count = bytes.readUInt32LE(0);
  const units = new Uint32Array(count);
  for (let i = 0; i < count; i++) units[i] = bytes.readUInt32LE(4 + 4 * i);
  const guide = bytes.subarray(8 + 4 * count);
  const decoder = new TextDecoder('windows-1251');
  const stack = [[0, guide[0]]];
  const key = [];
  while (stack.length) {
    const top = stack[stack.length - 1];
    if (!top[1]) {
      stack.pop();
      key.pop();
      continue;
    }
    const label = top[1];
    const unit = units[top[0]];
    const next = (top[0] ^ ((unit >>> 10) << ((unit & 0x200) >> 6)) ^ label) >>> 0;
    top[1] = guide[next * 2 + 1];
    if (label === 1) {
      yield decoder.decode(Uint8Array.from(key));
    } else {
      key.push(label);
      stack.push([next, guide[next * 2]]);
    }
  }
}

/** Words that no dictionary has: the stem's beginning is changed, the endings are real. */
function unknownOf(known) {
  const beginnings = ['жвру', 'тюкре', 'пшо', 'зверо', 'мегаква', 'втхло', 'ури', 'крэ', 'по', 'наи'];
  const made = [];
  for (let i = 0; made.length < UNKNOWN_WORDS && i < known.length; i += 2) {
    if (known[i].includes('-') || known[i].length < 5) continue;
    made.push(beginnings[(i / 2) % beginnings.length] + known[i].slice(1 + ((i / 2) % 3)));
    if (i % 40 === 0) made.push('авиа' + known[i], known[i] + '-ка', 'по-' + known[i]);
  }
  return made;
}

function load(file, format) {
  return new Promise((resolve, reject) =>
    Az.DAWG.load(path.join(dicts, file), format, (error, dawg) => (error ? reject(error) : resolve(dawg))));
}

/** What az gives, in the order described above. */
function expected(word, shares) {
  const config = {
    ignoreCase: true, stutter: 0, typos: 0, normalizeScore: false, replacements: { е: 'ё' },
    parsers: ['Dictionary?', 'AbbrPatronymic', 'HyphenParticle', 'HyphenAdverb', 'HyphenWords',
      'PrefixKnown', 'PrefixUnknown?', 'SuffixKnown'],
  };
  const parses = Az.Morph(word, config);
  const known = parses.length > 0 && parses[0].parser === 'Dictionary' ||
    parses.some((parse) => parse.parser === 'Dictionary');
  let scored = parses.map((parse) => ({ parse, score: parse.score }));
  if (known) {
    scored = Az.Morph.Parsers.Dictionary(word, config).map((parse) => {
      const found = shares.findAll(parse + ':' + parse.tag);
      return { parse, score: found && found[0] ? found[0][1] : 0 };
    });
    scored.sort((left, right) => right.score - left.score);
  }
  const seen = new Map();
  const kept = scored.filter(({ parse, score }) => {
    const key = `${parse.paradigmIdx}:${parse.formIdx}:${parse.parser}:${parse.prefix || ''}`;
    const before = seen.get(key);
    if (known || parse.parser !== 'SuffixKnown' || !before) {
      seen.set(key, { parse, score });
      return true;
    }
    return false;
  });
  return {
    known,
    readings: kept.map(({ parse, score }) => ({
      score,
      text: parse.tag.toString() + '|' + fold(String(parse.normalize() || parse)),
    })),
  };
}

/** The word as it is asked: a family name with its capital letter. */
function asked(word, shares) {
  const { known, readings } = expected(word, shares);
  const isName = known && readings.length > 0 && readings.every(({ text }) => /Surn/.test(text));
  return isName ? word[0].toUpperCase() + word.slice(1) : word;
}

/** Readings in groups of the same score; those of a known word that was counted each alone. */
function groups(readings, known) {
  const result = [];
  for (const { score, text } of readings) {
    const last = result[result.length - 1];
    if (!known && last && Math.abs(last.score - score) <= 1e-5 * Math.abs(score)) last.texts.push(text);
    else result.push({ score, texts: [text] });
  }
  return result;
}

/** Why a word's readings differ; null where they do not. */
function difference(word, line, shares) {
  const [given, ...found] = line.split('\t');
  if (given.toLowerCase() !== word) return 'another word was answered';
  const { known, readings } = expected(word, shares);
  if (readings.length === 0) return found[0].startsWith('UNKN|') ? null : 'az has none';
  if (Math.min(LIMIT, readings.length) !== found.length)
    return `${readings.length} readings in az, ${found.length} here`;
  const texts = [];
  for (const reading of found) {
    const [tag, lemma, base, wrong] = reading.split('|');
    const own = /PRTF|PRTS|GRND|Patr|Anum|Coll/.test(tag);
    if (wrong) return wrong;
    if (!own && lemma !== base) return `lemma ${lemma} is not ${base}`;
    texts.push(`${tag}|${base}`);
  }
  let at = 0;
  for (const group of groups(readings, known && readings.some(({ score }) => score > 0))) {
    for (const text of texts.slice(at, at + group.texts.length)) {
      const index = group.texts.indexOf(text);
      if (index < 0) return `reading ${at}: ${group.texts.join(' or ')} in az, ${text} here`;
      group.texts.splice(index, 1);
      at++;
    }
  }
  return null;
}

async function main() {
  await new Promise((resolve, reject) => Az.Morph.init(dicts, (error) => (error ? reject(error) : resolve())));
  const shares = await load('p_t_given_w.intdawg', 'int');
  const all = [...words(path.join(dicts, 'words.dawg'))];
  const step = Math.floor(all.length / KNOWN_WORDS);
  const known = all.filter((word, index) => index % step === 7 && word.length > 1);
  const folded = known.filter((word) => word.includes('ё')).map(fold);
  const list = [...new Set([...known, ...folded, ...unknownOf(known)])];
  const questions = list.map((word) => asked(word, shares));
  const output = execFileSync(dumpWords, { input: questions.join('\n') + '\n', maxBuffer: 1 << 28 });
  const lines = output.toString('utf8').trimEnd().split('\n');
  let wrong = 0;
  list.forEach((word, index) => {
    const problem = difference(word, lines[index] || '', shares);
    if (problem && ++wrong <= 20) console.log(`${word}: ${problem}`);
  });
  console.log(`${list.length} words compared with az (${all.length} in its dictionary): ${wrong} differ`);
  process.exit(wrong || list.length < 30000 ? 1 : 0);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
