// The description of the API: everything that it describes is asked of the program, and each answer
// must be what its schema says, no more and no less.
//
// UZEL_PROGRAM names the program.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { hasProgram, startProgram } from '../browser/program.mjs';

const options = { skip: hasProgram ? false : 'UZEL_PROGRAM is not set' };
let program;
let server;
let description;
let validators;
let known; // examples that depend on what the registry holds, by parameter
let cookie = '';
let registry;
const done = []; // the changes that were tried

/** Schemas leave room for keys that come later; here no key may come that they do not name. */
function closed(schema) {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const made = Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, closed(part)]));
  if (schema.type === 'object' && schema.properties) made.additionalProperties ??= false;
  return made;
}

const resolve = (part) =>
  part.$ref
    ? part.$ref
        .slice(2)
        .split('/')
        .reduce((at, key) => at[key], description)
    : part;

async function ask(path, { method = 'get', body, type = 'application/json' } = {}) {
  return fetch(server.address + path, {
    method: method.toUpperCase(),
    headers: {
      ...(method === 'get' ? {} : { Origin: server.address }),
      ...(body === undefined ? {} : { 'Content-Type': type }),
      ...(cookie ? { Cookie: cookie } : {}),
    },
    ...(body === undefined ? {} : { body: type.endsWith('json') ? JSON.stringify(body) : body }),
  });
}

/** Fails unless an answer is one that the operation describes. */
async function assertDescribed(name, operation, response) {
  const text = await response.text();
  const described = operation.responses[response.status];
  assert.ok(described, `${name}: ${response.status} ${text.slice(0, 300)}`);
  const type = response.headers.get('content-type').replace(/^(application\/json);.*/, '$1');
  const schema = resolve(described).content[type]?.schema;
  assert.ok(schema, `${name}: ${type}`);
  if (!type.endsWith('json')) return undefined;
  const answer = JSON.parse(text);
  const key = JSON.stringify(schema);
  validators.made[key] ??= validators.ajv.compile(
    closed({ ...schema, components: description.components }),
  );
  const valid = validators.made[key](answer);
  assert.ok(valid, `${name}: ${JSON.stringify(validators.made[key].errors?.slice(0, 3))}`);
  return answer;
}

/** Needed where nothing else is asked, which a description cannot say. */
const WITHOUT_OTHERS = new Set(['/api/v1/search q', '/api/v1/preferred need']);

const exampleOf = (parameter, path) => known[`${path} ${parameter.name}`] ?? parameter.example;

function addressOf(path, parameters) {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(
      exampleOf(
        parameters.find((one) => one.name === name),
        path,
      ),
    ),
  );
  return (query) => {
    const needed = parameters
      .filter(
        (one) => one.in === 'query' && (one.required || WITHOUT_OTHERS.has(`${path} ${one.name}`)),
      )
      .map((one) => [one.name, exampleOf(one, path)]);
    const text = new URLSearchParams([...needed, ...query]).toString();
    return filled + (text ? `?${text}` : '');
  };
}

/** What a parameter is asked with: its example, each choice, the ends of its range. */
function valuesOf(parameter, path) {
  const { schema } = parameter;
  const example = exampleOf(parameter, path);
  if (schema.enum) return schema.enum;
  if (schema.maximum !== undefined) return [schema.minimum, Math.min(schema.maximum, 1000)];
  return example === undefined ? [] : [example];
}

