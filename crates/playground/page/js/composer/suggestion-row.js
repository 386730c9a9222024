// One line of a list of people, roles, channels or emojis.
// @ts-check

import { html } from '../html.js';
import { iconOf } from '../state/channels.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icons.js';
import { EmojiSign } from './emoji-sign.js';

/** @type {Record<string, string>} */
export const TITLES = { '@': 'People and roles', '#': 'Channels', ':': 'Emojis' };

/** @param {{option: import('./suggest.js').Suggestion}} props */
export function SuggestionRow({ option }) {
  return html`<span class="composer-option">
    <span class="composer-option-sign"><${Sign} option=${option} /></span>
    <span class="composer-option-name" dir="auto">${option.label}</span>
    ${option.detail && html`<span class="composer-option-detail" dir="auto">${option.detail}</span>`}
  </span>`;
}

/** @param {{option: {kind: string, entity?: import('./entities.js').Entity, emoji?: any}}} props */
export function Sign({ option }) {
  const { kind, entity, emoji } = option;
  if (kind === 'user' && entity?.user) return html`<${Avatar} user=${entity.user} size=${24} />`;
  if (kind === 'emoji') return html`<${EmojiSign} emoji=${emoji} />`;
  if (kind === 'channel' && entity?.channel) return html`<${Icon} name=${iconOf(entity.channel)} size=${18} />`;
  return html`<${Icon} name=${kind === 'everyone' ? 'people' : 'at'} size=${18} />`;
}
