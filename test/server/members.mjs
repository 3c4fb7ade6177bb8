// Those who work on one registry, by the API: members.mjs PROGRAM
//
// Comments on cards and who may see and do what with them; what the parties of an agreement alone
// share. One server for all.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { PASSWORD, startPlace } from './people.mjs';

const [program] = process.argv.slice(2);
const REPORT = `Тверь, 9 февраля 2015 года

Сегодня губернатор Тверской области Семён Ракитин и директор ООО «Волжский парус» Вера Лугова подписали соглашение о сотрудничестве на 3 года.
`;
const ROLES = { anna: 'administrator', edik: 'editor', emma: 'expert', rita: 'reader' };

const people = startPlace(program, 'members');
const { folder, run, rows, account, ask, done, refused, page, login } = people;
let address;
let agreement;
let party;
const acting = {}; /* for which organization who acts, since it was changed */

before(async () => {
  mkdirSync(path.join(folder, 'reports'));
  writeFileSync(path.join(folder, 'reports', 'a.txt'), REPORT);
  run('', 'read', path.join(folder, 'reports'));
  agreement = rows('agreements')[0].id;
  party = rows('organizations').find(({ name }) => name.includes('парус')).id;
  for (const [name, role] of Object.entries(ROLES)) account(name, role);
  account('petr', 'participant', '--entity', party, '--shown', 'Пётр Лугов');
  account('oleg', 'participant', '--entity', party);
  await people.serve();
  ({ address } = people);
});
after(() => people.close());

const place = () => `entities/${agreement}/comments`;

test('a card without comments says so', async () => {
  const answer = await done(200, 'rita', 'GET', `${place()}?lang=ru`);
  assert.deepEqual(answer.comments, []);
  assert.equal(answer.summary, 'Комментариев пока нет.');
  assert.deepEqual([answer.may_comment, answer.may_moderate, answer.next], [true, false, null]);
  await refused(404, 'query.unknown_id', 'rita', 'GET', 'entities/ru-000000000000/comments');
  await refused(404, 'query.unknown_id', 'rita', 'GET', 'entities/nonsense/comments');
  await refused(401, 'server.login_needed', undefined, 'GET', place());
});

test('comments are written, answered, changed and withdrawn', async () => {
  const first = await done(201, 'rita', 'POST', place(), { words: 'Кто отвечает? @petr' });
  const answer = await done(201, 'petr', 'POST', place(),
    { words: 'Мы.', answers: String(first.number) });
  assert.deepEqual([answer.thread, answer.answers, answer.shown], [first.number, first.number, 'Пётр Лугов']);
  const where = `comments/${first.number}`;
  await refused(403, 'work.comment_foreign', 'petr', 'PUT', where, { words: 'x', version: '1' });
  await refused(400, 'server.parameter_missing', 'rita', 'PUT', where, { words: 'x' });
  const edited = await done(200, 'rita', 'PUT', where, { words: 'Кто отвечает за срок?', version: '1' });
  assert.equal(edited.version, 2);
  assert.ok(edited.edited_at);
  await refused(409, 'work.comment_changed', 'rita', 'PUT', where, { words: 'y', version: '1' });
  const told = await done(200, 'rita', 'GET', where);
  assert.deepEqual(told.wordings.map(({ words }) => words), ['Кто отвечает? @petr', 'Кто отвечает за срок?']);
  assert.equal((await done(200, 'petr', 'GET', where)).wordings, undefined);
  await done(200, 'rita', 'PUT', `${where}/withdrawn`, { withdrawn: 'true' });
  const seen = (await done(200, 'petr', 'GET', place())).comments;
  assert.deepEqual(seen.map(({ state, words }) => [state, words]), [['withdrawn', null], ['shown', 'Мы.']]);
  await refused(409, 'work.comment_gone', 'petr', 'POST', place(), { words: 'x', answers: String(first.number) });
  await done(200, 'rita', 'PUT', `${where}/withdrawn`, { withdrawn: 'false' });
  assert.equal((await done(200, 'petr', 'GET', place())).total, 2);
});

