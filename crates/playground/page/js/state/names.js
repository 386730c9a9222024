// What people are called in a server, their colour and rank, and what one may do.
// @ts-check

import { readable } from '../ui/colour.js';
import { get, useStore } from './store.js';

/** @typedef {import('../types.js').Member} Member */
/** @typedef {import('../types.js').Guild} Guild */
/** @typedef {import('../types.js').User} User */

/** Discord's permissions by name: the number of the bit. */
export const PERMISSIONS = {
  CREATE_INSTANT_INVITE: 0, KICK_MEMBERS: 1, BAN_MEMBERS: 2, ADMINISTRATOR: 3, MANAGE_CHANNELS: 4, MANAGE_GUILD: 5,
  ADD_REACTIONS: 6, VIEW_AUDIT_LOG: 7, PRIORITY_SPEAKER: 8, STREAM: 9, VIEW_CHANNEL: 10, SEND_MESSAGES: 11,
  SEND_TTS_MESSAGES: 12, MANAGE_MESSAGES: 13, EMBED_LINKS: 14, ATTACH_FILES: 15, READ_MESSAGE_HISTORY: 16,
  MENTION_EVERYONE: 17, USE_EXTERNAL_EMOJIS: 18, VIEW_GUILD_INSIGHTS: 19, CONNECT: 20, SPEAK: 21, MUTE_MEMBERS: 22,
  DEAFEN_MEMBERS: 23, MOVE_MEMBERS: 24, USE_VAD: 25, CHANGE_NICKNAME: 26, MANAGE_NICKNAMES: 27, MANAGE_ROLES: 28,
  MANAGE_WEBHOOKS: 29, MANAGE_GUILD_EXPRESSIONS: 30, USE_APPLICATION_COMMANDS: 31, REQUEST_TO_SPEAK: 32,
  MANAGE_EVENTS: 33, MANAGE_THREADS: 34, CREATE_PUBLIC_THREADS: 35, CREATE_PRIVATE_THREADS: 36,
  USE_EXTERNAL_STICKERS: 37, SEND_MESSAGES_IN_THREADS: 38, USE_EMBEDDED_ACTIVITIES: 39, MODERATE_MEMBERS: 40,
  VIEW_CREATOR_MONETIZATION_ANALYTICS: 41, USE_SOUNDBOARD: 42, CREATE_GUILD_EXPRESSIONS: 43, CREATE_EVENTS: 44,
  USE_EXTERNAL_SOUNDS: 45, SEND_VOICE_MESSAGES: 46, SEND_POLLS: 49, USE_EXTERNAL_APPS: 50, PIN_MESSAGES: 51,
  BYPASS_SLOWMODE: 52,
};

/** Whether bits have a permission; administrators have all. @param {string|undefined|null} bits @param {keyof typeof PERMISSIONS} name */
export function allows(bits, name) {
  const all = BigInt(bits || '0');
  return Boolean((all >> BigInt(PERMISSIONS[name])) & 1n) || Boolean((all >> 3n) & 1n);
}

/**
 * Whether I may do something in a channel or server. Missing ones allow nothing.
 * @param {{permissions?: string}|null|undefined} place @param {keyof typeof PERMISSIONS} name
 */
export const can = (place, name) => allows(place?.permissions, name);

/** The name without a server. @param {User|null|undefined} user */
export const plainName = (user) => user?.global_name || user?.username || 'Somebody';

/** What somebody is called: nickname, display name, name. @param {User|null|undefined} user @param {string|null} [guildId] */
export const nameOf = (user, guildId) => nameIn(get(), user, guildId);

/** @param {import('./store.js').State} state @param {User|null|undefined} user @param {string|null} [guildId] */
export function nameIn(state, user, guildId) {
  if (!user) return 'Somebody';
  const nick = guildId ? state.members.get(guildId)?.get(user.id)?.nick : null;
  return nick || plainName(state.users.get(user.id) ?? user);
}

/** The name, drawn again when it changes. @param {User|null|undefined} user @param {string|null} [guildId] */
export const useName = (user, guildId) => useStore((state) => nameIn(state, user, guildId));

/** Somebody in a server, if they are known there; drawn again when they change. @param {string|null|undefined} userId @param {string|null|undefined} guildId */
export const useMember = (userId, guildId) =>
  useStore((state) => (guildId && userId ? state.members.get(guildId)?.get(userId) : undefined));

/** The roles somebody has, the highest first. @param {Partial<Member>|null|undefined} member @param {Guild|null|undefined} guild */
export function rolesOf(member, guild) {
  const own = new Set(member?.roles ?? []);
  return (guild?.roles ?? []).filter((role) => own.has(role.id)).sort(higher);
}

/** The highest first; of the same height the older. */
const higher = (a, b) => b.position - a.position || (BigInt(a.id) < BigInt(b.id) ? -1 : 1);

/**
 * The colour of somebody's name: that of the highest role with one, readable in both themes.
 * @param {Partial<Member>|null|undefined} member @param {Guild|null|undefined} guild @returns {string|undefined}
 */
export function colorOf(member, guild) {
  const role = rolesOf(member, guild).find((one) => one.color !== 0);
  return role ? readable(role.color) : undefined;
}

/** The role below whose heading somebody stands. @param {Partial<Member>|null|undefined} member @param {Guild|null|undefined} guild */
export const hoistedOf = (member, guild) => rolesOf(member, guild).find((role) => role.hoist) ?? null;

/** A channel's name as it is told: with its sign for text, people for directs. @param {import('../types.js').Channel|null|undefined} channel */
export function channelName(channel) {
  if (!channel) return '';
  if (channel.name) return channel.name;
  const others = (channel.recipients ?? []).filter((user) => user.id !== get().me?.id);
  return others.map((user) => plainName(get().users.get(user.id) ?? user)).join(', ') || 'Only you';
}
