// Stating facts in the browser, against the program: the form from a card and from a list, changing,
// what others change meanwhile, withdrawing, and who may do what. One server and one page serve all.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertSound, launch, openPage, visit } from './browser.mjs';
import { addPeople, asking, isRefusal } from './people.mjs';
import { options, startProgram } from './program.mjs';

const REPORT = {
  'a.txt':
    'Тверь, 9 февраля 2015 года\n\nСегодня губернатор Тверской области Семён Ракитин и директор ООО «Волжский парус» Вера Лугова подписали соглашение о сотрудничестве на 3 года.\n',
  'b.txt':
    'Брянск, 5 декабря 2018 года\n\nО ходе выполнения областной программы «Точное машиностроение — 2025» доложил губернатор Брянской области Лев Ставицкий. Программа утверждена в 2017 году. Её цели — удвоить выпуск станков. Среди трудностей губернатор назвал нехватку наладчиков. Число станкостроительных предприятий достигло 27.\n',
};
const PEOPLE = { olga: 'administrator', egor: 'editor', rita: 'reader' };

let program;
let browser;
let server;
let opened; // the one page, of the editor

const { enter, ask, put, post } = asking(() => server.address);

before(async () => {
  if (options.skip) return;
  program = startProgram();
  const registry = program.read('entries.uzel', program.write('reports', REPORT));
  const list = ['list', 'organizations', '--format', 'json', '--registry', registry];
  const [plant] = JSON.parse(program.run('', ...list)).rows;
  addPeople(program, registry, { ...PEOPLE, pavel: `participant ${plant.id}` });
  server = await program.serve(registry);
  browser = await launch();
  opened = await openPage(browser, { address: server.address });
  await enter(opened.page, 'egor');
});
after(async () => {
  await opened?.close();
  await browser?.close();
  program?.stop();
});

/** Goes somewhere with the one page and acts there. */
async function at(path, act) {
  const { page, faults } = opened;
  await visit(page, server.address + path);
  await act(page);
  assert.deepEqual(
    faults.splice(0).filter((fault) => !isRefusal(fault)),
    [],
  );
}

const labelled = (page, label) =>
  page
    .locator('.field', { has: page.locator('label', { hasText: label }) })
    .locator('input, select')
    .first();
const saved = async (page) => {
  await page.click('.entry-form button[type=submit]');
  await page.waitForSelector('.notice.shown');
};

async function idOf(page, name, list) {
  const { rows } = await ask(page, `lists/${list}?q=${encodeURIComponent(name)}`);
  return rows[0].id;
}

test(
  'from a card: what the card is of is filled in, errors stand at their field',
  options,
  async () => {
    const { page } = opened;
    const plant = await idOf(page, 'Волжский парус', 'organizations');
    await at(`/entities/${plant}`, async () => {
      await page.click('.state-of summary');
      await assertAccessible(page, 'what can be stated of a card');
      await page.click('.state-of >> text=Участие');
      await page.waitForSelector('.entry-form');
      assert.equal(await labelled(page, 'Участник').inputValue(), 'ООО «Волжский парус»');
      await labelled(page, 'В чём участвует').fill('Верхневолжский кластер');
      await page.selectOption('.thing-field:has(input[id*="-whole-"]) select', 'Cluster');
      await labelled(page, 'С какого времени').fill('вчера');
      await page.click('.entry-form button[type=submit]');
      await page.waitForSelector('.field:has(input[id*="-since-"]) .form-error');
      const wrong = await labelled(page, 'С какого времени').getAttribute('id');
      await page.waitForFunction((id) => document.activeElement.id === id, wrong);
      await assertAccessible(page, 'a form with an error');
      await labelled(page, 'С какого времени').fill('1 марта 2024 г.');
      await page.getByLabel('Примечание').fill('Со слов директора.');
      await saved(page);
      await page.waitForURL(`**/entities/${plant}`);
      await page.waitForSelector('text=Верхневолжский кластер');
      const shown = await page.innerText('main');
      assert.match(shown, /Упоминается в\s1\sсообщении\. Внесено пользователем egor\./);
      assert.match(shown, /со\sслов\sпользователя\segor/);
      assert.match(shown, /Внесено пользователями 1[\s\S]*Сообщения 1/);
    });
  },
);

