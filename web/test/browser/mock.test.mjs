// The pages against the mock server: what each view shows and how it is used.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { actAt, assertAccessible, assertSound, hasBrowser, launch, visit } from './browser.mjs';
import { startMock } from './mock.mjs';

const options = { skip: !hasBrowser && 'no Chromium' };
let mock;
let empty;
let browser;

before(async () => {
  mock = await startMock();
  empty = await startMock({ empty: true });
  if (hasBrowser) browser = await launch();
});
after(async () => {
  await browser?.close();
  await mock.stop();
  await empty.stop();
});

const opened = (path, act, how) => actAt(browser, path, act, { server: mock, ...how });

const text = (page, selector) => page.locator(selector).first().innerText();
const VIEWS = [
  '/',
  '/agreements',
  '/agreements?look=time',
  '/people',
  '/organizations',
  '/sites',
  '/clusters',
  '/projects',
  '/reports',
  '/entities/f1',
  '/entities/u16',
  '/reports/11-gorod-i-fond',
  '/search?q=кластер',
  '/search',
  '/network',
  '/map',
  '/agreements?region=Пензенская область',
  '/queue',
  '/decisions',
  '/add',
];

// axe takes most of the time: it looks at each language, width and look once.
for (const width of [1440, 360])
  for (const lang of ['ru', 'en']) {
    const looked = (width === 1440) === (lang === 'ru');
    test(
      `every view at ${width} px in ${lang} fits${looked ? ', is accessible' : ''} and says nothing on the console`,
      options,
      async () => {
        await opened(
          `/?lang=${lang}`,
          async (page) => {
            for (const path of VIEWS) {
              await visit(
                page,
                `${mock.address}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`,
              );
              await assertSound(page, path, width, lang);
              if (looked) await assertAccessible(page, path);
            }
          },
          { width, scheme: lang === 'ru' ? 'light' : 'dark' },
        );
      },
    );
  }

test('the first page says in a sentence what the registry holds', options, () =>
  opened('/', async (page) => {
    assert.match(
      (await text(page, 'h1')).replace(/\u00a0/g, ' '),
      /^В реестре 3 сообщения, 3 соглашения и 8 человек\.$/,
    );
    assert.match(await text(page, '.note'), /вымышлены/);
    await page.click('text=3 соглашения');
    await page.waitForURL('**/agreements');
  }),
);

test('each part of the first page leads to its full list', options, () =>
  opened('/', async (page) => {
    const hrefs = await page.$$eval('.part .more a', (links) =>
      links.map((link) => link.getAttribute('href')),
    );
    assert.ok(hrefs.includes('/agreements?until=2026-11-29..2027-11-29&sort=until'), hrefs.join());
    assert.ok(hrefs.includes('/agreements?status=planned&due=..2026-11-28&sort=due'));
    assert.ok(hrefs.includes('/map'));
    assert.match(await page.innerText('main'), /сообщений о подписании с тех пор нет/);
    const widths = await page.$$eval('.bar', (bars) => bars.map((bar) => bar.offsetWidth));
    assert.ok(Math.abs(widths[0] - 4 * widths[1]) <= 4, widths.join());
    await page.click('.bars a');
    await page.waitForURL('**/agreements?region=RU-PNZ');
  }),
);

test('an empty registry says what this is, why it is empty and what to do', options, () =>
  opened(
    '/',
    async (page) => {
      assert.equal(await text(page, 'h1'), 'Реестр пока пуст');
      assert.match(await text(page, 'main'), /uzel read ПАПКА --registry empty\.uzel/);
    },
    { server: empty },
  ),
);

test('agreements are filtered, sorted and kept in the address', options, () =>
  opened('/agreements', async (page) => {
    const dates = () => page.locator('tbody td:first-child').allInnerTexts();
    assert.deepEqual(await dates(), ['09.10.2020', '17.07.2019', '14.03.2019']);
    await page.click('text=Дата подписания');
    await page.waitForURL('**sort=signed_on**');
    await page.waitForFunction(
      () => document.querySelector('tbody td')?.textContent === '14.03.2019',
    );
    await page.click('.chip:has-text("меморандум")');
    await page.waitForURL('**agreement_kind=memorandum**');
    await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
    await page.click('.chip.on');
    await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 3);
    await page.fill('#filter-q', 'Ярославля');
    await page.waitForURL('**q=**');
    await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'filter-q');
    await page.fill('#filter-q', 'такого нет');
    await page.waitForSelector('text=Под этот фильтр ничего не подходит.');
    await page.goBack();
  }),
);

