// Every view at every width: nothing scrolls sideways, and the head keeps within its lines.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hasBrowser, launch, openPage, visit } from './browser.mjs';
import { startMock } from './mock.mjs';
import { addPeople, asking } from './people.mjs';
import { options as programOptions, startProgram } from './program.mjs';

const options = { skip: !hasBrowser && 'no Chromium' };
const VIEWS = [
  '/',
  '/agreements',
  '/agreements?facets=1',
  '/agreements?look=time',
  '/people',
  '/organizations',
  '/sites',
  '/clusters?q=много',
  '/clusters?q=много&page=all',
  '/projects',
  '/reports',
  '/entities/f1',
  '/entities/u16',
  '/reports/11-gorod-i-fond',
  '/search?q=кластер',
  '/search',
  '/network',
  '/network?look=table',
  '/map',
  '/calendar',
  '/queue',
  '/decisions',
  '/add',
  '/no/such/page',
];
/** What only a registry with accounts shows: to nobody, and to whoever administers it. */
const OUTSIDE = ['/login', '/invitation', '/add'];
const INSIDE = [
  '/',
  '/account',
  '/accounts',
  '/invitations',
  '/audit',
  '/reviews',
  '/plans',
  '/entry/new',
];
const WIDTHS = [360, 701, 768, 961, 1024, 1200, 1261, 1440, 2560];

let mock;
let browser;

before(async () => {
  mock = await startMock();
  if (hasBrowser) browser = await launch();
});
after(async () => {
  await browser?.close();
  await mock.stop();
});

/** What stands beyond the right edge of the window. */
const beyond = (page) =>
  page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
      .slice(0, 3)
      .map((each) => `${each.tagName}.${each.className}`);
  });

/** The views that are wider than the window at some width. */
async function wideOf(page, address, views, lang) {
  const wide = [];
  for (const path of views) {
    await visit(page, `${address}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const parts = await beyond(page);
      if (parts.length > 0) wide.push(`${path} at ${width}: ${parts.join(', ')}`);
    }
  }
  return wide;
}

test('login and accounts do not scroll sideways either', programOptions, async () => {
  const program = startProgram();
  try {
    const report = {
      'a.txt': 'Министр промышленности Томской области Иван Петров открыл завод.\n',
    };
    const registry = program.read('widths.uzel', program.write('reports', report));
    const names = ['olga', 'konstantinopolskaya-aleksandra.p'];
    addPeople(program, registry, Object.fromEntries(names.map((name) => [name, 'administrator'])));
    const { address } = await program.serve(registry);
    const { enter } = asking(() => address);
    const { page, close } = await openPage(browser, { address, withAxe: false });
    try {
      for (const lang of ['ru', 'en'])
        assert.deepEqual(await wideOf(page, address, OUTSIDE, lang), []);
      await enter(page, 'olga');
      for (const lang of ['ru', 'en'])
        assert.deepEqual(await wideOf(page, address, INSIDE, lang), []);
    } finally {
      await close();
    }
  } finally {
    program.stop();
  }
});

for (const lang of ['ru', 'en'])
  test(`nothing scrolls sideways at any width in ${lang}`, options, async () => {
    const { page, close } = await openPage(browser, { address: mock.address, withAxe: false });
    try {
      // Whoever may change things sees the most.
      await visit(page, `${mock.address}/?lang=${lang}#token=${mock.token}`);
      assert.deepEqual(await wideOf(page, mock.address, VIEWS, lang), []);
      for (const [width, most] of [
        [360, 110],
        [768, 130],
        [1200, 92],
        [1440, 60],
        [2560, 60],
      ]) {
        await page.setViewportSize({ width, height: 800 });
        const height = await page.evaluate(() => document.querySelector('.head').offsetHeight);
        assert.ok(height <= most, `the head is ${height} px high at ${width}`);
      }
    } finally {
      await close();
    }
  });
