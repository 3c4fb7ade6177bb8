// Adding reports: a pasted text, a few files, hundreds of them that are watched while they are read.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actAt, assertAccessible, assertSound, hasBrowser, launch } from './browser.mjs';
import { startMock } from './mock.mjs';

const options = { skip: !hasBrowser && 'no Chromium' };
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

const opened = (path, act, how) => actAt(browser, path, act, { server: mock, ...how });

const text = (page, selector) => page.locator(selector).first().innerText();
const plain = (words) => words.replace(/[\u00a0\u202f\s]+/g, ' ');

/** Files that are given to the field: so many, of which each tenth cannot be read. */
const manyFiles = (count) =>
  Array.from({ length: count }, (_each, index) => ({
    name: `release-${index}.txt`,
    mimeType: 'text/plain',
    buffer: Buffer.from(index % 10 === 9 ? '%PDF-1.4' : `Сообщение ${index}`),
  }));

test(
  'a folder is taken with all that is in it, and what is left out is said',
  options,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'uzel-folder-'));
    mkdirSync(join(folder, 'inner'));
    for (const name of ['b.txt', 'photo.jpg', 'inner/a.txt', '.hidden.txt'])
      writeFileSync(join(folder, name), `Сообщение ${name}`);
    try {
      await opened(`/add#token=${mock.token}`, async (page) => {
        await page.setInputFiles('#add-folder', folder);
        await page.waitForSelector('.add-item.step-read >> nth=1');
        assert.equal(await page.locator('.add-item').count(), 2);
        assert.match(plain(await text(page, '.folder-note')), /1 файл другого вида пропущен/);
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

/** What the page says of many files, by language. */
const SAID = {
  ru: {
    pace: /Прочитано \d+ из 30(, не прочитано \d+)? · [\d,]+ в секунду · остал(ась|ось) \d+ секунд/,
    end: 'Прочитано 27 из 30, не прочитано 3',
    stopped: 'Чтение остановлено.',
    failures: '3 файла не прочитаны',
    kept: 'В реестре 27 из 27',
  },
  en: {
    pace: /\d+ of 30 read(, \d+ not)? · [\d.]+ a second · \d+ seconds? left/,
    end: '27 of 30 read, 3 not',
    stopped: 'Reading was stopped.',
    failures: '3 files could not be read',
    kept: '27 of 27 in the registry',
  },
};

for (const [width, scheme] of [
  [1440, 'light'],
  [360, 'dark'],
])
  for (const lang of ['ru', 'en'])
    test(`many files are watched at ${width} px in ${lang}`, options, async () => {
      mock.state.pace = 60;
      await opened(
        `/add?lang=${lang}#token=${mock.token}`,
        async (page) => {
          const said = SAID[lang];
          const has = (words) =>
            page.waitForFunction(
              (wanted) =>
                document
                  .querySelector('.add-items')
                  ?.textContent.replace(/\s/g, ' ')
                  .includes(wanted),
              words,
            );
          await page.setInputFiles('#add-file', manyFiles(30));
          await page.waitForSelector('.add-item >> nth=29');
          await page.waitForFunction(() =>
            /·/.test(document.querySelector('.add-progress')?.textContent),
          );
          assert.equal(mock.state.watched, 1); // the pace is told by its events
          assert.match(plain(await text(page, '.add-progress')), said.pace);
          assert.ok(await page.locator('progress.add-bar').isVisible());
          // Stopped: nothing more is read, and what was read stays.
          await page.click('button.stop');
          await has(said.stopped);
          await page.waitForTimeout(200);
          const read = await page.locator('.add-item.step-read').count();
          assert.ok(read > 0 && read < 27, `${read} read`);
          assert.equal(mock.state.watched, 0);
          await assertAccessible(page, 'stopped');
          await page.click('.add-all button');
          await has(said.end);
          // What failed stands first, with its reason.
          assert.match(plain(await text(page, '.add-failures')), new RegExp(said.failures));
          const first = page.locator('.add-item').first();
          assert.match(await first.innerText(), /release-9\.txt[\s\S]*В файле PDF нет текста/);
          await assertSound(page, '/add', width, lang);
          await assertAccessible(page, 'read');
          // One is looked at; all are kept.
          await page.click('.step-read >> nth=4 >> button.look');
          await page.waitForSelector('.step-read .facts .fact');
          await assertSound(page, '/add', width, lang);
          await page.click('.add-failures button');
          await page.waitForSelector('.step-failed', { state: 'detached' });
          await page.click('button.store-all');
          await has(said.kept);
          const sent = mock.state.written.filter(([, path]) => path === '/api/v1/reports');
          assert.equal(sent.slice(-27).filter(([, , type]) => /octet/.test(type)).length, 26);
        },
        { width, scheme },
      );
      mock.state.pace = 0;
    });

test('whoever leaves the page stops the reading', options, async () => {
  mock.state.pace = 60;
  mock.state.written.length = 0;
  await opened(`/add#token=${mock.token}`, async (page) => {
    await page.setInputFiles('#add-file', manyFiles(20));
    await page.waitForSelector('.step-read');
    await page.click('.brand');
    await page.waitForURL(`${mock.address}/`);
    await page.waitForFunction(() => !document.querySelector('.add'));
    const stopped = () => mock.state.written.some(([method]) => method === 'DELETE');
    for (let tries = 0; (mock.state.watched > 0 || !stopped()) && tries < 100; tries++)
      await page.waitForTimeout(20);
    assert.equal(mock.state.watched, 0);
    assert.ok(stopped());
  });
  mock.state.pace = 0;
});

test('a server that is gone is said of each file', options, async () => {
  const other = await startMock();
  other.state.pace = 100;
  await opened(
    `/add#token=${other.token}`,
    async (page) => {
      await page.setInputFiles('#add-file', manyFiles(20));
      await page.waitForSelector('.step-read');
      await other.stop();
      await page.waitForFunction(
        () => !document.querySelector('.step-waiting, .step-reading'),
        undefined,
        { timeout: 30_000 },
      );
      assert.match(await text(page, '.step-failed'), /сервер не ответил/);
      assert.ok((await page.locator('.step-read').count()) > 0);
    },
    { server: other, faultless: false },
  );
});

test('a report is added by whoever opened the address with the key', options, async () => {
  await opened('/add', async (page) => {
    assert.match(await text(page, 'main'), /может только смотреть[\s\S]*#token=/);
  });
  await opened(
    `/add#token=${mock.token}`,
    async (page) => {
      await page.click('button.main');
      assert.match(await text(page, '[role=alert]'), /Читать нечего/);
      await page.fill('#add-text', 'пусто');
      await page.click('button.main');
      await page.waitForSelector('text=В сообщении нет текста.');
      await page.click('.step-failed button');
      await page.fill('#add-text', 'Стороны подписали меморандум. Без даты.');
      await page.fill('#add-source', 'Вестник');
      await page.click('button.main');
      // What was read is shown, and nothing is stored yet.
      await page.waitForSelector('.step-read .facts .fact');
      assert.equal(mock.state.written.at(-1)[1], '/api/v1/readings');
      assert.match(await text(page, '.add-item'), /Даты в тексте нет/);
      assert.equal(await page.locator('.add-item .facts a').count(), 0);
      assert.equal(await page.inputValue('#item-2-source'), 'Вестник');
      // Under another date it is read again.
      await page.fill('#item-2-published', '2015-02');
      await page.locator('#item-2-published').blur();
      await page.waitForSelector('.undated', { state: 'detached' });
      assert.equal(JSON.parse(mock.state.written.at(-1)[3]).published, '2015-02');
      await page.click('.add-item button.store');
      await page.waitForURL('**/reports/11-gorod-i-fond');
      const [method, path, type, body] = mock.state.written.at(-1);
      assert.deepEqual([method, path, type], ['POST', '/api/v1/reports', 'application/json']);
      assert.deepEqual(JSON.parse(body), {
        text: 'Стороны подписали меморандум. Без даты.',
        published: '2015-02',
        source: 'Вестник',
      });
    },
    { faultless: false },
  );
});

test('several files are dropped, each read by itself, and kept as one says', options, () =>
  opened(
    `/add#token=${mock.token}`,
    async (page) => {
      const files = [
        ['one.html', '<html>один</html>'],
        ['scan.pdf', '%PDF-1.4'],
        ['two.docx', 'известно'],
      ];
      const dropped = await page.evaluateHandle((given) => {
        const transfer = new DataTransfer();
        for (const [name, content] of given) transfer.items.add(new File([content], name));
        return transfer;
      }, files);
      await page.dispatchEvent('.add', 'dragover', { dataTransfer: dropped });
      assert.match(await text(page, '.drop-here'), /Отпустите/);
      const before = mock.state.written.length;
      await page.dispatchEvent('.add', 'drop', { dataTransfer: dropped });
      await page.waitForSelector('text=Прочитано 2 из 3, не прочитано 1');
      const sent = mock.state.written.slice(before).filter(([method]) => method === 'PUT');
      assert.deepEqual(
        // They are sent side by side.
        sent.map(([, path, type]) => [path.replace(/.*files/, 'files'), type]).sort(),
        files.map((_file, number) => [`files/${number}`, 'application/octet-stream']),
      );
      assert.match(await text(page, '.step-failed'), /scan\.pdf[\s\S]*нет текста/);
      assert.equal(await page.locator('.add-item >> text=уже есть в реестре').count(), 1);
      assert.equal(await page.inputValue('#item-1-source'), 'Вестник страницы');
      await assertAccessible(page, '/add with reports');
      await page.click('.step-read >> nth=1 >> button.remove');
      await page.fill('#item-1-source', 'Другой вестник');
      await page.click('.step-read button.store');
      await page.waitForSelector('.step-stored a');
      const [, path, , body] = mock.state.written.at(-1);
      assert.equal(path, '/api/v1/reports');
      // The date that the report gives itself is left to its words.
      assert.deepEqual(JSON.parse(body), {
        text: 'Текст из файла.',
        name: 'one.html',
        source: 'Другой вестник',
      });
    },
    { faultless: false },
  ),
);
