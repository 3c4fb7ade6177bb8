// The stories of docs/stories.md: each reads the real reports afresh, asks its question by command,
// API and page, finds the answer with its words marked, acts on it, and finds the act in the history.
//
// The reports lie beside the project, in ../shared; where they, the program or Chromium are not at
// hand the stories are skipped. A story is a block of steps, a step is a line; what each does is said
// in docs/stories.md. «{row}» is the first row of the list that was last asked for.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { assertSound, launch, openPage, printedPages, visit } from './browser.mjs';
import { options, startProgram } from './program.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const REPORTS = join(ROOT, '../shared/reports/seeds');
const skip = options.skip || (!existsSync(REPORTS) && 'the reports are not at hand');

/** The stories of the document: their titles and steps. */
function readStories() {
  const text = readFileSync(join(ROOT, 'docs/stories.md'), 'utf8');
  const parts = text.split(/^## /m).slice(1);
  return parts.flatMap((part) => {
    const [title] = part.split('\n', 1);
    return [...part.matchAll(/^```story\n([\s\S]*?)^```/gm)].map(([, lines]) => ({
      title,
      steps: lines.trim().split('\n').filter(Boolean),
    }));
  });
}

/** Tables are printed without a break inside their cells. */
process.env.COLUMNS = '1000';

/** A text without its line breaks; pages begin a row with a capital. */
const plain = (text) => text.replace(/[\u00a0\u202f\s]+/g, ' ').toLowerCase();

/** The words of a command line: those between quotation marks are one. */
const wordsOf = (line) =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare);

let program;
let browser;

before(async () => {
  if (skip) return;
  program = startProgram();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  program?.stop();
});

/** What a story has before it: a registry read for it alone, its server and a page. */
async function startStory(number) {
  const files = readdirSync(REPORTS).map((name) => join(REPORTS, name));
  const registry = program.read(`story-${number}.uzel`, ...files);
  const server = await program.serve(registry);
  const { page, faults, close } = await openPage(browser, { address: server.address });
  await visit(page, `${server.address}/${server.fragment}`);
  return { registry, server, page, faults, close, said: '', row: '' };
}

const holds = (said, wanted) => {
  for (const part of wanted.split('; '))
    assert.ok(
      plain(said).includes(plain(part)),
      `«${part}» is not in: ${plain(said).slice(0, 3000)}`,
    );
};

const pageText = (story) => story.page.innerText('main');

/** Waits until the page says something: what it shows comes when the server has answered. */
async function pageHolds(story, wanted) {
  for (let tries = 0; ; tries++)
    try {
      return holds(await pageText(story), wanted);
    } catch (error) {
      if (tries === 40) throw error;
      await story.page.waitForTimeout(100);
    }
}

const claimOf = (value) => `.claim:has-text(${JSON.stringify(value)})`;

/** What is marked in the report where a link to its words leads. */
async function markedAt(story, way) {
  await visit(story.page, story.server.address + way);
  await story.page.waitForSelector('.segment.target');
  return (await story.page.locator('.segment.target').allTextContents()).join('');
}

/** The audit trail, by command and on its page: all of it stands in both. */
async function historyHolds(story, wanted) {
  holds(program.run('', 'audit', '--registry', story.registry, '--lang', 'ru'), wanted);
  await visit(story.page, `${story.server.address}/audit`);
  await pageHolds(story, wanted);
}

