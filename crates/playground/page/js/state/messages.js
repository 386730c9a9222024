// The part of each channel's messages that is here, and what comes into it.
// @ts-check

import * as api from '../api.js';
import { get, mapped, set } from './store.js';

/** @typedef {import('../types.js').Message} Message */
/** @typedef {import('../types.js').Page} Page */

/** Messages that are asked for at a time. */
const PAGE = 50;
/** Most messages that are kept of a channel: beyond it the far end goes, and is asked for again when it is needed. */
const MOST = 300;
/** Messages that stay where nobody reads older ones, when more than a page too many have come. */
const LIVE = 150;

/** Channels whose reader is not at the end. @type {Set<string>} */
const held = new Set();
/** By channel what was told while messages were fetched: it is newer than what comes. @type {Map<string, (() => void)[]>} */
const missed = new Map();

/** While somebody reads older messages these stay, and the newest are left out when there are too many. @param {string} channel @param {boolean} reads */
export function hold(channel, reads) {
  if (reads) held.add(channel);
  else held.delete(channel);
}

/** Snowflakes in order of time. @param {string} a @param {string} b */
export const order = (a, b) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

/** @param {string} channel */
export const pageOf = (channel) => get().messages.get(channel);

/** The newest messages of a channel, or those around one. @param {string} channel @param {string} [around] */
export async function load(channel, around) {
  const before = pageOf(channel);
  put(channel, { items: before?.items ?? [], before: false, after: false, status: 'loading' });
  const me = get().me?.id;
  if (!me) return;
  try {
    const found = await api.messages(me, channel, { limit: PAGE, around });
    if (get().me?.id !== me) return;
    put(channel, { items: found.messages, before: found.before, after: found.after, status: 'ready' });
    catchUp(channel);
  } catch (error) {
    missed.delete(channel);
    put(channel, { items: [], before: false, after: false, status: 'failed', error: String(error.message) });
  }
}

/** More on one side of what is here. @param {string} channel @param {'before'|'after'} side */
export async function more(channel, side) {
  const page = pageOf(channel);
  const me = get().me?.id;
  if (!me || !page || page.status !== 'ready' || !page[side] || page.items.length === 0) return;
  put(channel, { ...page, status: 'loading' });
  const edge = side === 'before' ? page.items[0] : page.items[page.items.length - 1];
  try {
    const found = await api.messages(me, channel, { limit: PAGE, [side]: edge.id });
    const now = pageOf(channel);
    if (!now || get().me?.id !== me) return;
    put(channel, joined(now, found, side));
    catchUp(channel);
  } catch {
    missed.delete(channel);
    const now = pageOf(channel);
    if (now) put(channel, { ...now, status: 'ready' });
  }
}

/** Says again what was told while messages were fetched. @param {string} channel */
function catchUp(channel) {
  const told = missed.get(channel) ?? [];
  missed.delete(channel);
  told.forEach((tell) => tell());
}

/** Keeps what is told while messages are fetched. @param {string} channel @param {() => void} tell */
function keepFor(channel, tell) {
  if (pageOf(channel)?.status === 'loading') missed.set(channel, [...(missed.get(channel) ?? []), tell]);
}

/** @param {Page} page @param {{messages: Message[], before: boolean, after: boolean}} found @param {'before'|'after'} side @returns {Page} */
function joined(page, found, side) {
  const known = new Set(page.items.map((message) => message.id));
  const fresh = found.messages.filter((message) => !known.has(message.id));
  if (side === 'before') {
    const items = [...fresh, ...page.items];
    const cut = items.length > MOST;
    return { items: items.slice(0, MOST), before: found.before, after: page.after || cut, status: 'ready' };
  }
  const items = [...page.items, ...fresh];
  const cut = items.length > MOST;
  return { items: items.slice(-MOST), before: page.before || cut, after: found.after, status: 'ready' };
}

/** A message as it is now. @param {Message} message */
export function arrived(message) {
  const { pending } = get();
  const waiting = pending.get(message.channel_id);
  if (waiting && message.nonce && waiting.some((one) => one.nonce === message.nonce)) {
    const left = waiting.filter((one) => one.nonce !== message.nonce);
    set({ pending: mapped(pending, message.channel_id, left.length ? left : undefined) });
  }
  const page = pageOf(message.channel_id);
  if (!page) return;
  keepFor(message.channel_id, () => arrived(message));
  const at = page.items.findIndex((known) => known.id === message.id);
  if (at >= 0) {
    const items = page.items.slice();
    items[at] = message;
    put(message.channel_id, { ...page, items });
    return;
  }
  const last = page.items[page.items.length - 1];
  const isNewest = !last || order(message.id, last.id) > 0;
  // Between two ends that are not here yet it comes with its page.
  if (isNewest ? page.after : page.before && order(message.id, page.items[0].id) < 0) return;
  if (isNewest && page.items.length >= MOST && held.has(message.channel_id)) {
    put(message.channel_id, { ...page, after: true });
    return;
  }
  const items = [...page.items, message];
  if (!isNewest) items.sort((a, b) => order(a.id, b.id));
  const cut = !held.has(message.channel_id) && items.length > LIVE + PAGE;
  put(message.channel_id, { ...page, items: cut ? items.slice(-LIVE) : items, before: page.before || cut });
}

/** @param {string} channel @param {string} id */
export function gone(channel, id) {
  const page = pageOf(channel);
  if (!page) return;
  keepFor(channel, () => gone(channel, id));
  if (page.items.some((message) => message.id === id)) put(channel, { ...page, items: page.items.filter((message) => message.id !== id) });
}

/** Back to the newest messages. @param {string} channel */
export function toNewest(channel) {
  const page = pageOf(channel);
  return page?.after ? load(channel) : Promise.resolve();
}

/** @param {string} channel @param {Page} page */
function put(channel, page) {
  set({ messages: mapped(get().messages, channel, page) });
}
