// Adding what the reader missed, by selecting its words: against the mock, and against the program.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  assertAccessible,
  assertSound,
  hasBrowser,
  launch,
  openPage,
  selectWords,
  visit,
} from './browser.mjs';
import { startMock } from './mock.mjs';
import { options, startProgram } from './program.mjs';
import { reports } from './registry.mjs';

const mocked = { skip: !hasBrowser && 'no Chromium' };

const TEXT = {
  'a.txt':
    'Тверь, 9 февраля 2015 года\n\nГубернатор Тверской области Семён Ракитин принял у себя директора ООО «Волжский парус» Веру Лугову. По итогам встречи стороны ударили по рукам на три года. Рядом с ними стоял некто Лавр из Заозёрья.\n',
};

const FUND = 'Фонд поддержки промышленных кластеров';

let browser;
let mock;
let program;
let server;

before(async () => {
  if (mocked.skip) return;
  browser = await launch();
  mock = await startMock();
  if (options.skip) return;
  program = startProgram();
  server = await program.serve(program.read('added.uzel', program.write('added', TEXT)));
});
after(async () => {
  await browser?.close();
  await mock?.stop();
  program?.stop();
});

async function opened(address, act, { width = 1440, scheme = 'light', known = [] } = {}) {
  const { page, faults, close } = await openPage(browser, { width, scheme, address });
  try {
    await act(page);
    assert.deepEqual(
      faults.filter((fault) => !known.some((words) => fault.includes(words))),
      [],
    );
  } finally {
    await close();
  }
}

/** The orders that the mock was given, by order. */
const ordersOf = () =>
  mock.state.written
    .filter(([, path]) => path.endsWith('/decisions'))
    .map(([, , , body]) => JSON.parse(body));

const reading = (lang = 'ru') =>
  `${mock.address}/reports/${reports[0].id}?lang=${lang}#token=${mock.token}`;

for (const [width, scheme, lang] of [
  [1440, 'light', 'ru'],
  [360, 'dark', 'en'],
])
  test(`the form fits ${width} px and is accessible`, mocked, () =>
    opened(
      mock.address,
      async (page) => {
        await visit(page, reading(lang));
        await selectWords(page, reports[0].text.split(/\s+/)[0]);
        await page.click('.selection-button');
        await assertAccessible(page, 'the form');
        await page.selectOption('#add-what', 'Company');
        await assertAccessible(page, 'a name');
        await page.selectOption('#add-what', 'agreement');
        await assertAccessible(page, 'a fact');
        await assertSound(page, '/reports', width, lang);
      },
      { width, scheme },
    ),
  );

test('who may only look is offered nothing', mocked, () =>
  opened(mock.address, async (page) => {
    await visit(page, `${mock.address}/reports/${reports[0].id}`);
    await selectWords(page, reports[0].text.split(/\s+/)[0]);
    assert.equal(await page.locator('.selection-button, .adding, .add-hint').count(), 0);
  }),
);

test('a name is sent with its place, its kind and the entry that was chosen', mocked, () =>
  opened(mock.address, async (page) => {
    const points = Array.from(reports[0].text);
    await visit(page, reading());
    await selectWords(page, FUND);
    await page.keyboard.press('a');
    await page.waitForSelector('#add-what');
    assert.match(await page.innerText('.adding .quote'), /Фонд поддержки/);
    await page.selectOption('#add-what', 'Company');
    await page.click('label:has-text("Фонд поддержки промышленных кластеров ·")');
    await page.fill('#add-name', 'Фонд поддержки промышленных');
    await page.click('.adding button.strong');
    await page.waitForSelector('text=Добавлено');
    const order = ordersOf().at(-1);
    assert.equal(order.action, 'add');
    assert.equal(order.report, reports[0].id);
    assert.equal(order.kind, 'Company');
    assert.equal(order.entity, 'u10');
    assert.equal(order.name, 'Фонд поддержки промышленных');
    const [start, end] = order.words.split('-').map(Number);
    assert.equal(points.slice(start, end).join(''), FUND);
    assert.equal(await page.locator('.adding').count(), 0);
  }),
);

for (const [width, lang] of [
  [1440, 'ru'],
  [1440, 'en'],
  [360, 'ru'],
  [360, 'en'],
])
  test(`a name is marked wherever its words stand at ${width} px in ${lang}`, mocked, () =>
    opened(
      mock.address,
      async (page) => {
        const { text } = reports[0];
        const places = [...text.matchAll(/(?<![\p{L}\p{N}])Ярославля(?![\p{L}\p{N}])/gu)];
        assert.ok(places.length > 1, 'the example names Ярославль several times');
        for (const all of [true, false]) {
          await visit(page, reading(lang));
          await selectWords(page, 'Ярославля');
          await page.keyboard.press('a');
          await page.selectOption('#add-what', 'Company');
          const box = page.locator('.adding [name=others]');
          assert.ok(await box.isChecked());
          assert.match(
            await page.innerText('label:has([name=others])'),
            new RegExp(`${places.length - 1}`),
          );
          if (!all) await box.uncheck();
          await page.click('.adding button.strong');
          await page.waitForFunction(() => !document.querySelector('.adding'));
          const words = ordersOf().at(-1).words.split(' ');
          assert.equal(words.length, all ? places.length : 1);
          for (const place of words) {
            const [start, end] = place.split('-').map(Number);
            assert.equal(Array.from(text).slice(start, end).join(''), 'Ярославля');
          }
        }
      },
      { width },
    ),
  );

