// The order of a list of members: those who are there below their highest hoisted role, others, those who are away.
// @ts-check

import { hoistedOf, plainName } from '../state/names.js';

/** @typedef {import('../types.js').Member} Member */

const order = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** @param {Member} member */
const called = (member) => member.nick || plainName(member.user);

/**
 * @param {Member[]} members @param {import('../types.js').Guild} guild
 * @returns {{id: string, name: string, members: Member[]}[]}
 */
export function grouped(members, guild) {
  /** @type {Map<string, {id: string, name: string, position: number, members: Member[]}>} */
  const groups = new Map();
  for (const member of members) {
    const away = (member.status ?? 'offline') === 'offline';
    const role = away ? null : hoistedOf(member, guild);
    const id = away ? 'offline' : role?.id ?? 'online';
    const name = away ? 'Offline' : role?.name ?? 'Online';
    const position = away ? -2 : role?.position ?? -1;
    const group = groups.get(id) ?? { id, name, position, members: [] };
    group.members.push(member);
    groups.set(id, group);
  }
  const sorted = [...groups.values()].sort((a, b) => b.position - a.position);
  for (const group of sorted) group.members.sort((a, b) => order.compare(called(a), called(b)));
  return sorted;
}
