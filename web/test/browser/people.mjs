// Those who work with a registry in the tests: their accounts, how they log in, and what they ask.
import assert from 'node:assert/strict';

export const PASSWORD = 'correct horse battery';

/** Gives a registry accounts: by name their roles, and behind a role the entity that is acted for. */
export function addPeople(program, registry, people) {
  for (const [name, role] of Object.entries(people)) {
    const [kind, entity] = role.split(' ');
    const order = ['user', 'add', name, '--role', kind, '--password-file', '-'];
    if (entity) order.push('--entity', entity);
    program.run(`${PASSWORD}\n`, ...order, '--registry', registry);
  }
}

/** What the browser itself says on the console where an answer is an error is no fault of the page. */
export const isRefusal = (fault) => /Failed to load resource/.test(fault);

/** How a page asks a server, in its own session. */
export function asking(address) {
  const send = (method) => (page, path, data) =>
    page.request.fetch(`${address()}/api/v1/${path}`, {
      method,
      headers: { Origin: address() },
      data,
    });
  /** Logs in by the API; the cookie is the context's. */
  const enter = async (page, name, password = PASSWORD) => {
    const answer = await send('POST')(page, 'login', { name, password });
    assert.equal(answer.status(), 200, await answer.text());
  };
  const ask = async (page, path) => (await page.request.get(`${address()}/api/v1/${path}`)).json();
  return { enter, ask, put: send('PUT'), post: send('POST') };
}