test(
  'suggestions are chosen by the keyboard; several values, a fact of the list',
  options,
  async () => {
    await at('/lists/meeting', async (page) => {
      await page.click('main >> text=Добавить факт');
      await page.waitForSelector('.entry-form');
      const who = labelled(page, 'Участники');
      await who.pressSequentially('Волж');
      await page.waitForSelector('.thing-field .suggestions li');
      await who.press('ArrowDown');
      await who.press('Enter');
      assert.equal(await who.inputValue(), 'ООО «Волжский парус»');
      await page.click('text=Ещё: Участники');
      await page.locator('input[id*="-participants-1"]').pressSequentially('Ракитин');
      await page.waitForSelector('.suggestions li:has-text("Ракитин")');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      const outcome = labelled(page, 'Что вышло из встречи');
      await outcome.pressSequentially('Волжский парус');
      await page.click('.suggestions li:has-text("Соглашение")');
      await labelled(page, 'Тема').fill('Сотрудничество');
      await saved(page);
      await page.waitForURL('**/entry/entry-*');
      await page.waitForSelector('text=Внёс пользователь egor');
      const shown = await page.innerText('main');
      assert.match(shown, /Семён Ракитин/);
      assert.match(shown, /Что вышло из встречи\s+Соглашение/);
      assert.match(shown, /Внёс пользователь egor/);
    });
  },
);

async function membership(page) {
  const { rows } = await ask(page, 'lists/membership');
  const card = await ask(page, `entities/${rows[0].id}`);
  return card.reports[0].id;
}

test('an entry is changed; its history tells the versions', options, async () => {
  const { page } = opened;
  const id = await membership(page);
  await at(`/entry/${id}`, async () => {
    await assertAccessible(page, 'an entry');
    await page.click('main >> text=Изменить');
    await page.waitForSelector('.entry-form');
    assert.equal(await page.getByLabel('Примечание').inputValue(), 'Со слов директора.');
    await labelled(page, 'Роль').selectOption('resident');
    await saved(page);
    await page.waitForSelector('h2:has-text("История записи")');
    assert.match(await page.innerText('main'), /резидент/);
    assert.equal(await page.locator('section:has-text("История записи") li').count(), 2);
  });
});

test(
  'what another changed meanwhile is shown beside one’s own, and nothing is lost',
  options,
  async () => {
    const { page } = opened;
    const id = await membership(page);
    await at(`/entry/${id}/edit`, async () => {
      await labelled(page, 'До какого времени').fill('2030');
      await labelled(page, 'Роль').selectOption('founder');
      const told = await ask(page, `entries/${id}`);
      const lines = told.facts
        .flatMap((fact) => [
          `${fact.kind} ${fact.id}`,
          ...fact.values.map((each) =>
            each.property === 'role' ? 'role=centre' : `${each.property}=${each.value}`,
          ),
        ])
        .concat('status=current');
      const answer = await put(page, `entries/${id}`, {
        facts: lines.join('\n'),
        note: told.note,
        version: String(told.version),
      });
      assert.equal(answer.status(), 200, await answer.text());
      await page.click('.entry-form button[type=submit]');
      await page.waitForSelector('#entry-conflict');
      const shown = await page.innerText('#entry-conflict');
      assert.match(
        shown,
        /Роль[\s\S]*было\s+резидент[\s\S]*у другого\s+центр[\s\S]*у вас\s+учредитель/,
      );
      assert.match(shown, /Состояние[\s\S]*взято у другого/);
      await assertAccessible(page, 'what another changed');
      await page.click('#entry-conflict >> text=Взять у другого');
      assert.equal(await labelled(page, 'Роль').inputValue(), 'centre');
      assert.equal(await labelled(page, 'До какого времени').inputValue(), '2030');
      await saved(page);
      await page.waitForSelector('h2:has-text("История записи")');
      assert.match(await page.innerText('main'), /центр[\s\S]*2030[\s\S]*участвует/);
    });
  },
);

