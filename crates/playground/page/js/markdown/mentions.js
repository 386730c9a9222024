// What stands for somebody or something in a text: people, roles, channels, commands, times.
// @ts-check

import { html, useRef } from '../html.js';
import { placeIn } from '../messages/address.js';
import { openPerson } from '../messages/person.js';
import { goHere } from '../messages/place-link.js';
import { visit } from '../messages/visit.js';
import { channelName, nameIn } from '../state/names.js';
import { useNow } from '../state/now.js';
import { get, useStore } from '../state/store.js';
import { readable } from '../ui/colour.js';
import { Icon } from '../ui/ui.js';
import { dateText, relativeText } from './time.js';

/** What the places of a server are called, by id. @type {Record<string, string>} */
const PLACES = { customize: 'Channels & Roles', browse: 'Browse Channels', guide: 'Server Guide', home: 'Server Guide' };
/** Icons of channels, by type. @type {Record<number, string>} */
const SIGNS = { 2: 'speaker', 5: 'announcement', 10: 'thread', 11: 'thread', 12: 'thread', 13: 'stage', 15: 'forum', 16: 'media' };

/** @param {{id: string, guildId: string|null, users?: import('../types.js').User[], still?: boolean}} props `still`: nothing opens */
export function UserMention({ id, guildId, users, still }) {
  const user = useStore((state) => state.users.get(id)) ?? users?.find((one) => one.id === id);
  const name = useStore((state) => (user ? nameIn(state, user, guildId) : null));
  const anchor = useRef(null);
  if (!user || still) return html`<span class="md-mention">@${name ?? 'unknown-user'}</span>`;
  return html`<button type="button" ref=${anchor} class="md-mention" aria-haspopup="dialog"
    onClick=${() => openPerson(user, guildId, anchor.current)}>@${name}</button>`;
}

/** @param {{id: string, guildId: string|null}} props */
export function RoleMention({ id, guildId }) {
  const role = useStore((state) => (guildId ? state.guilds.get(guildId)?.roles.find((one) => one.id === id) : undefined));
  if (!role) return html`<span class="md-mention">@deleted-role</span>`;
  const style = role.color ? { color: readable(role.color), '--role': readable(role.color) } : {};
  return html`<span class=${`md-mention${role.color ? ' md-role' : ''}`} style=${style}>@${role.name.replace(/^@/, '')}</span>`;
}

/** @param {{id: string, still?: boolean}} props */
export function ChannelMention({ id, still }) {
  const channel = useStore((state) => state.channels.get(id));
  if (!channel) return html`<span class="md-mention md-nowhere"><${Icon} name="hash" size=${16} />unknown</span>`;
  const face = html`<${Icon} name=${SIGNS[channel.type] ?? 'hash'} size=${16} />${channel.name}`;
  if (still) return html`<span class="md-mention">${face}</span>`;
  return html`<button type="button" class="md-mention" onClick=${() => visit(channel)}>${face}</button>`;
}

/**
 * A link; one to a channel or message that is here leads there.
 * @param {{href: string, title?: string, bare?: boolean, children?: any}} props `bare`: the address itself is shown
 */
export function Link({ href, title, bare = false, children }) {
  const place = placeIn(href);
  const channel = useStore((state) => (place ? state.channels.get(place.channel) : undefined));
  const common = { href, title: title || (bare ? undefined : href), rel: 'noreferrer noopener', target: '_blank', onClick: channel && goHere(href) };
  if (!bare || !channel || !place) return html`<a ...${common}>${children}</a>`;
  return html`<a class="md-mention" ...${common}><${Icon} name=${SIGNS[channel.type] ?? 'hash'} size=${16} />${channelName(channel)}${place.message
    && html`<${Icon} name="chevron-right" size=${14} /><${Icon} name="chat" size=${14} label="message" />`}</a>`;
}

/** @param {{name: string}} props */
export const CommandMention = ({ name }) => html`<span class="md-mention">/${name}</span>`;

/** @param {{text: string}} props */
export const EveryoneMention = ({ text }) => html`<span class="md-mention">${text}</span>`;

/** @param {{id: string}} props */
export function PlaceMention({ id }) {
  const name = PLACES[id] ?? 'Linked Roles';
  return html`<span class="md-mention"><${Icon} name="list" size=${16} />${name}</span>`;
}

/** A moment; a relative one goes on by itself. @param {{seconds: number, style: string}} props */
export function Timestamp({ seconds, style }) {
  const locale = useStore((state) => state.locale);
  const at = seconds * 1000;
  const whole = dateText(at, 'F', locale);
  const text = style === 'R' ? html`<${Relative} at=${at} locale=${locale} />` : dateText(at, style, locale);
  return html`<time class="md-time" datetime=${new Date(at).toISOString()} title=${whole}>${text}</time>`;
}

/** @param {{at: number, locale: string}} props */
export function Relative({ at, locale }) {
  return useNow((now) => relativeText(at, now, locale));
}

/**
 * Words for what stands for something, where only text can be.
 * @param {import('./tokens.js').Node} node @param {string|null} guildId @param {import('../types.js').User[]} [users]
 * @returns {string|undefined}
 */
export function wordsFor(node, guildId, users) {
  const state = get();
  switch (node.type) {
    case 'user': {
      const user = state.users.get(node.id) ?? users?.find((one) => one.id === node.id);
      return user ? `@${nameIn(state, user, guildId)}` : '@unknown-user';
    }
    case 'role':
      return `@${state.guilds.get(guildId ?? '')?.roles.find((role) => role.id === node.id)?.name ?? 'deleted-role'}`;
    case 'channel':
      return `#${state.channels.get(node.id)?.name ?? 'unknown'}`;
    case 'place':
      return PLACES[node.id] ?? 'Linked Roles';
    case 'time':
      return dateText(node.seconds * 1000, node.style === 'R' ? 'f' : node.style, state.locale);
    case 'spoiler':
      return 'spoiler';
    default:
      return undefined;
  }
}
