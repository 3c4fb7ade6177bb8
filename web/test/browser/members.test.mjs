// Those who work together, in the browser against the program: comments, what parties share. One
// server, and one page for each of those who work with it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertSound, launch, openPage, visit } from './browser.mjs';
import { options, startProgram } from './program.mjs';

const REPORTS = {
  'a.txt':
    'Тверь, 9 февраля 2015 года\n\nСегодня губернатор Тверской области Семён Ракитин и директор ООО «Волжский парус» Вера Лугова подписали соглашение о сотрудничестве на 3 года.\n',
  'b.txt':
    'Томск, 3 марта 2016 года\n\nГубернатор Томской области Иван Петров и АО «Томский мотор» подписали соглашение о производстве судовых двигателей. АО «Томский мотор» построит в Томске испытательный цех.\n',
};
const PASSWORD = 'correct horse battery';

let program;
let browser;
let server;
let agreement;
let party;
let motor;
const pages = {};

before(async () => {
  if (options.skip) return;
  program = startProgram();
  const registry = program.read('members.uzel', program.write('reports', REPORTS));
  const rows = (list) =>
    JSON.parse(program.run('', 'list', list, '--registry', registry, '--format', 'json')).rows;
  agreement = `/entities/${rows('agreements').find(({ name }) => name.includes('парус')).id}`;
  party = rows('organizations').find(({ name }) => name.includes('парус')).id;
  motor = `/entities/${rows('organizations').find(({ name }) => name.includes('мотор')).id}`;
  const account = (name, role, ...more) =>
    program.run(
      `${PASSWORD}\n`,
      ...['user', 'add', name, '--role', role, '--password-file', '-', '--registry', registry],
      ...more,
    );
  account('anna', 'administrator');
  account('edik', 'editor');
  account('emma', 'expert');
  account('rita', 'reader', '--shown', 'Рита Читалова');
  account('petr', 'participant', '--shown', 'Пётр Лугов', '--entity', party);
  server = await program.serve(registry);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  program?.stop();
});

/** The page of somebody who is logged in, at a path. */
async function at(name, path, lang = 'ru') {
  if (!pages[name]) {
    pages[name] = await openPage(browser, { address: server.address });
    const answer = await pages[name].page.request.post(`${server.address}/api/v1/login`, {
      headers: { Origin: server.address },
      data: { name, password: PASSWORD },
    });
    assert.equal(answer.status(), 200, await answer.text());
  }
  const { page } = pages[name];
  await visit(page, `${server.address}${path}?lang=${lang}`);
  return page;
}

/** Fails where the pages had faults since it was asked last. */
function assertFaultless(allowed = /Failed to load resource/) {
  for (const { faults } of Object.values(pages))
    assert.deepEqual(
      faults.splice(0).filter((fault) => !allowed.test(fault)),
      [],
    );
}

const write = async (page, words, kind = 'comments') => {
  await page.fill(`#new-${kind}`, words);
  await page.click(`form:has(#new-${kind}) button[type=submit]`);
  await page.waitForSelector(`.comment-words:has-text("${words.slice(0, 20)}")`);
};

test('a card without comments says so, and lets one write', options, async () => {
  const page = await at('rita', agreement);
  await page.waitForSelector('.comments');
  assert.match(await page.innerText('.comments'), /Комментариев пока нет/);
  await page.fill('#new-comments', 'Кто отвечает за срок, @pe');
  await page.waitForSelector('.mentions [role=option]');
  await page.keyboard.press('Enter');
  assert.equal(await page.inputValue('#new-comments'), 'Кто отвечает за срок, @petr ');
  await page.fill(
    '#new-comments',
    'Срок — https://example.org/term?a=1. А это <b>не</b> javascript:alert(1), @petr',
  );
  await page.click('form:has(#new-comments) button[type=submit]');
  await page.waitForSelector('.comment-words');
  const links = await page
    .locator('.comment-words a')
    .evaluateAll((all) => all.map((link) => [link.getAttribute('href'), link.rel, link.target]));
  assert.deepEqual(links, [
    ['https://example.org/term?a=1', 'nofollow noopener noreferrer', '_blank'],
  ]);
  assert.match(await page.innerText('.comment-words'), /<b>не<\/b> javascript:alert\(1\)/);
  assert.equal(await page.innerText('.comment-mention'), '@petr');
  assert.equal(await page.inputValue('#new-comments'), '');
  assertFaultless();
});

