// What somebody may do to messages and to others.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assignable, onMember, onMessage } from '../../page/js/menus/rights.js';

const bits = (...numbers) => String(numbers.reduce((all, bit) => all | (1n << BigInt(bit)), 0n));
const ann = { id: '1' };
const bob = { id: '2' };
const message = (parts = {}) => ({ id: '9', channel_id: '5', type: 0, flags: 0, author: bob, ...parts });
const channel = (permissions) => ({ id: '5', type: 0, guild_id: '7', permissions });
const names = (may) => Object.keys(may).filter((name) => may[name]);

test('own messages are edited and deleted, those of others only by who may', () => {
  assert.deepEqual(names(onMessage(message({ author: ann }), channel('0'), ann)), ['edit', 'remove']);
  assert.deepEqual(names(onMessage(message(), channel(bits(13)), ann)), ['remove']);
  assert.deepEqual(names(onMessage(message(), channel(bits(6, 11, 16, 35, 51)), ann)), ['react', 'reply', 'thread', 'pin']);
});

test('in private everybody replies and pins, and deletes only what is theirs', () => {
  const direct = { id: '5', type: 1, permissions: '0' };
  assert.deepEqual(names(onMessage(message(), direct, ann)), ['react', 'reply', 'pin']);
});

test('what only one person sees can only be dismissed, and what the system wrote is not edited', () => {
  assert.deepEqual(names(onMessage(message({ flags: 64 }), channel(bits(3)), ann)), ['dismiss']);
  assert.equal(onMessage(message({ type: 7, author: ann }), channel(bits(3)), ann).edit, false);
  assert.equal(onMessage(message({ thread: { id: '9' } }), channel(bits(3)), ann).thread, false);
});

const roles = [
  { id: '7', position: 0, permissions: '0', managed: false },
  { id: '70', position: 3, permissions: bits(1, 2, 27, 28, 40), managed: false },
  { id: '71', position: 2, permissions: bits(3), managed: false },
  { id: '72', position: 1, permissions: '0', managed: false },
  { id: '73', position: 1, permissions: '0', managed: true },
];
const guild = (permissions, owner = '100') => ({ id: '7', owner_id: owner, roles, permissions });
const member = (user, ...own) => ({ user, roles: own });

test('whoever stands higher may do what the rights allow, but no time-out for administrators', () => {
  const all = guild(bits(1, 2, 26, 27, 28, 40));
  const own = member(ann, '70');
  assert.deepEqual(names(onMember(all, ann, own, bob, member(bob, '72'))), ['nick', 'roles', 'timeout', 'kick', 'ban']);
  assert.deepEqual(names(onMember(all, ann, own, bob, member(bob, '71'))), ['nick', 'roles', 'kick', 'ban']);
  assert.deepEqual(names(onMember(all, ann, own, bob, member(bob, '70'))), ['roles'], 'the same height is not higher');
});

test('nobody does anything to the owner, the owner to everybody but themselves', () => {
  const own = member(ann, '70');
  assert.deepEqual(names(onMember(guild(bits(3), '2'), ann, own, bob, member(bob))), ['roles']);
  const mine = guild(bits(3), '1');
  assert.deepEqual(names(onMember(mine, ann, member(ann), bob, member(bob, '70'))), ['nick', 'roles', 'timeout', 'kick', 'ban']);
  assert.deepEqual(names(onMember(mine, ann, member(ann), ann, member(ann))), ['nick', 'roles']);
});

test('who has left can still be banned', () => {
  assert.deepEqual(names(onMember(guild(bits(3), '1'), ann, member(ann), bob, undefined)), ['ban']);
});

test('roles below the own are given, those of bots are not', () => {
  assert.deepEqual(assignable(guild('0'), ann, member(ann, '71')).map((role) => role.id), ['72']);
  assert.deepEqual(assignable(guild('0', '1'), ann, member(ann)).map((role) => role.id), ['70', '71', '72']);
});
