// Plans by the API, for each role: trade.mjs PROGRAM
//
// Who may plan and who only sees; a plan is watched, stopped and kept; what a plan cannot be made of
// is told. One server for all.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { startPlace } from './people.mjs';

const [program] = process.argv.slice(2);
const ROLES = { anna: 'administrator', edik: 'editor', rita: 'reader' };
const MANY = 400;
const people = startPlace(program, 'trade');
const { folder, run, ask, tokens } = people;

async function until(as, plan) {
  for (;;) {
    const { answer } = await ask(as, 'GET', `plans/${plan}`);
    if (answer.state !== 'running') return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

before(async () => {
  const goods = ['болты М24', 'насос центробежный', 'шланг пожарный', 'грунтовка'];
  const rows = (make) => Array.from({ length: MANY }, (_, index) => make(index)).join('\n');
  writeFileSync(path.join(folder, 'needs.csv'), `product,quantity,unit,buyer,region,price\n${rows(
    (i) => `${goods[i % 4]},${i % 90 + 10},шт.,Завод ${i % 7},RU-IRK,${i % 13 + 1}`)}\n`);
  writeFileSync(path.join(folder, 'offers.csv'), `product,capacity,unit,minimum,supplier,region\n${rows(
    (i) => `${goods[i % 4]},${i % 50 + 5},шт.,${i % 9 + 1},Цех ${i % 11},RU-OMS`)}\n`);
  run('', 'import', path.join(folder, 'needs.csv'), path.join(folder, 'offers.csv'));
  for (const [name, role] of Object.entries(ROLES)) people.account(name, role);
  await people.serve();
});
after(() => people.close());

test('editors plan, readers see, others are refused', async () => {
  assert.equal((await ask('rita', 'POST', 'plans', {})).status, 403);
  assert.equal((await ask(undefined, 'POST', 'plans', {})).status, 403);
  const begun = await ask('edik', 'POST', 'plans', { region: 'RU-IRK' });
  assert.equal(begun.status, 202);
  assert.equal((await ask('rita', 'DELETE', `plans/${begun.answer.plan}`)).status, 403);
  const { state, kept } = await until('rita', begun.answer.plan);
  assert.equal(state, 'kept');
  const { answer } = await ask('rita', 'GET', `plans/${kept}?lang=en`);
  assert.equal(answer.by, 'user:edik');
  assert.equal(answer.title, 'Sourcing plan: Иркутская область');
  assert.ok(answer.deliveries.every(({ quantity }) => Number.isInteger(quantity)));
  const russian = (await ask('rita', 'GET', `plans/${kept}?lang=ru`)).answer;
  assert.equal(russian.title, 'План поставок: Иркутская область');
  assert.equal(russian.deliveries.length, answer.deliveries.length);
});

test('a plan that is stopped is kept as far as it is, and two are compared', async () => {
  const begun = await ask('anna', 'POST', 'plans', { weights: 'price=3' });
  assert.equal((await ask('anna', 'DELETE', `plans/${begun.answer.plan}`)).status, 200);
  const { state, kept } = await until('anna', begun.answer.plan);
  assert.equal(state, 'kept');
  const { plans } = (await ask('rita', 'GET', 'plans')).answer;
  assert.equal(plans[0].id, kept);
  assert.equal(plans.length, 2);
  const { answer } = await ask('rita', 'GET', `plans/${plans[1].id}/against/${plans[0].id}`);
  assert.equal(answer.after.id, kept);
  for (const where of [`plans/${kept}`, `plans/${plans[1].id}/against/${kept}`]) {
    const table = await fetch(`${people.address}/api/v1/${where}?format=csv&lang=en`,
      { headers: { Authorization: `Bearer ${tokens.rita}` } });
    assert.match(table.headers.get('content-disposition'), /^attachment; filename="plan-.*\.csv"$/);
    assert.match(await table.text(), /^need,(buyer|offer),product,/);
    assert.equal((await ask('rita', 'GET', `${where}?format=pdf`)).status, 400);
  }
});

test('tables are taken in by those who state facts, row by row', async () => {
  const send = (as, table, name = 'таблица.csv') => fetch(
    `${people.address}/api/v1/tables?lang=en&name=${encodeURIComponent(name)}`, {
      method: 'POST', body: Buffer.from(table),
      headers: { 'Content-Type': 'application/octet-stream', Authorization: `Bearer ${tokens[as]}` },
    });
  const needs = 'product,quantity,unit,buyer,colour\nклей,5,кг,Завод 1,\nклей,много,кг,Завод 1,\n';
  assert.equal((await send('rita', needs)).status, 403);
  const taken = await send('edik', needs);
  assert.equal(taken.status, 200);
  const { left_out: [left], ...counts } = await taken.json();
  assert.deepEqual(counts, { of: 'needs', added: 1, changed: 0, unchanged: 0, withdrawn: 0, ignored: ['colour'] });
  assert.equal(left.line, 3);
  assert.equal(left.column, 'quantity');
  assert.match(left.text, /много/);
  assert.equal((await (await send('edik', needs)).json()).unchanged, 1);
  assert.equal((await (await send('edik', needs.replace('5', '6'))).json()).changed, 1);
  const neither = await send('edik', 'a,b\n1,2\n');
  assert.equal(neither.status, 422);
  assert.match((await neither.json()).detail, /таблица\.csv.*“quantity”.*“capacity”/);
  assert.equal((await send('edik', `product,quantity\n${'клей,1\n'.repeat(2001)}`)).status, 413);
  assert.equal((await send('edik', 'PK\u0003\u0004', 'x.xlsx')).status, 422);
  const template = await fetch(`${people.address}/api/v1/tables/offers?format=csv`,
    { headers: { Authorization: `Bearer ${tokens.rita}` } });
  assert.match(await template.text(), /^id,product,okpd2,capacity/);
  const own = await fetch(`${people.address}/api/v1/tables/offers`, { headers: { Authorization: `Bearer ${tokens.edik}` } });
  const again = await fetch(`${people.address}/api/v1/tables?name=offers.xlsx`, {
    method: 'POST', body: Buffer.from(await own.arrayBuffer()),
    headers: { 'Content-Type': 'application/octet-stream', Authorization: `Bearer ${tokens.edik}` } });
  assert.equal((await again.json()).added, 1);
});

test('what cannot be planned is told', async () => {
  const begun = await ask('edik', 'POST', 'plans', { region: 'RU-KDA' });
  const { state, problem } = await until('edik', begun.answer.plan);
  assert.equal(state, 'failed');
  assert.match(problem, /nothing to plan|Планировать нечего/);
  assert.equal((await ask('edik', 'POST', 'plans', { weights: 'x' })).status, 400);
  assert.equal((await ask('rita', 'GET', 'plans/plan-none')).status, 404);
});

test('a server that is stopped keeps the plan that it was making', async () => {
  await ask('edik', 'POST', 'plans', {});
  people.child.kill('SIGTERM');
  await people.ended;
  const { plans } = JSON.parse(run('', 'plan', 'list', '--format', 'json'));
  assert.equal(plans.length, 3);
  run('', 'check');
});