test('a report is commented on, and who is mentioned is led there', async () => {
  const { id, name } = rows('reports')[0];
  const where = `reports/${id}/comments`;
  const none = await done(200, 'rita', 'GET', where);
  assert.deepEqual([none.entity, none.report, none.name, none.total], [null, id, name, 0]);
  const first = await done(201, 'rita', 'POST', where, { words: 'Где подлинник, @petr?' });
  await done(201, 'petr', 'POST', where, { words: 'В архиве.', answers: String(first.number) });
  await refused(404, 'work.unknown_comment', 'petr', 'POST', place(), { words: 'Не там', answers: String(first.number) });
  assert.equal((await done(200, 'edik', 'GET', where)).total, 2);
  const noted = async (as) => (await done(200, as, 'GET', 'reminders')).notes
    .filter(({ report }) => report !== null).map((note) => [note.kind, note.entity, note.report, note.name]);
  assert.deepEqual(await noted('petr'), [['mention', null, id, name]]);
  assert.deepEqual(await noted('rita'), [['answer', null, id, name]]);
  await done(200, 'edik', 'PUT', `comments/${first.number}/hidden`, { hidden: 'true', reason: 'не о том' });
  assert.deepEqual(await noted('petr'), []);
  const { entries } = await done(200, 'anna', 'GET', 'audit?lang=ru');
  assert.deepEqual(['label', 'object', 'about', 'report', 'entity'].map((each) => entries[0][each]),
    ['комментарий скрыт', `comment ${first.number}`, name, id, null]);
  await refused(404, 'query.unknown_id', 'rita', 'GET', 'reports/nonsense/comments');
  await refused(404, 'work.unknown_report', 'rita', 'POST', 'reports/nonsense/comments', { words: 'x' });
  await refused(401, 'server.login_needed', undefined, 'GET', where);
});

test('what is refused is told', async () => {
  await refused(400, 'work.comment_empty', 'rita', 'POST', place(), { words: '  ' });
  await refused(400, 'work.comment_empty', 'rita', 'POST', place(), {});
  await refused(400, 'work.comment_long', 'rita', 'POST', place(), { words: 'а'.repeat(4001) });
  await refused(404, 'work.unknown_comment', 'rita', 'POST', place(), { words: 'x', answers: '999' });
  await refused(404, 'query.unknown_comment', 'rita', 'GET', 'comments/999');
  await refused(400, 'server.parameter_invalid', 'rita', 'GET', 'comments/x');
  await refused(404, 'work.unknown_entity', 'rita', 'POST', 'entities/ru-000000000000/comments', { words: 'x' });
});

test('what is hidden is seen by its author and by who moderates', async () => {
  const { number } = await done(201, 'emma', 'POST', place(), { words: 'Не по делу.' });
  const where = `comments/${number}/hidden`;
  await refused(403, 'server.right_needed', 'emma', 'PUT', where, { hidden: 'true', reason: 'x' });
  await refused(400, 'work.comment_reason', 'edik', 'PUT', where, { hidden: 'true' });
  await done(200, 'edik', 'PUT', where, { hidden: 'true', reason: 'не по делу' });
  const seen = async (as) => {
    const one = (await done(200, as, 'GET', place())).comments.find((each) => each.number === number);
    return [one.state, one.words, one.reason, one.hidden_by];
  };
  assert.deepEqual(await seen('rita'), ['hidden', null, null, null]);
  assert.deepEqual(await seen('emma'), ['hidden', 'Не по делу.', 'не по делу', 'user:edik']);
  assert.deepEqual(await seen('anna'), ['hidden', 'Не по делу.', 'не по делу', 'user:edik']);
  await done(200, 'anna', 'PUT', where, { hidden: 'false' });
  assert.deepEqual(await seen('rita'), ['shown', 'Не по делу.', null, null]);
});

test('threads come in pages', async () => {
  const where = `entities/${party}/comments`;
  for (let i = 0; i < 5; i++) await done(201, 'rita', 'POST', where, { words: `Тема ${i}` });
  const words = [];
  for (let next = ''; next !== null;) {
    const page = await done(200, 'rita', 'GET', `${where}?limit=2${next && `&before=${next}`}`);
    words.push(...page.comments.map((one) => one.words));
    next = page.next;
  }
  assert.deepEqual(words, ['Тема 4', 'Тема 3', 'Тема 2', 'Тема 1', 'Тема 0']);
});

