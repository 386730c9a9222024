// People, roles and channels that can be named in a channel: found by what was typed, and read back from it.
// @ts-check

import * as api from '../api.js';
import { apply } from '../state/apply.js';
import { nameOf } from '../state/names.js';
import { get } from '../state/store.js';
import { OPTION } from './commands.js';
import { folded, ranked } from './rank.js';

/** @typedef {import('../types.js').Channel} Channel */
/**
 * Something that has a name here.
 * @typedef {{kind: 'user'|'role'|'channel', id: string, name: string, detail: string, user?: import('../types.js').User,
 *   role?: import('../types.js').Role, channel?: Channel}} Entity
 */

/** Everybody who is known to be here. @param {Channel} channel @returns {Entity[]} */
export function people(channel) {
  const { members, me, users } = get();
  const guild = channel.guild_id;
  const here = guild ? [...(members.get(guild)?.values() ?? [])].map((member) => member.user)
    : [...(channel.recipients ?? []), ...(me ? [me] : [])];
  return here.map((user) => asEntity(users.get(user.id) ?? user, guild));
}

/** @param {import('../types.js').User} user @param {string|undefined} guild @returns {Entity} */
const asEntity = (user, guild) => ({ kind: 'user', id: user.id, name: nameOf(user, guild), detail: user.username, user });

/** Roles, the highest first, without @everyone. @param {Channel} channel @returns {Entity[]} */
export function roles(channel) {
  const guild = get().guilds.get(channel.guild_id ?? '');
  const own = (guild?.roles ?? []).filter((role) => role.id !== guild?.id).sort((a, b) => b.position - a.position);
  return own.map((role) => ({ kind: 'role', id: role.id, name: role.name, detail: 'Role', role }));
}

/** The server's channels and threads. @param {Channel} channel @param {number[]} [types] @returns {Entity[]} */
export function channels(channel, types) {
  const { channels: all } = get();
  const own = [...all.values()].filter((one) => channel.guild_id && one.guild_id === channel.guild_id);
  const fitting = types?.length ? own.filter((one) => types.includes(one.type)) : own;
  return fitting
    .sort((a, b) => (a.position ?? 0) - (b.position ?? 0))
    .map((one) => ({ kind: 'channel', id: one.id, name: one.name ?? '', detail: all.get(one.parent_id ?? '')?.name ?? '', channel: one }));
}

const namesOf = (/** @type {Entity} */ entity) => [entity.name, entity.user?.username, entity.user?.global_name];

/** @param {Entity[]} entities @param {string} query @param {number} [most] */
export const search = (entities, query, most) => ranked(entities, query.replace(/^[@#]/, ''), namesOf, most);

/** What an option of a command can be given. @param {import('./commands.js').Option} option @param {Channel} channel */
export function candidates(option, channel) {
  if (option.type === OPTION.user) return people(channel);
  if (option.type === OPTION.role) return roles(channel);
  if (option.type === OPTION.mentionable) return [...people(channel), ...roles(channel)];
  return option.type === OPTION.channel ? channels(channel, option.channel_types) : [];
}

/**
 * How an option's typed text is understood: a mention, an id, or a name that only one has.
 * @param {Channel} channel @returns {import('./values.js').World}
 */
export const worldOf = (channel) => ({
  find: (option, text) => {
    const all = candidates(option, channel);
    const tag = /^<(?:@[!&]?|#)(\d+)>$/.exec(text)?.[1] ?? (/^\d{15,20}$/.test(text) ? text : null);
    if (tag) return all.some((entity) => entity.id === tag) || option.type === OPTION.user ? tag : null;
    return called(all, text)?.id ?? null;
  },
});

/** The only one with this name; a username is nobody else's. @param {Entity[]} all @param {string} text */
export function called(all, text) {
  const wanted = folded(text.replace(/^[@#]/, '').trim());
  if (!wanted) return null;
  const exact = all.find((entity) => entity.user && folded(entity.user.username) === wanted);
  const same = all.filter((entity) => folded(entity.name) === wanted);
  return exact ?? (same.length === 1 ? same[0] : null);
}

/** How an entity stands in a field. @param {Entity} entity */
export const shownAs = ({ kind, name }) => (kind === 'channel' ? `#${name}` : `@${name}`);

/** How it is told from another of the same name. @param {Entity} entity */
export const exactly = (entity) => (entity.user ? `@${entity.user.username}` : `${shownAs(entity)} (${entity.kind} ${entity.id.slice(-4)})`);

/** How it is sent within a text. @param {Entity} entity */
export const tagOf = ({ kind, id }) => (kind === 'channel' ? `<#${id}>` : kind === 'role' ? `<@&${id}>` : `<@${id}>`);

/**
 * Asks for members that are not known yet: large servers tell only some at the start.
 * @param {Channel} channel @param {string} query
 */
export async function askMembers(channel, query) {
  const { me, guilds, members } = get();
  const guild = channel.guild_id;
  if (!me || !guild || !query.trim()) return;
  const known = members.get(guild)?.size ?? 0;
  if (known >= (guilds.get(guild)?.member_count ?? 0)) return;
  try {
    const found = await api.members(me.id, guild, { query, limit: 20 });
    for (const member of found.members) apply({ kind: 'member', guild_id: guild, member });
  } catch {
    // The list keeps what is known.
  }
}
