// Faces: of people and bots with their state, and of servers.
// @ts-check

import { html, useState } from '../html.js';
import { Icon } from './icons.js';

/** Colours of faces without a picture: --tint-0 and on. */
const TINTS = 8;

/** What a state is called. @type {Record<string, string>} */
export const STATUS = { online: 'Online', idle: 'Idle', dnd: 'Do not disturb', offline: 'Offline' };

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** The first letter, as people see letters. @param {string} text */
const first = (text) => letters.segment(text.trim())[Symbol.iterator]().next().value?.segment ?? '?';

/** The letters of a server without a picture: the first of each word. @param {string} name @param {number} most */
export const initials = (name, most = 3) => name.trim().split(/\s+/).slice(0, most).map(first).join('') || '?';

/** One of the tints, always the same for an id. @param {string} id */
export function tintOf(id) {
  // People who came in the same moment differ in the last bits only.
  const number = /^\d+$/.test(id) ? (BigInt(id) >> 22n) + (BigInt(id) & 0xfffn) : BigInt(id.length);
  return `var(--tint-${number % BigInt(TINTS)})`;
}

/**
 * A face; decoration, since the name stands beside it. With a status it carries its sign.
 * @param {{user: import('../types.js').User|null|undefined, member?: any, size?: number, status?: string|null}} props
 */
export function Avatar({ user, size = 32, status }) {
  const [broken, fail] = useState('');
  const hash = user?.avatar ?? null;
  const name = user?.global_name || user?.username || '?';
  const picture = hash && broken !== hash;
  const face = picture
    ? html`<img class="avatar-face" src=${`/avatars/${user?.id}/${hash}.png`} alt="" width=${size} height=${size}
        loading="lazy" onError=${() => fail(hash)} />`
    : html`<span class="avatar-face" style=${{ background: tintOf(user?.id ?? '0'), fontSize: `${Math.round(size * 0.44)}px` }}>
        ${user?.bot ? html`<${Icon} name="bot" size=${Math.round(size * 0.6)} />` : first(name).toLocaleUpperCase()}
      </span>`;
  const sized = { width: `${size}px`, height: `${size}px`, '--sign': `${Math.max(8, Math.round(size * 0.3))}px` };
  return html`<span class=${`avatar${status ? ' has-status' : ''}`} style=${sized} aria-hidden="true">
    ${face}${status && html`<span class=${`status status-${status}`}></span>`}
  </span>`;
}

/** @param {{guild: {id: string, name: string, icon?: string|null}, size?: number}} props */
export function GuildIcon({ guild, size = 48 }) {
  const [broken, fail] = useState('');
  const hash = guild.icon ?? null;
  const sized = { width: `${size}px`, height: `${size}px` };
  if (hash && broken !== hash) {
    return html`<img class="guild-icon" style=${sized} src=${`/icons/${guild.id}/${hash}.png`} alt="" onError=${() => fail(hash)} />`;
  }
  const text = initials(guild.name);
  const small = text.length > 2 ? 0.3 : 0.38;
  return html`<span class="guild-icon" style=${{ ...sized, fontSize: `${Math.round(size * small)}px` }} aria-hidden="true">${text}</span>`;
}

/** The badge of accounts that are bots, or of messages of webhooks. @param {{text?: string}} props */
export const AppBadge = ({ text = 'APP' }) => html`<span class="app-badge">${text}</span>`;