test('agreements stand on a scale of years, with today, by a key', options, () =>
  opened('/agreements?agreement_kind=memorandum', async (page) => {
    await page.keyboard.press('t');
    await page.waitForURL('**look=time**');
    await page.waitForSelector('.timeline');
    assert.equal(await page.locator('.timeline li').count(), 1);
    assert.match(
      (await text(page, '.timeline li')).replace(/\u00a0/g, ' '),
      /Меморандум[\s\S]*9 октября 2020 г\. — 2023 г\., срок истёк/,
    );
    await page.click('text=Сбросить фильтр');
    await page.waitForSelector('tbody tr');
    await page.click('.segments >> text=Сроки');
    await page.waitForFunction(() => document.querySelectorAll('.timeline li').length === 3);
    const places = await page.evaluate(() => {
      const left = (selector) =>
        [...document.querySelectorAll(selector)].map((each) => each.getBoundingClientRect());
      return {
        bars: left('.timeline-bar').map(({ left: from, right }) => [from, right]),
        today: left('li .timeline-today')[0].left,
        years: left('.timeline-year').map((each) => each.left),
        texts: [...document.querySelectorAll('.timeline-year')].map((each) => each.textContent),
      };
    });
    // From 9 October 2020 to the end of 2023; from 17 July 2019 three years; from 14 March 2019 five.
    assert.equal(places.bars.length, 3);
    const at = (year) => places.years[places.texts.indexOf(String(year))];
    const year = at(2020) - at(2019);
    const inYears = (left) => 2019 + (left - at(2019)) / year;
    const expected = [
      [2020.77, 2024],
      [2019.54, 2022.55],
      [2019.2, 2024.21],
    ];
    places.bars.forEach((bar, index) =>
      bar.forEach((end, side) =>
        assert.ok(Math.abs(inYears(end) - expected[index][side]) < 0.1, `${inYears(end)}`),
      ),
    );
    const now = new Date();
    assert.ok(Math.abs(inYears(places.today) - now.getFullYear() - now.getMonth() / 12) < 0.15);
    await page.click('.timeline li >> nth=0 >> a.open');
    await page.waitForURL('**/entities/f2');
    await page.goBack();
    await page.waitForSelector('.timeline');
    await page.keyboard.press('t');
    await page.waitForSelector('tbody tr');
  }),
);

test('the map colours regions by what is of them, and each leads to its list', options, () =>
  opened('/map', async (page) => {
    assert.equal(await text(page, 'h1'), 'Карта: соглашения');
    const classOf = (name) => page.getAttribute(`.map-region[data-name="${name}"]`, 'class');
    assert.match(await classOf('Пензенская область'), /class-5/);
    assert.match(await classOf('Республика Крым'), /class-0/);
    assert.notEqual(await classOf('Ярославская область'), await classOf('Пензенская область'));
    assert.deepEqual((await page.locator('.map-rows a').allInnerTexts()).slice(0, 2), [
      'Пензенская область',
      'Восточно-Казахстанская область',
    ]);
    const tiles = (await page.locator('.map-tiles li').allInnerTexts()).join('; ');
    assert.match(tiles, /Херсонская область 0; Восточно-Казахстанская область \(Казахстан\) 2/);
    await page.hover('.map-region[data-name="Ярославская область"]');
    await page.waitForSelector('.map-over:has-text("Ярославская область — 1")');
    await page.click('.map-region[data-name="Пензенская область"]');
    await page.waitForURL((url) => url.pathname === '/agreements' && url.search !== '');
    await page.waitForSelector('tbody tr');
    assert.equal(await page.locator('tbody tr').count(), 1);
    await page.click('.chip.on:has-text("Пензенская область")');
    await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 3);
    await page.keyboard.press('g');
    await page.keyboard.press('m');
    await page.waitForURL('**/map');
    await page.waitForSelector('.map-rows');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/agreements?region=**');
  }),
);