test('an entry is withdrawn with a reason, and taken back', options, async () => {
  const { page } = opened;
  const id = await membership(page);
  await at(`/entry/${id}`, async () => {
    await page.click('main >> text=Отозвать');
    await page.fill('#entry-reason', 'Опечатка');
    await page.click('dialog button[type=submit]');
    await page.waitForSelector('text=Причина: Опечатка');
    assert.equal((await ask(page, 'lists/membership')).total, 0);
    await page.click('text=Вернуть');
    await page.waitForSelector('main >> text=Изменить');
    assert.equal((await ask(page, 'lists/membership')).total, 1);
  });
});

test('who may only read is offered nothing, and told so', options, async () => {
  const { page, close } = await openPage(browser, { address: server.address, withAxe: false });
  await enter(page, 'rita');
  const plant = await idOf(page, 'Волжский парус', 'organizations');
  await visit(page, `${server.address}/entities/${plant}`);
  await page.waitForSelector('.who >> text=rita');
  assert.equal(await page.locator('.state-of').count(), 0);
  await visit(page, `${server.address}/entry/new?kind=meeting`);
  assert.match(await page.innerText('.note'), /Вносить факты могут участники/);
  const refused = await post(page, 'entries', { facts: 'training\nsubject=x' });
  assert.equal(refused.status(), 403);
  await close();
});

test(
  'a participant states of his organization alone, and changes his own entries',
  options,
  async () => {
    const { page, close } = await openPage(browser, { address: server.address, withAxe: false });
    await enter(page, 'pavel');
    await visit(page, `${server.address}/entry/new?kind=training`);
    assert.match(await page.innerText('.note'), /должна быть названа «ООО „Волжский парус“»/);
    const own = await page.$$eval('.entry-form input', (inputs) =>
      inputs.filter(({ value }) => value === 'ООО «Волжский парус»').map(({ id }) => id),
    );
    assert.equal(own.length, 1); // it stands there already
    await page.fill(`#${own[0]}`, '');
    await page.getByLabel('Чему учат').fill('Сварка');
    await page.click('.entry-form button[type=submit]');
    await page.waitForSelector('.entry-fact .form-error');
    await visit(page, `${server.address}/entry/${await membership(page)}`);
    assert.equal(await page.locator('main >> text=Отозвать').count(), 0);
    await close();
  },
);

/* ---- programmes ---- */

const FACTS = (id) =>
  [
    `measure\nprogramme=${id}\nwhat=Реконструкция цеха\ndue=2019\nstatus=under_way\nresponsible=PublicBody:Правительство Орловской области`,
    `measure\nprogramme=${id}\nwhat=Открыть центр\nstatus=completed`,
    `indicator\nprogramme=${id}\nmeasure=станкостроительные предприятия\nreading=baseline\nyear=2017\nvalue=20`,
    `indicator\nprogramme=${id}\nmeasure=станкостроительные предприятия\nreading=target\nyear=2025\nvalue=40`,
    `figure\nsubject=${id}\nmeasure=станкостроительные предприятия\nvalue=27\nas_of=2018`,
  ].join('\n');