test('those who can be mentioned are found by the beginning of a name', async () => {
  const found = async (q) => (await done(200, 'rita', 'GET', `comments/accounts?q=${encodeURIComponent(q)}`))
    .accounts.map(({ name }) => name);
  assert.deepEqual(await found('e'), ['edik', 'emma']);
  assert.deepEqual(await found('Луг'), ['petr']);
  assert.deepEqual(await found('nobody'), []);
  const acting = await done(200, 'rita', 'GET', `comments/accounts?entity=${party}`);
  assert.deepEqual(acting.accounts.map(({ name }) => name), ['oleg', 'petr']);
  const [petr] = (await done(200, 'rita', 'GET', 'comments/accounts?q=petr')).accounts;
  assert.deepEqual(petr, { name: 'petr', shown: 'Пётр Лугов', entity_name: 'ООО «Волжский парус»' });
});

/* ---- expert reviews ---- */

/** Opens a review with two applications and two experts; edik manages, emma and anna are experts. */
async function reviewOpened() {
  const person = (part) => rows('people').find(({ name }) => name.includes(part)).id;
  const entry = await done(201, 'edik', 'POST', 'entries', { facts: 'training\nsubject=литьё\norganizer=Company:ООО «Сторонний»' });
  const { facts } = await done(200, 'edik', 'GET', `entries/${entry.entry}`);
  const outside = facts[0].values.find(({ property }) => property === 'organizer').value;
  const review = await done(201, 'edik', 'POST', 'reviews',
    { title: 'Проекты', criteria: 'Новизна: 2\nПольза', entity: agreement, sought: 'Что делать' });
  const where = `reviews/${review.number}`;
  for (const entity of [party, outside]) await done(201, 'edik', 'POST', `${where}/applications`, { entity });
  await done(201, 'edik', 'POST', `${where}/experts`, { account: 'emma', person: person('Лугов') });
  const full = await done(201, 'edik', 'POST', `${where}/experts`, { account: 'anna', person: person('Ракитин') });
  return { where, applications: full.applications.map(({ number }) => String(number)) };
}

test('a review goes from the call to its decisions, blind until it is closed', async () => {
  const { where, applications: [first, second] } = await reviewOpened();
  const assignments = `${where}/assignments`;
  await refused(409, 'work.review_conflict', 'edik', 'POST', assignments, { application: first, account: 'emma' });
  await done(201, 'edik', 'POST', assignments, { application: first, account: 'emma', reason: 'другой нет' });
  await done(201, 'edik', 'POST', assignments, { application: second, account: 'emma' });
  const all = await done(201, 'edik', 'POST', assignments, { application: second, account: 'anna' });
  const [one, two, three] = all.assignments.map(({ number }) => number);
  assert.deepEqual([all.assignments[0].conflicts[0].kind, all.assignments[0].reason], ['employer', 'другой нет']);
  const marks = (number) => `${assignments}/${number}/marks`;
  await refused(404, 'work.unknown_assignment', 'anna', 'PUT', marks(one), { marks: '1: 5', version: '0' });
  await refused(400, 'server.parameter_missing', 'emma', 'PUT', marks(one), { marks: '1: 5' });
  await refused(400, 'work.review_mark', 'emma', 'PUT', marks(one), { marks: '1: 9', version: '0' });
  await done(200, 'emma', 'PUT', marks(one), { marks: '1: 5 ново\n2: 4', words: 'берём', version: '0' });
  await refused(409, 'work.review_marks_changed', 'emma', 'PUT', marks(one), { marks: '1: 1', version: '0' });
  await done(200, 'emma', 'PUT', marks(two), { marks: '1: 3', version: '0' });
  await done(200, 'anna', 'PUT', `${assignments}/${three}/abstained`, { reason: 'не моё', version: '0' });
  assert.equal((await done(200, 'emma', 'GET', marks(one))).versions.length, 1);
  await refused(404, 'query.unknown_review', 'edik', 'GET', marks(one));
  for (const [name, own, words] of [['emma', 2, true], ['anna', 3, false], ['edik', 3, false], ['rita', 0, false]]) {
    const { bytes } = await ask(name, 'GET', where);
    assert.equal(bytes.includes('берём'), words, name);
    assert.equal(JSON.parse(bytes).assignments.length, own, name);
    assert.equal(JSON.parse(bytes).applications[0].mean, undefined);
  }
  await refused(409, 'work.review_open', 'edik', 'PUT', `${where}/applications/${first}`, { outcome: 'accepted', reason: 'рано' });
  writeFileSync(path.join(folder, 'open.uzel'), (await ask('anna', 'GET', 'registry')).bytes);
  assert.ok(!(await ask('anna', 'GET', 'registry')).bytes.includes('берём'));
  const closed = await done(200, 'edik', 'PUT', `${where}/closed`, { closed: 'true' });
  assert.deepEqual(closed.applications.map(({ place, mean, marked }) => [place, mean, marked]), [[1, 4.67, 1], [2, 3, 0]]);
  assert.ok((await ask('anna', 'GET', where)).bytes.includes('берём'));
  assert.ok(!(await ask('rita', 'GET', where)).bytes.includes('берём'));
  await refused(409, 'work.review_not_open', 'emma', 'PUT', marks(two), { marks: '1: 5', version: '1' });
  for (const [number, outcome] of [[first, 'accepted'], [second, 'deferred']])
    await done(200, 'edik', 'PUT', `${where}/applications/${number}`, { outcome, reason: 'по месту' });
  const told = await done(200, 'rita', 'GET', where);
  assert.deepEqual([told.state, told.applications[0].outcome, told.experts.length], ['decided', 'accepted', 0]);
});