before(async () => {
  if (options.skip) return;
  program = startProgram();
  registry = program.read('api.uzel', '--list', 'examples/reports.csv');
  const stated = [
    'state',
    'training',
    'subject=наладка станков',
    'organizer=Organization:Пробная школа',
    'measure',
    'programme=Programme:Пробная программа',
    'what=наладить станки',
    'due=2020',
    'indicator',
    'programme=Programme:Пробная программа',
    'measure=станки',
    'reading=target',
    'year=2030',
    'value=5',
  ];
  const entry = program.run('', ...stated, '--registry', registry, '--format', 'json');
  const trade = [
    'state',
    'need',
    'buyer=Company:Пробный завод',
    'goods=болты М24',
    'quantity=100',
    'unit=кг',
    'bought_place=Country:Китай',
    'offer',
    'supplier=Company:Пробный метиз',
    'goods=болт М24',
    'capacity=50',
    'period=month',
    'unit=кг',
    'minimum=10',
  ];
  program.run('', ...trade, '--registry', registry);
  const preferred = [
    'state',
    'preferred_list',
    'title=Пробный перечень',
    'owner=PublicBody:Пробная мэрия',
    'preferred_item',
    'list=#1',
    'what=Product:Пробный насос',
    'maker=Company:Пробный метиз',
    'outcome=entered',
    'decided=2020-01-01',
    'reason=проба',
    'preferred_use',
    'item=#2',
    'user=PublicBody:Пробная мэрия',
    'deployment',
    'what=Product:Пробный насос',
    'count=3',
  ];
  program.run('', ...preferred, '--registry', registry);
  program.run('', 'plan', '--registry', registry);
  const { plans } = JSON.parse(
    program.run('', 'plan', 'list', '--registry', registry, '--format', 'json'),
  );
  server = await program.serve(registry);
  description = await (await ask('/api/v1/openapi.json')).json();
  validators = { ajv: new Ajv({ strict: false, allErrors: false }), made: {} };
  const rows = async (list) => (await (await ask(`/api/v1/lists/${list}`)).json()).rows;
  const [agreements, people, reports, measures] = await Promise.all(
    ['agreements', 'people', 'reports', 'measure'].map(rows),
  );
  const card = await (await ask(`/api/v1/entities/${agreements[0].id}`)).json();
  const first = await (await ask('/api/v1/lists/agreements?limit=1')).json();
  known = {
    '/api/v1/plans/{id} id': plans[0].id,
    '/api/v1/plans/{id}/against/{other} id': plans[0].id,
    '/api/v1/plans/{id}/against/{other} other': plans[0].id,
    '/api/v1/needs/{id}/offers id': (await rows('needs'))[0].id,
    '/api/v1/offers/{id}/needs id': (await rows('offers'))[0].id,
    '/api/v1/entities/{id} id': agreements[0].id,
    '/api/v1/entities/{id}/facts id': card.neighbours[0].id,
    '/api/v1/programmes/{id}/progress id': measures[0].cells.programme[0].entity,
    '/api/v1/terms entity': people[0].id,
    '/api/v1/preferred need': 'насос',
    '/api/v1/preferred/{id} id': (await rows('preferred_list'))[0].id,
    '/api/v1/entities/{id}/comments id': agreements[0].id,
    '/api/v1/reports/{id} id': reports[0].id,
    '/api/v1/reports/{id}/comments id': reports[0].id,
    '/api/v1/reports/{id}/published id': reports[0].id,
    '/api/v1/reports/{id}/withdrawn id': reports[0].id,
    '/api/v1/entries/{id} id': JSON.parse(entry).entry,
    '/api/v1/network/neighbours/{id} id': card.neighbours[0].id,
    '/api/v1/network/paths/{from}/{to} from': card.neighbours[0].id,
    '/api/v1/network/paths/{from}/{to} to': card.neighbours[1].id,
    '/api/v1/network/conflicts/{expert}/{applicant} expert': people[0].id,
    '/api/v1/network/conflicts/{expert}/{applicant} applicant': card.neighbours[0].id,
    '/api/v1/network entity': people[0].id,
    '/api/v1/network/partners entity': card.neighbours[0].id,
    '/api/v1/partners for': card.neighbours[0].id,
    '/api/v1/brief a': card.neighbours[0].id,
    '/api/v1/brief b': card.neighbours[1].id,
    '/api/v1/decisions entity': people[0].id,
    '/api/v1/lists/{name} report': reports[0].id,
    '/api/v1/lists/{name} q': 'соглашение',
    '/api/v1/lists/{name} cursor': first.next,
  };
});
after(() => program?.stop());