test('a programme’s card is a workbench; one click takes a figure over', options, async () => {
  const { page } = opened;
  const id = await idOf(page, 'машиностроение', 'programmes');
  const answer = await post(page, 'entries', { facts: FACTS(id) });
  assert.equal(answer.status(), 201, await answer.text());
  await at(`/entities/${id}`, async () => {
    await page.waitForSelector('.workbench .indicator');
    const shown = await page.innerText('.workbench');
    assert.match(shown, /2\sмероприятия:\sвыполнено\s1,\sсрок\sпрошёл\sу\s1/);
    assert.match(shown, /нехватка\sналадчиков/);
    assert.match(shown, /срок\sпрошёл:\s2019\sг\.,\sо\sвыполнении\sне\sсказано/);
    await assertAccessible(page, 'the workbench');
    const proposed = await page.locator('.indicator .proposals li').count();
    await page.click('.indicator >> text=Принять как достигнутое');
    await page.waitForSelector('.notice.shown >> text=Значение принято');
    await page.waitForSelector('.indicator >> text=из сообщения');
    assert.equal(await page.locator('.indicator .proposals li').count(), proposed - 1);
    await page.click('text=Отчёт о ходе');
    await page.waitForSelector('.progress h1');
  });
});

test('the report of progress is printed with notes, and tells what changed', options, async () => {
  const { page } = opened;
  const id = await idOf(page, 'машиностроение', 'programmes');
  await at(`/programme/${id}/progress?since=2020-01-01`, async () => {
    const shown = await page.innerText('main');
    assert.match(shown, /Что\sизменилось\sс\s1\sянваря\s2020/);
    assert.match(shown, /достигнутое\s+27/);
    assert.equal(await page.locator('.chart svg[role=img]').count(), 1);
    await assertAccessible(page, 'the report of progress');
    await page.emulateMedia({ media: 'print' });
    assert.match(await page.innerText('.notes'), /нехватку наладчиков/);
    await page.emulateMedia({ media: 'screen' });
  });
  await at(`/programme/${await idOf(page, 'Верхневолжский', 'clusters')}/progress`, async () => {
    assert.match(await page.innerText('.note'), /пока ничего не внесено/);
  });
});

/* ---- sites, meetings, training ---- */

test('a site’s card tells status, application, area, and warns of a term', options, async () => {
  const { page } = opened;
  const soon = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const answer = await post(page, 'entries', {
    facts: [
      'site\nsite=Site:Технопарк «Полюс»\nstatus=промышленный технопарк\narea=40',
      'application\nsite=Site:Технопарк «Полюс»\nstatus_sought=особая экономическая зона\noutcome=submitted\nsubmitted=2026-03-01\ndocuments=Document:Бизнес-план',
      `benefit\nbeneficiary=Site:Технопарк «Полюс»\nbenefit=налог на имущество 0 %\nuntil=${soon}`,
    ].join('\n'),
  });
  assert.equal(answer.status(), 201, await answer.text());
  const site = await idOf(page, 'Полюс', 'sites');
  await at(`/entities/${site}`, async () => {
    await page.waitForSelector('.state-of');
    const shown = await page.innerText('main');
    assert.match(shown, /Льгота\sили\sподдержка:\sдо[\s\S]*осталось\s20\sдней/);
    assert.match(shown, /Статус\s+промышленный технопарк/);
    assert.match(shown, /особая экономическая зона, подана, 1\sмарта\s2026/);
    assert.match(shown, /Площадь\s+40\sга/);
    await assertAccessible(page, 'the card of a site');
    await page.click('.entry-acts >> text=Резидент');
    await page.waitForSelector('.entry-form');
    assert.equal(await labelled(page, 'Роль').inputValue(), 'resident');
    assert.equal(await labelled(page, 'В чём участвует').inputValue(), 'Технопарк «Полюс»');
  });
  await at('/', async () => {
    assert.match(await page.innerText('main'), /Скоро закончится[\s\S]*осталось\s20\sдней/);
  });
});

