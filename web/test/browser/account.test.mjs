// Accounts in the browser, against the program: login and logout, roles, invitations, administering,
// what is told where something is refused, and that nothing typed is lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertSound, launch, openPage, visit } from './browser.mjs';
import { addPeople, asking, isRefusal, PASSWORD } from './people.mjs';
import { options, startProgram } from './program.mjs';

const REPORT = {
  'a.txt':
    'Тверь, 9 февраля 2015 года\n\nСегодня губернатор Тверской области Семён Ракитин и директор ООО «Волжский парус» Вера Лугова подписали соглашение о сотрудничестве на 3 года.\n',
  'b.txt': 'Министр промышленности Томской области Иван Петров открыл завод в Томске.\n',
  'c.txt': 'Генеральный директор ООО «Сибвиброприбор» Иван Петров рассказал о планах завода.\n',
};

const NAMES = { olga: 'administrator', petr: 'expert', egor: 'editor', rita: 'reader' };

let program;
let browser;
let server;

before(async () => {
  if (options.skip) return;
  program = startProgram();
  const registry = program.read('accounts.uzel', program.write('reports', REPORT));
  addPeople(program, registry, NAMES);
  server = await program.serve(registry);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  program?.stop();
});

const { enter, ask, put, post } = asking(() => server.address);

/** Opens a page of its own context, logged in as somebody or as nobody. */
async function opened(path, act, { as, width = 1440, scheme = 'light', lang = 'ru' } = {}) {
  const { page, faults, close } = await openPage(browser, {
    width,
    scheme,
    address: server.address,
  });
  try {
    if (as) await enter(page, as);
    const to = `${server.address}${path}`;
    await visit(page, to + (to.includes('?') ? '&' : '?') + `lang=${lang}`);
    await act(page);
    assert.deepEqual(
      faults.filter((fault) => !isRefusal(fault)),
      [],
    );
  } finally {
    await close();
  }
}

async function fillLogin(page, name, password, id = 'login') {
  await page.fill(`#${id}-name`, name);
  await page.fill(`#${id}-password`, password);
  await page.click(`form:has(#${id}-name) button[type=submit]`);
}

/** The card of the one agreement. */
async function agreement(page) {
  const { rows } = await ask(page, 'lists/agreements');
  return `/entities/${rows[0].id}`;
}

async function claimOf(page, property) {
  const card = await ask(page, (await agreement(page)).slice(1));
  return card.properties.find((each) => each.name === property).claims[0];
}

/** Begins to correct the term of the one agreement. */
async function correctTerm(page, term) {
  await visit(page, server.address + (await agreement(page)));
  await page.hover('.property:has-text("Срок") .claim');
  await page.click('#popover >> text=Исправить');
  await page.fill('#correction-value', term);
}

const text = (page, selector) => page.locator(selector).first().innerText();

/* ---- the views ---- */

for (const [width, scheme, lang] of [
  [1440, 'light', 'ru'],
  [360, 'dark', 'en'],
  [1440, 'dark', 'en'],
  [360, 'light', 'ru'],
]) {
  test(`views of accounts fit ${width} px in ${lang} and are accessible`, options, () =>
    opened(
      '/account',
      async (page) => {
        for (const path of ['/account', '/accounts', '/invitations', '/audit', '/']) {
          await visit(page, `${server.address}${path}?lang=${lang}`);
          await assertSound(page, path, width, lang);
          await assertAccessible(page, path);
        }
        await page.goto(`${server.address}/accounts?lang=${lang}`);
        await page.click('tr:has-text("rita") button');
        await page.waitForSelector('dialog[open] form');
        await assertSound(page, 'an account', width, lang);
        await assertAccessible(page, 'an account');
      },
      { as: 'olga', width, scheme, lang },
    ),
  );

  test(`login fits ${width} px in ${lang} and is accessible`, options, () =>
    opened(
      '/agreements',
      async (page) => {
        await page.waitForSelector('#login-name');
        await assertSound(page, '/agreements', width, lang);
        await assertAccessible(page, '/agreements');
        await visit(page, `${server.address}/login?lang=${lang}`);
        await assertSound(page, '/login', width, lang);
        await assertAccessible(page, '/login');
      },
      { width, scheme, lang },
    ),
  );
}

