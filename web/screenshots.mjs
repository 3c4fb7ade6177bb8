// Makes the pictures of docs/screenshots/ and the page docs/screenshots.md that shows them: the app in
// Chromium over the example reports, as the program that UZEL_PROGRAM names serves it.
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, openPage, selectWords, visit } from './test/browser/browser.mjs';
import { options, startProgram } from './test/browser/program.mjs';

const DOCS = fileURLToPath(new URL('../docs/', import.meta.url));
const FOLDER = join(DOCS, 'screenshots');
const MOST = 1.5 * 1024 * 1024;
const REPORT = '01-soglashenie-o-sotrudnichestve';

/** Each picture: its name, what it shows, where, how wide and in which colours, and what is done
 *  before it is taken. */
const PICTURES = [
  ['start', 'The first page: what the registry holds, what ends soon, where most is agreed.', '/'],
  ['agreements', 'Agreements, filtered and sorted; each filter is in the address.', '/agreements'],
  ['terms', 'The same on a scale of years, from signing to end.', '/agreements?look=time'],
  [
    'card',
    'The card of an agreement; a value shows the words that prove it.',
    async (ask) => `/entities/${(await ask('lists/agreements?limit=1')).rows[0].id}`,
    { act: (page) => page.hover('.claim') },
  ],
  ['reading', 'The reading view: text and facts light each other.', `/reports/${REPORT}`],
  [
    'addition',
    'What was missed is added by selecting its words.',
    `/reports/${REPORT}`,
    {
      key: true,
      act: async (page) => {
        await selectWords(page, 'Срок действия соглашения — пять лет');
        await page.keyboard.press('a');
        await page.selectOption('#add-what', 'agreement');
        await selectWords(page, 'пять лет');
        await page.click('[aria-label^="Срок действия"]');
      },
    },
  ],
  ['map', 'Federal subjects by how many agreements are of each.', '/map'],
  ['network', 'Who is tied to whom.', '/network', { act: (page) => page.waitForTimeout(3000) }],
  ['search', 'Search, in all forms of the words.', '/search?q=соглашение'],
  ['dark', 'The same in dark colours.', '/agreements', { scheme: 'dark' }],
  ['narrow', 'On a telephone tables become cards.', '/agreements', { width: 360 }],
];

/** A PNG as WebP: Chromium itself packs it. */
async function toWebp(page, png) {
  const url = await page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', 0.8);
  }, png.toString('base64'));
  return Buffer.from(url.split(',')[1], 'base64');
}

async function take(browser, server, [name, , path, how = {}]) {
  const { width = 1360, scheme = 'light', key = false, act } = how;
  const { page, close } = await openPage(browser, {
    width,
    scheme,
    address: server.address,
    withAxe: false,
  });
  const ask = async (what) => (await fetch(`${server.address}/api/v1/${what}`)).json();
  const address = typeof path === 'function' ? await path(ask) : path;
  await visit(page, `${server.address}${address}${key ? server.fragment : ''}`);
  await page.evaluate(() => document.fonts.ready);
  await act?.(page);
  await page.waitForTimeout(400);
  writeFileSync(join(FOLDER, `${name}.webp`), await toWebp(page, await page.screenshot()));
  await close();
}

function writePage() {
  const parts = PICTURES.map(
    ([name, text]) => `## ${text}\n\n![${text}](screenshots/${name}.webp)\n`,
  );
  writeFileSync(
    join(DOCS, 'screenshots.md'),
    `# Screenshots\n\nThe app over the example reports, in which all is invented. \`UZEL_PROGRAM=../build/uzel npm run\nscreenshots\` in \`web/\` makes the pictures and this page again.\n\n${parts.join('\n')}`,
  );
}

if (options.skip) throw new Error(String(options.skip));
const program = startProgram();
const browser = await launch();
try {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const server = await program.serve(program.read('examples.uzel', 'examples'));
  for (const picture of PICTURES) await take(browser, server, picture);
  writePage();
} finally {
  await browser.close();
  program.stop();
}
const sizes = readdirSync(FOLDER).map((name) => statSync(join(FOLDER, name)).size);
const size = sizes.reduce((sum, each) => sum + each, 0);
console.log(`${sizes.length} pictures, ${Math.round(size / 1024)} KB`);
if (size > MOST) throw new Error(`more than ${MOST} bytes`);