test('reviews are listed by state, entry and expert', async () => {
  const count = async (as, question) => (await done(200, as, 'GET', `reviews${question}`)).reviews.length;
  assert.equal(await count('rita', `?entity=${party}&state=decided`), 1);
  assert.equal(await count('rita', `?entity=${agreement}`), 1);
  assert.equal(await count('emma', '?own=true'), 1);
  assert.equal(await count('rita', '?own=true'), 0);
  assert.equal(await count('rita', '?state=open'), 0);
  await refused(400, 'query.unknown_review_state', 'rita', 'GET', 'reviews?state=lost');
  await refused(404, 'query.unknown_review', 'rita', 'GET', 'reviews/99');
  await refused(400, 'work.review_criteria', 'edik', 'POST', 'reviews', { title: 'Без критериев' });
});

/* ---- the parties of an agreement ---- */

test('what parties share nobody else learns of', async () => {
  const where = `entities/${agreement}/messages`;
  const { number } = await done(201, 'petr', 'POST', where, { words: 'Тайное слово: аквамарин' });
  const file = Buffer.from('%PDF-1.7 аквамариновый файл');
  const attached = await done(201, 'petr', 'POST',
    `comments/${number}/attachments?name=${encodeURIComponent('план & смета.pdf')}`, file, 'application/octet-stream');
  assert.deepEqual([attached.name, attached.type, attached.size], ['план & смета.pdf', 'application/pdf', file.length]);
  const seen = await done(200, 'oleg', 'GET', where);
  assert.deepEqual(seen.comments[0].files, [attached]);
  const taken = await ask('oleg', 'GET', `attachments/${attached.number}`);
  assert.equal(taken.status, 200);
  assert.ok(taken.bytes.equals(file));
  assert.equal(taken.headers.get('content-type'), 'application/pdf');
  assert.equal(taken.headers.get('x-content-type-options'), 'nosniff');
  assert.match(taken.headers.get('content-disposition'), /^attachment; filename\*=UTF-8''%D0%BF/);
  for (const name of ['rita', 'emma', 'edik', 'anna']) {
    await refused(404, 'query.unknown_id', name, 'GET', where);
    await refused(404, 'work.unknown_entity', name, 'POST', where, { words: 'И я' });
    await refused(404, 'query.unknown_comment', name, 'GET', `comments/${number}`);
    await refused(404, 'work.unknown_comment', name, 'PUT', `comments/${number}`, { words: 'x', version: '1' });
    await refused(404, 'work.unknown_comment', name, 'PUT', `comments/${number}/withdrawn`, { withdrawn: 'true' });
    await refused(404, 'query.unknown_file', name, 'GET', `attachments/${attached.number}`);
    await refused(404, 'work.unknown_comment', name, 'POST', `comments/${number}/attachments?name=a`, file,
      'application/octet-stream');
    await refused(404, 'query.unknown_comment', name, 'GET', 'comments/999');
  }
  for (const name of ['edik', 'anna'])
    await refused(404, 'work.unknown_comment', name, 'PUT', `comments/${number}/hidden`, { hidden: 'true', reason: 'x' });
  const open = (await done(200, 'oleg', 'GET', place())).comments;
  assert.ok(open.every((one) => one.number !== number));
  for (const [name, question] of [['anna', 'search?q=аквамарин'], ['anna', 'audit?limit=100'], ['anna', place()],
    ['anna', 'lists/agreements?format=csv'], ['anna', `entities/${agreement}`], ['anna', 'registry'],
    ...['anna', 'rita', 'petr'].map((name) => [name, 'brief?a=Тверская область&b=Волжский парус'])]) {
    const { status, bytes } = await ask(name, 'GET', question);
    assert.equal(status, 200, question);
    assert.ok(!bytes.includes(question.startsWith('search') ? 'Тайное' : 'аквамарин'), question);
    assert.ok(!bytes.includes('план & смета'), question);
    if (question === 'registry') writeFileSync(path.join(folder, 'taken.uzel'), bytes);
  }
  const copy = spawnSync(program, ['copy', people.registry, path.join(folder, 'copy.uzel'), '--lang', 'en'], { encoding: 'utf8' });
  assert.match(copy.stdout, /alone may read too: 1 message \(files: 1\)/, copy.stderr);
});