/* ---- in and out ---- */

test('one logs in where one was going, decides, is named in the history, and leaves', options, () =>
  opened('/people', async (page) => {
    assert.equal(await page.locator('.table').count(), 0);
    await fillLogin(page, 'petr', PASSWORD);
    await page.waitForSelector('.table');
    assert.equal(new URL(page.url()).pathname, '/people');
    assert.match(await text(page, '.who'), /petr\s*эксперт/);
    await visit(page, server.address + (await agreement(page)));
    await page.hover('.property:has-text("Срок") .claim');
    await page.click('#popover >> text=Подтвердить');
    await page.waitForSelector('.notice.shown');
    await visit(page, `${server.address}/decisions`);
    assert.match(await text(page, 'tbody tr'), /petr/);
    await page.click('.notice button:has-text("Отменить")').catch(() => undefined);
    assert.equal(await page.evaluate(() => document.cookie), '');
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    assert.doesNotMatch(kept, /session|token|secret|petr/);
    await page.click('.who >> text=Выйти');
    await page.waitForSelector('#login-name');
    assert.equal((await ask(page, 'account')).account, null);
    assert.equal((await page.request.get(`${server.address}/api/v1/overview`)).status(), 401);
  }),
);

test('a wrong password is told, and the name stays', options, () =>
  opened(
    '/',
    async (page) => {
      await fillLogin(page, 'petr', 'not the password');
      await page.waitForSelector('.form-error');
      assert.match(await text(page, '.form-error'), /не подходят/);
      assert.equal(await page.inputValue('#login-name'), 'petr');
      await page.keyboard.type(PASSWORD);
      await page.keyboard.press('Enter');
      await page.waitForSelector('h1.sentence');
    },
    { width: 360 },
  ),
);

test('too many failures are told with how long to wait', options, () =>
  opened(
    '/',
    async (page) => {
      for (let i = 0; i < 10; i++)
        await post(page, 'login', { name: 'nobody', password: `wrong password ${i}` });
      await fillLogin(page, 'nobody', 'wrong password 11');
      await page.waitForSelector('.form-error');
      assert.match(await text(page, '.form-error'), /Wait 1[45] minutes, then try again/);
    },
    { lang: 'en' },
  ),
);

/* ---- what is typed stays ---- */

test(
  'a session that ends in the middle of a correction: one logs in, and it is sent',
  options,
  () =>
    opened(
      '/',
      async (page) => {
        await visit(page, server.address + (await agreement(page)));
        await page.hover('.property:has-text("Срок") .claim');
        await page.click('#popover >> text=Исправить');
        await page.fill('#correction-value', 'P4Y');
        await page.fill('#correction-reason', 'по тексту соглашения');
        await post(page, 'logout', {});
        await page.click('dialog >> text=Сохранить');
        await page.waitForSelector('#login-dialog-name');
        await assertAccessible(page, 'the login over a correction');
        assert.equal(await page.inputValue('#correction-value'), 'P4Y');
        assert.equal(await page.inputValue('#login-dialog-name'), 'petr');
        await page.fill('#login-dialog-password', PASSWORD);
        await page.keyboard.press('Enter');
        await page.waitForSelector('dialog', { state: 'detached' });
        await page.waitForSelector('.property:has-text("4 года")');
        const { decisions } = await ask(page, 'decisions?limit=1');
        assert.equal(decisions[0].author, 'user:petr');
        assert.equal(decisions[0].reason, 'по тексту соглашения');
        await post(page, 'decisions', { action: 'undo', number: String(decisions[0].number) });
      },
      { as: 'petr' },
    ),
);

