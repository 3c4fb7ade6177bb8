// The pages as the program serves them, over a registry of the example reports.
//
// UZEL_PROGRAM names the program. What the examples yield is asked of the API, never assumed: the
// tests hold for any reading that finds agreements with parties at all.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { actAt, assertAccessible, assertSound, launch, visit } from './browser.mjs';
import { options, startProgram } from './program.mjs';

let program;
let browser;
let full;
let empty;

before(async () => {
  if (options.skip) return;
  program = startProgram();
  full = await program.serve(program.read('examples.uzel', '--list', 'examples/reports.csv'));
  empty = await program.serve(program.read('empty.uzel', program.write('nothing', {})));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  program?.stop();
});

const ask = async (path) => {
  const response = await fetch(`${full.address}/api/v1/${path}`);
  assert.equal(response.status, 200, path);
  return response.json();
};

const opened = (path, act, how) => actAt(browser, path, act, { server: full, ...how });

/** An address of every view, with what the registry holds. */
async function everyView() {
  const agreements = await ask('lists/agreements');
  const organizations = await ask('lists/organizations');
  const people = await ask('lists/people');
  const reports = await ask('lists/reports');
  const cards = [
    ...agreements.rows.slice(0, 4),
    ...organizations.rows.slice(0, 2),
    ...people.rows.slice(0, 2),
  ];
  const lists = (await ask('schema')).lists.map((list) => `/lists/${list.name}`);
  return [
    '/',
    '/agreements',
    '/agreements?look=time',
    ...lists,
    ...cards.map((row) => `/entities/${encodeURIComponent(row.id)}`),
    ...reports.rows.slice(0, 4).map((row) => `/reports/${encodeURIComponent(row.id)}`),
    '/search?q=кластер',
    '/search?q=соглашение',
    '/network',
    '/map',
    '/map?list=organizations',
    `/network?entity=${encodeURIComponent(organizations.rows[0].id)}&steps=2`,
    '/queue',
    '/decisions',
  ];
}

/** What axe looks at is the same in either language: it looks at each width and each scheme once. */
for (const width of [1440, 360])
  for (const lang of ['ru', 'en']) {
    const looked = (width === 1440) === (lang === 'ru');
    test(
      `every view at ${width} px in ${lang} fits${looked ? ', is accessible' : ''} and says nothing on the console`,
      options,
      async () => {
        const views = await everyView();
        await opened(
          `/?lang=${lang}`,
          async (page) => {
            for (const path of views) {
              await visit(
                page,
                `${full.address}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`,
              );
              assert.equal(await page.locator('main [role=alert]').count(), 0, path);
              await assertSound(page, path, width, lang);
              if (looked) await assertAccessible(page, path);
            }
          },
          { width, scheme: lang === 'ru' ? 'light' : 'dark' },
        );
      },
    );
  }

test('the examples yield agreements, and the first page says so', options, async () => {
  const overview = await ask('overview?lang=ru');
  const count = overview.counts.find((each) => each.list === 'agreements');
  assert.ok(count.count > 0);
  await opened('/', async (page) => {
    const sentence = (await page.innerText('h1')).replace(/\u00a0/g, ' ');
    assert.ok(sentence.includes(count.text.replace(/\u00a0/g, ' ')), sentence);
  });
});

test('every claim of an agreement leads to exactly its words in the report', options, async () => {
  const { rows } = await ask('lists/agreements');
  const card = await ask(`entities/${encodeURIComponent(rows[0].id)}`);
  const claims = card.properties
    .flatMap((property) => property.claims)
    .filter((claim) => claim.evidence.length > 0);
  assert.ok(claims.length > 0);
  await opened('/', async (page) => {
    for (const claim of claims.slice(0, 8)) {
      const { report, start, end, quote } = claim.evidence[0];
      await visit(page, `${full.address}/reports/${encodeURIComponent(report)}?at=${start}-${end}`);
      const words = (await page.locator('.segment.target').allTextContents()).join('');
      assert.equal(words.replace(/\s/g, ''), quote.replace(/\s/g, ''));
    }
  });
});

