// An emoji as it is seen: a sign of the font, or a server's own picture.
// @ts-check

import { html, useState } from '../html.js';

/** @param {{emoji: {id: string|null, name: string, animated?: boolean}, label?: string}} props */
export function EmojiSign({ emoji, label }) {
  const [broken, fail] = useState(false);
  const said = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' };
  if (!emoji.id) return html`<span class="composer-emoji" ...${said}>${emoji.name}</span>`;
  if (broken) return html`<span class="composer-emoji composer-emoji-name" ...${said}>${emoji.name}</span>`;
  return html`<img class="composer-emoji-picture" src=${`/emojis/${emoji.id}.${emoji.animated ? 'gif' : 'png'}`}
    alt=${label ?? ''} loading="lazy" draggable=${false} onError=${() => fail(true)} />`;
}
