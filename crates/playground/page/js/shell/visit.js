// Going somewhere: addresses of channels and servers, and the channel where one was last in each.
// @ts-check

import { addressOf } from '../state/place.js';
import { get } from '../state/store.js';
import { closeDrawer } from './layout.js';

/** By person and server. @type {Map<string, string>} */
const last = new Map();
const key = (guild) => `${get().me?.id}/${guild ?? '@me'}`;

/** @param {{guild?: string|null, channel?: string|null}} place */
const address = (place) => addressOf(get().me?.username ?? '', place);

/** The address of a channel. @param {{id: string, guild_id?: string|null}} channel */
export const hrefOf = (channel) => address({ guild: channel.guild_id ?? null, channel: channel.id });

/** The address of a server (or of the private channels), where one was last in it. @param {string|null} guild */
export function hrefOfGuild(guild) {
  const channel = last.get(key(guild));
  return address({ guild, channel: channel && get().channels.has(channel) ? channel : null });
}

/** Remembers where one is. @param {{guild: string|null, channel: string|null}} place */
export function remember(place) {
  if (place.channel) last.set(key(place.guild), place.channel);
}

/** Goes to an address of the page; the way back stays open. @param {string} href */
export function follow(href) {
  if (location.hash === href) closeDrawer();
  else location.hash = href;
}

/** @param {{guild?: string|null, channel?: string|null}} place */
export const visit = (place) => follow(address(place));

/** For links: a press on the place where one is closes the drawer it was pressed in. @param {any} event */
export function onLink(event) {
  if (event.currentTarget.hash === location.hash) closeDrawer();
}