test('training is stated from an agreement’s card; a meeting is added to', options, async () => {
  const { page } = opened;
  const agreement = await idOf(page, 'Волжский парус', 'agreements');
  await at(`/entities/${agreement}`, async () => {
    await page.click('.entry-acts >> text=Обучение по соглашению');
    await page.waitForSelector('.entry-form');
    await labelled(page, 'Чему учат').fill('Сварка');
    await labelled(page, 'Учебная группа').fill('Группа 1');
    await saved(page);
    await page.waitForURL(`**/entities/${agreement}`);
    await page.waitForSelector('h2:has-text("Обучение")');
    await page.click('.entry-acts >> text=Команда по соглашению');
    await page.waitForSelector('.entry-form');
    await labelled(page, 'Чем занимается').fill('Пуск линии');
    await labelled(page, 'Сколько человек').fill('6');
    await saved(page);
    await page.waitForSelector('h2:has-text("Команды специалистов")');
    await page.waitForSelector('table:has-text("Пуск линии")');
    await page.click('h2:has-text("Встречи") + table td.opening a');
    await page.waitForSelector('text=Дополнить этот факт');
    await page.click('text=Дополнить этот факт');
    await page.waitForSelector('.note >> text=Вы дополняете известный факт');
    await labelled(page, 'Когда').fill('2015-02-08');
    await saved(page);
    await page.waitForSelector('.property:has-text("8 февраля 2015")');
  });
});

test(
  'what came of a meeting is stated from its card; the next year is a meeting of its own',
  options,
  async () => {
    const { page } = opened;
    const facts =
      'meeting\nparticipants=Company:ООО «Волжский парус»\nparticipants=Person:Вера Лугова\norganizer=Company:Корпорация «Рассвет»\nevent=Event:Дни «Рассвета»\nseries=первый год\ndate=2025-05-20';
    assert.equal((await post(page, 'entries', { facts })).status(), 201);
    const first = await idOf(page, 'первый год', 'meeting');
    await at(`/entities/${first}`, async () => {
      await page.click('.entry-acts >> text=Соглашение по итогам');
      await page.waitForSelector('.entry-form');
      const parties = page.locator('input[id*="-parties-"]');
      assert.deepEqual(await parties.evaluateAll((all) => all.map(({ value }) => value)), [
        'Корпорация «Рассвет»',
        'ООО «Волжский парус»',
      ]);
      assert.equal(await labelled(page, 'Подписано в рамках').inputValue(), 'Дни «Рассвета»');
      assert.match(await page.innerText('.entry-form'), /Что вышло из встречи: Соглашение/);
      await assertAccessible(page, 'the form for what came of a meeting');
      await labelled(page, 'Направления сотрудничества').fill('Литьё');
      await saved(page);
      await page.waitForSelector('.property:has-text("Что вышло из встречи")');
      await page.click('.entry-acts >> text=Провести ещё раз');
      await page.waitForSelector('.entry-form');
      assert.equal(await labelled(page, 'Событие').inputValue(), 'Дни «Рассвета»');
      assert.equal(await labelled(page, 'Что вышло из встречи').inputValue(), '');
      await labelled(page, 'Который раз проводится').fill('второй год');
      await labelled(page, 'Когда').fill('2026-05-21');
      await saved(page);
    });
    await at(`/entities/${await idOf(page, 'Литьё', 'agreements')}`, async () => {
      assert.match(await page.innerText('main'), /Встречи и события[\s\S]*Первый год/);
    });
    await at(`/entities/${await idOf(page, 'Дни «Рассвета»', 'Event')}`, async () => {
      assert.match(await page.innerText('main'), /Первый год[\s\S]*Второй год/);
    });
  },
);

for (const [width, scheme, lang] of [
  [360, 'dark', 'en'],
  [2560, 'light', 'ru'],
])
  test(`the form and an entry fit ${width} px and are accessible`, options, async () => {
    const { page, close } = await openPage(browser, { address: server.address, width, scheme });
    await enter(page, 'egor');
    const programme = await idOf(page, 'машиностроение', 'programmes');
    for (const path of [
      '/entry/new',
      '/entry/new?kind=agreement',
      `/entry/${await membership(page)}`,
      `/programme/${programme}/progress?since=2020-01-01`,
      `/entities/${programme}`,
    ]) {
      await visit(page, `${server.address}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
      await assertSound(page, path, width, lang);
      await assertAccessible(page, path);
    }
    await close();
  });
