# One JSON object a line, in the order of the arguments, whatever the number of jobs.
$UZEL read "$REPORTS" "$REPORTS/01-dogovor.txt" "$EXAMPLES" --format json --jobs 1 2>/dev/null >one
echo "exit $?"
$UZEL read "$REPORTS" "$REPORTS/01-dogovor.txt" "$EXAMPLES" --format json --jobs 4 2>/dev/null >four
cmp one four && echo "the same"
cat >check.mjs <<'SCRIPT'
import assert from 'node:assert';
import { readFileSync } from 'node:fs';
for (const line of readFileSync('one', 'utf8').trimEnd().split('\n')) {
  const { report, mentions, entities } = JSON.parse(line);
  console.log(report.id, report.source, report.format);
  const ids = new Set(entities.map((entity) => entity.id));
  for (const { start, end, text, entity } of mentions) {
    assert(0 <= start && start < end && end <= report.text_length);
    assert.equal(end - start, [...text].length);
    assert(entity === undefined || ids.has(entity), `${report.id}: ${text} is of no entity`);
  }
}
SCRIPT
node check.mjs
