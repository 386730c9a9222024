// How messages become rows.

import assert from 'node:assert/strict';
import { test } from 'node:test';

process.env.TZ = 'UTC';
const { commandsOf, firstUnread, rowsOf } = await import('../../page/js/messages/rows.js');

const START = Date.UTC(2026, 10, 5, 12);
const user = (id) => ({ id, username: `user${id}` });
const said = (id, author, minute, more = {}) => ({ id: String(id), author: user(author), type: 0, flags: 0,
  timestamp: new Date(START + minute * 60_000).toISOString(), ...more });
const look = (what) => rowsOf(what).map((row) => (row.kind === 'message' ? `${row.key}${row.start ? '+' : ''}` : row.kind));

test('successive messages of an author stand together for seven minutes', () => {
  const items = [said(1, 'a', 0), said(2, 'a', 6), said(3, 'a', 12), said(4, 'b', 12), said(5, 'a', 13), said(6, 'a', 21)];
  assert.deepEqual(look({ items }), ['day', '1+', '2', '3', '4+', '5+', '6+']);
});

test('a reply, a command, something private and something of Discord begin anew', () => {
  const items = [said(1, 'a', 0), said(2, 'a', 0, { type: 19 }), said(3, 'a', 0, { flags: 64 }),
    said(4, 'a', 0, { interaction_metadata: { type: 2, name: 'play', user: user('b') } }), said(5, 'a', 0, { type: 7 }),
    said(6, 'a', 0)];
  assert.deepEqual(look({ items }), ['day', '1+', '2+', '3+', '4+', '5+', '6+']);
});

test('each day has a divider, the first only at the beginning of all', () => {
  const items = [said(1, 'a', 0), said(2, 'a', 24 * 60), said(3, 'a', 24 * 60)];
  assert.deepEqual(look({ items }), ['day', '1+', 'day', '2+', '3']);
  assert.deepEqual(look({ items, start: false }), ['1+', 'day', '2+', '3']);
});

test('what is new has a line, on that of the day if both fall together', () => {
  const items = [said(1, 'a', 0), said(2, 'a', 1), said(3, 'a', 24 * 60)];
  assert.deepEqual(look({ items, unread: '2' }), ['day', '1+', 'new', '2+', 'day', '3+']);
  const rows = rowsOf({ items, unread: '3' });
  assert.deepEqual(rows.filter((row) => row.kind === 'day').map((row) => row.fresh), [false, true]);
  assert.deepEqual(look({ items, unread: '1', start: false }).slice(0, 2), ['new', '1+']);
});

test('what is on its way follows the newest, and only it', () => {
  const pending = [{ nonce: 'n', at: said(1, 'a', 1).timestamp, reply: null }, { nonce: 'm', at: said(1, 'a', 1).timestamp, reply: null }];
  const items = [said(1, 'a', 0)];
  assert.deepEqual(look({ items, pending, me: user('a') }), ['day', '1+', 'pending', 'pending']);
  assert.deepEqual(rowsOf({ items, pending, me: user('b') }).map((row) => row.start), [undefined, true, true, false]);
  assert.deepEqual(look({ items, pending, whole: false }), ['day', '1+']);
});

test('commands without an answer stand where they were used', () => {
  const command = (id, more) => [String(id), { id: String(id), type: 2, channel_id: 'c', state: 'waiting', answer: null, ...more }];
  const all = new Map([command(4), command(2), command(5, { state: 'done' }), command(6, { state: 'failed' }),
    command(7, { channel_id: 'other' }), command(8, { type: 3 }), command(9)]);
  const commands = commandsOf(all, 'c', new Set(['9']));
  assert.deepEqual(commands.map(({ id }) => id), ['2', '4', '6']);
  assert.deepEqual(look({ items: [said(1, 'a', 0), said(3, 'a', 0), said(5, 'a', 0)], commands }),
    ['day', '1+', 'command', '3+', 'command', '5+', 'command']);
});

test('the first unread one is after what was read, and not my own', () => {
  const items = [said(9, 'a', 0), said(10, 'me', 0), said(11, 'a', 0)];
  assert.equal(firstUnread(items, '9', 'me'), '11');
  assert.equal(firstUnread(items, '11', 'me'), null);
  assert.equal(firstUnread(items, undefined, 'me'), null);
});
