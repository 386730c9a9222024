// Reacting: what reactions are given, taken back and chosen by; the ones that were used last are offered first.
// @ts-check

import * as api from '../api.js';
import { EmojiPicker } from '../composer/emoji.js';
import { custom } from '../composer/emoji-find.js';
import { recent, used } from '../composer/emoji-grid.js';
import { html } from '../html.js';
import { emojiKey } from '../markdown/emoji.js';
import { get } from '../state/store.js';
import { openLayer } from './open.js';
import { attempt } from './trouble.js';

/** @typedef {{id?: string|null, name?: string|null, animated?: boolean}} AnyEmoji */

/** Reactions that are offered beside a message. */
const QUICK = 3;
const COMMON = ['👍', '❤️', '😂'];

/** @param {import('../types.js').Message} message @param {AnyEmoji} emoji @param {boolean} on */
export const react = (message, emoji, on) =>
  attempt((me) => api.react(me, message.channel_id, message.id, emojiKey(emoji), on));

/** @param {import('../types.js').Message} message @param {AnyEmoji} emoji */
const reacted = (message, emoji) => (message.reactions ?? []).some((one) => one.me && emojiKey(one.emoji) === emojiKey(emoji));

/** Lets choose an emoji to react with. @param {import('../types.js').Message} message @param {any} anchor an element or a point */
export function openReactions(message, anchor) {
  openLayer((close) => html`<${EmojiPicker} anchor=${anchor} channelId=${message.channel_id} label="Add a reaction" onClose=${close}
    onPick=${(emoji) => react(message, emoji, !reacted(message, emoji))} />`);
}

/** @param {string} channel @returns {{emoji: AnyEmoji, act: (message: import('../types.js').Message) => void}[]} */
export function quickReactions(channel) {
  const guild = get().guilds.get(get().channels.get(channel)?.guild_id ?? '');
  /** @type {AnyEmoji[]} */
  const last = recent((guild?.emojis ?? []).map(custom));
  const keys = new Set(last.map(emojiKey));
  const all = [...last, ...COMMON.filter((name) => !keys.has(name)).map((name) => ({ id: null, name }))];
  return all.slice(0, QUICK).map((emoji) => ({ emoji, act: (message) => {
    used(/** @type {any} */ (emoji));
    react(message, emoji, !reacted(message, emoji));
  } }));
}
