// Deciding in the browser, against the program: the queue, the decisions and undoing them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertSound, launch, openPage, visit } from './browser.mjs';
import { options, startProgram } from './program.mjs';

/** Two of a name, of whom too little is said; and two of whom reports say what contradicts. */
const REPORTS = {
  'a.txt':
    'Томск, 5 марта 2014 года\n\nМинистр промышленности Томской области Иван Петров открыл завод в Томске.\n',
  'b.txt': 'Генеральный директор ООО «Сибвиброприбор» Иван Петров рассказал о планах завода.\n',
  'c.txt': 'Омск, 5 мая 2014 года\n\nГубернатор Омской области Иван Петров открыл завод в Омске.\n',
};

const AGREEMENT = {
  'd.txt':
    'Тверь, 9 февраля 2015 года\n\nСегодня губернатор Тверской области Семён Ракитин и директор ООО «Волжский парус» Вера Лугова подписали соглашение о сотрудничестве на 3 года.\n',
};

let program;
let browser;
let server;
let signed;

before(async () => {
  if (options.skip) return;
  program = startProgram();
  server = await program.serve(program.read('queue.uzel', program.write('reports', REPORTS)));
  signed = await program.serve(program.read('signed.uzel', program.write('signed', AGREEMENT)));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  program?.stop();
});

const ask = async (path, from = server) => (await fetch(`${from.address}/api/v1/${path}`)).json();