test('nothing is sent in the name of somebody else', options, () =>
  opened(
    '/',
    async (page) => {
      await correctTerm(page, 'P6Y');
      await post(page, 'logout', {});
      await page.click('dialog >> text=Сохранить');
      await fillLogin(page, 'olga', PASSWORD, 'login-dialog');
      await page.waitForSelector('text=Теперь вы — olga');
      assert.equal(await page.inputValue('#correction-value'), 'P6Y');
      assert.notEqual((await ask(page, 'decisions?limit=1')).decisions[0].author, 'user:olga');
    },
    { as: 'petr' },
  ),
);

test('what others decided meanwhile is told, and the later one chooses', options, () =>
  opened(
    '/',
    async (page) => {
      await correctTerm(page, 'P7Y');
      const other = await browser.newContext();
      await enter({ request: other.request }, 'egor');
      const claim = await claimOf(page, 'term');
      await post(other, 'decisions', { action: 'confirm', claim: claim.id, reason: 'сверено' });
      await other.close();
      await page.click('dialog >> text=Сохранить');
      await page.waitForSelector('.changes');
      assert.match(await text(page, '.changes'), /подтверждено — egor.*: сверено/s);
      await assertAccessible(page, 'what has changed');
      await page.click('text=Оставить как есть');
      await page.waitForSelector('.changes', { state: 'detached' });
      assert.equal(await page.inputValue('#correction-value'), 'P7Y');
      assert.equal((await claimOf(page, 'term')).state, 'confirmed');
      await page.click('dialog >> text=Сохранить');
      await page.click('text=Записать моё всё равно');
      await page.waitForSelector('.property:has-text("7 лет")');
    },
    { as: 'petr' },
  ),
);

/* ---- roles ---- */

test('a reader sees no buttons and is told why', options, () =>
  opened(
    '/queue',
    async (page) => {
      assert.match(await text(page, '.note'), /Ваша роль — читатель/);
      assert.equal(await page.locator('.doubt button').count(), 0);
      await visit(page, server.address + (await agreement(page)));
      await page.hover('.property:has-text("Стороны") .claim');
      await page.waitForSelector('#popover .quote');
      assert.equal(await page.locator('.claim-acts').count(), 0);
      await visit(page, `${server.address}/`);
      assert.equal(await page.locator('main a[href="/add"]').count(), 0);
      assert.equal(await page.locator('a[href^="/api/v1/registry"]').count(), 0);
      await visit(page, `${server.address}/add`);
      assert.match(await text(page, '.note'), /но не сохранить/);
      await visit(page, `${server.address}/accounts`);
      assert.match(await text(page, 'main'), /Вашей роли это не показано/);
      assert.match(await text(page, 'main'), /У вашей роли \(читатель\)/);
    },
    { as: 'rita' },
  ),
);

test('an editor stores reports, an expert only tries them', options, async () => {
  await opened(
    '/add',
    async (page) => {
      await page.fill('#add-text', REPORT['a.txt']);
      await page.click('text=Прочитать');
      await page.waitForSelector('button.store');
    },
    { as: 'egor' },
  );
  await opened(
    '/add',
    async (page) => {
      await page.fill('#add-text', REPORT['a.txt']);
      await page.click('text=Прочитать');
      await page.waitForSelector('.add-item .add-stated');
      assert.equal(await page.locator('button.store').count(), 0);
    },
    { as: 'petr' },
  );
});

test('forged requests are refused, and told in words', options, () =>
  opened(
    '/',
    async (page) => {
      const forged = (headers) =>
        page.request.post(`${server.address}/api/v1/decisions`, {
          headers,
          data: { action: 'undo', number: '1' },
        });
      for (const headers of [{ Origin: 'https://evil.example' }, { Origin: 'null' }, {}]) {
        const answer = await forged(headers);
        assert.equal(answer.status(), 403);
        assert.equal((await answer.json()).key, 'server.origin_refused');
      }
      const cookies = await page.context().cookies();
      assert.ok(cookies.every((cookie) => cookie.httpOnly && cookie.sameSite === 'Strict'));
    },
    { as: 'olga' },
  ),
);

/* ---- one's own account ---- */