test(
  'each question is answered as it is described, with each of its parameters',
  options,
  async () => {
    let asked = 0;
    for (const [path, operations] of Object.entries(description.paths)) {
      const operation = operations.get;
      if (!operation || operation.security) continue;
      const parameters = operation.parameters.map(resolve);
      const address = addressOf(path, parameters);
      const questions = [[]];
      for (const parameter of parameters.filter((one) => one.in === 'query'))
        for (const value of valuesOf(parameter, path)) questions.push([[parameter.name, value]]);
      for (const question of questions) {
        const target = address(question);
        const response = await ask(target);
        assert.equal(response.status, 200, `${target}: ${response.status}`);
        await assertDescribed(target, operation, response);
        asked++;
      }
      const refused = await ask(address([['nothing', '1']]));
      if (path !== '/api/v1/session') {
        assert.equal(refused.status, 400, path);
        const problem = await refused.json();
        assert.equal(problem.key, 'server.parameter_unknown');
        assert.equal(refused.headers.get('content-type'), 'application/problem+json');
      }
    }
    assert.ok(asked > 80, `${asked} questions`);
  },
);

test('each list, and the cards and reports in it, are answered as described', options, async () => {
  const { paths } = description;
  for (const { name } of (await (await ask('/api/v1/schema')).json()).lists) {
    const target = `/api/v1/lists/${name}?limit=500`;
    const list = await assertDescribed(
      target,
      paths['/api/v1/lists/{name}'].get,
      await ask(target),
    );
    for (const row of list.rows) {
      const report = row.kind === 'Report';
      const path = report ? `/api/v1/reports/${row.id}` : `/api/v1/entities/${row.id}`;
      const described = report ? '/api/v1/reports/{id}' : '/api/v1/entities/{id}';
      await assertDescribed(path, paths[described].get, await ask(path));
    }
  }
});

test('what is not there is told as described', options, async () => {
  const { paths } = description;
  for (const path of ['entities/ru-000000000000', 'reports/nothing', 'lists/nothing']) {
    const described = `/api/v1/${path.replace(/\/.*/, path.startsWith('lists') ? '/{name}' : '/{id}')}`;
    const response = await ask(`/api/v1/${path}?lang=en`);
    assert.equal(response.status, 404);
    const problem = await assertDescribed(path, paths[described].get, response);
    assert.equal(problem.title, 'Not found');
    assert.equal(problem.type, 'about:blank');
    assert.equal(problem.status, 404);
  }
});

/** Asks all of a batch, and holds each event against its schema. */
async function tryBatch() {
  const { batch } = (await change('post', '/api/v1/batches', { files: '2' })).answer;
  const path = `/api/v1/batches/${batch}`;
  const at = '/api/v1/batches/{id}/files/{number}';
  for (const [number, text] of [
    ['0', 'Правительство и завод подписали соглашение.'],
    ['1', ''],
  ])
    assert.equal((await change('put', `${path}/files/${number}`, { text }, { at })).status, 202);
  assert.equal((await change('put', `${path}/files/0`, { text: '' }, { at })).status, 409);
  const response = await ask(`${path}/events`);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  const events = (await response.text()).split('\n\n').filter((event) => event.startsWith('event'));
  for (const event of events) {
    const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(event);
    const schema = { $ref: `#/components/schemas/Batch${name === 'file' ? 'File' : 'Progress'}` };
    const validate = validators.ajv.compile(
      closed({ ...schema, components: description.components }),
    );
    assert.ok(validate(JSON.parse(data)), `${event}: ${JSON.stringify(validate.errors)}`);
  }
  for (const told of ['"state":"read"', '"state":"failed"', 'event: done'])
    assert.ok(
      events.some((event) => event.includes(told)),
      told,
    );
  const stopped = { at: '/api/v1/batches/{id}' };
  assert.equal((await change('delete', path, undefined, stopped)).status, 200);
  assert.equal((await change('delete', path, undefined, stopped)).status, 404);
}

