// Where we are: person, server and channel, kept in the address so that a reload and a second window find it.
// @ts-check

import { load } from './messages.js';
import { get, set } from './store.js';

/** Text, announcement, directs, groups, threads. */
const READABLE = new Set([0, 1, 2, 3, 5, 10, 11, 12, 13, 15, 16]);

/** `#/ann/GUILD/CHANNEL`; a guild of `@me` is the private channels. @param {string} hash */
export function placeOf(hash) {
  const [person, guild, channel] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  return { person: person || null, guild: guild && guild !== '@me' ? guild : null, channel: channel || null };
}

/** @param {string} person @param {{guild?: string|null, channel?: string|null}} [place] */
export function addressOf(person, { guild = null, channel = null } = {}) {
  return `#/${[person, guild ?? '@me', channel].filter(Boolean).map((text) => encodeURIComponent(String(text))).join('/')}`;
}

/** Goes to a channel that is there, or to the nearest place that is. @param {{guild: string|null, channel: string|null}} wanted */
export function go(wanted) {
  const { channels, guilds, me, messages } = get();
  if (!me) return;
  const channel = wanted.channel ? channels.get(wanted.channel) : undefined;
  const guild = channel ? channel.guild_id ?? null : wanted.guild && guilds.has(wanted.guild) ? wanted.guild : null;
  const lands = channel ?? firstOf(guild ?? (wanted.guild || !wanted.channel ? guilds.keys().next().value ?? null : null));
  const place = { guild: lands?.guild_id ?? guild, channel: lands?.id ?? null };
  set({ place, editing: null, ui: { ...get().ui, drawer: null } });
  const address = addressOf(me.username, place);
  if (location.hash !== address) history.replaceState(null, '', address);
  if (lands && !messages.has(lands.id)) load(lands.id);
}

/** The first channel of a server in which there is something to read. @param {string|null} guild */
export function firstOf(guild) {
  const own = [...get().channels.values()].filter(
    (channel) => (channel.guild_id ?? null) === guild && READABLE.has(channel.type) && ![10, 11, 12].includes(channel.type),
  );
  own.sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
  return own.find((channel) => channel.type === 0) ?? own[0];
}
