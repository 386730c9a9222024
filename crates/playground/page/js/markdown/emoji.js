// Emojis, of servers and of Unicode.
// @ts-check

import { html, useState } from '../html.js';

/** What an emoji is called where it cannot be seen. @param {{id?: string|null, name?: string|null}} emoji */
export const emojiName = (emoji) => (emoji.id ? `:${emoji.name ?? 'emoji'}:` : emoji.name ?? '');

/** How the API names an emoji. @param {{id?: string|null, name?: string|null}} emoji */
export const emojiKey = (emoji) => (emoji.id ? `${emoji.name ?? '_'}:${emoji.id}` : emoji.name ?? '');

/**
 * An emoji as Discord tells it: with an id it is a server's picture, without one it is Unicode.
 * @param {{emoji: {id?: string|null, name?: string|null, animated?: boolean}, class?: string}} props
 */
export function Emoji({ emoji, class: more = '' }) {
  const [broken, fail] = useState('');
  const { id, name } = emoji;
  if (!id) return html`<span class=${`md-glyph ${more}`}>${name}</span>`;
  const label = emojiName(emoji);
  if (broken === id || !/^\d+$/.test(id)) return html`<span class=${`md-no-emoji ${more}`}>${label}</span>`;
  return html`<img class=${`md-emoji ${more}`} src=${`/emojis/${id}.${emoji.animated ? 'gif' : 'png'}`} alt=${label}
    title=${label} draggable=${false} loading="lazy" onError=${() => fail(id)} />`;
}
