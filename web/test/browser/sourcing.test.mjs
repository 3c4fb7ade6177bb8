// Needs, offers and plans in the browser, over the program.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import {
  assertAccessible,
  assertSound,
  launch,
  openPage,
  printedPages,
  visit,
} from './browser.mjs';
import { options, startProgram } from './program.mjs';

const NEEDS = `product,quantity,unit,buyer,region,price,supplier_country
болты высокопрочные М24,12,т,Авиазавод,RU-IRK,180000,Китай
шины для карьерных самосвалов,120,шт.,Разрез,RU-KEM,900,Япония
`;
const OFFERS = `product,capacity,period,unit,supplier,region
болт высокопрочный М24,800,month,kg,Метиз,RU-IRK
`;

/** Reports that say much of two: more than two pages have room for. */
const WORKS = [
  'производства беспилотных летательных аппаратов',
  'строительства ветроэлектростанций',
  'подготовки инженерных кадров',
  'развития медицинской техники',
  'переработки отходов',
];
const REPORTS = Object.fromEntries(
  Array.from({ length: 20 }, (_, i) => [
    `${i}.txt`,
    `Область и компания договорились о сотрудничестве в области ${WORKS[i % 5]}

Омск, ${i + 1} марта ${2014 + (i % 7)} года

Сегодня губернатор Омской области Семён Ракитин и генеральный директор АО «Волжский парус» Вера Лугова подписали соглашение о сотрудничестве в области ${WORKS[i % 5]} на ${(i % 5) + 1} года. До конца ${2016 + (i % 7)} года АО «Волжский парус» построит в Омске завод для ${WORKS[(i + 3) % 5]}.

АО «Волжский парус» поставляет насосы центробежные марки Н-${i} на предприятия Омской области. В Омской области создан технопарк «Иртыш-${i}». АО «Волжский парус» построило в Томске цех для ${WORKS[(i + 1) % 5]}.
`,
  ]),
);

let browser;
let program;
let server;

before(async () => {
  if (options.skip) return;
  browser = await launch();
  program = startProgram();
  const tables = program.write('trade', { 'needs.csv': NEEDS, 'offers.csv': OFFERS });
  const registry = `${tables}/trade.uzel`;
  const files = ['needs', 'offers'].map((name) => `${tables}/${name}.csv`);
  program.run('', 'import', ...files, '--registry', registry);
  program.run('', 'read', program.write('reports', REPORTS), '--registry', registry);
  server = await program.serve(registry);
});
after(async () => {
  await browser?.close();
  program?.stop();
});

test(
  'what answers a need stands on its card, and plans are made, kept and compared',
  options,
  async () => {
    const { page, faults, close } = await openPage(browser, {
      width: 1280,
      address: server.address,
    });
    try {
      await visit(page, `${server.address}/${server.fragment}`);
      await visit(page, `${server.address}/needs?lang=en`);
      await page.click('main tbody a');
      await page.waitForSelector('.matches li');
      assert.match(await page.textContent('.matches'), /Метиз|fits by/);
      await visit(page, `${server.address}/plans?lang=en`);
      assert.match(await page.textContent('main'), /There are no plans yet/);
      for (const price of ['0.5', '3']) {
        await visit(page, `${server.address}/plans?lang=en`);
        await page.click('details summary');
        await page.fill('#plan-weight-price', price);
        await page.click('form.plan-form button[type=submit]');
        await page.waitForSelector('article.plan');
        assert.match(await page.textContent('article.plan'), /Deliveries 1/);
        assert.match(await page.textContent('article.plan'), /nobody among those who offer/);
      }
      await assertAccessible(page, 'a plan');
      const files = await page.$$eval('.taken a[download]', (links) =>
        links.map(({ href }) => href),
      );
      assert.match(files.join(' '), /plans\/plan-\w+\?format=csv-excel.*format=xlsx/);
      await page.click('text=state an offer: шины');
      await page.waitForSelector('.entry-form');
      assert.ok(
        (await page.$$eval('.entry-form input', (all) => all.map(({ value }) => value))).includes(
          'шины для карьерных самосвалов',
        ),
      );
      await page.goBack();
      await page.waitForSelector('article.plan');
      await assertSound(page, 'a plan', 1280, 'en');
      await visit(page, `${server.address}/plans?lang=en`);
      await assertAccessible(page, 'plans');
      for (const box of await page.$$('main input[type=checkbox]')) await box.check();
      await page.click('text=Compare the two chosen');
      await page.waitForSelector('text=The deliveries are the same');
      await page.setViewportSize({ width: 360, height: 800 });
      await visit(page, `${server.address}/plans?lang=ru`);
      await assertSound(page, 'plans', 360, 'ru');
      assert.deepEqual(faults, []);
    } finally {
      await close();
    }
  },
);