for (const [width, lang] of [
  [1440, 'ru'],
  [1440, 'en'],
  [360, 'ru'],
  [360, 'en'],
])
  test(
    `a card tells what became of it, and who held which office, at ${width} px in ${lang}`,
    options,
    async () => {
      const cardOf = (row) => ask(`entities/${encodeURIComponent(row.id)}?lang=${lang}`);
      const agreements = await Promise.all((await ask('lists/agreements')).rows.map(cardOf));
      const people = await Promise.all((await ask('lists/people?limit=100')).rows.map(cardOf));
      const officer = people.find((person) => person.states.length > 0);
      const signed = agreements.find((card) =>
        card.properties.some(
          ({ name, claims }) =>
            name === 'signatories' && claims[0].value.person.entity === officer?.id,
        ),
      );
      assert.ok(officer);
      const plain = (words) => words.replace(/[\u00a0\s]+/g, ' ');
      await opened(
        '/',
        async (page) => {
          for (const card of agreements.slice(0, 3)) {
            await visit(page, `${full.address}/entities/${card.id}?lang=${lang}`);
            const told = plain(await page.innerText('.life'));
            for (const step of card.life) assert.ok(told.includes(plain(step.text)), step.text);
            const [step] = card.life.filter(({ evidence }) => evidence.length > 0);
            const { report, start, end } = step.evidence[0];
            const href = await page.getAttribute('.life a >> nth=0', 'href');
            assert.equal(href, `/reports/${encodeURIComponent(report)}?at=${start}-${end}`);
          }
          await visit(page, `${full.address}/entities/${officer.id}?lang=${lang}`);
          const told = plain(await page.innerText('.states'));
          for (const state of officer.states) {
            assert.ok(told.includes(plain(state.text)), state.text);
            assert.ok(told.includes(plain(state.when)), state.when);
          }
          if (signed) {
            await visit(page, `${full.address}/entities/${signed.id}?lang=${lang}`);
            await page.waitForSelector('.office');
          }
          await assertSound(page, '/entities', width, lang);
          await assertAccessible(page, '/entities');
        },
        { width },
      );
    },
  );

test('a chip narrows the agreements to what it says', options, async () => {
  const { filters, total } = await ask('lists/agreements?lang=ru');
  const filter = filters.find((each) => each.values.length > 1);
  if (!filter) return;
  const [value] = [...filter.values].sort((one, other) => other.count - one.count);
  await opened('/agreements', async (page) => {
    await page.click(`.chips[aria-label="${filter.label}"] .chip >> nth=0`);
    await page.waitForURL(`**${filter.name}=${value.value}**`);
    await page.waitForFunction(
      (count) => document.querySelectorAll('tbody tr').length === count,
      Math.min(50, value.count),
    );
    assert.ok(value.count < total);
    await visit(page, new URL('/agreements?facets=1&lang=ru', page.url()).href);
    const period = page.locator('.period').first();
    await period.locator('input').first().fill('весной');
    await period.locator('button').click();
    await page.waitForSelector('.period .form-error');
    await period.locator('input').first().fill('2019');
    await period.locator('input').last().fill('31.12.2020');
    await period.locator('button').click();
    await page.waitForURL('**signed_on=2019..2020-12-31**');
    await page.waitForSelector('.chip.on:has-text("2019 — 31.12.2020")');
    const found = await ask('lists/agreements?filter.signed_on=2019..2020-12-31&lang=ru');
    assert.equal(await page.locator('tbody tr').count(), Math.min(50, found.total));
  });
});

test('what stands on a page stays in its place, on a slow machine too', options, async () => {
  const rows = [];
  for (const list of ['agreements', 'sites', 'organizations'])
    rows.push((await ask(`lists/${list}`)).rows[0]);
  const paths = ['/agreements', ...rows.map((row) => `/entities/${encodeURIComponent(row.id)}`)];
  await opened('/', async (page) => {
    await visit(page, `${full.address}/${full.fragment}`); // what a writer may do stands on cards, too
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.addInitScript(() => {
      globalThis.moved = [];
      new PerformanceObserver((list) => {
        for (const { sources } of list.getEntries())
          for (const { node } of sources)
            if (!node?.closest?.('.foot')) globalThis.moved.push(node?.outerHTML.slice(0, 80));
      }).observe({ type: 'layout-shift', buffered: true });
    });
    for (const path of paths) {
      await visit(page, full.address + path);
      await page.waitForLoadState('networkidle');
      assert.deepEqual(await page.evaluate(() => globalThis.moved), [], path);
    }
  });
});

test('search finds the words in any case and leads to them', options, () =>
  opened('/', async (page) => {
    await page.keyboard.press('/');
    await page.keyboard.type('кластеры');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.hit mark');
    assert.match((await page.locator('.hit mark').first().innerText()).toLowerCase(), /кластер/);
    await page.locator('.hit h3 a').first().click();
    await page.waitForSelector('.segment.target');
  }),
);

test('the map leads to as many rows as it says', options, async () => {
  const { regions } = await ask('map?lang=ru');
  const [most] = [...regions].sort((left, right) => right.count - left.count);
  assert.ok(most.count > 0);
  await opened('/map', async (page) => {
    await page.click(`.map-rows a:has-text("${most.name}")`);
    await page.waitForSelector('.chip.on');
    await page.waitForSelector('tbody tr');
    assert.equal(await page.locator('tbody tr').count(), Math.min(50, most.count));
  });
});