test('one answers, words anew, withdraws and takes back', options, async () => {
  const page = await at('petr', agreement);
  await page.click('.comments >> button:has-text("Ответить")');
  await page.fill('textarea[id^=answer-]', 'Мы отвечаем.');
  await page.click('form:has(textarea[id^=answer-]) button[type=submit]');
  const mine = page.locator('.thread-answer .comment');
  await mine.waitFor();
  assert.match(await mine.innerText(), /Пётр Лугов/);
  await mine.locator('button:has-text("Изменить")').click();
  await page.fill('textarea[id^=edit-]', 'Отвечаем мы оба.');
  await page.click('form:has(textarea[id^=edit-]) button[type=submit]');
  await mine.locator('text=изменён').waitFor();
  await mine.locator('button:has-text("Редакции")').click();
  assert.match(await mine.locator('.comment-history').innerText(), /Мы отвечаем/);
  await mine.locator('button:has-text("Отозвать")').click();
  await mine.locator('.comment-state').waitFor();
  await mine.locator('button:has-text("Вернуть")').click();
  await mine.locator('.comment-state').waitFor({ state: 'detached' });
  assertFaultless();
});

test('where a comment was changed meanwhile both wordings stand there', options, async () => {
  const page = await at('petr', agreement);
  const mine = page.locator('.thread-answer .comment');
  await mine.locator('button:has-text("Изменить")').click();
  const number = (await mine.getAttribute('id')).replace('comment-', '');
  const { version } = await (
    await page.request.get(`${server.address}/api/v1/comments/${number}`)
  ).json();
  await page.request.put(`${server.address}/api/v1/comments/${number}`, {
    headers: { Origin: server.address },
    data: { words: 'Из другого окна.', version: String(version) },
  });
  await page.fill('textarea[id^=edit-]', 'Из этого окна.');
  await page.click('form:has(textarea[id^=edit-]) button[type=submit]');
  await mine.locator('.changed-meanwhile').waitFor();
  assert.match(await mine.innerText(), /Из другого окна/);
  assert.equal(await page.inputValue('textarea[id^=edit-]'), 'Из этого окна.');
  await page.click('form:has(textarea[id^=edit-]) button[type=submit]');
  await mine.locator('.comment-words:has-text("Из этого окна")').waitFor();
  assertFaultless();
});

test('editors hide for a reason, which its author sees', options, async () => {
  const page = await at('edik', agreement);
  const theirs = page.locator('.thread-answer .comment');
  await theirs.locator('button:has-text("Скрыть")').click();
  await page.fill('textarea[id^=hide-]', 'не о том');
  await page.click('form:has(textarea[id^=hide-]) button[type=submit]');
  await theirs.locator('.comment-state').waitFor();
  assert.match(await theirs.innerText(), /Скрыт: не о том \(edik\)/);
  const author = await at('petr', agreement);
  await author.waitForSelector('.comment-hidden');
  assert.match(await author.innerText('.comment-hidden'), /не о том/);
  const reader = await at('rita', agreement);
  await reader.waitForSelector('.comment-hidden');
  assert.doesNotMatch(await reader.innerText('.comment-hidden'), /не о том|Из этого окна/);
  await (await at('edik', agreement)).click('.comment-hidden button:has-text("Показать снова")');
  await page.locator('.comment-hidden').waitFor({ state: 'detached' });
  assertFaultless();
});

test('parties share messages and files that others do not see', options, async () => {
  const page = await at('petr', agreement);
  await page.waitForSelector('#new-messages');
  assert.match(await page.innerText('.comments'), /Между сторонами[^]*Сообщений пока нет/);
  await page.setInputFiles('#new-messages-files', {
    name: 'смета.txt',
    mimeType: 'text/html',
    buffer: Buffer.from('<script>alert(1)</script>'),
  });
  await write(page, 'Смета в приложении.', 'messages');
  const link = page.locator('.comment-files a');
  await link.waitFor();
  const [taken] = await Promise.all([page.waitForEvent('download'), link.click()]);
  assert.equal(taken.suggestedFilename(), 'смета.txt');
  const other = await at('rita', agreement);
  await other.waitForSelector('.comments');
  assert.equal(await other.locator('#new-messages').count(), 0);
  assert.doesNotMatch(await other.innerText('main'), /Смета|Между сторонами/);
  assertFaultless();
});

test('the printed card has the documents and no comments', options, async () => {
  const page = await at('petr', agreement);
  await page.waitForSelector('.comment');
  await page.emulateMedia({ media: 'print' });
  assert.match(await page.innerText('.documents'), /Документы[^]*смета.txt[^]*Пётр Лугов/);
  assert.ok(await page.locator('.documents').isVisible());
  for (const part of await page.locator('.comments').all()) assert.ok(!(await part.isVisible()));
  await page.emulateMedia({ media: null });
});

