// Chromium for the tests: a fresh profile each, nothing fetched but from the server under test.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const AXE = fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url));
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What Chromium itself remarks where it draws without a graphics card: that this is slow. */
const SLOW_GRAPHICS = /GL Driver Message \(OpenGL, Performance,/;

export const hasBrowser = existsSync(PROGRAM);

export function launch() {
  return chromium.launch({ executablePath: PROGRAM, args: FLAGS });
}

/** A page of a width, of a telephone where it is narrow and none says otherwise; faults gathers what it says on the console, fails to load, or asks elsewhere. */
export async function openPage(
  browser,
  { width = 1440, scheme = 'light', address, withAxe = true, touch = width < 700 },
) {
  const narrow = width < 700;
  const context = await browser.newContext({
    viewport: { width, height: narrow ? 740 : 900 },
    colorScheme: scheme,
    hasTouch: touch,
    isMobile: touch,
  });
  if (withAxe) await context.addInitScript({ path: AXE });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const faults = [];
  page.on('console', (said) => {
    if (['error', 'warning'].includes(said.type()) && !SLOW_GRAPHICS.test(said.text()))
      faults.push(said.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(address)) faults.push(`asks ${request.url()}`);
  });
  return { page, faults, close: () => context.close() };
}

/** Goes to an address and waits until its view is there. */
export async function visit(page, address) {
  await page.goto(address);
  await page.waitForSelector('main h1');
}

/** Opens a path of a server in a page of its own, acts there, and closes it; fails where the page had faults. */
export async function actAt(
  browser,
  path,
  act,
  { width = 1440, scheme = 'light', server, faultless = true },
) {
  const { page, faults, close } = await openPage(browser, {
    width,
    scheme,
    address: server.address,
  });
  try {
    await visit(page, server.address + path);
    await act(page);
    if (faultless) assert.deepEqual(faults, []);
  } finally {
    await close();
  }
}

/** Does something in the browser; how many milliseconds it took of the clock, and of all processors
 *  together, which on a busy machine is less. */
export async function timed(browser, act) {
  const session = await browser.newBrowserCDPSession();
  const used = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return new Map(processInfo.map((each) => [each.id, each.cpuTime * 1000]));
  };
  const [before, start] = [await used(), performance.now()];
  await act();
  const clock = performance.now() - start;
  let processor = 0;
  for (const [id, time] of await used()) processor += time - (before.get(id) ?? 0);
  await session.detach();
  return { clock, processor };
}

/** On how many pages of the size that its style says the page is printed. */
export async function printedPages(page) {
  const file = await page.pdf({ preferCSSPageSize: true });
  return file.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
}

/** A view fits the screen, is in its language, and shows no key of a text and no value gone wrong. */
export async function assertSound(page, path, width, lang) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= width, `${path} is ${wide} px wide`);
  assert.equal(await page.getAttribute('html', 'lang'), lang);
  assert.doesNotMatch(
    await page.innerText('body'),
    /web\.[a-z_.]+|undefined|\bNaN\b|\[object/,
    path,
  );
}

/** The rules of WCAG AA that the page breaks, as axe sees it: none. */
export async function assertAccessible(page, what) {
  const broken = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
    });
    return violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' ')}`);
  });
  assert.deepEqual(broken, [], what);
}

/** Selects words of the report that is shown, as the pointer would; the first place where they are. */
export function selectWords(page, words) {
  return page.evaluate((sought) => {
    const text = document.querySelector('.text');
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const nodes = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node);
    const all = nodes.map((node) => node.data).join('');
    const start = all.indexOf(sought);
    if (start < 0) throw new Error(`no words ${sought}`);
    const placeOf = (offset, isEnd) => {
      let before = 0;
      for (const node of nodes) {
        const within = offset - before;
        if (within < node.length || (isEnd && within === node.length)) return [node, within];
        before += node.length;
      }
      throw new Error('beyond the text');
    };
    const range = document.createRange();
    range.setStart(...placeOf(start, false));
    range.setEnd(...placeOf(start + sought.length, true));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }, words);
}
