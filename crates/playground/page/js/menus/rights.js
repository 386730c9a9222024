// What a person may do to messages and to others: rights and who stands above whom.
// @ts-check

import { allows } from '../state/names.js';

/** @typedef {import('../types.js').Guild} Guild */
/** @typedef {import('../types.js').Member} Member */
/** @typedef {import('../types.js').Message} Message */
/** @typedef {import('../types.js').Channel} Channel */
/** @typedef {import('../types.js').User} User */

const EPHEMERAL = 64;
/** Texts and replies; all else the system wrote. */
const WRITTEN = new Set([0, 19]);
/** Messages of the system that nobody can delete: calls, names and pictures of groups, starts of threads. */
const KEPT = new Set([1, 2, 3, 4, 5, 14, 21]);
/** Text and announcement channels have threads. */
const THREADED = new Set([0, 5]);

/** @param {Message} message */
export const isEphemeral = (message) => Boolean(message.flags & EPHEMERAL);

/**
 * What one may do with a message.
 * @param {Message} message @param {Channel|undefined} channel @param {User|null} me
 */
export function onMessage(message, channel, me) {
  const own = message.author.id === me?.id;
  const inGuild = Boolean(channel?.guild_id);
  const may = (/** @type {any} */ name) => !inGuild || allows(channel?.permissions, name);
  const whole = !isEphemeral(message);
  const isThread = [10, 11, 12].includes(channel?.type ?? 0);
  const writes = may(isThread ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES');
  return {
    react: whole && may('ADD_REACTIONS') && may('READ_MESSAGE_HISTORY'),
    reply: whole && writes && (WRITTEN.has(message.type) || message.type === 20 || message.type === 23),
    edit: whole && own && WRITTEN.has(message.type) && !message.poll && !message.message_snapshots?.length,
    thread: whole && inGuild && THREADED.has(channel?.type ?? -1) && !message.thread && WRITTEN.has(message.type)
      && may('CREATE_PUBLIC_THREADS'),
    pin: whole && !KEPT.has(message.type) && (inGuild ? may('PIN_MESSAGES') : true),
    remove: whole && !KEPT.has(message.type) && (own || (inGuild && may('MANAGE_MESSAGES'))),
    dismiss: !whole,
  };
}

/** The highest place of somebody's roles. @param {Guild} guild @param {Partial<Member>|undefined} member */
const heightOf = (guild, member) =>
  Math.max(0, ...guild.roles.filter((role) => member?.roles?.includes(role.id)).map((role) => role.position));

/**
 * Whether somebody stands above another.
 * @param {Guild} guild @param {string} id @param {Member|undefined} member @param {string} other @param {Member|undefined} target
 */
function outranks(guild, id, member, other, target) {
  if (id === other || guild.owner_id === other) return false;
  return guild.owner_id === id || heightOf(guild, member) > heightOf(guild, target);
}

/**
 * What one may do to somebody in a server.
 * @param {Guild|undefined} guild @param {User|null} me @param {Member|undefined} own @param {User} user
 * @param {Member|undefined} member undefined if they are not in it
 */
export function onMember(guild, me, own, user, member) {
  const nothing = { nick: false, roles: false, timeout: false, kick: false, ban: false };
  if (!guild || !me) return nothing;
  const may = (/** @type {any} */ name) => allows(guild.permissions, name);
  const self = user.id === me.id;
  const above = outranks(guild, me.id, own, user.id, member);
  const isAdmin = guild.owner_id === user.id || guild.roles.some((role) =>
    (role.id === guild.id || member?.roles.includes(role.id)) && allows(role.permissions, 'ADMINISTRATOR'));
  return {
    nick: Boolean(member) && (self ? may('CHANGE_NICKNAME') || may('MANAGE_NICKNAMES') : above && may('MANAGE_NICKNAMES')),
    roles: Boolean(member) && may('MANAGE_ROLES') && assignable(guild, me, own).length > 0,
    timeout: Boolean(member) && above && !isAdmin && may('MODERATE_MEMBERS'),
    kick: Boolean(member) && above && may('KICK_MEMBERS'),
    ban: above && may('BAN_MEMBERS'),
  };
}

/**
 * Roles that one may give: below the own highest, and not those of bots.
 * @param {Guild} guild @param {User} me @param {Member|undefined} own
 */
export function assignable(guild, me, own) {
  const height = guild.owner_id === me.id ? Infinity : heightOf(guild, own);
  return guild.roles
    .filter((role) => role.id !== guild.id && !role.managed && role.position < height)
    .sort((a, b) => b.position - a.position);
}