test('the network that is drawn is the one that the program answers', options, async () => {
  const network = await ask('network?lang=ru');
  assert.ok(network.nodes.length > 10);
  const [first] = network.nodes;
  await opened(`/network?at=${encodeURIComponent(first.id)}`, async (page) => {
    await page.waitForSelector('.network-canvas[data-phase=drawn]');
    await page.waitForSelector('.network-panel .ties li');
    const plain = (text) => text.replace(/[\u00a0\u202f]/g, ' ');
    assert.equal(plain(await page.innerText('.lead')), plain(network.summary));
    assert.equal(await page.innerText('.network-panel h2'), first.label);
    const beside = await ask(`network/neighbours/${encodeURIComponent(first.id)}`);
    assert.equal(await page.locator('.network-panel .ties li').count(), beside.neighbours.length);
    const other = beside.neighbours.at(-1).entity;
    await visit(page, `${full.address}/network?at=${first.id}&to=${other.entity}`);
    await page.waitForSelector('.path li');
    assert.ok((await page.locator('.path .mark').count()) > 0);
  });
});

test('the licences of what is bundled are served', options, async () => {
  const text = await (await fetch(`${full.address}/licenses.txt`)).text();
  assert.match(text, /SIL Open Font License/);
  assert.match(text, /Preact|Jason Miller/);
  for (const name of ['sigma', 'graphology']) assert.match(text, new RegExp(`^${name}$`, 'm'));
});

test('an example report is marked as one', options, async () => {
  const { rows } = await ask('lists/reports');
  await opened(`/reports/${encodeURIComponent(rows[0].id)}`, async (page) => {
    assert.match(await page.innerText('.badge'), /Пример/);
  });
});

test('an empty registry says what to do', options, () =>
  opened(
    '/',
    async (page) => {
      assert.equal(await page.innerText('h1'), 'Реестр пока пуст');
      assert.match(await page.innerText('main'), /uzel read/);
    },
    { server: empty },
  ),
);

test('a report is added, read and dated on its page', options, () =>
  opened(
    `/add${empty.fragment}`,
    async (page) => {
      await page.fill(
        '#add-text',
        'Сегодня губернатор Тверской области Семён Ракитин и директор ООО «Волжский парус» Вера Лугова подписали соглашение о сотрудничестве на 3 года.',
      );
      await page.fill('#add-source', 'Вымышленный вестник');
      await page.click('button.main');
      await page.waitForSelector('.step-read .fact');
      assert.equal((await (await fetch(`${empty.address}/api/v1/overview`)).json()).empty, true);
      await page.click('.add-item button.store');
      await page.waitForSelector('.date-form');
      assert.match(await page.innerText('.source-line'), /Без даты[\s\S]*Вымышленный вестник/);
      await page.fill('.date-form input', '2015-02-09');
      await page.click('.date-form button');
      await page.waitForSelector('.date-form', { state: 'detached' });
      assert.match(
        (await page.innerText('.source-line')).replace(/\u00a0/g, ' '),
        /9 февраля 2015 г\./,
      );
      assert.ok((await page.locator('.fact').count()) > 0);
    },
    { server: empty },
  ),
);

test('files of several kinds are read by their bytes, shown and kept', options, () =>
  opened(
    `/add${empty.fragment}`,
    async (page) => {
      const folder = new URL('../../../test/report/documents/', import.meta.url);
      const names = ['news.html', 'release.pdf', 'letter.docx', 'scan.pdf'];
      await page.setInputFiles(
        '#add-file',
        names.map((name) => fileURLToPath(new URL(name, folder))),
      );
      await page.waitForSelector('text=Прочитано 3 из 4, не прочитано 1');
      assert.match(await page.innerText('.step-failed'), /scan\.pdf[\s\S]*это скан/);
      assert.equal(await page.inputValue('#item-1-source'), 'Вестник Приозёрья');
      assert.equal(await page.inputValue('#item-2-published'), '2014-05-14');
      await page.click('button.store-all');
      await page.waitForSelector('.step-stored >> nth=2');
      const { rows } = await (await fetch(`${empty.address}/api/v1/lists/reports`)).json();
      const ids = rows.map((row) => row.id);
      for (const id of ['news', 'release', 'letter']) assert.ok(ids.includes(id), `${id}: ${ids}`);
      // The day is proved by the page's words, and stated by nobody.
      const news = await (await fetch(`${empty.address}/api/v1/reports/news`)).json();
      assert.equal(news.published, '2019-04-23');
      assert.equal(news.published_by, 'report');
      assert.equal(news.publisher, 'Вестник Приозёрья');
    },
    { server: empty, faultless: false },
  ),
);

test('the printed token opens a session, a wrong one does not', options, async () => {
  assert.match(full.fragment, /^#token=/);
  const mayWrite = (page) =>
    page.evaluate(async () => (await (await fetch('/api/v1/session')).json()).may_write);
  await opened(`/${full.fragment}`, async (page) => {
    assert.equal(new URL(page.url()).hash, '');
    await page.waitForFunction(
      async () => (await (await fetch('/api/v1/session')).json()).may_write === true,
    );
  });
  await opened('/', async (page) => assert.equal(await mayWrite(page), false));
});
