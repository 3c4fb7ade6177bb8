// The keyboard: every key in every view where it makes sense, and a focus that is always seen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hasBrowser, launch, openPage, visit } from './browser.mjs';
import { startMock } from './mock.mjs';

const options = { skip: !hasBrowser && 'no Chromium' };
const SIZES = [
  [1440, 'ru'],
  [1440, 'en'],
  [360, 'ru'],
  [360, 'en'],
];
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

/** Opens the app as somebody who may change things; go visits a view in the language. */
async function opened(act, { width = 1440, lang = 'ru', scheme = 'light' } = {}) {
  // A narrow window with a keyboard is one that is magnified.
  const { page, faults, close } = await openPage(browser, {
    width,
    scheme,
    address: mock.address,
    touch: false,
  });
  const go = (path) =>
    visit(page, `${mock.address}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
  try {
    await visit(page, `${mock.address}/?lang=${lang}#token=${mock.token}`);
    await act(page, go);
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
}

const GOES = {
  h: /\/(\?.*)?$/,
  a: /agreements/,
  p: /people/,
  o: /organizations/,
  s: /sites/,
  c: /clusters/,
  j: /projects/,
  w: /network/,
  m: /map/,
  r: /reports/,
  n: /add/,
  q: /queue/,
};

const ROWS = [
  '/',
  '/agreements',
  '/agreements?look=time',
  '/people',
  '/reports',
  '/clusters?q=много&page=all',
  '/search?q=кластер',
  '/entities/u16',
  '/reports/11-gorod-i-fond',
  '/network?look=table',
  '/map',
];

/** Whether what has the focus is seen: within the window, with an outline or a border of its own. */
const focusIsSeen = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return 'nothing has the focus';
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
    const name = `${element.tagName}.${element.className} ${element.textContent.slice(0, 30)}`;
    if (!outlined) return `${name} has no outline`;
    const inside =
      box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return inside ? '' : `${name} is out of sight`;
  });