test(
  'the map keeps the filters of the list, and says where the server cannot',
  options,
  async () => {
    await opened('/map?agreement_kind=memorandum', async (page) => {
      assert.equal(await page.locator('.map-rows li').count(), 2);
      assert.match(await page.getAttribute('.map-rows a', 'href'), /agreement_kind=memorandum/);
      await page.click('text=Сбросить фильтр');
      await page.waitForFunction(() => document.querySelectorAll('.map-rows li').length === 4);
    });
    await opened(
      '/map?list=broken',
      async (page) => assert.equal(await text(page, 'h1'), 'Такой страницы нет'),
      { faultless: false },
    );
  },
);

test('the map names countries, and the sites and towns of a region', options, () =>
  opened('/map', async (page) => {
    const tiles = await page.locator('section:has(h2:has-text("страны")) li').allInnerTexts();
    assert.deepEqual(
      tiles.map((tile) => tile.replace(/\s+/g, ' ')),
      ['Казахстан 2', 'Белоруссия 0'],
    );
    assert.deepEqual(
      await page
        .locator('section:has(h2:has-text("страны")) a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
      ['/agreements?entity=c3', '/entities/c1'],
    );
    await page.click('.map-rows li:has-text("Пензенская") summary');
    await page.waitForSelector('.map-within[open] >> text=Ни одной площадки');
  }),
);

test('the card of a site and of a cluster shows where it is', options, () =>
  opened('/entities/u7', async (page) => {
    const lit = page.locator('.small-map svg .small-map-lit');
    await lit.waitFor();
    const [x, , width] = (await page.getAttribute('.small-map svg', 'viewBox'))
      .split(' ')
      .map(Number);
    assert.ok(x > 0 && width < 400, 'it is seen near');
    await assertAccessible(page, 'small map');
    await page.goto(page.url().replace('u7', 'u14'));
    await page.waitForSelector('.small-map a.small-map-tile');
    assert.equal(await page.locator('.small-map svg').count(), 0);
    assert.match(await text(page, '.small-map'), /Херсонская область\s+контура на карте нет/);
  }),
);

test('the keyboard moves, opens, searches, goes and helps', options, () =>
  opened('/agreements', async (page) => {
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('j');
    const row = await page.evaluate(() =>
      [...document.querySelectorAll('[data-row]')].findIndex((each) =>
        each.contains(document.activeElement),
      ),
    );
    assert.equal(row, 1);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/entities/f1');
    await page.waitForSelector('.properties');
    await page.keyboard.press('e');
    await page.waitForSelector('#popover .quote');
    await page.keyboard.press('Escape');
    await page.waitForSelector('#popover', { state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.waitForURL('**/people');
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.type('Поршень');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search?q=**');
    await page.waitForSelector('mark');
  }),
);

test('names are suggested while one types, and opened by the keyboard', options, () =>
  opened('/agreements', async (page) => {
    await page.keyboard.press('/');
    await page.keyboard.type('порш');
    await page.waitForSelector('#suggestions [role=option]');
    assert.equal(await page.getAttribute('#search', 'aria-expanded'), 'true');
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.getAttribute('#suggestion-0', 'aria-selected'), 'true');
    assert.equal(await page.getAttribute('#search', 'aria-activedescendant'), 'suggestion-0');
    await page.keyboard.press('ArrowUp');
    assert.equal(await page.getAttribute('#search', 'aria-activedescendant'), null);
    await page.keyboard.press('Escape');
    assert.equal(await page.isVisible('#suggestions'), false);
    await page.keyboard.type('е');
    await page.waitForSelector('#suggestions [role=option]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/entities/**');
    assert.equal(await page.isVisible('#suggestions'), false);
  }),
);

test('a value shows its quote, and a click leads to the words', options, () =>
  opened('/entities/f1', async (page) => {
    await page.hover('.property:has-text("Дата подписания") .mark');
    await page.waitForSelector('#popover');
    assert.match(
      await text(page, '#popover'),
      /Сегодня, 17 июля[\s\S]*17 июля 2019[\s\S]*уверенность 0,9/,
    );
    await page.click('.property:has-text("Дата подписания") .mark');
    await page.waitForURL('**/reports/11-gorod-i-fond?at=0-16');
    await page.waitForSelector('.segment.target');
    assert.equal(
      (await page.locator('.segment.target').allInnerTexts()).join(''),
      'Сегодня, 17 июля',
    );
  }),
);

test('marks tell confirmed, rejected and contradicted values apart', options, () =>
  opened('/entities/f1', async (page) => {
    for (const state of ['read', 'confirmed', 'rejected', 'contradicted'])
      assert.ok((await page.locator(`.property .state-${state}`).count()) > 0, state);
    assert.equal(await page.locator('.property s').count(), 1);
  }),
);

test('text and facts light each other', options, () =>
  opened('/reports/11-gorod-i-fond', async (page) => {
    await page.hover('.fact-claim:has-text("ПАО «Верхневолжский банк развития»") >> nth=0');
    assert.match(
      (await page.locator('.segment.lit').allInnerTexts()).join(''),
      /ПАО «Верхневолжский банк развития»/,
    );
    await page.hover('.segment:has-text("Лариса Тенишева") >> nth=0');
    assert.ok((await page.locator('.fact.lit').count()) > 0);
    assert.match(await text(page, '.fact-claim.lit'), /Лариса Тенишева/);
    await page.hover('.named [data-entity=u14]');
    assert.equal(
      (await page.locator('.segment.lit').allInnerTexts()).join(''),
      'кластер дизелестроения «Поршень»',
    );
    assert.match(await text(page, '.badge'), /Пример/);
    const whole = await page.evaluate(() =>
      [...document.querySelectorAll('.text p')].map((each) => each.textContent).join('\n'),
    );
    assert.match(whole, /^Сегодня, 17 июля, мэрия Ярославля[\s\S]*Фото: Егор Подлесный$/);
  }),
);

test('on a narrow screen the proof comes up as a sheet', options, () =>
  opened(
    '/entities/f1',
    async (page) => {
      await page.locator('.property .mark').first().tap();
      await page.waitForSelector('#popover.sheet .quote');
      assert.match(page.url(), /entities\/f1$/);
      await page.locator('#popover a').first().tap();
      await page.waitForURL('**/reports/11-gorod-i-fond?at=**');
    },
    { width: 360 },
  ),
);

test('the language changes in place and is kept', options, () =>
  opened('/agreements', async (page) => {
    await page.click('button[lang=en]');
    await page.waitForSelector('h1:has-text("Agreements")');
    await page.reload();
    await page.waitForSelector('h1:has-text("Agreements")');
    assert.match(await text(page, 'tbody'), /Правительство Пензенской области/);
  }),
);

test('the look changes and is kept', options, () =>
  opened('/', async (page) => {
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.click('button[title^="Цвета как в системе"]');
    await page.click('button[title^="Светлые"]');
    assert.notEqual(await paper(), light);
    await page.reload();
    await page.waitForSelector('main h1');
    assert.notEqual(await paper(), light);
  }),
);

test('the token opens a session and leaves the address', options, () =>
  opened(`/#token=a-token-of-the-mock`, async (page) => {
    assert.equal(new URL(page.url()).hash, '');
    assert.ok(mock.state.requests.includes('POST /api/v1/session'));
  }),
);

test('reports without a date have a list', options, () =>
  opened('/reports', async (page) => {
    await page.click('.chip >> text=Без даты');
    await page.waitForURL('**/reports?published=none');
    await page.waitForSelector('.chip.on >> text=Без даты');
  }),
);

test('failures are written', options, async () => {
  await opened(
    '/entities/nobody',
    async (page) => {
      assert.equal(await text(page, 'h1'), 'Такой страницы нет');
      assert.match(await text(page, 'main'), /В реестре нет записи «nobody»/);
    },
    { faultless: false },
  );
  await opened('/no/such/page', async (page) =>
    assert.equal(await text(page, 'h1'), 'Такой страницы нет'),
  );
  await opened(
    '/entities/broken',
    async (page) => assert.equal(await text(page, 'h1'), 'На сервере произошла ошибка'),
    { faultless: false },
  );
});

test(
  'old content stays until the new is there, and what is hovered is fetched ahead',
  options,
  () =>
    opened('/agreements', async (page) => {
      mock.state.delay = 500;
      try {
        await page.click('nav >> text=Люди');
        assert.equal(await text(page, 'h1'), 'Соглашения');
        await page.waitForSelector('.waiting');
        await page.waitForSelector('h1:has-text("Люди")');
        assert.equal(await page.locator('.waiting').count(), 0);
      } finally {
        mock.state.delay = 0;
      }
      mock.state.requests.length = 0;
      await page.hover('tbody tr:first-child a.open');
      await page.waitForFunction(() =>
        performance.getEntriesByType('resource').some((each) => each.name.includes('/entities/')),
      );
      const cards = () => mock.state.requests.filter((each) => /\/entities\/[^/]+$/.test(each));
      const asked = cards().length;
      await page.click('tbody tr:first-child a.open');
      await page.waitForURL('**/entities/**');
      assert.equal(cards().length, asked);
    }),
);

test('a card prints with its sources as numbered notes', options, () =>
  opened('/entities/f1', async (page) => {
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.head').isVisible(), false);
    const notes = await page.locator('.notes li').allInnerTexts();
    assert.ok(notes.some((note) => /Сегодня, 17 июля — .*17 июля 2019/.test(note)));
    assert.ok(await page.locator('.note-number').first().isVisible());
    assert.match(await text(page, '.notes'), /Напечатано/);
  }),
);

test('a list prints with its sources, the registry and the day', options, () =>
  opened('/agreements', async (page) => {
    await page.evaluate(() => {
      globalThis.print = () => document.body.setAttribute('data-printed', '');
    });
    await page.click('text=Версия для печати');
    await page.waitForSelector('body[data-printed]');
    await page.emulateMedia({ media: 'print' });
    for (const hidden of ['.head', '.foot', '.filters', '.pages'])
      assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
    const notes = await page.locator('.notes li').allInnerTexts();
    assert.ok(
      notes.some((note) => /Сегодня, 17 июля — .*17 июля 2019/.test(note)),
      notes.join('; '),
    );
    const numbers = await page.locator('tbody .note-number').allInnerTexts();
    assert.equal(numbers.length, 3);
    assert.ok(
      numbers.every((each) => each.split(', ').every((one) => Number(one) <= notes.length)),
    );
    assert.match(await text(page, '.notes'), /Напечатано из реестра.*3 сообщения\./s);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 1440);
    const paper = await page.pdf({ format: 'A4' });
    assert.ok(paper.length > 10_000);
  }),
);

test('a report prints without what is on the screen alone', options, () =>
  opened('/reports/11-gorod-i-fond', async (page) => {
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.actions').first().isVisible(), false);
    assert.ok(await page.locator('.text').isVisible());
    assert.match(await text(page, '.notes'), /Напечатано/);
  }),
);

test('a table of 20,000 rows scrolls', options, () =>
  opened('/clusters?q=много&page=all', async (page) => {
    const inDocument = () => page.locator('tbody tr').count();
    assert.equal(await page.getAttribute('table', 'aria-rowcount'), '20001');
    assert.ok((await inDocument()) < 120, `${await inDocument()} rows`);
    const slowest = await page.evaluate(async () => {
      let most = 0;
      for (let share = 0; share <= 1; share += 0.05) {
        const start = performance.now();
        scrollTo(0, share * document.documentElement.scrollHeight);
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        most = Math.max(most, performance.now() - start);
      }
      return most;
    });
    assert.ok(slowest < 500, `${slowest} ms`);
    await page.waitForFunction(() => {
      scrollTo(0, document.documentElement.scrollHeight);
      return document.querySelector('tbody')?.textContent?.includes('Кластер 19999');
    });
    assert.ok((await inDocument()) < 120);
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForSelector('text=Кластер 1 ');
    await page.keyboard.press('j');
    for (let row = 0; row < 60; row++) await page.keyboard.press('j');
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('Кластер 60'));
  }),
);