/** Begins a plan, watches it until it is kept, and ends one. */
async function tryPlan() {
  const at = '/api/v1/plans/{id}';
  const begun = await change('post', '/api/v1/plans', { weights: 'cluster=2;price=1,5' });
  assert.equal(begun.status, 202);
  const path = `/api/v1/plans/${begun.answer.plan}`;
  let told = begun.answer;
  while (told.state === 'running')
    told = await assertDescribed(path, description.paths[at].get, await ask(path));
  assert.equal(told.state, 'kept');
  const kept = await assertDescribed(
    at,
    description.paths[at].get,
    await ask(`/api/v1/plans/${told.kept}`),
  );
  assert.equal(kept.weights.price, 1.5);
  assert.ok(kept.deliveries.length > 0);
  assert.equal((await change('delete', path, undefined, { at })).status, 200);
  assert.equal((await change('delete', '/api/v1/plans/none', undefined, { at })).status, 404);
  const bad = await ask('/api/v1/plans', { method: 'post', body: { weights: 'near=1' } });
  assert.equal(bad.status, 400);
}

/** Takes in a table of which one row cannot be. */
async function tryTable() {
  const { status, answer } = await change(
    'post',
    '/api/v1/tables?name=needs.csv',
    'product,quantity,buyer\nклей,5,Завод\nклей,много,Завод\n',
    { at: '/api/v1/tables', type: 'application/octet-stream' },
  );
  assert.equal(status, 200);
  assert.equal(answer.left_out[0].column, 'quantity');
}

/** States what no report tells, changes it, withdraws it and takes it back. */
async function tryEntry(name) {
  const facts = (role) => ({
    facts: `membership\nmember=${name}\nwhole=Cluster:Пробный кластер\nrole=${role}`,
  });
  const { status, answer } = await change('post', '/api/v1/entries', facts('resident'));
  assert.equal(status, 201);
  const at = '/api/v1/entries/{id}';
  const path = `/api/v1/entries/${answer.entry}`;
  const next = { ...facts('operator'), version: String(answer.version) };
  assert.equal((await change('put', path, next, { at })).status, 200);
  const late = await change('put', path, next, { at });
  assert.equal(late.status, 409);
  assert.equal(late.answer.key, 'work.entry_changed');
  const told = await assertDescribed(path, description.paths[at].get, await ask(path));
  assert.ok(told.facts[0].values.some((value) => value.value === 'operator'));
  for (const withdrawn of ['true', 'false'])
    assert.equal(
      (await change('put', `${path}/withdrawn`, { withdrawn }, { at: `${at}/withdrawn` })).status,
      200,
    );
}

/** Opens a list of preferred products, and proposes, decides on and uses an item of it. */
async function tryPreferred(name) {
  const on = '/api/v1/preferred';
  const sent = async (path, body, at) => {
    const { status, answer } = await change('post', path, body, { at });
    assert.equal(status, 201, `${path}: ${JSON.stringify(answer)}`);
    return answer.facts[0];
  };
  const list = await sent(on, { title: 'Ещё перечень', owner: 'PublicBody:Вторая мэрия' }, on);
  const proposed = { what: 'Product:Второй насос', maker: name };
  const item = await sent(`${on}/${list}/items`, proposed, `${on}/{id}/items`);
  const decided = { outcome: 'entered', reason: 'проба', until: '2040' };
  await sent(`${on}/${item}/decisions`, decided, `${on}/{id}/decisions`);
  await sent(`${on}/${item}/uses`, { user: name }, `${on}/{id}/uses`);
  const again = await change('post', `${on}/${item}/decisions`, decided, {
    at: `${on}/{id}/decisions`,
  });
  assert.equal(again.status, 409);
  await assertDescribed(on, description.paths[on].get, await ask(on));
}