test(
  'an applicant finds where the documents of his application are, once it is confirmed',
  options,
  async () => {
    const facts = `application\nsite=Site:Технопарк «Волга»\nstatus_sought=особая зона\napplicant=${party}`;
    const page = await at('petr', agreement);
    const post = (path, data) =>
      page.request.post(`${server.address}/api/v1/${path}`, {
        headers: { Origin: server.address },
        data,
      });
    const { entry } = await (await post('entries', { facts })).json();
    const told = await (await page.request.get(`${server.address}/api/v1/entries/${entry}`)).json();
    const card = `/entities/${told.facts[0].id}`;
    await at('petr', card);
    await page.waitForSelector('text=сперва подтвердит эксперт или редактор');
    const expert = await at('emma', card);
    const { properties } = await (
      await expert.request.get(`${server.address}/api/v1/entities/${told.facts[0].id}`)
    ).json();
    const claim = properties.find(({ name }) => name === 'applicant').claims[0].id;
    await expert.request.post(`${server.address}/api/v1/decisions`, {
      headers: { Origin: server.address },
      data: { action: 'confirm', claim },
    });
    await at('petr', card);
    await page.waitForSelector('.documents:has-text("Документов пока нет")');
    assertFaultless();
  },
);

for (const [width, lang] of [
  [360, 'ru'],
  [1440, 'en'],
])
  test(`comments fit ${width} px in ${lang} and are accessible`, options, async () => {
    for (const name of ['petr', 'edik']) {
      const page = await at(name, agreement, lang);
      await page.setViewportSize({ width, height: 740 });
      await page.waitForSelector('.comment');
      await page.click(`.comments >> button:has-text("${lang === 'ru' ? 'Ответить' : 'Answer'}")`);
      await assertSound(page, agreement, width, lang);
      await assertAccessible(page, agreement);
    }
    assertFaultless();
  });