test('rows that the server did not count are shown too', options, () =>
  opened('/clusters?q=много&more=1&page=all', (page) =>
    page.waitForFunction(() => {
      scrollTo(0, document.documentElement.scrollHeight);
      const table = document.querySelector('table');
      return (
        table?.textContent?.includes('Кластер 19999') &&
        table.getAttribute('aria-rowcount') === '20001'
      );
    }),
  ),
);

for (const [width, lang] of [
  [1440, 'ru'],
  [1440, 'en'],
  [360, 'ru'],
  [360, 'en'],
])
  test(`pages follow each other by cursors at ${width} px in ${lang}`, options, () =>
    opened(
      `/clusters?q=много&lang=${lang}`,
      async (page) => {
        await page.click('.pages a[rel=next]');
        await page.waitForURL('**page=2.after.50**');
        await page.waitForSelector('text=Кластер 50 ');
        await page.click('.pages a[rel=next]');
        await page.waitForSelector('text=Кластер 100 ');
        assert.match((await text(page, '.pages')).replace(/\s/g, ' '), /101.150/);
        // The way back is the page that was come to; the first is that of now.
        await page.click('.pages a[rel=prev]');
        await page.waitForURL('**page=2.after.50**');
        await page.click('.pages a[rel=prev]');
        await page.waitForSelector('text=Кластер 0 ');
        assert.doesNotMatch(page.url(), /page=/);
        // An address with the number alone, and one with another filter, still have a page.
        await visit(page, `${mock.address}/clusters?q=много&page=3&lang=${lang}`);
        await page.waitForSelector('text=Кластер 100 ');
        const paged = mock.state.queries.filter((query) => query.includes('offset='));
        assert.equal(paged.length, 1, paged.join());
        mock.state.queries.length = 0;
      },
      { width },
    ),
  );

