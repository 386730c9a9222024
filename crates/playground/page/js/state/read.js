// What was read: kept for each person in this browser, so that unread channels and mentions survive a reload.
// @ts-check

import * as api from '../api.js';
import { hasMessages, isDirect, isThread } from './channels.js';
import { order } from './messages.js';
import { get, mapped, set } from './store.js';

/** Channels whose missed messages are looked through for mentions after a start. */
const CAUGHT_UP = 30;

const place = (user) => `guildhall.read.${user}`;
/** Everything older was there before this browser came: nobody has to read it. */
const SINCE = 'guildhall.since';
let since = '0';
/** The channel whose newest message is in view. @type {string|null} */
let bottom = null;

/** Takes out what a person has read. Called before their channels are shown. @param {string} user @param {Iterable<import('../types.js').Channel>} channels */
export function recall(user, channels) {
  const kept = stored(place(user)) ?? {};
  const newest = [...channels].reduce((last, channel) => (order(channel.last_message_id ?? '0', last) > 0 ? channel.last_message_id ?? '0' : last), '0');
  const known = stored(SINCE);
  since = typeof known === 'string' ? known : newest;
  if (known !== since) store(SINCE, since);
  set({ read: new Map(Object.entries(kept.read ?? {})), mentions: new Map(Object.entries(kept.mentions ?? {})) });
}

/** Whether there is something new in a channel. @param {import('./store.js').State} state @param {import('../types.js').Channel} channel */
export function isUnread({ read }, channel) {
  const last = channel.last_message_id;
  if (!last || !hasMessages(channel)) return false;
  if (isThread(channel) && !channel.member) return false;
  return order(last, read.get(channel.id) ?? since) > 0;
}

/** Says that the newest message of a channel is in view, or no longer. @param {string} channel @param {boolean} [yes] */
export function sawNewest(channel, yes = true) {
  if (yes) bottom = channel;
  else if (bottom === channel) bottom = null;
  look();
}

/** Marks a channel as read, whatever was seen of it. @param {string} channel */
export function markRead(channel) {
  const { channels, read, mentions } = get();
  const last = channels.get(channel)?.last_message_id;
  if (!last || (read.get(channel) === last && !mentions.has(channel))) return;
  set({ read: mapped(read, channel, last), mentions: mapped(mentions, channel) });
  keep();
}

/** A new message came. @param {import('../types.js').Message} message */
export function noticed(message) {
  const { me, channels, mentions } = get();
  const channel = channels.get(message.channel_id);
  if (!me || !channel) return;
  if (message.author.id === me.id) {
    markRead(channel.id);
    return;
  }
  if (bottom === channel.id && get().place.channel === channel.id && isLooking()) {
    markRead(channel.id);
  } else if (isForMe(message, channel)) {
    set({ mentions: mapped(mentions, channel.id, (mentions.get(channel.id) ?? 0) + 1) });
    keep();
  }
}

/** Looks for mentions in what was missed while somebody else was acted as. */
export async function catchUp() {
  const { me, channels } = get();
  if (!me) return;
  const unread = [...channels.values()].filter((channel) => isUnread(get(), channel) && channel.id !== get().place.channel);
  unread.sort((a, b) => order(b.last_message_id ?? '0', a.last_message_id ?? '0'));
  for (const channel of unread.slice(0, CAUGHT_UP)) {
    try {
      const found = await api.messages(me.id, channel.id, { after: get().read.get(channel.id) ?? since, limit: 50 });
      if (get().me?.id !== me.id) return;
      const count = found.messages.filter((message) => message.author.id !== me.id && isForMe(message, channel)).length;
      if (isUnread(get(), channel)) set({ mentions: mapped(get().mentions, channel.id, count || undefined) });
    } catch {
      return;
    }
  }
}

/** @param {import('../types.js').Message} message @param {import('../types.js').Channel} channel */
export function isForMe(message, channel) {
  const { me, guilds } = get();
  if (!me || isDirect(channel)) return isDirect(channel);
  if (message.mention_everyone || message.mentions?.some((user) => user.id === me.id)) return true;
  const roles = guilds.get(channel.guild_id ?? '')?.me?.roles ?? [];
  return message.mention_roles?.some((role) => roles.includes(role)) ?? false;
}

/** @type {{channels: any, read: any, mentions: any, of: Map<string, {unread: boolean, mentions: number}>}} */
let marks = { channels: null, read: null, mentions: null, of: new Map() };

/** Of each server (`@me`: directs) whether something is unread and how many mentions there are. @param {import('./store.js').State} state */
export function marksOf(state) {
  const { channels, read, mentions } = state;
  if (marks.channels === channels && marks.read === read && marks.mentions === mentions) return marks.of;
  const of = new Map();
  for (const channel of channels.values()) {
    const key = channel.guild_id ?? '@me';
    const before = of.get(key) ?? { unread: false, mentions: 0 };
    const count = mentions.get(channel.id) ?? 0;
    of.set(key, { unread: before.unread || count > 0 || isUnread(state, channel), mentions: before.mentions + count });
  }
  marks = { channels, read, mentions, of };
  return of;
}

const isLooking = () => !document.hidden && document.hasFocus();

function look() {
  if (bottom && get().place.channel === bottom && isLooking()) markRead(bottom);
}

function keep() {
  const { me, read, mentions } = get();
  if (me) store(place(me.id), { read: Object.fromEntries(read), mentions: Object.fromEntries(mentions) });
}

/** @param {string} key */
function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** @param {string} key @param {any} value */
function store(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing forgets it with the window.
  }
}

/** What another window of the same person read is read here as well. */
export function watchReading() {
  window.addEventListener('focus', look);
  document.addEventListener('visibilitychange', look);
  window.addEventListener('storage', (event) => {
    const { me } = get();
    if (!me || event.key !== place(me.id)) return;
    const kept = stored(place(me.id)) ?? {};
    set({ read: new Map(Object.entries(kept.read ?? {})), mentions: new Map(Object.entries(kept.mentions ?? {})) });
  });
}