test('a report is commented on, and whoever is mentioned is led there', options, async () => {
  const page = await at('rita', '/reports/a');
  await page.setViewportSize({ width: 360, height: 740 });
  await page.waitForSelector('.comments');
  const top = async (selector) => (await page.locator(selector).boundingBox()).y;
  assert.ok((await top('.comments')) > (await top('.facts')));
  assert.match(await page.innerText('.comments'), /Комментариев пока нет/);
  await write(page, 'Где подлинник, @emma?');
  assert.equal(await page.innerText('.comments .count'), '1');
  await assertSound(page, '/reports/a', 360, 'ru');
  await assertAccessible(page, '/reports/a');
  await page.emulateMedia({ media: 'print' });
  assert.ok(!(await page.locator('.comments').isVisible()));
  await page.emulateMedia({ media: 'screen' });
  const card = await at('rita', agreement);
  await card.waitForSelector('.comment');
  assert.doesNotMatch(await card.innerText('.comments'), /подлинник/);

  const told = await at('emma', '/');
  await told.click('.reminders >> text=Вас упоминает');
  await told.waitForSelector('.comment');
  assert.match(told.url(), /\/reports\/a#comment-\d+$/);
  await told.click('.comments >> button:has-text("Ответить")');
  await told.fill('textarea[id^=answer-]', 'В архиве.');
  await told.click('form:has(textarea[id^=answer-]) button[type=submit]');
  await told.waitForSelector('.thread-answer .comment');

  const trail = await at('anna', '/audit');
  const numbers = await trail.locator('tbody tr td:first-child').allInnerTexts();
  assert.ok(
    numbers.some((text) => /^\d+–\d+$/.test(text)),
    numbers.join(' '),
  );
  await trail.click('table tbody tr:first-child a[href*="#comment-"]');
  await trail.waitForSelector('.thread-answer .comment');
  assert.match(trail.url(), /\/reports\/a#comment-\d+$/);
  assertFaultless();
});

/* ---- expert reviews ---- */

let review;

/** Finds an entry by the beginning of its name, and takes the first that is offered. */
const choose = async (page, field, typed) => {
  await page.fill(field, typed);
  await page.waitForSelector(`${field}-found [role=option]`);
  await page.press(field, 'ArrowDown');
  await page.press(field, 'Enter');
};

test('an editor opens a review from the card of an agreement', options, async () => {
  const page = await at('edik', agreement);
  await page.click('.card-reviews a:has-text("Открыть экспертизу")');
  await page.waitForSelector('#review-title');
  assert.match(await page.innerText('.review-form'), /По соглашению/);
  assert.match(await page.innerText('main'), /Экспертиз нет/);
  await page.fill('#review-title', 'Проекты кластера');
  await page.fill('#review-criteria', 'Новизна: 2\nПольза');
  await page.click('.review-form button[type=submit]');
  await page.waitForSelector('.review h1');
  review = new URL(page.url()).pathname;
  assert.match(await page.innerText('.review'), /Заявок пока нет[^]*Экспертов пока нет/);
  await page.fill('#application-entity', 'нет такой записи');
  const said = await page.$eval('#application-entity', (field) => field.validationMessage);
  assert.equal(said, 'Выберите запись из предложенных.');
  const projects = await page.request.get(`${server.address}/api/v1/lists/projects`);
  const project = (await projects.json()).rows.find((row) => row.kind === 'project');
  await page.fill('#application-entity', project.name.split(' ', 2).join(' '));
  await page.waitForSelector(`#application-entity-found >> text=${project.name}`);
  await choose(page, '#application-entity', 'Волжский');
  await page.click('form:has(#application-entity) button[type=submit]');
  await page.waitForSelector('.review-application');
  assertFaultless();
});

test('a card is added to an open review', options, async () => {
  const page = await at('edik', motor);
  await page.click('.card-reviews button:has-text("На экспертизу")');
  await page.click('.card-reviews form button[type=submit]');
  await page.waitForSelector('.review-application >> nth=1');
  const reader = await at('rita', motor);
  await reader.waitForSelector('.card-reviews a');
  assert.equal(await reader.locator('.card-reviews button').count(), 0);
  assertFaultless();
});

test('a conflict of interest asks for a reason', options, async () => {
  const page = await at('edik', review);
  await page.fill('#expert-account', 'emma');
  await choose(page, '#expert-person', 'Лугова');
  await page.click('form:has(#expert-account) button[type=submit]');
  await page.waitForSelector('.review-assign');
  const first = page.locator('.review-application').nth(0);
  await first.locator('button:has-text("Назначить")').click();
  await first.locator('.form-error').waitFor();
  assert.match(await first.locator('.form-error').innerText(), /конфликт интересов: .*Лугов/);
  await first.locator('input[name=reason]').fill('другой нет');
  await first.locator('button:has-text("Назначить")').click();
  await first.locator('.review-conflicts').waitFor();
  assert.match(await first.innerText(), /другой нет/);
  const second = page.locator('.review-application').nth(1);
  await second.locator('button:has-text("Назначить")').click();
  await second.locator('.review-assignments').waitFor();
  assertFaultless();
});

test('days are changed while it is open', options, async () => {
  const page = await at('edik', review);
  await page.click('summary:has-text("Изменить слова и сроки")');
  await page.fill('#change-ends', '2099-12-31');
  await page.click('form:has(#change-ends) button[type=submit]');
  await page.waitForSelector('text=по 31 декабря 2099');
  assertFaultless();
});

test('an expert marks by the keyboard, and abstains', options, async () => {
  const page = await at('emma', '/reviews');
  await page.waitForSelector('.review-due');
  await page.click('.reviews .lines a');
  await page.waitForSelector('.marks');
  const own = page.locator('.review-own').nth(0);
  await own.locator('input[name=mark-1]').first().focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
  await own.locator('input[name=words-1]').fill('такого нет');
  await own.locator('input[name=mark-2][value="5"]').check();
  await own.locator('textarea').fill('Стоит взять');
  await own.locator('button:has-text("Сохранить")').click();
  await own.locator('h3:has-text("оценено")').waitFor();
  await visit(page, `${server.address}${review}?lang=ru`);
  assert.ok(await own.locator('input[name=mark-1][value="4"]').isChecked());
  assert.equal(await own.locator('input[name=words-1]').inputValue(), 'такого нет');
  const other = page.locator('.review-own').nth(1);
  await other.locator('summary').click();
  await other.locator('input[name=reason]').fill('не моё дело');
  await other.locator('.abstaining button').click();
  await other.locator('p:has-text("Воздержался:")').waitFor();
  assertFaultless();
});

test('what was marked in another window is shown, and nothing typed is lost', options, async () => {
  const page = await at('emma', review);
  const own = page.locator('.review-own').nth(0);
  await own.locator('textarea').fill('Ещё раз');
  const [number] = review.match(/\d+$/);
  const shown = await page.request.get(`${server.address}/api/v1/reviews/${number}`);
  const [{ number: assignment, version }] = (await shown.json()).assignments;
  const marks = `${server.address}/api/v1/reviews/${number}/assignments/${assignment}/marks`;
  const sent = await page.request.put(marks, {
    headers: { Origin: server.address },
    data: { marks: '1: 2\n2: 2', words: 'Из другого окна', version: String(version) },
  });
  assert.equal(sent.status(), 200, await sent.text());
  await own.locator('button:has-text("Сохранить")').click();
  await own.locator('text=Из другого окна').waitFor();
  assert.equal(await own.locator('textarea').inputValue(), 'Ещё раз');
  await own.locator('button:has-text("Сохранить всё-таки мои")').click();
  await own.locator('text=Из другого окна').waitFor({ state: 'detached' });
  assertFaultless();
});

for (const [width, lang] of [
  [360, 'ru'],
  [1440, 'en'],
])
  test(`open reviews fit ${width} px in ${lang} and are accessible`, options, async () => {
    for (const [name, path] of [
      ['edik', review],
      ['edik', '/reviews?agreement=ru-1'],
      ['emma', review],
      ['rita', review],
    ]) {
      const page = await at(name, path.split('?')[0], lang);
      await page.setViewportSize({ width, height: 740 });
      await page.waitForSelector('main h1');
      assert.doesNotMatch(await page.innerText('main'), name === 'emma' ? /\u0000/ : /такого нет/);
      await assertSound(page, path, width, lang);
      await assertAccessible(page, `${name} ${path}`);
    }
    assertFaultless();
  });

test('a review is closed and decided on, and its minutes print', options, async () => {
  const page = await at('edik', review);
  await page.click('.review button:has-text("Закрыть экспертизу")');
  await page.click('[role=group] button:has-text("Закрыть экспертизу")');
  await page.waitForSelector('.review table');
  for (let i = 0; i < 2; i++) {
    const one = page.locator('.review-application').nth(i);
    await one.locator('input[name=reason]').fill('по месту');
    await one.locator('button:has-text("Решить")').click();
    await one.locator('.review-decision').waitFor();
  }
  await page.click('a:has-text("Протокол")');
  await page.waitForSelector('.minutes');
  const said =
    /4,33[^]*Конфликт интересов[^]*другой нет[^]*такого нет[^]*Кто воздержался[^]*не моё дело/;
  assert.match(await page.innerText('.minutes'), said);
  for (const [width, lang] of [
    [360, 'en'],
    [1440, 'ru'],
  ]) {
    await visit(page, `${server.address}${review}/minutes?lang=${lang}`);
    await page.setViewportSize({ width, height: 740 });
    await assertSound(page, 'minutes', width, lang);
    await assertAccessible(page, 'minutes');
  }
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('.minutes table').isVisible());
  for (const part of await page.locator('.head, .who, .minutes .actions').all())
    assert.ok(!(await part.isVisible()));
  await page.emulateMedia({ media: null });
  const reader = await at('rita', `${review}/minutes`);
  assert.match(await reader.innerText('main'), /Протокол видят эксперты и редакторы/);
  await visit(reader, `${server.address}${review}?lang=ru`);
  assert.match(await reader.innerText('.review'), /по месту/);
  assert.doesNotMatch(await reader.innerText('.review'), /такого нет|emma/);
  assertFaultless();
});

/* ---- reminders and the places where one is logged in ---- */

test('the first page tells of days and of what others wrote', options, async () => {
  const editor = await at('edik', '/');
  const state = async (what, days) => {
    const due = new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);
    const answer = await editor.request.post(`${server.address}/api/v1/entries`, {
      headers: { Origin: server.address },
      data: {
        facts: `measure\nprogramme=Programme:Программа «Волга»\nwhat=${what}\ndue=${due}`,
      },
    });
    assert.equal(answer.status(), 201, await answer.text());
  };
  await state('Построить цех', 5);
  await state('Отчитаться', -5);
  const page = await at('petr', '/');
  await page.waitForSelector('.reminders');
  assert.match(await page.innerText('.reminders'), /Вас упоминает Рита Читалова/);
  assert.doesNotMatch(await page.innerText('.reminders'), /Построить цех/);
  await page.click('.reminders >> button:has-text("Не только моей организации")');
  await page.waitForSelector('.reminder-late');
  assert.match(await page.innerText('.reminders'), /Просрочено[^]*Отчитаться[^]*Построить цех/);
  await assertAccessible(page, 'reminders');
  await page.click('.reminders >> text=Вас упоминает');
  await page.waitForSelector('.comment');
  assert.match(page.url(), /#comment-\d+$/);
  assertFaultless();
});

test(
  'one sees where one is logged in, ends a session, and makes addresses of feeds',
  options,
  async () => {
    const page = await at('rita', '/account');
    const { page: other, close } = await openPage(browser, { address: server.address });
    await other.request.post(`${server.address}/api/v1/login`, {
      headers: { Origin: server.address },
      data: { name: 'rita', password: PASSWORD },
    });
    await visit(page, `${server.address}/account?lang=ru`);
    const rows = page.locator('table:has-text("Последний запрос") tbody tr');
    assert.equal(await rows.count(), 2);
    await rows.filter({ hasNotText: 'этот сеанс' }).locator('button').click();
    await page.waitForFunction(
      () =>
        document.querySelectorAll('button.small').length < 2 ||
        document.querySelector('.notice.shown'),
    );
    await rows.nth(1).waitFor({ state: 'detached' });
    assert.equal((await other.request.get(`${server.address}/api/v1/overview`)).status(), 401);
    await close();
    await page.click('text=Создать адреса');
    await page.waitForSelector('#feed-calendar');
    const calendar = await page.inputValue('#feed-calendar');
    assert.match(await (await fetch(calendar)).text(), /^BEGIN:VCALENDAR/);
    await assertSound(page, '/account', 1440, 'ru');
    await assertAccessible(page, '/account');
    await page.click('#feed >> text=Отозвать');
    await page.waitForSelector('text=Адресов пока нет');
    assert.equal((await fetch(calendar)).status, 404);
    assertFaultless();
  },
);

/* ---- partners ---- */

test('possible partners are told with reasons, and lead to a comment', options, async () => {
  const page = await at('petr', '/partners');
  assert.match(await page.innerText('h1'), /Возможные партнёры: ООО «Волжский парус»/);
  assert.match(await page.innerText('.lead'), /не нашлось|возможн/);
  await page.fill('#partner-product', 'двигатель');
  await page.click('.partner-form button');
  await page.waitForSelector('.partner');
  assert.match(await page.innerText('.partner'), /Томский мотор[^]*двигател/);
  await page.setViewportSize({ width: 360, height: 740 });
  await assertSound(page, '/partners', 360, 'ru');
  await assertAccessible(page, '/partners');
  await page.click('.partner >> text=Написать комментарий');
  await page.waitForSelector('#new-comments:focus');
  await page.setViewportSize({ width: 1440, height: 900 });
  assertFaultless();
});

/* ---- members of a cluster ---- */

test('one applies to a cluster, and its card tells who applies', options, async () => {
  const editor = await at('edik', '/');
  const answer = await editor.request.post(`${server.address}/api/v1/entries`, {
    headers: { Origin: server.address },
    data: { facts: 'membership\nmember=Company:ООО «Первый»\nwhole=Cluster:Северный кластер' },
  });
  assert.equal(answer.status(), 201, await answer.text());
  const { rows } = await (
    await editor.request.get(`${server.address}/api/v1/lists/clusters`)
  ).json();
  const cluster = `/entities/${rows[0].id}`;
  const page = await at('petr', cluster);
  await page.waitForSelector('.cluster-members');
  assert.match(await page.innerText('.cluster-members'), /Заявок и приглашений нет/);
  assert.equal(await page.locator('.cluster-members >> text=Пригласить участника').count(), 0);
  await page.click('.cluster-members >> text=Подать заявку');
  await page.waitForSelector('main form');
  await page.click('main form button[type=submit]');
  await page.waitForSelector('.cluster-members h3');
  assert.equal(new URL(page.url()).pathname, cluster);
  assert.match(await page.innerText('.cluster-members'), /Хотят вступить[^]*Волжский парус/);
  await page.waitForSelector('.contacts');
  assert.match(await page.innerText('.contacts'), /Пётр Лугов \(@petr\)/);
  assert.equal(await page.locator('.cluster-members >> text=Отозвать заявку').count(), 1);
  assert.equal(await page.locator('.cluster-members >> text=Принять').count(), 0);
  await assertAccessible(page, cluster);
  const other = await at('edik', cluster);
  await other.waitForSelector('.cluster-members >> text=Принять');
  await other.waitForSelector('.cluster-members >> text=Пригласить участника');
  const reader = await at('rita', cluster);
  await reader.waitForSelector('.cluster-members');
  assert.equal(await reader.locator('.cluster-members .entry-acts').count(), 0);
  await other.click('.cluster-members >> text=Принять');
  await other.waitForSelector('main form');
  await other.click('main form button[type=submit]');
  await other.waitForSelector('.cluster-members >> text=Заявок и приглашений нет');
  assert.equal(new URL(other.url()).pathname, cluster);
  assertFaultless();
});

test('who is not logged in is told that he would have to be', options, async () => {
  const { page, close } = await openPage(browser, { address: server.address });
  const { page: anna } = { page: await at('anna', '/') };
  await anna.request.put(`${server.address}/api/v1/settings`, {
    headers: { Origin: server.address },
    data: { readable: 'true' },
  });
  await visit(page, `${server.address}${agreement}?lang=ru`);
  await page.waitForSelector('.comment');
  assert.match(await page.innerText('.comments'), /Чтобы написать комментарий, войдите/);
  assert.equal(await page.locator('#new-comments').count(), 0);
  await close();
});

/* ---- lists of preferred products ---- */

let preferred;

test('an editor opens a list, a participant proposes, a reader looks', options, async () => {
  const page = await at('edik', '/entry/new');
  const headers = { Origin: server.address };
  const opened = await page.request.post(`${server.address}/api/v1/preferred`, {
    headers,
    data: {
      title: 'Перечень для верфи',
      owner: 'Region?Тверская область',
      under: agreement.split('/').pop(),
      criteria: 'Новизна',
    },
  });
  assert.equal(opened.status(), 201, await opened.text());
  preferred = `/preferred/${(await opened.json()).facts[0]}`;
  const theirs = await at('petr', preferred);
  await theirs.waitForSelector('.preferred .note');
  await theirs.click('a:has-text("Предложить в перечень")');
  await theirs.waitForSelector('.entry-form');
  assert.equal(await theirs.locator('label:has-text("Почему так решено")').count(), 0);
  const field = (label) =>
    theirs.locator('.field', { has: theirs.locator('label', { hasText: label }) });
  await field('Продукция или технология').locator('input').first().fill('парус складной');
  await theirs.click('.entry-form button[type=submit]');
  await theirs.waitForSelector('.preferred-item');
  assert.match(await theirs.innerText('.preferred'), /предложено[^]*Волжский парус/);
  assert.equal(await theirs.locator('text=Принять решение').count(), 0);
  const sly = await theirs.request.post(`${server.address}/api/v1/entries`, {
    headers,
    data: { facts: 'preferred_list\ntitle=мой\nowner=Волжский парус' },
  });
  assert.equal(sly.status(), 403);
  const reader = await at('rita', preferred);
  await reader.waitForSelector('.preferred-item');
  assert.equal(await reader.locator('.preferred-acts, .entry-acts').count(), 0);
  assertFaultless();
});

test('an editor has it reviewed, then enters it for a reason', options, async () => {
  const page = await at('edik', preferred);
  await page.click('button:has-text("На экспертизу")');
  await page.waitForSelector('.review-application');
  await visit(page, `${server.address}${preferred}?lang=ru`);
  await page.waitForSelector('.preferred-under_review');
  await page.click('text=Принять решение');
  await page.fill('.preferred-form input[name=reason]', 'испытан на Волге');
  await page.fill('.preferred-form input[name=until]', '2099-12-31');
  await page.click('.preferred-form button[type=submit]');
  await page.waitForSelector('.preferred-entered');
  assert.match(await page.innerText('.preferred-steps'), /предложено[^]*испытан на Волге, до 31/);
  const reader = await at('rita', '/preferred');
  await reader.fill('input[name=need]', 'складные паруса');
  await reader.click('.preferred-filter button[type=submit]');
  await reader.waitForSelector('.preferred-entered');
  assertFaultless();
});

for (const [width, lang] of [
  [360, 'ru'],
  [1440, 'en'],
])
  test(`preferred products fit ${width} px in ${lang} and are accessible`, options, async () => {
    for (const [name, path] of [
      ['edik', preferred],
      ['petr', preferred],
      ['rita', '/preferred'],
    ]) {
      const page = await at(name, path, lang);
      await page.setViewportSize({ width, height: 740 });
      await page.waitForSelector('main h1');
      await assertSound(page, path, width, lang);
      await assertAccessible(page, `${name} ${path}`);
    }
    assertFaultless();
  });

/* ---- hostile texts ---- */

/** Marks, a script, a change of direction and a word without an end. */
const HOSTILE = `<img src=x onerror="globalThis.harmed=1"><script>globalThis.harmed=2</script>\u202eгодох${'ы'.repeat(90)}`;

/** What a page made of hostile texts: all of them are its text, and none reaches beyond its own words. */
const harmDone = (page) =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const turned = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { display, unicodeBidi } = getComputedStyle(node.parentElement);
      if (node.data.includes('\u202e') && display === 'inline' && unicodeBidi === 'normal')
        turned.push(node.parentElement.outerHTML.slice(0, 200));
    }
    return {
      harmed: globalThis.harmed ?? 0,
      made: document.querySelectorAll('main img, main script').length,
      turned,
    };
  });