/** Writes a comment, changes it, hides it, shows it again and withdraws it. */
async function tryComment(of) {
  const on = '/api/v1/entities/{id}/comments';
  const written = await change(
    'post',
    `/api/v1/entities/${of}/comments`,
    { words: 'О чём это?' },
    { at: on },
  );
  assert.equal(written.status, 201);
  const at = '/api/v1/comments/{number}';
  const path = `/api/v1/comments/${written.answer.number}`;
  await change('put', path, { words: 'О чём это было?', version: '1' }, { at });
  assert.equal((await change('put', path, { words: 'x', version: '1' }, { at })).status, 409);
  for (const hidden of [{ hidden: 'true', reason: 'проба' }, { hidden: 'false' }])
    await change('put', `${path}/hidden`, hidden, { at: `${at}/hidden` });
  await change('put', `${path}/withdrawn`, { withdrawn: 'true' }, { at: `${at}/withdrawn` });
  const told = await assertDescribed(path, description.paths[at].get, await ask(path));
  assert.equal(told.wordings.length, 2);
  await assertDescribed(
    on,
    description.paths[on].get,
    await ask(`/api/v1/entities/${of}/comments`),
  );
  const onReport = '/api/v1/reports/{id}/comments';
  const [report] = (await (await ask('/api/v1/lists/reports')).json()).rows;
  const place = `/api/v1/reports/${report.id}/comments`;
  const words = { words: 'Где подлинник?' };
  assert.equal((await change('post', place, words, { at: onReport })).status, 201);
  const there = await assertDescribed(onReport, description.paths[onReport].get, await ask(place));
  assert.equal(there.report, report.id);
  const accounts = '/api/v1/comments/accounts';
  await assertDescribed(accounts, description.paths[accounts].get, await ask(accounts));
}

/** A review from its call to a decision: boris is its expert, who changes asks as an administrator. */
async function tryReview(of, person, cookieOf) {
  const admin = cookie;
  const on = '/api/v1/reviews';
  const at = `${on}/{number}`;
  const call = { title: 'Проба', criteria: 'Новизна: 2\nПольза', entity: of };
  const { status, answer } = await change('post', on, call);
  assert.equal(status, 201);
  const path = `${on}/${answer.number}`;
  await change('put', path, { title: 'Проба вторая', version: '1' }, { at });
  const sent = async (method, part, body, described = `${at}/${part}`) => {
    const done = await change(method, `${path}/${part}`, body, { at: described });
    assert.ok(done.status < 300, `${part}: ${JSON.stringify(done.answer)}`);
    return done.answer;
  };
  const { applications } = await sent('post', 'applications', { entity: of });
  const application = String(applications[0].number);
  await sent('post', 'experts', { account: 'boris', person });
  const assigned = { application, account: 'boris', reason: 'проба' };
  const { assignments } = await sent('post', 'assignments', assigned);
  const own = `assignments/${assignments[0].number}`;
  const ownAt = `${at}/assignments/{assignment}`;
  cookie = cookieOf;
  await sent('put', `${own}/abstained`, { reason: 'занят', version: '0' }, `${ownAt}/abstained`);
  await sent('put', `${own}/marks`, { marks: '1: 4', version: '1' }, `${ownAt}/marks`);
  const marks = description.paths[`${ownAt}/marks`].get;
  await assertDescribed('marks', marks, await ask(`${path}/${own}/marks`));
  cookie = admin;
  await sent('put', 'closed', { closed: 'true' });
  const decided = { outcome: 'accepted', reason: 'проба' };
  const decide = `${at}/applications/{application}`;
  await sent('put', `applications/${application}`, decided, decide);
  await assertDescribed(on, description.paths[on].get, await ask(`${on}?limit=5`));
  await assertDescribed(at, description.paths[at].get, await ask(path));
}

