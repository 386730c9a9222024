// Being somebody while the feed comes and goes.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

const sockets = [];
globalThis.WebSocket = class {
  constructor(address) {
    this.address = address;
    sockets.push(this);
  }
  say(notice) {
    this.onmessage({ data: typeof notice === 'string' ? notice : JSON.stringify(notice) });
  }
  close() {}
};
globalThis.localStorage = { getItem: () => null, setItem: () => {} };
globalThis.document = { hidden: false, hasFocus: () => true, addEventListener: () => {} };
globalThis.location = { protocol: 'http:', host: 'here', hash: '' };
globalThis.history = { state: null, replaceState: () => {} };
globalThis.window = globalThis;
globalThis.requestAnimationFrame = (call) => setTimeout(call, 0);
const complaints = [];
globalThis.reportError = (error) => complaints.push(error);

/** What is asked for and not answered yet. @type {{path: string, answer: (body: any, status?: number) => void}[]} */
let asked = [];
globalThis.fetch = (path) => new Promise((resolve) => {
  asked.push({ path: String(path).replace('/sim/v1', ''), answer: (body, status = 200) =>
    resolve(new Response(JSON.stringify(body), { status })) });
});

const { get, set } = await import('../../page/js/state/store.js');
const { become } = await import('../../page/js/state/session.js');

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
const user = (name) => ({ id: name === 'ann' ? '1' : '2', username: name, global_name: null, avatar: null });
const ready = (name) => ({ user: user(name), locale: 'en-US', guilds: [], directs: [], applications: [], clock: null });

async function answer(path, body, status) {
  await settled();
  const at = asked.findIndex((one) => one.path === path);
  assert.ok(at >= 0, `nobody asked for ${path}: ${asked.map((one) => one.path)}`);
  const [one] = asked.splice(at, 1);
  one.answer(body, status);
  await settled();
}

async function live(name) {
  become(name);
  const socket = sockets[sockets.length - 1];
  socket.say({ kind: 'hello' });
  await answer(`/as/${name}`, ready(name));
  await answer('/people', { people: [] });
  return socket;
}

beforeEach(() => {
  asked = [];
  complaints.length = 0;
});

test('what comes late for somebody who is not acted as any more is not taken', async () => {
  become('ann');
  sockets[sockets.length - 1].say({ kind: 'hello' });
  await settled();
  const late = asked;
  asked = [];
  await live('bob');
  assert.equal(get().me.username, 'bob');
  late.forEach((one) => one.answer(one.path === '/people' ? { people: [] } : ready('ann')));
  await settled();
  assert.equal(get().me.username, 'bob');
  assert.equal(get().connection, 'live');
});

test('what could not be fetched while the feed stays is fetched again', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const turns = async () => { for (let n = 0; n < 50; n++) await Promise.resolve(); };
  become('ann');
  sockets[sockets.length - 1].say({ kind: 'hello' });
  await turns();
  asked.find((one) => one.path === '/as/ann').answer({ error: 'busy' }, 500);
  await new Promise((resolve) => setImmediate(resolve));
  await turns();
  assert.equal(get().connection, 'lost');
  asked = [];
  context.mock.timers.tick(1500);
  assert.ok(asked.some((one) => one.path === '/as/ann'));
});

test('frames that make no sense hold nothing up', async () => {
  const socket = await live('ann');
  for (const frame of ['', '{', 'null', '7', '[]', '{"kind":7}', '{"kind":"__proto__"}', '{"kind":"constructor"}', '{"kind":"sevenfold"}']) socket.say(frame);
  assert.equal(complaints.length, 0);
  socket.say({ kind: 'message' });
  assert.equal(complaints.length, 1);
  socket.say({ kind: 'commands' });
  assert.equal(get().connection, 'live');
});

test('a server that is left takes its messages along', async () => {
  const socket = await live('ann');
  socket.say({ kind: 'guild', guild: { id: '9', name: 'Test', roles: [] } });
  socket.say({ kind: 'channel', channel: { id: '5', guild_id: '9', type: 0 } });
  set({ messages: new Map([['5', { items: [], before: false, after: false, status: 'ready' }]]) });
  socket.say({ kind: 'guild_gone', id: '9' });
  assert.equal(get().messages.size, 0);
});

test('who was away is told what became of own interactions', async () => {
  const socket = await live('ann');
  const waiting = (id) => ({ id, channel_id: '5', type: 2, state: 'waiting', answer: null });
  socket.say({ kind: 'interaction', interaction: waiting('70') });
  socket.say({ kind: 'interaction', interaction: waiting('71') });
  socket.onclose();
  socket.say({ kind: 'hello' });
  await settled();
  asked = asked.filter((one) => one.path !== '/as/ann' || one === asked[asked.findLastIndex((other) => other.path === '/as/ann')]);
  await answer('/as/ann', ready('ann'));
  await answer('/people', { people: [] });
  await answer('/interactions/70', { summary: { state: 'failed', answer: null } });
  await answer('/interactions/71', { error: 'there is none' }, 404);
  assert.equal(get().interactions.get('70').state, 'failed');
  assert.equal(get().interactions.get('71').state, 'failed');
});

test('a form does not outlive its world', async () => {
  const direct = { ...ready('ann'), directs: [{ id: '5', type: 1, recipients: [] }] };
  const socket = await live('ann');
  const again = async (world) => {
    socket.say({ kind: 'again' });
    await answer('/as/ann', world);
    await answer('/people', { people: [] });
  };
  await again(direct);
  socket.say({ kind: 'interaction', interaction: { id: '70', channel_id: '5', type: 2, state: 'answered', answer: 'modal', modal: { title: 'Form', components: [] } } });
  await again(direct);
  assert.equal(get().modal, '70');
  await again(ready('ann'));
  assert.equal(get().modal, null);
});