test('hostile texts are shown as texts, and too long ones are refused', options, async () => {
  const page = await at('edik', '/');
  const send = async (method, path, data) => {
    const answer = await page.request.fetch(`${server.address}/api/v1/${path}`, {
      method,
      headers: { Origin: server.address },
      data,
    });
    return { status: answer.status(), made: await answer.json() };
  };
  const made = async (path, data) => {
    const answer = await send('POST', path, data);
    assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.made)}`);
    return answer.made;
  };
  const stated = (facts) => made('entries', { facts, note: HOSTILE });
  const soon = new Date().toISOString().slice(0, 10);
  await stated(
    `agreement\nparties=Company:Первый ${HOSTILE}\nparties=Company:Второй ${HOSTILE}\nsubjects=${HOSTILE}`,
  );
  await stated(`need\ngoods=${HOSTILE}\nquantity=4\nunit=т\nbuyer=Первый ${HOSTILE}`);
  await stated(`offer\ngoods=${HOSTILE}\ncapacity=4\nunit=т\nsupplier=Второй ${HOSTILE}`);
  await stated(`measure\nprogramme=Programme:${HOSTILE}\nwhat=${HOSTILE}\ndue=${soon}`);
  const rows = async (list) =>
    (await (await page.request.get(`${server.address}/api/v1/lists/${list}`)).json()).rows;
  const [first, second] = (await rows('organizations?q=годох')).map(({ id }) => id);
  const programme = (await rows('programmes'))[0].id;
  const list = await made('preferred', { title: HOSTILE, owner: first, criteria: HOSTILE });
  await stated(
    `preferred_item\nlist=${list.facts[0]}\nwhat=Product:${HOSTILE}\nmaker=${first}\npurpose=${HOSTILE}`,
  );
  const review = await made('reviews', { title: HOSTILE, sought: HOSTILE, criteria: HOSTILE });
  await made(`reviews/${review.number}/applications`, { entity: first, note: HOSTILE });
  await made(`entities/${first}/comments`, { words: HOSTILE });
  await made('plans', { weights: 'price=1' });
  let plan;
  while (!plan) {
    const { plans } = await (await page.request.get(`${server.address}/api/v1/plans`)).json();
    plan = plans[0]?.id;
  }

  for (const [path, data] of [
    [`entities/${first}/comments`, 'words'],
    ['reviews', 'title'],
    ['entries', 'note'],
    ['preferred', 'title'],
    ['plans', 'weights'],
  ]) {
    const { status } = await send('POST', path, { [data]: 'ы'.repeat(5 << 20) });
    assert.ok([400, 413].includes(status), `${path} answers ${status} to 10 MB`);
  }

  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of [
    `/entities/${first}`,
    `/brief?a=${first}&b=${second}`,
    '/preferred',
    `/preferred/${list.facts[0]}`,
    '/reviews',
    `/reviews/${review.number}`,
    `/reviews/${review.number}/minutes`,
    `/plans/${plan}`,
    '/calendar?all=1',
    `/programme/${programme}/progress?since=2020-01-01`,
  ]) {
    await visit(page, `${server.address}${path}`);
    await page.waitForFunction(() => document.body.innerText.includes('<img src=x'), path);
    await assertSound(page, path, 360, 'ru');
    assert.deepEqual(await harmDone(page), { harmed: 0, made: 0, turned: [] }, path);
  }
  await visit(page, `${server.address}/tables`);
  await page.setInputFiles('input[type=file]', {
    name: 'needs.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      `product,quantity,unit,buyer,region,${HOSTILE}\nболт,1,т,Завод,${HOSTILE},1\n`,
    ),
  });
  await page.click('main form button[type=submit]');
  await page.waitForFunction(() => document.querySelector('main').innerText.includes('<img src=x'));
  assert.deepEqual(await harmDone(page), { harmed: 0, made: 0, turned: [] });
  assertFaultless();
});