const STEPS = {
  /** A command; what it prints is then looked at. */
  uzel(story, line) {
    story.said = program.run('', ...wordsOf(line), '--registry', story.registry, '--lang', 'ru');
    story.look = undefined;
  },
  /** A question to the API. */
  async get(story, path) {
    const response = await story.page.request.get(`${story.server.address}/api/v1/${path}`);
    assert.equal(response.status(), 200, path);
    const answer = await response.json();
    const [first] = answer.rows ?? answer.plans ?? [];
    if (first) story.row = first.id;
    story.said = JSON.stringify(answer).replaceAll('\\"', '"');
    story.look = undefined;
  },
  /** A page, by its address. */
  async open(story, path) {
    await visit(story.page, `${story.server.address}${path}`);
    story.look = 'page';
  },
  /** The box of the search, from any page. */
  async search(story, words) {
    await story.page.keyboard.press('/');
    await story.page.keyboard.type(words);
    await story.page.keyboard.press('Enter');
    await story.page.waitForSelector('.hit');
    story.look = 'page';
  },
  /** A link or button of the page, by its words. */
  async click(story, words) {
    await story.page.locator(`main >> text=${words}`).first().click();
    story.look = 'page';
  },
  /** What must stand in what was printed, answered or shown. */
  async says(story, wanted) {
    if (story.look === 'page') await pageHolds(story, wanted);
    else holds(story.said, wanted);
  },
  /** Values of the card: the words of each are opened in the report, and are marked there. */
  async words(story, line) {
    const ways = [];
    for (const pair of line.split('; ')) {
      const [value, quote] = pair.split(' = ');
      await story.page.mouse.move(0, 0); // what the pointer rested on before is closed
      await story.page.locator(claimOf(value)).first().hover();
      // What the pointer passes over on its way to a link opens too: the way is taken from the right one.
      const evidence = story.page.locator('#popover .evidence', { hasText: quote }).first();
      ways.push([await evidence.locator('.evidence-origin a').getAttribute('href'), quote]);
    }
    for (const [way, quote] of ways) assert.equal(plain(await markedAt(story, way)), plain(quote));
  },
  /** Words that the page quotes: followed to their report, they are marked there. */
  async quoted(story, words) {
    const quote = story.page.locator('main :has(> q.quote)', { hasText: words }).first();
    const way = await quote.locator('a.source').first().getAttribute('href');
    holds(await markedAt(story, way), words);
  },
  /** Links of the page: followed, just these words are marked. */
  async follow(story, line) {
    const ways = [];
    for (const pair of line.split('; ')) {
      const [said, quote] = pair.split(' = ');
      const link = story.page.locator('main a', { hasText: said }).first();
      ways.push([await link.getAttribute('href'), quote]);
    }
    for (const [way, quote] of ways) assert.equal(plain(await markedAt(story, way)), plain(quote));
  },
  /** The words of a search that are marked in the report that it leads to. */
  async hit(story, words) {
    const way = await story.page.locator('.hit a').first().getAttribute('href');
    holds(await markedAt(story, way), words);
  },
  /** Confirms a value of the card where it stands, and finds that in the history. */
  async confirm(story, value) {
    const mark = `${claimOf(value)} .mark`;
    await story.page.locator(mark).first().focus();
    await story.page.keyboard.press('c');
    await story.page.locator(`${mark} .state-confirmed`).first().waitFor();
    await visit(story.page, `${story.server.address}/decisions`);
    await pageHolds({ page: story.page }, value);
    holds(
      program.run('', 'audit', '--registry', story.registry, '--lang', 'ru'),
      'утверждение подтверждено',
    );
  },
  /** What was done stands in the audit trail, by command and on its page. */
  async history(story, wanted) {
    await historyHolds(story, wanted);
    story.look = 'page';
  },
  /** The form for a fact of a kind, from the card, which is filled in there. */
  async state(story, kind) {
    await story.page.click('.state-of summary');
    await story.page.click(`.state-of >> text=${kind}`);
    await story.page.waitForSelector('.entry-form');
  },
  async fill(story, line) {
    const [label, value] = line.split(' = ');
    const field = story.page.locator('.field', {
      has: story.page.locator('label', { hasText: label }),
    });
    await field.locator('input:not([type=hidden]), textarea').first().fill(value);
  },
  /** Sends the form of the page, which leads to another. */
  async send(story) {
    const before = story.page.url();
    await story.page.locator('main form:not(.writing) button[type=submit]').first().click();
    await story.page.waitForURL((url) => String(url) !== before);
    story.look = 'page';
  },
  /** Says when the undated report that is shown was published. */
  async date(story, day) {
    await story.page.fill('input[name=published]', day);
    await story.page.keyboard.press('Enter');
    await story.page.waitForSelector('input[name=published]', { state: 'detached' });
    story.look = 'page';
  },
  account(story, line) {
    const [name, role, entity] = line.split(' ');
    const given = ['--role', role, '--password-file', '-', '--registry', story.registry];
    if (entity) given.push('--entity', entity);
    program.run('seven rainy mornings\n', 'user', 'add', name, ...given);
  },
  /** Logs in, as who has an account and nobody else before him here, and goes on to a page. */
  async login(story, name) {
    await story.page.goto('about:blank'); // what is still open asks nothing without its session
    await story.page.context().clearCookies();
    await visit(story.page, `${story.server.address}/login`);
    await story.page.fill('#login-name', name);
    await story.page.fill('#login-password', 'seven rainy mornings');
    await story.page.click('main form button[type=submit]');
    await story.page.waitForURL((url) => url.pathname === '/');
  },
  async comment(story, words) {
    await story.page.locator('.writing textarea').first().fill(words);
    await story.page.locator('.writing button[type=submit]').first().click();
    await story.page.waitForSelector('.comment-words');
    story.look = 'page';
  },
  async answer(story, words) {
    await story.page.click('.comment >> text=Ответить');
    await story.page.fill('textarea[id^=answer-]', words);
    await story.page.click('form:has(textarea[id^=answer-]) button[type=submit]');
    await story.page.waitForSelector(`.comment-words:has-text(${JSON.stringify(words)})`);
    story.look = 'page';
  },
  async save(story) {
    await story.page.click('.entry-form button[type=submit]');
    await story.page.waitForSelector('.notice.shown');
    story.look = 'page';
  },
  /** Prints the page: what is for the screen alone is not on it. */
  async print(story, wanted) {
    await story.page.emulateMedia({ media: 'print' });
    assert.equal(await story.page.locator('nav').first().isVisible(), false);
    await pageHolds(story, wanted);
    await story.page.emulateMedia({ media: 'screen' });
  },
  /** How many sheets of paper the page takes at most. */
  async pages(story, most) {
    assert.ok((await printedPages(story.page)) <= Number(most));
  },
};

/** A step with what it names by what was found before. */
const filled = (story, rest) =>
  rest
    .replaceAll('{row}', story.row)
    .replaceAll('{here}', /\/entities\/([^?#]+)/.exec(story.page.url())?.[1] ?? '');

const stories = readStories();

test('the document has stories', { skip }, () => assert.ok(stories.length >= 10));

for (const [number, { title, steps }] of stories.entries())
  test(title, { skip }, async () => {
    const story = await startStory(number);
    try {
      for (const step of steps) {
        const [, name, rest] = /^(\S+)\s*(.*)$/.exec(step.trim());
        assert.ok(STEPS[name], `no step is called ${name}`);
        try {
          await STEPS[name](story, filled(story, rest));
        } catch (error) {
          error.message = `${step}: ${error.message}`;
          throw error;
        }
      }
      await assertSound(story.page, title, 1440, 'ru');
      assert.deepEqual(story.faults, []);
    } finally {
      await story.close();
      story.server.child.kill();
    }
  });
