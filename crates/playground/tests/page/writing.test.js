// Whether somebody may write, and in which words it is said.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { countdown, mayWrite, spoken, typingText } from '../../page/js/composer/writing.js';

const NOW = Date.parse('2026-08-01T12:00:00Z');
const all = () => true;
const only = (...names) => (name) => names.includes(name);
const facts = (parts = {}) => ({ channel: { id: '1', type: 0, guild_id: '9' }, me: { id: '2' }, member: null, may: all,
  now: NOW, lastOwn: null, ...parts });

test('whoever has the right writes, and in private everybody does', () => {
  assert.equal(mayWrite(facts()).kind, 'free');
  assert.equal(mayWrite(facts({ channel: { id: '1', type: 1 }, may: () => false })).kind, 'free');
});

test('without the right the field says so; in threads another right counts', () => {
  assert.equal(mayWrite(facts({ may: only('SEND_MESSAGES_IN_THREADS') })).kind, 'closed');
  const channel = { id: '1', type: 11, guild_id: '9', thread_metadata: {} };
  assert.equal(mayWrite(facts({ channel, may: only('SEND_MESSAGES_IN_THREADS') })).kind, 'free');
});

test('a time-out is told with its end, and is over when it is', () => {
  const until = '2026-08-01T12:10:00Z';
  const told = mayWrite(facts({ member: { communication_disabled_until: until } }));
  assert.deepEqual([told.kind, told.until], ['closed', Date.parse(until)]);
  assert.equal(mayWrite(facts({ member: { communication_disabled_until: until }, now: Date.parse(until) })).kind, 'free');
});

test('an archived thread can be written in, a locked one only by those who manage threads', () => {
  const thread = (thread_metadata) => ({ id: '1', type: 11, guild_id: '9', thread_metadata });
  assert.equal(mayWrite(facts({ channel: thread({ archived: true }) })).kind, 'note');
  const locked = { channel: thread({ archived: true, locked: true }) };
  assert.equal(mayWrite(facts({ ...locked, may: only('SEND_MESSAGES_IN_THREADS') })).kind, 'closed');
  assert.equal(mayWrite(facts(locked)).kind, 'note');
});

test('slow mode counts from the own last message and not for moderators', () => {
  const channel = { id: '1', type: 0, guild_id: '9', rate_limit_per_user: 30 };
  const may = only('SEND_MESSAGES');
  assert.deepEqual(mayWrite(facts({ channel, may, lastOwn: NOW - 10_000 })).until, NOW + 20_000);
  assert.equal(mayWrite(facts({ channel, may, lastOwn: NOW - 30_000 })).kind, 'free');
  assert.equal(mayWrite(facts({ channel, lastOwn: NOW })).kind, 'free');
});

test('times that are left are counted down', () => {
  assert.equal(countdown(5_000), '0:05');
  assert.equal(countdown(64_001), '1:05');
  assert.equal(countdown(7_200_000), '2:00:00');
  assert.equal(spoken(21_600), '6 hours');
  assert.equal(spoken(90), '90 seconds');
  assert.equal(spoken(60), '1 minute');
});

test('who types is said in a sentence', () => {
  assert.equal(typingText([]), '');
  assert.equal(typingText(['Ann']), 'Ann is typing…');
  assert.equal(typingText(['Ann', 'Bob']), 'Ann and Bob are typing…');
  assert.equal(typingText(['Ann', 'Bob', 'Max']), 'Ann, Bob and Max are typing…');
  assert.equal(typingText(['Ann', 'Bob', 'Max', 'Zoe']), 'Several people are typing…');
});