test('all rows are fetched behind each other, so that none is lost or stands twice', options, () =>
  opened('/clusters?q=много&page=all', async (page) => {
    mock.state.queries.length = 0;
    await page.waitForFunction(() => {
      scrollTo(0, document.documentElement.scrollHeight);
      return document.querySelector('tbody')?.textContent?.includes('Кластер 19999');
    });
    const asked = mock.state.queries.filter((query) => query.includes('limit='));
    assert.ok(asked.every((query) => query.includes('cursor=') && !query.includes('offset=')));
    assert.equal(asked.length, Math.ceil((20_000 - 200) / 500));
  }),
);

for (const lang of ['ru', 'en'])
  test(`a table of all rows prints them, to a limit that it states, in ${lang}`, options, () =>
    opened(
      `/clusters?q=много&page=all&lang=${lang}`,
      async (page) => {
        await page.evaluate(() => {
          globalThis.print = () => document.body.setAttribute('data-printed', '');
        });
        await page.emulateMedia({ media: 'print' });
        assert.match(await text(page, 'main > p.print-only'), /на экране|on the screen/);
        await page.emulateMedia({ media: 'screen' });
        await page.click('.actions button');
        await page.waitForSelector('body[data-printed]');
        await page.emulateMedia({ media: 'print' });
        assert.equal(await page.locator('tbody tr').count(), 500);
        assert.match(
          (await text(page, 'main > p.print-only')).replace(/\s/g, ' '),
          /первые 500 строк из 20 000|first 500 rows of 20,000/,
        );
        await page.emulateMedia({ media: 'screen' });
        await page.evaluate(() => dispatchEvent(new Event('afterprint')));
        await page.waitForFunction(() => document.querySelectorAll('tbody tr').length < 120);
      },
      { faultless: false },
    ),
  );

test('the skip link leads to the content, and every control has a name', options, () =>
  opened('/agreements', async (page) => {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll('a, button, input')]
        .filter((each) => !(each.textContent.trim() || each.getAttribute('aria-label')))
        .map((each) => each.outerHTML),
    );
    assert.deepEqual(nameless, []);
  }),
);