test('a registry that was taken as a file is sound', () => {
  for (const name of ['taken.uzel', 'open.uzel']) {
    const check = spawnSync(program, ['check', '--registry', path.join(folder, name)], { encoding: 'utf8' });
    assert.equal(check.status, 0, check.stdout + check.stderr);
  }
});

/* Nobody makes himself a party: what a participant states is confirmed by somebody else first. */
test('a participant cannot state himself into an agreement', async () => {
  const firm = await done(201, 'edik', 'POST', 'entries', { facts: 'training\nsubject=сварка\norganizer=Company:ООО «Чужой»' });
  const { facts } = await done(200, 'edik', 'GET', `entries/${firm.entry}`);
  const organizer = facts[0].values.find(({ property }) => property === 'organizer').value;
  const { version } = (await done(200, 'anna', 'GET', 'accounts')).accounts.find(({ name }) => name === 'oleg');
  await done(200, 'anna', 'PUT', 'accounts/oleg', { entity: organizer, version: String(version) });
  acting.oleg = organizer;
  const where = `entities/${agreement}/messages`;
  await refused(404, 'query.unknown_id', 'oleg', 'GET', where);
  await done(201, 'oleg', 'POST', 'entries', { facts: `agreement ${agreement}\nparties=${organizer}` });
  await refused(404, 'query.unknown_id', 'oleg', 'GET', where);
  const card = await done(200, 'emma', 'GET', `entities/${agreement}`);
  const claim = card.properties.find(({ name }) => name === 'parties').claims
    .find(({ value }) => value.entity === organizer);
  assert.equal(claim.state, 'stated');
  await done(201, 'emma', 'POST', 'decisions', { action: 'confirm', claim: claim.id });
  assert.equal((await done(200, 'oleg', 'GET', where)).comments.length, 1);
});

/* An application's documents are between the applicant and whom it was submitted to. */
test('the documents of an application are shared by its parties alone', async () => {
  const application = `application\nsite=Site:Технопарк «Волга»\nstatus_sought=особая зона\napplicant=${party}\nbody=PublicBody:Минпром Тверской области`;
  const { entry } = await done(201, 'edik', 'POST', 'entries', { facts: application });
  const [fact] = (await done(200, 'edik', 'GET', `entries/${entry}`)).facts;
  const where = `entities/${fact.id}/messages`;
  assert.deepEqual((await done(200, 'petr', 'GET', where)).comments, []);
  const { number } = await done(201, 'petr', 'POST', where, { words: 'План площадки' });
  const file = await done(201, 'petr', 'POST', `comments/${number}/attachments?name=план.pdf`, Buffer.from('%PDF-1.7'),
    'application/octet-stream');
  const body = fact.values.find(({ property }) => property === 'body').value;
  run(`${PASSWORD}\n`, 'user', 'add', 'mila', '--role', 'participant', '--entity', body, '--password-file', '-');
  const mila = await login('mila');
  const seen = (await page(mila, 'GET', where)).answer.comments[0];
  assert.deepEqual(seen.files.map(({ name, type }) => [name, type]), [['план.pdf', 'application/pdf']]);
  for (const name of ['edik', 'anna', 'rita', 'emma']) {
    await refused(404, 'query.unknown_id', name, 'GET', where);
    await refused(404, 'query.unknown_file', name, 'GET', `attachments/${file.number}`);
  }
  /* Who was no party does not become one by saying so. */
  await done(201, 'oleg', 'POST', 'entries', { facts: `application ${fact.id}\napplicant=${acting.oleg}` });
  await refused(404, 'query.unknown_id', 'oleg', 'GET', where);
});

