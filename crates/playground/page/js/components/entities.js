// People, roles and channels as options, and how they are found by what is typed.
// @ts-check

import * as api from '../api.js';
import { html, useEffect, useMemo, useState } from '../html.js';
import { nameIn } from '../state/names.js';
import { get, mapped, set, useStore } from '../state/store.js';
import { readable } from '../ui/colour.js';
import { Avatar, Icon } from '../ui/ui.js';

/** Most that are offered. */
const MOST = 25;
/** How long typing pauses before the simulator is asked, in ms. */
const PAUSE_MS = 150;
const SIGNS = { 2: 'speaker', 4: 'list', 5: 'announcement', 10: 'thread', 11: 'thread', 12: 'thread', 13: 'stage', 15: 'forum', 16: 'media' };

/** How well a name fits what is typed: lower is better, negative not at all. @param {string|null|undefined} name @param {string} query */
function fit(name, query) {
  const at = (name ?? '').toLocaleLowerCase().indexOf(query);
  return at < 0 ? -1 : at === 0 ? 0 : 1;
}

/** @param {import('../types.js').User} user @param {string|null} guildId @param {string} query */
function fitOf(user, guildId, query) {
  if (query === '') return 0;
  const fits = [nameIn(get(), user, guildId), user.global_name, user.username, user.id].map((name) => fit(name, query)).filter((one) => one >= 0);
  return fits.length ? Math.min(...fits) : -1;
}

/** @param {Map<string, import('../types.js').Member>|undefined} members @param {any} direct @param {string|null} guildId @param {string} query */
export function findPeople(members, direct, guildId, query) {
  const wanted = query.trim().replace(/^@/, '').toLocaleLowerCase();
  const all = members ? [...members.values()].map((member) => member.user) : direct ?? [];
  return all.map((user) => ({ user, fit: fitOf(user, guildId, wanted) })).filter((one) => one.fit >= 0)
    .sort((a, b) => a.fit - b.fit || nameIn(get(), a.user, guildId).localeCompare(nameIn(get(), b.user, guildId)))
    .slice(0, MOST).map((one) => one.user);
}

/** People by what is typed: those that are known, and those that the simulator finds. @param {string|null} guildId @param {string} query */
export function useFound(guildId, query) {
  const members = useStore((state) => (guildId ? state.members.get(guildId) : undefined));
  const direct = useStore((state) => (guildId ? null : state.channels.get(state.place.channel ?? '')?.recipients ?? null));
  const me = useStore((state) => state.me);
  const [, asked] = useState('');
  useEffect(() => {
    if (!guildId || !me || query.trim() === '') return undefined;
    const timer = window.setTimeout(() => ask(me.id, guildId, query.trim()).then(() => asked(query)), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [guildId, query, me?.id]);
  return useMemo(() => findPeople(members, direct && me ? [me, ...direct] : direct, guildId, query), [members, direct, me, guildId, query]);
}

/** @param {string} me @param {string} guildId @param {string} query */
async function ask(me, guildId, query) {
  try {
    const { members } = await api.members(me, guildId, { query, limit: MOST });
    const known = get().members.get(guildId) ?? new Map();
    const fresh = members.filter((member) => !known.has(member.user.id));
    if (fresh.length === 0) return;
    const all = new Map([...known, ...fresh.map((member) => [member.user.id, member])]);
    const users = new Map([...get().users, ...fresh.map((member) => [member.user.id, member.user])]);
    set({ members: mapped(get().members, guildId, all), users });
  } catch {
    // Those that are known are offered anyway.
  }
}

/** @param {import('../types.js').Guild|undefined} guild @param {string} query */
export function findRoles(guild, query) {
  const wanted = query.trim().replace(/^@/, '').toLocaleLowerCase();
  return (guild?.roles ?? []).filter((role) => role.id !== guild?.id && fit(role.name, wanted) >= 0)
    .sort((a, b) => b.position - a.position).slice(0, MOST);
}

/** @param {Map<string, import('../types.js').Channel>} channels @param {string|null} guildId @param {number[]|undefined} types @param {string} query */
export function findChannels(channels, guildId, types, query) {
  const wanted = query.trim().replace(/^#/, '').toLocaleLowerCase();
  const allowed = types?.length ? new Set(types) : null;
  return [...channels.values()].filter((channel) => (channel.guild_id ?? null) === guildId
    && (allowed ? allowed.has(channel.type) : true) && fit(channel.name, wanted) >= 0)
    .sort((a, b) => fit(a.name, wanted) - fit(b.name, wanted) || (a.position ?? 0) - (b.position ?? 0)).slice(0, MOST);
}

/** @param {import('../types.js').User|string} user or its id @param {string|null} guildId */
export function personOption(user, guildId) {
  const known = typeof user === 'string' ? get().users.get(user) ?? null : user;
  const id = typeof user === 'string' ? user : user.id;
  const name = known ? nameIn(get(), known, guildId) : 'Unknown user';
  return { id, label: name, description: known && known.username !== name ? known.username : undefined,
    face: html`<${Avatar} user=${known} size=${24} />` };
}

/** @param {any} role */
export const roleOption = (role) => ({ id: role.id, label: role.name, description: undefined,
  face: html`<span class="cmp-role" style=${role.color ? { color: readable(role.color) } : undefined}><${Icon} name="shield" size=${20} /></span>` });

/** @param {any} channel */
export function channelOption(channel) {
  const parent = get().channels.get(channel.parent_id ?? '');
  return { id: channel.id, label: channel.name ?? 'unknown', description: parent?.name, face: html`<${Icon} name=${SIGNS[channel.type] ?? 'hash'} size=${20} />` };
}