/** What the parties of an agreement share: somebody who acts for one of them. */
async function tryMessage(of, cookieOf) {
  const admin = cookie;
  cookie = cookieOf;
  const on = '/api/v1/entities/{id}/messages';
  const path = `/api/v1/entities/${of}/messages`;
  const { status, answer } = await change('post', path, { words: 'Только нам' }, { at: on });
  assert.equal(status, 201);
  const attached = await change(
    'post',
    `/api/v1/comments/${answer.number}/attachments?name=a.bin`,
    'a\x00b',
    {
      at: '/api/v1/comments/{number}/attachments',
      type: 'application/octet-stream',
    },
  );
  assert.equal(attached.status, 201);
  const seen = await assertDescribed(on, description.paths[on].get, await ask(path));
  assert.equal(seen.comments[0].files.length, 1);
  const file = `/api/v1/attachments/${attached.answer.number}`;
  await assertDescribed(
    file,
    description.paths['/api/v1/attachments/{number}'].get,
    await ask(file),
  );
  cookie = admin;
}

/** Asks for a change; { status, answer }. The cookie that it sets goes with what is asked after. */
async function change(method, path, body, { at, type } = {}) {
  const described = at ?? path.replace(/\?.*/, '');
  const response = await ask(path, { method, body, type });
  const set = response.headers.get('set-cookie');
  if (set) cookie = set.split(';')[0];
  done.push(`${method} ${described}`);
  const operation = description.paths[described][method];
  const answer = await assertDescribed(`${method} ${path}`, operation, response);
  return { status: response.status, answer };
}

test('changes are answered as described', options, async () => {
  const { paths } = description;
  const refused = await change('post', '/api/v1/decisions', { action: 'undo', number: '1' });
  assert.equal(refused.status, 403);
  assert.equal(refused.answer.key, 'server.token_needed');
  const token = /token=(\S+)/.exec(server.fragment)[1];
  assert.equal((await change('post', '/api/v1/session', { token })).answer.may_write, true);
  const report = {
    text: 'Правительство Тверской области и АО «Пробный завод» подписали соглашение.',
  };
  assert.equal((await change('post', '/api/v1/readings', report)).status, 200);
  assert.equal((await change('post', '/api/v1/readings', { text: '' })).status, 422);
  await tryBatch();
  const [organization] = (await (await ask('/api/v1/lists/organizations')).json()).rows;
  await tryEntry(organization.id);
  await tryPreferred(organization.id);
  await tryPlan();
  await tryTable();
  await tryComment(organization.id);
  assert.equal((await change('post', '/api/v1/reports', report)).status, 201);
  const bytes = await change(
    'post',
    '/api/v1/reports?name=b.txt&published=2024-05-17',
    `${report.text} Оно о кадрах.`,
    {
      type: 'application/octet-stream',
    },
  );
  assert.equal(bytes.status, 201);
  assert.equal((await change('post', '/api/v1/reports', { text: '' })).status, 422);
  const id = bytes.answer.report;
  const published = `/api/v1/reports/${id}/published`;
  assert.equal(
    (
      await change(
        'put',
        published,
        { published: '2024-05-18' },
        { at: '/api/v1/reports/{id}/published' },
      )
    ).status,
    200,
  );
  const agreements = await (await ask('/api/v1/lists/agreements')).json();
  const card = await (await ask(`/api/v1/entities/${agreements.rows[0].id}`)).json();
  const claim = card.properties[0].claims[0].id;
  const confirmed = await change('post', '/api/v1/decisions', { action: 'confirm', claim });
  assert.equal(confirmed.status, 201);
  const number = String(confirmed.answer.number);
  assert.equal((await change('post', '/api/v1/decisions', { action: 'undo', number })).status, 201);
  assert.equal((await change('post', '/api/v1/decisions', { action: 'undo', number })).status, 409);
  await assertDescribed(
    'decisions',
    paths['/api/v1/decisions'].get,
    await ask('/api/v1/decisions'),
  );
  const [person] = (await (await ask('/api/v1/lists/people')).json()).rows;
  const redaction = { what: person.id, reason: 'проверка' };
  assert.equal((await change('post', '/api/v1/redactions', redaction)).status, 200);
  const withdrawn = { at: '/api/v1/reports/{id}/withdrawn' };
  for (const body of [{ withdrawn: 'true', reason: 'проверка' }, { withdrawn: 'false' }])
    assert.equal(
      (await change('put', `/api/v1/reports/${id}/withdrawn`, body, withdrawn)).status,
      200,
    );
  const file = await ask('/api/v1/registry');
  assert.equal(file.status, 200);
  await assertDescribed('registry', paths['/api/v1/registry'].get, file);
  await change('delete', '/api/v1/session');
});