test('each value of a fact has its own words, or is given', mocked, () =>
  opened(
    mock.address,
    async (page) => {
      await visit(page, reading());
      await selectWords(page, FUND);
      await page.keyboard.press('a');
      await page.selectOption('#add-what', 'agreement');
      assert.equal(await page.isEnabled('.adding button.strong'), false);
      await page.selectOption('#add-status-0', 'signed');
      await page.selectOption('#add-parties-0', { index: 1 });
      await page.selectOption('#add-signatories-0', { index: 1 });
      await page.fill('#add-signed_on-0', 'нельзя');
      await selectWords(page, reports[0].text.slice(0, 12).trim());
      await page.click('[aria-label^="Срок действия"]');
      assert.equal(await page.locator('#add-parties-1').count(), 1);
      await page.click('.adding button.strong');
      await page.waitForSelector('text=Не подходит');
      await page.fill('#add-signed_on-0', '2015-02-09');
      await page.click('.adding button.strong');
      await page.waitForSelector('text=Добавлено');
      const lines = ordersOf().at(-1).values.split('\n');
      assert.ok(lines.includes('status=signed'), lines.join());
      assert.ok(lines.includes('signed_on=2015-02-09'));
      assert.ok(lines.some((line) => /^parties=u\d+$/.test(line)));
      assert.ok(lines.some((line) => /^signatories=u\d+$/.test(line)));
      assert.ok(lines.some((line) => /^term=@\d+-\d+$/.test(line)));
    },
    { known: ['400'] },
  ),
);

test('a signatory is corrected by its parts', mocked, () =>
  opened(mock.address, async (page) => {
    await visit(page, `${mock.address}/entities/f1#token=${mock.token}`);
    await page.hover('.claim:has-text("Сторожук")');
    await page.click('.popover >> text=Исправить');
    await page.selectOption('#correction-for', '');
    await page.click('dialog button.strong');
    await page.waitForSelector('text=Исправлено');
    assert.equal(ordersOf().at(-1).value, 'u11');
    await page.hover('.claim:has-text("Сторожук")');
    await page.click('.popover >> text=Исправить');
    await page.selectOption('#correction-for', 'u9');
    await page.click('dialog button.strong');
    await page.waitForFunction(() => !document.querySelector('dialog'));
    assert.equal(ordersOf().at(-1).value, 'u11 > u9');
  }),
);

test('a mark says who decided and when', mocked, () =>
  opened(mock.address, async (page) => {
    await visit(page, `${mock.address}/entities/f1`);
    await page.hover('.claim:has(.state-confirmed)');
    assert.match(
      (await page.innerText('.popover')).replace(/\s/g, ' '),
      /Подтверждено: М\. Проверкина, 20 ноября 2026 г\./,
    );
  }),
);

test('a name and a fact are added to the program and undone by one key', options, () =>
  opened(server.address, async (page) => {
    const ask = async (path) => (await fetch(`${server.address}/api/v1/${path}`)).json();
    await visit(page, `${server.address}/reports/a${server.fragment}`);
    await selectWords(page, 'некто Лавр');
    await page.keyboard.press('a');
    await page.selectOption('#add-what', 'Person');
    await page.fill('#add-name', 'Лавр Заозёрный');
    await page.click('.adding button.strong');
    await page.waitForSelector('.named >> text=Лавр Заозёрный');
    await page.waitForSelector('.text .segment.family-person:has-text("некто")');
    assert.equal((await ask('search?q=заозерный')).entities.length, 1);
    await selectWords(page, 'стороны ударили по рукам');
    await page.keyboard.press('a');
    await page.selectOption('#add-what', 'agreement');
    await selectWords(page, 'три года');
    await page.click('[aria-label^="Срок действия"]');
    await selectWords(page, 'Тверской области');
    await page.click('[aria-label^="Стороны"]');
    await page.selectOption('#add-signatories-0', { label: 'Лавр Заозёрный' });
    await page.click('.adding button.strong');
    await page.waitForSelector('.fact:has-text("3 года")');
    const { facts } = await ask('reports/a');
    const made = facts.find((fact) => fact.kind === 'agreement');
    assert.equal(
      made.properties.find((one) => one.name === 'term').claims[0].evidence[0].quote,
      'три года',
    );
    assert.match(made.properties.find((one) => one.name === 'term').claims[0].decided.by, /^user:/);
    await page.keyboard.press('u');
    await page.waitForFunction(
      () => !document.querySelector('.facts')?.textContent.includes('3 года'),
    );
    await page.keyboard.press('u');
    await page.waitForFunction(() => !document.body.textContent.includes('Лавр Заозёрный'));
    assert.equal((await ask('search?q=заозерный')).entities.length, 0);
  }),
);
