// The order of channels, members, and what is found by some letters; who sees what.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grouped } from '../../page/js/shell/member-groups.js';
import { best, fit } from '../../page/js/shell/match.js';
import { arranged, directsOf, landing, threadsOf } from '../../page/js/state/channels.js';
import { sees } from '../../page/js/state/rights.js';
import { visible } from '../../page/js/ui/virtual.js';

const channel = (id, type, more = {}) => ({ id, type, guild_id: '9', permissions: '0', name: `c${id}`, ...more });
const ids = (all) => all.map(({ id }) => id);

test('channels stand below their category, text before voice, those of none first', () => {
  const all = [channel('1', 4, { position: 5 }), channel('2', 4, { position: 1 }), channel('3', 2, { position: 0, parent_id: '1' }),
    channel('4', 0, { position: 7, parent_id: '1' }), channel('5', 0, { position: 3 }), channel('6', 0, { position: 2, parent_id: '77' }),
    channel('7', 11, { parent_id: '4' }), channel('8', 0, { guild_id: '10' })];
  assert.deepEqual(arranged(all, '9').map(({ category, channels }) => [category?.id, ids(channels)]),
    [[undefined, ['6', '5']], ['2', []], ['1', ['4', '3']]]);
  assert.equal(landing(all, '9')?.id, '6');
  assert.equal(landing([], '9'), undefined);
});

test('only active threads hang on their channel, and the newest private channel is first', () => {
  const all = [channel('12', 11, { parent_id: '4', thread_metadata: { archived: false } }), channel('11', 12, { parent_id: '4' }),
    channel('13', 11, { parent_id: '4', thread_metadata: { archived: true } }), channel('14', 11, { parent_id: '5' })];
  assert.deepEqual(ids(threadsOf(all, '4')), ['11', '12']);
  const directs = [channel('1', 1, { last_message_id: '50' }), channel('2', 1, { last_message_id: '900' }), channel('3', 1)];
  assert.deepEqual(ids(directsOf(directs)), ['2', '1', '3']);
});

const role = (id, position, more = {}) => ({ id, name: `r${id}`, color: 0, hoist: false, position, permissions: '0', managed: false, mentionable: false, ...more });
const member = (id, roles = [], status = 'online', nick = null) => ({ user: { id, username: `u${id}`, global_name: null }, roles, status, nick });

test('members who are there stand below their highest hoisted role, the others by their names', () => {
  const guild = { id: '9', owner_id: '1', roles: [role('20', 1, { hoist: true }), role('21', 2, { hoist: true }), role('22', 3)] };
  const all = [member('1'), member('2', ['20', '21']), member('3', ['20', '22'], 'idle'), member('4', ['21'], 'offline'), member('5', [], 'dnd', 'Aaron')];
  assert.deepEqual(grouped(all, guild).map(({ name, members }) => [name, members.map(({ user }) => user.id)]),
    [['r21', ['2']], ['r20', ['3']], ['Online', ['5', '1']], ['Offline', ['4']]]);
});

test('what a channel says to a role or a member comes before what the server says', () => {
  const view = '1024';
  const guild = { id: '9', owner_id: '1', roles: [role('9', 0, { permissions: view }), role('20', 1), role('21', 2, { permissions: '8' })] };
  const closed = [{ id: '9', type: 0, allow: '0', deny: view }];
  assert.ok(sees(member('2'), guild, []));
  assert.ok(!sees(member('2'), guild, closed));
  assert.ok(sees(member('1'), guild, closed), 'owners see all');
  assert.ok(sees(member('2', ['21']), guild, closed), 'administrators see all');
  assert.ok(sees(member('2', ['20']), guild, [...closed, { id: '20', type: 0, allow: view, deny: '0' }]));
  assert.ok(!sees(member('2', ['20']), guild, [...closed, { id: '20', type: 0, allow: view, deny: '0' }, { id: '2', type: 1, allow: '0', deny: view }]));
});

test('the nearer a name is to what is typed, the sooner it comes', () => {
  assert.ok(fit('games', 'games') > fit('games-old', 'games'));
  assert.ok(fit('games', 'ga') > fit('new-games', 'ga'));
  assert.ok(fit('new-games', 'ga') > fit('megaphone', 'ga'));
  assert.ok(fit('megaphone', 'ga') > fit('general-talk', 'ga'));
  assert.equal(fit('general', 'xyz'), 0);
  assert.ok(fit('Épicerie Ünal', 'unal') > 0, 'marks are not needed');
  assert.deepEqual(best(['beta', 'alphabet', 'bet'], 'bet', (one) => one, 2), ['bet', 'beta']);
});

test('only the rows in view are drawn, and the room of the others stays', () => {
  const rows = Array.from({ length: 100 }, () => ({ height: 10 }));
  assert.deepEqual(visible(rows, 95, 205), { first: 9, last: 21, before: 90, after: 790 });
  assert.deepEqual(visible(rows, -50, 50), { first: 0, last: 5, before: 0, after: 950 });
  assert.deepEqual(visible([], 0, 100), { first: 0, last: 0, before: 0, after: 0 });
  const end = visible(rows, 980, 5000);
  assert.deepEqual([end.first, end.last, end.after], [98, 100, 0]);
});