test('accounts are answered as described', options, async () => {
  const { paths } = description;
  const password = 'seven rainy mornings';
  const account = ['--role', 'administrator', '--password-file', '-', '--registry', registry];
  program.run(`${password}\n`, 'user', 'add', 'olga', ...account);
  assert.equal((await ask('/api/v1/overview')).status, 401);
  const refused = await change('post', '/api/v1/login', { name: 'olga', password: 'no' });
  assert.equal(refused.answer.key, 'work.login_failed');
  const login = { name: 'olga', password };
  assert.equal((await change('post', '/api/v1/login', login)).answer.account.name, 'olga');
  await change('put', '/api/v1/account', { shown: 'Ольга' });
  const other = 'another word for rain';
  await change('put', '/api/v1/account/password', { old: password, new: other });
  const invitation = (await change('post', '/api/v1/invitations', { role: 'expert' })).answer;
  const { secret } = invitation;
  await change('post', '/api/v1/invitations/look', { secret });
  const admin = cookie;
  cookie = '';
  const accept = { secret, name: 'boris', shown: 'Борис', password };
  assert.equal((await change('post', '/api/v1/invitations/accept', accept)).status, 201);
  const boris = cookie;
  const token = (await change('post', '/api/v1/account/tokens', { label: 'проба' })).answer;
  await change('delete', `/api/v1/account/tokens/${token.number}`, undefined, {
    at: '/api/v1/account/tokens/{number}',
  });
  cookie = admin;
  const agreements = await (await ask('/api/v1/lists/agreements')).json();
  const [{ id, cells }] = agreements.rows;
  const entity = cells.parties.find((value) => value.entity).entity;
  const acts = { entity, version: '1' };
  await change('put', '/api/v1/accounts/boris', acts, { at: '/api/v1/accounts/{name}' });
  await tryMessage(id, boris);
  const people = (await (await ask('/api/v1/lists/people')).json()).rows;
  await tryReview(id, people[0].id, boris);
  const feed = '/api/v1/account/feed';
  assert.equal((await change('post', feed, {})).status, 201);
  await assertDescribed(feed, paths[feed].get, await ask(feed));
  await change('delete', feed);
  const sessions = '/api/v1/account/sessions';
  const held = await assertDescribed(sessions, paths[sessions].get, await ask(sessions));
  assert.equal(held.sessions.filter(({ current }) => current).length, 1);
  const ended = { at: `${sessions}/{number}` };
  assert.equal((await change('delete', `${sessions}/999`, undefined, ended)).status, 404);
  cookie = boris;
  await change('post', '/api/v1/logout', {});
  cookie = admin;
  const second = (await change('post', '/api/v1/invitations', { role: 'reader' })).answer;
  await change('delete', `/api/v1/invitations/${second.number}`, undefined, {
    at: '/api/v1/invitations/{number}',
  });
  const named = { at: '/api/v1/accounts/{name}' };
  const seen = { role: 'editor', version: '2' };
  assert.equal((await change('put', '/api/v1/accounts/boris', seen, named)).status, 200);
  assert.equal((await change('put', '/api/v1/accounts/boris', seen, named)).status, 409);
  await change('put', '/api/v1/settings', { readable: 'true' });
  for (const path of ['account', 'account/tokens', 'invitations', 'accounts', 'settings', 'audit'])
    await assertDescribed(path, paths[`/api/v1/${path}`].get, await ask(`/api/v1/${path}`));
});

test('each change was tried', options, () => {
  const { paths } = description;
  for (const [path, operations] of Object.entries(paths))
    for (const method of Object.keys(operations))
      assert.ok(
        method === 'get' || done.includes(`${method} ${path}`),
        `${method} ${path} was not tried`,
      );
});
