// Where we are: person, server and channel, kept in the address so that a reload and a second window find it.
// @ts-check

import { hasMessages, landing } from './channels.js';
import { load } from './messages.js';
import { get, set } from './store.js';

/** `#/ann/GUILD/CHANNEL`; a guild of `@me` is the private channels. @param {string} hash */
export function placeOf(hash) {
  const [person, guild, channel] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  const home = guild === '@me';
  return { person: person || null, guild: guild && !home ? guild : null, channel: channel || null, home };
}

/** @param {string} person @param {{guild?: string|null, channel?: string|null}} [place] */
export function addressOf(person, { guild = null, channel = null } = {}) {
  return `#/${[encodeURIComponent(person), guild ?? '@me', channel].filter(Boolean).join('/')}`;
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Goes to a channel that is there, or to the nearest place that is; `home` is the private channels.
 * @param {{guild: string|null, channel: string|null, home?: boolean}} wanted
 */
export function go(wanted) {
  const { channels, guilds, me, messages } = get();
  if (!me) return;
  const channel = wanted.channel ? channels.get(wanted.channel) : undefined;
  const asked = wanted.guild && guilds.has(wanted.guild) ? wanted.guild : null;
  const guild = channel ? channel.guild_id ?? null : asked ?? (wanted.home ? null : guilds.keys().next().value ?? null);
  const lands = channel ?? (guild ? landing(channels.values(), guild) : undefined);
  const place = { guild, channel: lands?.id ?? null };
  // A drawer has an entry of its own in the window's history.
  set({ place, editing: null, ui: { ...get().ui, drawer: history.state?.drawer ?? null } });
  const address = addressOf(me.username, place);
  if (location.hash !== address) history.replaceState(history.state, '', address);
  if (lands && hasMessages(lands) && !messages.has(lands.id)) load(lands.id);
}
