# SIGINT ends a run cleanly: what was read is kept, and a second run takes it up.
mkdir many
for i in $(seq 1000 1300); do sed "s/14 марта/$((i % 28 + 1)) марта/; s/АО «Вымпел»/АО «Вымпел-$i»/" "$REPORTS/01-dogovor.txt" >many/$i.txt; done
cat >check.mjs <<'SCRIPT'
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
const uzel = process.env.UZEL;
const reading = (registry) => ['read', 'many', '--registry', registry, '--jobs', '2'];
const run = spawn(uzel, reading('r.uzel'));
const ended = once(run, 'close');
let errors = '';
run.stdout.resume();
run.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
while (!existsSync('r.uzel') && run.exitCode === null) await sleep(1);
await sleep(50);
run.kill('SIGINT');
const [code] = await ended;
console.log('interrupted:', code === 0 || code === 130, 'said:',
  code === 0 || errors.includes('Прервано'));
const again = spawnSync(uzel, reading('r.uzel'), { maxBuffer: Infinity });
console.log('again:', again.status);
const whole = spawnSync(uzel, reading('whole.uzel'), { maxBuffer: Infinity });
console.log('whole:', whole.status);
const [answer, wanted] = ['r.uzel', 'whole.uzel'].map((registry) => spawnSync(uzel,
  ['list', 'appearances', '--format', 'json', '--registry', registry],
  { encoding: 'utf8', maxBuffer: Infinity }).stdout);
const reports = new Set(answer.trimEnd().split('\n').map((line) => line.split('"')[3]));
console.log('the same:', answer === wanted, 'reports:', reports.size);
SCRIPT
node check.mjs