async function opened(
  path,
  act,
  { width = 1440, scheme = 'light', key = true, from = server } = {},
) {
  const { page, faults, close } = await openPage(browser, { width, scheme, address: from.address });
  try {
    await visit(page, from.address + path + (key ? from.fragment : ''));
    await act(page);
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
}

const waitFor = (page, words) => page.waitForSelector(`text=${words}`);

for (const [width, scheme, lang] of [
  [1440, 'light', 'ru'],
  [360, 'dark', 'en'],
  [3840, 'light', 'en'],
])
  test(`queue and decisions fit ${width} px and are accessible`, options, () =>
    opened(
      `/queue?lang=${lang}`,
      async (page) => {
        await page.waitForSelector('.sides tbody tr');
        await assertSound(page, '/queue', width, lang);
        await assertAccessible(page, '/queue');
        await page.click('.tabs >> nth=0 >> a >> nth=1');
        await page.waitForURL('**/decisions');
        await page.waitForSelector('main h1');
        await assertSound(page, '/decisions', width, lang);
        await assertAccessible(page, '/decisions');
      },
      { width, scheme },
    ),
  );

test(
  'a doubt stands side by side with its reasons, and who may only look is told so',
  options,
  () =>
    opened(
      '/queue',
      async (page) => {
        assert.match(await page.innerText('.doubt h2'), /Иван Петров.*то же, что/);
        assert.match(
          await page.innerText('.reasons'),
          /За:\s*имя \+1[\s\S]*Против:\s*должность −0,2/,
        );
        await page.waitForSelector('.sides tbody tr');
        assert.match(
          await page.innerText('.sides'),
          /Сибвиброприбор[\s\S]*министр|министр[\s\S]*Сибвиброприбор/i,
        );
        assert.match(await page.innerText('.note'), /может только смотреть/);
        assert.equal(await page.locator('.doubt button').count(), 0);
      },
      { key: false },
    ),
);

test('one key decides, another undoes', options, () =>
  opened('/queue', async (page) => {
    await page.waitForSelector('.doubt .strong');
    await page.keyboard.press('c');
    await waitFor(page, 'Объединены');
    await waitFor(page, 'Решать нечего');
    assert.equal((await ask('queue')).total, 0);
    assert.equal((await ask('decisions')).decisions[0].action, 'merge');
    await page.keyboard.press('u');
    await page.waitForSelector('.doubt');
    assert.equal((await ask('queue')).total, 1);
    await page.keyboard.press('x');
    await waitFor(page, 'Разные: «Иван Петров»');
    await page.click('.notice >> text=Отменить');
    await page.waitForSelector('.doubt');
    await page.focus('.doubt a');
    await page.keyboard.press('d');
    await waitFor(page, 'снят');
    await page.click('.tabs >> text=Решения');
    await page.waitForURL('**/decisions');
    await page.click('tbody tr:has-text("снят") button');
    await page.waitForSelector('tbody tr:has-text("снят") s');
    assert.equal((await ask('queue')).total, 1);
  }),
);

test('the history tells who decided what, and an undone decision is struck', options, () =>
  opened('/decisions', async (page) => {
    const { decisions } = await ask('decisions');
    assert.equal(await page.locator('tbody tr').count(), decisions.length);
    const undone = decisions.filter((decision) => decision.undone_by).length;
    assert.ok(undone > 0);
    assert.equal(await page.locator('tbody s').count(), undone);
    const entity = decisions.at(-1).subject.entity;
    await visit(page, `${server.address}/decisions?entity=${entity}`);
    assert.match(await page.innerText('.chip.on'), new RegExp(entity));
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.tabs').isVisible(), false);
    assert.ok(await page.locator('.table').isVisible());
  }),
);

test('where the server has stopped, it is said and nothing is lost', options, () =>
  opened('/queue', async (page) => {
    await page.waitForSelector('.doubt .strong');
    await page.route('**/api/v1/decisions*', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({
            status: 500,
            contentType: 'application/problem+json',
            body: '{"key":"server.failed","detail":"Сломалось.","arguments":{}}',
          })
        : route.continue(),
    );
    await page.keyboard.press('c');
    await waitFor(page, 'Сломалось.');
    assert.equal(await page.locator('.doubt').count(), 1);
  }).catch((error) => {
    // The browser itself says on the console that the answer was 500: that is no fault of the page.
    if (!/Failed to load resource/.test(String(error.message))) throw error;
  }),
);

/** The agreement of the one report, and its claim of a property, as they stand now. */
async function agreement() {
  const { rows } = await ask('lists/agreements', signed);
  const card = await ask(`entities/${rows[0].id}`, signed);
  const claims = (name) => card.properties.find((property) => property.name === name)?.claims ?? [];
  return { path: `/entities/${rows[0].id}`, claims };
}

test('a value is confirmed, rejected and undone where it stands, by keys', options, async () => {
  const { path } = await agreement();
  const state = async () => (await agreement()).claims('signed_on')[0].state;
  const mark = '.property:has-text("Дата подписания") .mark';
  await opened(
    path,
    async (page) => {
      await page.focus(mark);
      await page.keyboard.press('c');
      await page.waitForSelector(`${mark} .state-confirmed`);
      assert.equal(await state(), 'confirmed');
      assert.match(await page.getAttribute(mark, 'aria-label'), /^Подтверждено: \S+/);
      await page.focus(mark);
      await page.keyboard.press('u');
      await page.waitForSelector(`${mark} .state-read`);
      await page.hover('.property:has-text("Дата подписания") .claim');
      await page.keyboard.press('x');
      await page.waitForSelector(`${mark} .state-rejected`);
      assert.equal(await state(), 'rejected');
      await page.reload();
      await page.waitForSelector(`${mark} .state-rejected`);
      await page.focus(mark);
      await page.keyboard.press('u');
      await page.waitForSelector(`${mark} .state-read`);
      assert.equal(await state(), 'read');
    },
    { from: signed },
  );
});

test(
  'a value is corrected in place, with a reason, and the old one stays struck',
  options,
  async () => {
    const { path } = await agreement();
    await opened(
      path,
      async (page) => {
        await page.hover('.property:has-text("Срок") .claim');
        await page.click('#popover >> text=Исправить');
        await page.waitForSelector('dialog[open]');
        await assertAccessible(page, 'the correction');
        assert.match(await page.inputValue('#correction-value'), /^3\sгода$/);
        await page.fill('#correction-value', '5 лет');
        await page.fill('#correction-reason', 'опечатка');
        await page.keyboard.press('Enter');
        await page.waitForSelector('.property:has-text("Срок") s');
        assert.match(await page.innerText('.property:has-text("Срок")'), /5\s+лет/);
        const { decisions } = await ask('decisions', signed);
        assert.deepEqual([decisions[0].action, decisions[0].reason], ['correct', 'опечатка']);
        assert.match(
          decisions[0].text,
          /^исправлено: Срок действия — 5\s+лет вместо: 3\s+года \(«Соглашение/,
        );
        await page.click('.notice >> text=Отменить');
        await page.waitForSelector('.property:has-text("Срок") s', { state: 'detached' });
        assert.deepEqual(
          (await agreement()).claims('term').map((claim) => claim.value.value),
          ['P3Y'],
        );
      },
      { from: signed },
    );
  },
);

test('what is meant is chosen from what the report names, in the reading view', options, () =>
  opened(
    '/reports/d',
    async (page) => {
      await page.focus('.fact-claim:has-text("Волжский парус") .mark');
      await page.keyboard.press('i');
      await page.waitForSelector('#correction-value');
      const names = await page.locator('#correction-value option').allInnerTexts();
      assert.ok(
        names.some((name) => /Ракитин/.test(name)),
        names.join(),
      );
      await page.keyboard.press('Escape');
      await page.waitForSelector('dialog', { state: 'detached' });
      await page.focus('.fact-claim:has-text("Волжский парус") .mark');
      await page.keyboard.press('x');
      await page.waitForSelector('.fact-claim.rejected');
      await page.keyboard.press('u');
      await page.waitForSelector('.fact-claim.rejected', { state: 'detached' });
      await assertAccessible(page, '/reports/d');
    },
    { from: signed },
  ),
);

test('who may only look is offered no correction', options, async () => {
  const { path } = await agreement();
  await opened(
    path,
    async (page) => {
      await page.hover('.property:has-text("Срок") .claim');
      await page.waitForSelector('#popover .quote');
      assert.equal(await page.locator('.claim-acts').count(), 0);
      await page.keyboard.press('x');
      assert.equal((await agreement()).claims('term')[0].state, 'read');
    },
    { from: signed, key: false },
  );
});
