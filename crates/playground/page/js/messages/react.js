// Reacting: what reactions are given, taken back and chosen by; the ones that were used last are offered first.
// @ts-check

import * as api from '../api.js';
import { html, useMemo } from '../html.js';
import { Emoji, emojiKey } from '../markdown/emoji.js';
import { get } from '../state/store.js';
import { Popover } from '../ui/ui.js';
import { openLayer } from './open.js';
import { attempt } from './trouble.js';

/** @typedef {{id?: string|null, name?: string|null, animated?: boolean}} AnyEmoji */

const COMMON = ['👍', '❤️', '😂', '🎉', '😮', '😢', '🔥', '👀', '✅', '❌', '🙏', '👏', '💯', '🤔', '🚀', '🎮', '🐢', '⭐', '💀', '😅',
  '😎', '🥳', '🤝', '👋'];
const KEPT = 24;
const KEY = 'guildhall.reactions';

/** @returns {AnyEmoji[]} */
export function usual() {
  /** @type {AnyEmoji[]} */
  let used = [];
  try {
    used = JSON.parse(localStorage.getItem(KEY) ?? '[]').filter((one) => typeof one?.name === 'string');
  } catch {
    used = [];
  }
  const keys = new Set(used.map(emojiKey));
  return [...used, ...COMMON.filter((name) => !keys.has(name)).map((name) => ({ id: null, name }))].slice(0, KEPT);
}

/** @param {AnyEmoji} emoji */
function remember(emoji) {
  const key = emojiKey(emoji);
  const list = [{ id: emoji.id ?? null, name: emoji.name, animated: emoji.animated }, ...usual().filter((one) => emojiKey(one) !== key)];
  try {
    localStorage.setItem(KEY, JSON.stringify(list.slice(0, KEPT)));
  } catch {
    // Without a store there is nothing to remember in.
  }
}

/** @param {import('../types.js').Message} message @param {AnyEmoji} emoji @param {boolean} on */
export function react(message, emoji, on) {
  if (on) remember(emoji);
  return attempt((me) => api.react(me, message.channel_id, message.id, emojiKey(emoji), on));
}

/** @param {import('../types.js').Message} message @param {AnyEmoji} emoji */
const reacted = (message, emoji) => (message.reactions ?? []).some((one) => one.me && emojiKey(one.emoji) === emojiKey(emoji));

/** Lets choose an emoji to react with. @param {import('../types.js').Message} message @param {any} anchor an element or a point */
export function openReactions(message, anchor) {
  const guildId = get().channels.get(message.channel_id)?.guild_id ?? null;
  openLayer((close) => html`<${Picker} anchor=${anchor} guildId=${guildId} onClose=${close} onPick=${(emoji) => {
    close();
    react(message, emoji, !reacted(message, emoji));
  }} />`);
}

/** @param {{anchor: any, guildId: string|null, onPick: (emoji: AnyEmoji) => void, onClose: () => void}} props */
function Picker({ anchor, guildId, onPick, onClose }) {
  const all = useMemo(() => [...usual(), ...(get().guilds.get(guildId ?? '')?.emojis ?? [])], [guildId]);
  const key = (event) => {
    const buttons = /** @type {HTMLElement[]} */ ([...event.currentTarget.querySelectorAll('button')]);
    const at = buttons.indexOf(event.target);
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
    if (at < 0 || by === undefined) return;
    event.preventDefault();
    buttons[Math.max(0, Math.min(buttons.length - 1, at + by))].focus();
  };
  return html`<${Popover} anchor=${anchor} onClose=${onClose} label="Add a reaction" placement="left-start">
    <div class="msg-picker" onKeyDown=${key}>
      ${all.map((emoji, at) => html`<button key=${emojiKey(emoji)} type="button" data-autofocus=${at === 0 ? '' : undefined} class="msg-picker-one" title=${emoji.name}
        aria-label=${emoji.name} onClick=${() => onPick(emoji)}><${Emoji} emoji=${emoji} /></button>`)}
    </div>
  <//>`;
}
