// Kinds of channels, and the order in which they stand.
// @ts-check

/** @typedef {import('../types.js').Channel} Channel */

/** Discord's kinds by number. */
export const KIND = { text: 0, direct: 1, voice: 2, group: 3, category: 4, announcement: 5, announcementThread: 10,
  publicThread: 11, privateThread: 12, stage: 13, directory: 14, forum: 15, media: 16 };

/** @param {{type: number}|null|undefined} channel */
export const isThread = (channel) => !!channel && channel.type >= 10 && channel.type <= 12;
/** @param {{type: number}|null|undefined} channel */
export const isVoice = (channel) => channel?.type === KIND.voice || channel?.type === KIND.stage;
/** @param {{type: number}|null|undefined} channel */
export const isForum = (channel) => channel?.type === KIND.forum || channel?.type === KIND.media;
/** @param {{type: number}|null|undefined} channel */
export const isDirect = (channel) => channel?.type === KIND.direct || channel?.type === KIND.group;
/** Whether messages stand in it. @param {{type: number}|null|undefined} channel */
export const hasMessages = (channel) =>
  !!channel && !isForum(channel) && channel.type !== KIND.category && channel.type !== KIND.directory;

const ICONS = { 0: 'hash', 1: 'at', 2: 'speaker', 3: 'people', 5: 'announcement', 10: 'thread', 11: 'thread', 12: 'lock',
  13: 'stage', 14: 'directory', 15: 'forum', 16: 'media' };
/** What a kind is called. @type {Record<number, string>} */
export const KIND_NAMES = { 0: 'Text channel', 1: 'Direct message', 2: 'Voice channel', 3: 'Group', 4: 'Category',
  5: 'Announcement channel', 10: 'Thread', 11: 'Thread', 12: 'Private thread', 13: 'Stage', 14: 'Directory', 15: 'Forum',
  16: 'Media channel' };
/** @param {{type: number}|null|undefined} channel */
export const iconOf = (channel) => (channel ? ICONS[channel.type] ?? 'hash' : 'hash');

/** Snowflakes in order of time. @param {string} a @param {string} b */
const older = (a, b) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
/** @param {Channel} a @param {Channel} b */
const byPosition = (a, b) =>
  Number(isVoice(a)) - Number(isVoice(b)) || (a.position ?? 0) - (b.position ?? 0) || older(a.id, b.id);

/**
 * A server's channels as its list shows them: those of no category, then category by category; text before voice.
 * @param {Iterable<Channel>} channels @param {string} guild
 * @returns {{category: Channel|null, channels: Channel[]}[]}
 */
export function arranged(channels, guild) {
  const own = [...channels].filter((channel) => channel.guild_id === guild && !isThread(channel));
  const categories = own.filter((channel) => channel.type === KIND.category).sort(byPosition);
  const known = new Set(categories.map((category) => category.id));
  const rest = own.filter((channel) => channel.type !== KIND.category);
  const inside = (id) => rest.filter((channel) => (known.has(channel.parent_id ?? '') ? channel.parent_id : null) === id).sort(byPosition);
  const groups = categories.map((category) => ({ category, channels: inside(category.id) }));
  const free = { category: null, channels: inside(null) };
  return [free, ...groups].filter(({ category, channels: own }) => own.length > 0 || category);
}

/** The active threads by their channel, the newest last. @param {Iterable<Channel>} channels @returns {Map<string, Channel[]>} */
export function threadsByParent(channels) {
  const active = [...channels].filter((channel) => isThread(channel) && !channel.thread_metadata?.archived);
  /** @type {Map<string, Channel[]>} */
  const groups = new Map();
  for (const thread of active.sort((a, b) => older(a.id, b.id))) {
    const parent = thread.parent_id ?? '';
    groups.set(parent, [...(groups.get(parent) ?? []), thread]);
  }
  return groups;
}

/** The active threads of a channel, the newest last. @param {Iterable<Channel>} channels @param {string} parent */
export const threadsOf = (channels, parent) => threadsByParent(channels).get(parent) ?? [];

/** Private channels, the one with the newest message first. @param {Iterable<Channel>} channels */
export const directsOf = (channels) =>
  [...channels].filter(isDirect).sort((a, b) => older(b.last_message_id ?? b.id, a.last_message_id ?? a.id));

/** The channel where one lands in a server: its first for text. @param {Iterable<Channel>} channels @param {string} guild */
export function landing(channels, guild) {
  const all = arranged(channels, guild).flatMap((group) => group.channels);
  return all.find((channel) => channel.type === KIND.text) ?? all.find(hasMessages) ?? all[0];
}