/* ---- reminders ---- */

/** The events of a calendar as RFC 5545 has them; fails where it is none. */
function eventsOf(text) {
  assert.ok(text.endsWith('\r\n'));
  const lines = text.slice(0, -2).split('\r\n');
  for (const line of lines) {
    assert.ok(Buffer.byteLength(line) <= 75, line);
    assert.ok(!line.includes('\n') && !line.includes('\uFFFD'), line);
  }
  const properties = lines.join('\r\n').replace(/\r\n /g, '').split('\r\n').map((line) => {
    const [, name, parameters, value] = /^([A-Z-]+)((?:;[A-Z-]+=[^:;]+)*):(.*)$/.exec(line);
    return [name, value.replace(/\\([\\;,n])/g, (_, mark) => (mark === 'n' ? '\n' : mark)), parameters];
  });
  assert.deepEqual(properties[0].slice(0, 2), ['BEGIN', 'VCALENDAR']);
  assert.deepEqual(properties.at(-1).slice(0, 2), ['END', 'VCALENDAR']);
  for (const name of ['VERSION', 'PRODID']) assert.equal(properties.filter(([one]) => one === name).length, 1);
  const events = [];
  for (const [name, value] of properties) {
    if (name === 'BEGIN' && value === 'VEVENT') events.push({});
    else if (events.length > 0 && name !== 'END') events.at(-1)[name] = value;
  }
  for (const event of events) for (const name of ['UID', 'DTSTAMP', 'DTSTART', 'SUMMARY']) assert.ok(event[name], name);
  return events;
}

const day = (from) => new Date(Date.now() + from * 86400000).toISOString().slice(0, 10);

test('reminders tell of days and of what others wrote', async () => {
  const facts = (what, due) => `measure\nprogramme=Programme:Программа «Волга», 2030\nwhat=${what}\ndue=${due}`;
  await done(201, 'edik', 'POST', 'entries', { facts: facts('Построить; открыть', day(5)) });
  await done(201, 'edik', 'POST', 'entries', { facts: facts('Отчитаться', day(-5)) });
  const { days } = await done(200, 'rita', 'GET', 'reminders');
  assert.deepEqual(days.map(({ kind, late, date }) => [kind, late, date]),
    [['due', true, day(-5)], ['due', false, day(5)]]);
  assert.deepEqual((await done(200, 'petr', 'GET', 'reminders')).days, []);
  assert.equal((await done(200, 'petr', 'GET', 'reminders?all=1')).days.length, 2);
  assert.equal((await done(200, 'rita', 'GET', 'reminders?days=2')).days.length, 0);
  await done(201, 'emma', 'POST', place(), { words: 'Посмотрите, @rita' });
  const { notes } = await done(200, 'rita', 'GET', 'reminders');
  assert.deepEqual([notes[0].kind, notes[0].comment.words, notes[0].entity], ['mention', 'Посмотрите, @rita', agreement]);
  assert.ok(notes.some(({ kind, comment }) => kind === 'answer' && comment.words === 'Мы.'));
  await refused(400, 'server.parameter_invalid', 'rita', 'GET', 'reminders?days=0');
});

