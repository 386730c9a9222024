// What was read and who was mentioned, kept for each person.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

/** @type {Map<string, string>} */
const kept = new Map();
globalThis.localStorage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
globalThis.document = { hidden: false, hasFocus: () => focused };
globalThis.window = globalThis;
globalThis.requestAnimationFrame = (call) => setTimeout(call, 0);
let focused = true;

const { get, set, mapped } = await import('../../page/js/state/store.js');
const { isUnread, marksOf, noticed, recall, sawNewest } = await import('../../page/js/state/read.js');

const ann = { id: '1', username: 'ann', global_name: null, avatar: null };
const channel = (id, last, more = {}) => ({ id, type: 0, guild_id: '9', permissions: '0', last_message_id: last, ...more });
const message = (id, inside, more = {}) => ({ id, channel_id: inside, author: { id: '2' }, mentions: [], mention_roles: [], mention_everyone: false, ...more });

function begin(channels) {
  set({ me: ann, guilds: new Map([['9', { id: '9', me: { roles: ['30'] } }]]), channels: new Map(channels.map((one) => [one.id, one])), place: { guild: '9', channel: '5' } });
  recall(ann.id, channels);
}

function arrive(id, inside, more) {
  const own = get().channels.get(inside);
  set({ channels: mapped(get().channels, inside, { ...own, last_message_id: id }) });
  noticed(message(id, inside, more));
}

beforeEach(() => {
  kept.clear();
  focused = true;
  sawNewest('5', false);
});

test('what was there before this browser is not unread, what comes then is', () => {
  begin([channel('5', '100'), channel('6', '200')]);
  assert.ok(!isUnread(get(), get().channels.get('6')));
  arrive('300', '6');
  assert.ok(isUnread(get(), get().channels.get('6')));
  assert.deepEqual(marksOf(get()).get('9'), { unread: true, mentions: 0 });
});

test('mentions of me, my roles and everybody are counted, and survive a start', () => {
  begin([channel('5', '100'), channel('6', '200')]);
  arrive('300', '6', { mentions: [ann] });
  arrive('301', '6', { mention_roles: ['30'] });
  arrive('302', '6', { mention_everyone: true });
  arrive('303', '6', { mentions: [{ id: '3' }] });
  assert.equal(marksOf(get()).get('9')?.mentions, 3);
  set({ mentions: new Map(), read: new Map() });
  recall(ann.id, get().channels.values());
  assert.equal(get().mentions.get('6'), 3);
});

test('a channel is read when its end is in view of a window that is looked at', () => {
  begin([channel('5', '100')]);
  focused = false;
  sawNewest('5');
  arrive('300', '5', { mentions: [ann] });
  assert.ok(isUnread(get(), get().channels.get('5')));
  focused = true;
  sawNewest('5');
  assert.ok(!isUnread(get(), get().channels.get('5')));
  assert.equal(get().mentions.size, 0);
  sawNewest('5', false);
  arrive('400', '5');
  assert.ok(isUnread(get(), get().channels.get('5')));
});

test('every message of a private channel counts, and what one writes oneself is read', () => {
  begin([channel('5', '100'), channel('7', '100', { type: 1, guild_id: undefined })]);
  arrive('300', '7');
  assert.equal(marksOf(get()).get('@me')?.mentions, 1);
  arrive('301', '7', { author: ann });
  assert.deepEqual(marksOf(get()).get('@me'), { unread: false, mentions: 0 });
});

test('threads are only unread for who is in them', () => {
  begin([channel('5', '100')]);
  assert.ok(!isUnread(get(), channel('8', '900', { type: 11 })));
  assert.ok(isUnread(get(), channel('8', '900', { type: 11, member: {} })));
});
