// Names, colours and rights.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allows, can, colorOf, hoistedOf, nameOf, rolesOf } from '../../page/js/state/names.js';
import { get, mapped, set } from '../../page/js/state/store.js';
import { contrast, readable } from '../../page/js/ui/colour.js';

globalThis.document ??= { hidden: true };
globalThis.window ??= globalThis;

const role = (id, position, more = {}) => ({ id, name: id, color: 0, hoist: false, position, permissions: '0', managed: false, mentionable: false, ...more });
const guild = { id: '9', owner_id: '1', roles: [role('10', 1, { color: 0xff0000 }), role('11', 3, { hoist: true }), role('12', 2, { color: 0x00ff00, hoist: true })] };

test('a nickname comes before the display name, and that before the name', () => {
  const user = { id: '5', username: 'ann', global_name: 'Ann', avatar: null };
  assert.equal(nameOf({ ...user, global_name: null }), 'ann');
  assert.equal(nameOf(user, '9'), 'Ann');
  set({ members: mapped(get().members, '9', new Map([['5', { user, nick: 'Annie', roles: [] }]])) });
  assert.equal(nameOf(user, '9'), 'Annie');
  assert.equal(nameOf(user, '8'), 'Ann');
  assert.equal(nameOf(null), 'Somebody');
});

test('the highest role that has a colour gives it, the highest that is hoisted the heading', () => {
  const member = { roles: ['10', '11', '12'] };
  assert.deepEqual(rolesOf(member, guild).map(({ id }) => id), ['11', '12', '10']);
  assert.equal(colorOf(member, guild), readable(0x00ff00));
  assert.equal(hoistedOf(member, guild)?.id, '11');
  assert.equal(colorOf({ roles: ['11'] }, guild), undefined);
  assert.equal(colorOf(undefined, guild), undefined);
});

test('a right is a bit, and administrators have all', () => {
  assert.ok(allows('8192', 'MANAGE_MESSAGES'));
  assert.ok(!allows('16384', 'MANAGE_MESSAGES'));
  assert.ok(allows('8', 'BAN_MEMBERS'));
  assert.ok(allows(String(1n << 49n), 'SEND_POLLS'));
  assert.ok(!can(undefined, 'SEND_MESSAGES'));
});

test('any colour can be read in both themes', () => {
  const grounds = [[226, 228, 236], [50, 50, 61]];
  for (const number of [0, 1, 0xffffff, 0x808080, 0xff0000, 0x0000ff, 0xffff00, 0x3447003 & 0xffffff, 0x2b2b35]) {
    const sides = /^light-dark\((#\w{6}), (#\w{6})\)$/.exec(readable(number));
    assert.ok(sides, readable(number));
    grounds.forEach((ground, n) => {
      const rgb = [1, 3, 5].map((at) => parseInt(sides[n + 1].slice(at, at + 2), 16));
      assert.ok(contrast(rgb, ground) >= 4.5, `${number.toString(16)} is ${sides[n + 1]}`);
    });
  }
});
