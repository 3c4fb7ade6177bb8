# A registry from end to end: what is read is kept, found, shown, and the same the second time.
$UZEL read --list "$EXAMPLES/reports.csv" --registry r.uzel --jobs 3 >first
echo "exit $?"; tail -n 1 first
$UZEL read --list "$EXAMPLES/reports.csv" --registry r.uzel --format table >second
echo "exit $?"; tail -n 1 second
$UZEL read "$REPORTS" --registry r.uzel --lang en | tail -n 1
cat >check.mjs <<'SCRIPT'
import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

function ask(words, status = 0) {
  const run = spawnSync(process.env.UZEL, [...words, '--registry', 'r.uzel', '--format', 'json'],
    { encoding: 'utf8', maxBuffer: Infinity });
  assert.equal(run.status, status, words.join(' ') + ': ' + run.stderr);
  return run.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

function askOne(...words) {
  const answers = ask(words);
  assert.equal(answers.length, 1, words.join(' '));
  return answers[0];
}

const overview = askOne('list');
assert(!overview.empty && !overview.examples);
const counts = new Map(overview.counts.map(({ list, count }) => [list, count]));
assert.equal(counts.get('reports'), 14);
let shown = 0;
for (const name of [...counts.keys(), 'statement', 'occupation', 'membership', 'Company', 'supply']) {
  const { total, rows, columns } = askOne('list', name, '--limit', '100000');
  assert.equal(total, rows.length, name);
  assert.equal(counts.get(name) ?? total, total, name);
  const names = columns.map((column) => column.name);
  for (const row of rows.slice(0, 2)) {
    assert.equal(askOne('show', row.id).id, row.id);
    assert(Object.keys(row.cells).every((cell) => names.includes(cell)), name);
    shown++;
  }
  if (total > 1) {
    const page = askOne('list', name, '--limit', '1', '--offset', '1');
    assert.equal(page.rows[0].id, rows[1].id);
  }
}
assert(shown > 12);

// Offsets are in code points.
const report = askOne('show', '11-gorod-i-fond');
const letters = [...readFileSync(`${process.env.EXAMPLES}/11-gorod-i-fond.txt`, 'utf8')];
const at = ({ start, end }) => letters.slice(start, end).join('');
for (const paragraph of report.paragraphs) {
  assert.equal(at(paragraph), paragraph.segments.map((segment) => segment.text).join(''));
}
for (const mention of report.mentions) assert.equal(at(mention), mention.text);
const claims = report.facts.flatMap((fact) => fact.properties).flatMap((entry) => entry.claims);
for (const evidence of claims.flatMap((claim) => claim.evidence)) {
  assert.equal(at(evidence), evidence.quote);
}
assert.equal(report.example, true);
const found = askOne('search', 'соглашения');
assert(found.total >= 5);
assert(found.reports[0].snippets.some((snippet) => snippet.parts.some((part) => part.hit)));
ask(['search', 'абракадабра'], 1);
for (const item of ask(['list', 'appearances'])) {
  assert.deepEqual(Object.keys(item).sort(), ['canonical', 'entity', 'name', 'report', 'schema']);
}
console.log('all answers fit together');
SCRIPT
node check.mjs
$UZEL list nonsense --registry r.uzel; echo "exit $?"
$UZEL list people --registry r.uzel --sort age; echo "exit $?"
$UZEL list people --registry r.uzel --filter age; echo "exit $?"
$UZEL show ru-000000000000 --registry r.uzel --lang en; echo "exit $?"
$UZEL list people; echo "exit $?"
$UZEL list people --registry none.uzel; echo "exit $?"
$UZEL list people --registry "$REPORTS/01-dogovor.txt"; echo "exit $?"
$UZEL read "$REPORTS" --registry /nowhere/r.uzel; echo "exit $?"
$UZEL list agreements --registry r.uzel --format json >before
$UZEL rebuild --registry r.uzel; echo "exit $?"
$UZEL list agreements --registry r.uzel --format json | cmp - before && echo "the same"
$UZEL search соглашения --registry r.uzel >/dev/null; echo "exit $?"