test('the shown name and the password are changed; other sessions end', options, () =>
  opened(
    '/account',
    async (page) => {
      const other = await browser.newContext();
      await enter({ request: other.request }, 'egor');
      await page.fill('#account-shown', 'Егор Зимин');
      await page.click('section:has(#account-shown) button');
      await page.waitForSelector('h1:has-text("Егор Зимин")');
      await page.waitForSelector('.who:has-text("Егор Зимин")');
      await page.fill('#account-password-old', PASSWORD);
      await page.fill('#account-password', 'a wholly other one');
      await page.fill('#account-password-again', 'a wholly different one');
      await page.click('text=Сменить пароль');
      assert.match(await text(page, '.form-error'), /дважды по-разному/);
      await page.fill('#account-password-again', 'a wholly other one');
      await page.click('text=Сменить пароль');
      await page.waitForSelector('.notice:has-text("Пароль изменён")');
      assert.equal(await page.inputValue('#account-password'), '');
      assert.equal((await ask(page, 'account')).account.name, 'egor');
      assert.equal((await ask(other, 'account')).account, null);
      await other.close();
      const back = { old: 'a wholly other one', new: PASSWORD };
      assert.equal((await put(page, 'account/password', back)).status(), 200);
    },
    { as: 'egor' },
  ),
);

test('a token is shown once, works, and is revoked', options, () =>
  opened(
    '/account',
    async (page) => {
      await page.fill('#token-label', 'выгрузка');
      await page.fill('#token-days', '30');
      await page.click('text=Создать ключ');
      await page.waitForSelector('#token-secret');
      const secret = await page.inputValue('#token-secret');
      assert.match(secret, /^uzel_/);
      await assertAccessible(page, 'a token');
      const asked = () =>
        fetch(`${server.address}/api/v1/account`, {
          headers: { Authorization: `Bearer ${secret}` },
        });
      assert.equal((await (await asked()).json()).account.name, 'petr');
      await visit(page, `${server.address}/account`);
      assert.equal(await page.locator('#token-secret').count(), 0);
      await page.click('tr:has-text("выгрузка") button');
      await page.click('tr:has-text("выгрузка") button:has-text("Точно")');
      await page.waitForSelector('tr:has-text("выгрузка"):not(:has(button))');
      assert.equal((await (await asked()).json()).account, null);
    },
    { as: 'petr' },
  ),
);

/* ---- administering ---- */

