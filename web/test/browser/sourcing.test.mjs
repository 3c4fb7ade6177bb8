// Needs, offers and plans in the browser, over the program.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertSound, launch, openPage, visit } from './browser.mjs';
import { options, startProgram } from './program.mjs';

const NEEDS = `product,quantity,unit,buyer,region,price,supplier_country
болты высокопрочные М24,12,т,Авиазавод,RU-IRK,180000,Китай
шины для карьерных самосвалов,120,шт.,Разрез,RU-KEM,900,Япония
`;
const OFFERS = `product,capacity,period,unit,supplier,region
болт высокопрочный М24,800,month,kg,Метиз,RU-IRK
`;

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
