// An emoji as it is seen: a sign of the font, or a server's own picture.
// @ts-check

import { html } from '../html.js';
import { emojiAddress } from '../ui/pictures.js';

/** @param {{emoji: {id: string|null, name: string, animated?: boolean}, label?: string}} props */
export function EmojiSign({ emoji, label }) {
  const said = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' };
  if (!emoji.id) return html`<span class="composer-emoji" ...${said}>${emoji.name}</span>`;
  return html`<img class="composer-emoji-picture" src=${emojiAddress(emoji)} alt=${label ?? ''} loading="lazy" draggable=${false} />`;
}
