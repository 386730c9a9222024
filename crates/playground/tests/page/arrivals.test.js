// What comes into the part of a channel that is here, while it is fetched, read, and flooded.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

globalThis.document = /** @type {any} */ ({ hidden: true });
globalThis.window = /** @type {any} */ (globalThis);
const { arrived, gone, hold, load, more, pageOf } = await import('../../page/js/state/messages.js');
const { get, set } = await import('../../page/js/state/store.js');

const message = (id, content = '') => ({ id: String(id), channel_id: 'c', author: { id: 'a' }, content });
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, n) => message(from + n));
const ids = () => pageOf('c').items.map(({ id }) => Number(id));
/** @type {(answer: any) => void} */
let answer = () => {};

beforeEach(() => {
  set({ me: /** @type {any} */ ({ id: 'me' }), messages: new Map(), pending: new Map() });
  hold('c', false);
  globalThis.fetch = /** @type {any} */ (() => new Promise((resolve) => {
    answer = (body) => resolve({ ok: true, json: async () => body });
  }));
});

async function loaded(items, before = true, after = false) {
  const done = load('c');
  answer({ messages: items, before, after });
  await done;
}

test('what is told while messages are fetched is not lost, in its order', async () => {
  const done = load('c');
  arrived(message(51, 'new'));
  arrived(message(50, 'edited'));
  gone('c', '49');
  answer({ messages: range(1, 50), before: false, after: false });
  await done;
  assert.deepEqual(ids(), [...range(1, 48).map(({ id }) => Number(id)), 50, 51]);
  assert.equal(pageOf('c').items.find(({ id }) => id === '50').content, 'edited');
});

test('older messages join before, and too many cut the far end', async () => {
  await loaded(range(251, 550));
  const done = more('c', 'before');
  answer({ messages: range(201, 250), before: true, after: true });
  await done;
  assert.equal(ids().length, 300);
  assert.deepEqual([ids()[0], ids().at(-1), pageOf('c').before, pageOf('c').after], [201, 500, true, true]);
});

test('newer ones push out the oldest, but not under a reader', async () => {
  await loaded(range(1, 199), false);
  arrived(message(200));
  assert.deepEqual([ids()[0], ids().at(-1), pageOf('c').before], [1, 200, false]);
  arrived(message(201));
  assert.deepEqual([ids()[0], ids().at(-1), pageOf('c').before], [52, 201, true]);
  hold('c', true);
  for (let id = 202; id <= 400; id++) arrived(message(id));
  assert.deepEqual([ids()[0], ids().at(-1), ids().length, pageOf('c').after], [52, 351, 300, true]);
});

test('a message replaces itself, and leaves the others as they are', async () => {
  await loaded(range(1, 3));
  const [first] = pageOf('c').items;
  arrived(message(2, 'edited'));
  assert.equal(pageOf('c').items[0], first);
  assert.equal(pageOf('c').items[1].content, 'edited');
});

test('what stands outside of the part that is here does not come into it', async () => {
  await loaded(range(10, 20), true, true);
  arrived(message(5));
  arrived(message(25));
  assert.deepEqual(ids(), range(10, 20).map(({ id }) => Number(id)));
});

test('a message of mine takes the place of what was on its way', async () => {
  await loaded(range(1, 2));
  set({ pending: new Map([['c', [/** @type {any} */ ({ nonce: 'n' })]]]) });
  arrived({ ...message(3), nonce: 'n' });
  assert.equal(get().pending.size, 0);
});