test('an invitation is made, opened in another browser and accepted', options, () =>
  opened(
    '/invitations',
    async (page) => {
      await page.selectOption('#choice-role', 'expert');
      await page.click('text=Пригласить >> visible=true');
      await page.waitForSelector('#invitation-address');
      const address = await page.inputValue('#invitation-address');
      assert.match(address, /#invitation=/);
      const asked = [];
      const guest = await openPage(browser, { width: 360, address: server.address });
      guest.page.on('request', (request) => asked.push(request.url()));
      await visit(guest.page, address);
      const secret = address.split('=').at(-1);
      assert.ok(asked.every((url) => !url.includes(secret)));
      assert.doesNotMatch(guest.page.url(), /invitation=/);
      await guest.page.waitForSelector('#invitation-name');
      assert.match(await text(guest.page, 'main'), /olga.*приглашает.*эксперт/s);
      await assertSound(guest.page, '/invitation', 360, 'ru');
      await assertAccessible(guest.page, '/invitation');
      const fill = async (name) => {
        await guest.page.fill('#invitation-name', name);
        await guest.page.fill('#invitation-shown', 'Анна Гость');
        await guest.page.fill('#invitation-password', 'four plain words here');
        await guest.page.fill('#invitation-password-again', 'four plain words here');
        await guest.page.click('text=Принять приглашение');
      };
      await fill('petr');
      await guest.page.waitForSelector('.form-error');
      assert.equal(await guest.page.inputValue('#invitation-password'), 'four plain words here');
      await fill('anna');
      await guest.page.waitForSelector('.who:has-text("Анна Гость")');
      await guest.page.waitForSelector('h1.sentence');
      await visit(guest.page, `${server.address}/`);
      await guest.page.goto(address);
      await guest.page.waitForSelector('text=Приглашение не действует');
      await guest.close();
      await visit(page, `${server.address}/invitations`);
      assert.match(await text(page, 'tbody tr'), /anna/);
    },
    { as: 'olga' },
  ),
);

test(
  'an administrator changes a role, and what another one changed meanwhile is shown',
  options,
  () =>
    opened(
      '/accounts',
      async (page) => {
        const edit = async () => {
          await page.click('tr:has-text("rita") button');
          await page.waitForSelector('dialog[open] form');
        };
        await edit();
        await page.selectOption('dialog #choice-role', 'expert');
        await page.click('dialog >> text=Сохранить');
        await page.waitForSelector('tr:has-text("rita"):has-text("эксперт")');
        await edit();
        await page.fill('#account-shown-name', 'Рита');
        assert.equal((await put(page, 'accounts/rita', { role: 'reader' })).status(), 200);
        await page.click('dialog >> text=Сохранить');
        await page.waitForSelector('.changed-meanwhile');
        assert.match(await text(page, '.changed-meanwhile'), /эксперт → читатель/);
        assert.equal(await page.inputValue('#account-shown-name'), 'Рита');
        await assertAccessible(page, 'an account that was changed');
        await page.click('text=Записать моё всё равно');
        await page.waitForSelector('tr:has-text("Рита"):has-text("читатель")');
      },
      { as: 'olga' },
    ),
);

test('the last administrator stays one', options, () =>
  opened(
    '/accounts',
    async (page) => {
      await page.click('tr:has-text("olga") button');
      await page.selectOption('dialog #choice-role', 'reader');
      await page.click('dialog >> text=Сохранить');
      await page.waitForSelector('dialog .form-error');
      assert.match(await text(page, 'dialog .form-error'), /последний действующий администратор/);
    },
    { as: 'olga' },
  ),
);

test('the registry is opened for reading, and closed', options, () =>
  opened(
    '/accounts',
    async (page) => {
      await page.click('text=Открыть для чтения всем');
      await page.waitForSelector('text=Закрыть для тех, кто не вошёл');
      const guest = await openPage(browser, { address: server.address });
      await visit(guest.page, `${server.address}/queue`);
      assert.match(await text(guest.page, '.note'), /Решать могут те, кто вошёл/);
      await guest.page.click('.who >> text=Войти');
      await guest.page.waitForSelector('#login-name');
      await fillLogin(guest.page, 'rita', PASSWORD);
      await guest.page.waitForURL('**/queue');
      await guest.close();
      await page.click('text=Закрыть для тех, кто не вошёл');
      await page.waitForSelector('text=Открыть для чтения всем');
    },
    { as: 'olga' },
  ),
);

test('the audit trail lists who did what, one author alone too, with its head', options, () =>
  opened(
    '/audit',
    async (page) => {
      assert.equal(await page.inputValue('#audit-head'), (await ask(page, 'audit')).head);
      await page.click('tbody a:has-text("petr")');
      await page.waitForSelector('.chip.on');
      const authors = await page.$$eval('tbody tr', (rows) =>
        rows.map((row) => row.querySelector('a').textContent),
      );
      assert.ok(authors.length > 0 && authors.every((author) => author === 'petr'));
    },
    { as: 'olga' },
  ),
);

/* ---- without accounts ---- */

test(
  'a registry without accounts has no trace of login but a line in the help',
  options,
  async () => {
    const alone = await program.serve(
      program.read('alone.uzel', program.write('alone', { 'a.txt': REPORT['a.txt'] })),
    );
    const { page, close } = await openPage(browser, { address: alone.address });
    await visit(page, alone.address + '/' + alone.fragment);
    assert.equal(await page.locator('.who').count(), 0);
    assert.doesNotMatch(await page.innerText('body'), /Войти|Выйти|учётн/);
    await page.keyboard.press('?');
    assert.match(await page.innerText('dialog'), /uzel user add/);
    await close();
  },
);