test(
  'what two have in common is printed on two pages, each line with its source',
  options,
  async () => {
    const { page, faults, close } = await openPage(browser, {
      width: 1280,
      address: server.address,
    });
    try {
      await visit(page, `${server.address}/${server.fragment}`);
      await visit(page, `${server.address}/brief?lang=ru`);
      await assertAccessible(page, 'a brief that is asked for');
      await page.fill('#brief-a', 'Волжский парус');
      await page.fill('#brief-b', 'Омская область');
      await page.click('.brief-form button[type=submit]');
      await page.waitForSelector('.brief-lines');
      const lines = await page.locator('.brief-lines > li').count();
      assert.ok(lines > 20, `${lines} lines`);
      assert.equal(await page.locator('.brief-lines > li:has(.sentence-told a)').count(), lines);
      assert.match(await page.textContent('main'), /Что вышло.*и ещё \d+/s);
      assert.equal(await printedPages(page), 2);
      await assertAccessible(page, 'a brief');
      await page.click('.brief-rest a');
      await page.waitForSelector('main .table');
      await page.setViewportSize({ width: 360, height: 800 });
      await visit(page, `${server.address}/brief?a=Авиазавод&b=Омская область&lang=ru`);
      await page.waitForSelector('text=Общего в реестре пока нет');
      await assertSound(page, 'a brief', 360, 'ru');
      assert.deepEqual(faults, []);
    } finally {
      await close();
    }
  },
);

test('a table is taken in, and what was left out is told by row and column', options, async () => {
  const { page, faults, close } = await openPage(browser, { width: 1280, address: server.address });
  const table =
    'товар;количество;единица;покупатель\nмасло моторное;7;л;Разрез\nклей;много;кг;Разрез\n';
  try {
    await visit(page, `${server.address}/${server.fragment}`);
    await visit(page, `${server.address}/tables?lang=ru`);
    const [template] = await Promise.all([
      page.waitForEvent('download'),
      page.click('main a[href*="tables/needs"][href*="csv-excel"]'),
    ]);
    const titles = readFileSync(await template.path(), 'utf8').split('\r\n')[0];
    assert.match(titles, /товар;ОКПД2;количество/);
    await page.setInputFiles('#table-file', {
      name: 'нужды.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(table),
    });
    await page.click('.plan-form button[type=submit]');
    await page.waitForSelector('.tables [role=status] .table');
    const told = (await page.textContent('.tables [role=status]')).replaceAll('\u00a0', ' ');
    assert.match(told, /Новых: 1, изменено: 0, без изменений: 0, не внесено: 1/);
    assert.match(told, /3количество.*много/);
    await assertAccessible(page, 'a table that was taken in');
    await page.click('text=Показать список');
    await page.waitForSelector('text=масло моторное');
    await visit(page, `${server.address}/plans?lang=ru`);
    await page.fill('#plan-region', 'Кемеров');
    await page.click('#plan-region-found >> text=Кемеровская область');
    await page.click('form.plan-form button[type=submit]');
    await page.waitForSelector('article.plan');
    assert.match(await page.textContent('h1'), /Кемеровская область/);
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
});