test('a feed is read by the secret of an account, until it is revoked', async () => {
  const cookie = await login('rita');
  const none = await page(cookie, 'GET', 'account/feed');
  assert.deepEqual([none.status, none.answer], [200, { made_at: null }]);
  const made = await page(cookie, 'POST', 'account/feed');
  assert.equal(made.status, 201);
  const where = made.answer.calendar.replace(`${address}/api/v1/`, '');
  const taken = await ask(undefined, 'GET', where);
  assert.equal(taken.status, 200);
  assert.match(taken.headers.get('content-type'), /^text\/calendar/);
  const events = eventsOf(taken.bytes.toString());
  assert.deepEqual(events.map((event) => event.DTSTART), [day(-5), day(5)].map((one) => one.replaceAll('-', '')));
  assert.ok(events[1].SUMMARY.includes('Построить; открыть'), events[1].SUMMARY);
  const again = await fetch(made.answer.calendar, { headers: { 'If-None-Match': taken.headers.get('etag') } });
  assert.equal(again.status, 304);
  const atom = (await ask(undefined, 'GET', made.answer.feed.replace(`${address}/api/v1/`, ''))).bytes.toString();
  assert.match(atom, /^<\?xml[^]*<feed xmlns="http:\/\/www.w3.org\/2005\/Atom">/);
  assert.ok(atom.includes('Посмотрите, @rita'));
  for (const element of ['id', 'title', 'updated']) assert.match(atom, new RegExp(`<feed[^>]*>[^]*?<${element}>`));
  for (const wrong of ['feeds/reminders.ics', 'feeds/reminders.atom?token=uzelfeed_x', `${where}x`])
    await refused(404, 'server.feed_unknown', undefined, 'GET', wrong);
  /* The secret opens nothing else. */
  const secret = /uzelfeed_[\w-]+/.exec(where)[0];
  const else_ = await fetch(`${address}/api/v1/overview`, { headers: { Authorization: `Bearer ${secret}` } });
  assert.equal(else_.status, 401);
  const next = await page(cookie, 'POST', 'account/feed');
  await refused(404, 'server.feed_unknown', undefined, 'GET', where);
  assert.equal((await page(cookie, 'DELETE', 'account/feed')).answer.made_at, null);
  await refused(404, 'server.feed_unknown', undefined, 'GET', next.answer.calendar.replace(`${address}/api/v1/`, ''));
});

/* ---- one's own sessions ---- */

test('one sees and ends one\'s own sessions, and nobody else\'s', async () => {
  const first = await login('rita');
  const second = await login('rita');
  const others = await login('emma');
  const { sessions } = (await page(first, 'GET', 'account/sessions')).answer;
  assert.deepEqual(sessions.filter(({ current }) => current).length, 1);
  assert.ok(sessions.length >= 2);
  const mine = (await page(second, 'GET', 'account/sessions')).answer.sessions.find(({ current }) => current).number;
  assert.equal((await page(others, 'DELETE', `account/sessions/${mine}`)).answer.key, 'work.unknown_secret');
  assert.equal((await page(first, 'DELETE', `account/sessions/${mine}`)).status, 200);
  assert.equal((await page(second, 'GET', 'account/sessions')).status, 401);
  assert.equal((await page(first, 'DELETE', 'account/sessions/999')).status, 404);
  await refused(403, 'server.right_needed', 'rita', 'GET', 'account/sessions');
});

/* What lets somebody in stands neither in what the server prints nor in the registry. */
test('no password, token or session is kept or told in clear', async () => {
  const cookie = await login('rita');
  await page(undefined, 'POST', 'login', { name: 'rita', password: 'не тот пароль вовсе' });
  const invitation = await page(await login('anna'), 'POST', 'invitations', { role: 'reader' });
  const feed = await page(cookie, 'POST', 'account/feed');
  const secrets = [PASSWORD, 'не тот пароль вовсе', cookie.split('=')[1], invitation.answer.secret,
    /uzelfeed_([\w-]+)/.exec(feed.answer.feed)[1], ...Object.values(people.tokens).map((token) => token.slice(5))];
  const places = { log: Buffer.from(people.said.join('')), audit: Buffer.from(run('', 'audit', '--limit', '500')) };
  for (const name of readdirSync(folder).filter((each) => each.startsWith('r.uzel')))
    places[name] = readFileSync(path.join(folder, name));
  for (const [name, bytes] of Object.entries(places))
    for (const secret of secrets) assert.ok(!bytes.includes(secret), `${secret} stands in ${name}`);
  assert.ok(places.log.includes(address));
  assert.ok(Object.values(places).some((bytes) => bytes.includes('argon2id')));
});

test('the registry stays sound', () => {
  assert.match(run('', 'check'), /is sound/);
});