for (const [width, lang] of SIZES) {
  test(`j, k and Enter in every view with rows at ${width} px in ${lang}`, options, () =>
    opened(
      async (page, go) => {
        for (const path of ROWS) {
          await go(path);
          await page.waitForSelector('main [data-row]', { state: 'attached' });
          const rowOf = () =>
            page.evaluate(() =>
              [...document.querySelectorAll('main [data-row]')].findIndex((row) =>
                row.contains(document.activeElement),
              ),
            );
          await page.keyboard.press('j');
          assert.equal(await rowOf(), 0, path);
          assert.equal(await focusIsSeen(page), '', path);
          const many = (await page.locator('main [data-row]').count()) > 1;
          if (many) {
            await page.keyboard.press('j');
            assert.equal(await rowOf(), 1, path);
            assert.equal(await focusIsSeen(page), '', path);
            await page.keyboard.press('k');
            assert.equal(await rowOf(), 0, path);
          }
        }
        await go('/agreements');
        await page.keyboard.press('j');
        await page.keyboard.press('Enter');
        await page.waitForURL('**/entities/**');
      },
      { width, lang },
    ),
  );

  test(`search, going and help in every view at ${width} px in ${lang}`, options, () =>
    opened(
      async (page, go) => {
        for (const path of [
          '/',
          '/agreements',
          '/entities/f1',
          '/network',
          '/map',
          '/queue',
          '/add',
        ]) {
          await go(path);
          await page.keyboard.press('/');
          assert.equal(await page.evaluate(() => document.activeElement?.id), 'search', path);
          await page.keyboard.press('Escape');
          assert.notEqual(await page.evaluate(() => document.activeElement?.id), 'search', path);
          await page.keyboard.press('?');
          await page.waitForSelector('dialog[open]');
          // What the help covers is not acted on.
          await page.keyboard.press('j');
          assert.ok(await page.evaluate(() => document.activeElement?.closest('dialog') !== null));
          await page.keyboard.press('Escape');
          await page.waitForSelector('dialog[open]', { state: 'detached' });
        }
        for (const [letter, address] of Object.entries(GOES)) {
          await page.keyboard.press('g');
          await page.keyboard.press(letter);
          await page.waitForURL((url) => address.test(url.href.slice(mock.address.length)));
          await page.waitForSelector('main h1');
        }
      },
      { width, lang },
    ),
  );

  test(`words, confirming, rejecting and undoing at ${width} px in ${lang}`, options, () =>
    opened(
      async (page, go) => {
        const orders = () =>
          mock.state.written
            .filter(([, path]) => path.endsWith('/decisions'))
            .map(([, , , body]) => JSON.parse(body).action);
        for (const path of ['/entities/f1', '/reports/11-gorod-i-fond']) {
          await go(path);
          await page.keyboard.press('e');
          await page.waitForSelector('#popover .quote');
          assert.equal(await focusIsSeen(page), '', path);
          for (const [key, action] of [
            ['c', 'confirm'],
            ['x', 'reject'],
            ['u', 'undo'],
          ]) {
            const before = orders().length;
            // A key that comes while the answer to the last one is still being shown says nothing.
            for (let tries = 0; orders().length === before && tries < 100; tries++) {
              if (tries % 50 === 0) {
                await page.keyboard.press('e');
                await page.keyboard.press(key);
              }
              await page.waitForTimeout(20);
            }
            assert.equal(orders().at(-1), action, `${key} at ${path}`);
          }
        }
      },
      { width, lang },
    ),
  );

  test(`the network by the keyboard alone at ${width} px in ${lang}`, options, () =>
    opened(
      async (page, go) => {
        const parameter = (name, value) =>
          page.waitForFunction(
            ([key, wanted]) => new URLSearchParams(location.search).get(key) === wanted,
            [name, value],
          );
        await go('/network');
        await page.waitForSelector('.network-canvas[data-phase=drawn]');
        // A node by its name, and the path to another.
        await page.focus('.network-bar [role=combobox]');
        await page.keyboard.type('вологодская');
        await page.waitForSelector('.network-bar [role=option]');
        await page.keyboard.press('Enter');
        await page.waitForSelector('.network-panel .ties li');
        await page.focus('.network-panel [role=combobox]');
        await page.keyboard.type('северный');
        await page.waitForSelector('.network-panel [role=option]');
        await page.keyboard.press('Enter');
        await parameter('to', 'u16');
        await page.waitForSelector('.path li');
        // Growing through the years.
        await page.focus('.growth input');
        await page.keyboard.press('Home');
        await page.waitForFunction(() => new URLSearchParams(location.search).has('as_of'));
        await page.keyboard.press('End');
        await parameter('as_of', null);
        // Communities, and the look as a table and back.
        await page.focus('main button[aria-pressed=false] >> nth=1');
        await page.keyboard.press('Enter');
        await parameter('colour', 'community');
        await page.keyboard.press('t');
        await parameter('look', 'table');
        await page.keyboard.press('t');
        await page.waitForSelector('.network-canvas[data-phase=drawn]');
        // Saved as a picture and as a file.
        for (const name of [/^network\.png$/, /^network\.svg$/, /^network\.gexf$/]) {
          await page.focus('.save summary');
          if (!(await page.locator('.save[open]').count())) await page.keyboard.press('Enter');
          const ending = name.source.match(/png|svg|gexf/)[0].toUpperCase();
          await page.focus(`.save :is(a, button):has-text("${ending}")`);
          const [download] = await Promise.all([
            page.waitForEvent('download'),
            page.keyboard.press('Enter'),
          ]);
          assert.match(download.suggestedFilename(), name);
        }
      },
      { width, lang },
    ),
  );
}

test('the focus is seen wherever the tabulator leads', options, async () => {
  const forms = ['/add', '/entities/f1', '/agreements?facets=1'];
  const paths = { light: [...ROWS, '/network', ...forms], dark: forms }; // all kinds of controls are in these
  for (const scheme of ['light', 'dark'])
    await opened(
      async (page, go) => {
        for (const path of paths[scheme]) {
          await go(path);
          await page.evaluate(() => document.activeElement?.blur());
          const unseen = new Set();
          for (let step = 0; step < 45; step++) {
            await page.keyboard.press('Tab');
            const said = await focusIsSeen(page);
            if (said && !said.startsWith('nothing')) unseen.add(said);
          }
          assert.deepEqual([...unseen], [], path);
        }
      },
      { scheme },
    );
});

test('on a Russian layout the same keys do the same', options, () =>
  opened(async (page, go) => {
    await go('/agreements');
    const press = (key, code, shiftKey = false) =>
      page.evaluate(
        (given) =>
          document.activeElement.dispatchEvent(
            new KeyboardEvent('keydown', { ...given, bubbles: true, cancelable: true }),
          ),
        { key, code, shiftKey },
      );
    await press('о', 'KeyJ');
    assert.ok(await page.evaluate(() => document.activeElement?.closest('[data-row]') !== null));
    await press('п', 'KeyG');
    await press('з', 'KeyP');
    await page.waitForURL('**/people');
    await press(',', 'Slash', true);
    await page.waitForSelector('dialog[open]');
  }),
);
