// What could be meant by `@an`, `#gen` or `:smi` in a text: options for a list.
// @ts-check

import { KIND } from '../state/channels.js';
import { can } from '../state/names.js';
import { get } from '../state/store.js';
import { custom, findEmojis, usualCalled, written } from './emoji-find.js';
import { called, channels, exactly, people, roles, search, shownAs, tagOf } from './entities.js';

/** @typedef {import('../types.js').Channel} Channel */
/**
 * @typedef {{id: string, kind: 'user'|'role'|'channel'|'everyone'|'emoji', label: string, detail: string, shown: string,
 *   exact: string, wire: string, entity?: import('./entities.js').Entity, emoji?: import('./emoji-find.js').Emoji}} Suggestion
 *   `shown` is written into the field, `exact` if that is taken by somebody else, `wire` is sent.
 */

/** Most suggestions of a list. */
const MOST = 10;

/** @param {import('./mentions.js').Trigger} trigger @param {Channel} channel @returns {Suggestion[]} */
export function suggestions(trigger, channel) {
  if (trigger.sigil === '@') return mentions(trigger.query, channel);
  if (trigger.sigil === '#') return search(spoken(channel), trigger.query, MOST).map(ofEntity);
  return findEmojis(trigger.query, emojisOf(channel), MOST).map(ofEmoji);
}

/** Categories are not linked to. */
const spoken = (channel) => channels(channel).filter((entity) => entity.channel?.type !== KIND.category);

/** @param {string} query @param {Channel} channel @returns {Suggestion[]} */
function mentions(query, channel) {
  const all = can(channel, 'MENTION_EVERYONE');
  const named = roles(channel).filter((entity) => all || entity.role?.mentionable);
  const found = search(people(channel), query, MOST).map(ofEntity);
  const groups = [...search(named, query, MOST).map(ofEntity), ...(all && channel.guild_id ? everyone(query) : [])];
  return [...found.slice(0, Math.max(MOST - groups.length, 5)), ...groups].slice(0, MOST + 2);
}

/** @param {string} query @returns {Suggestion[]} */
function everyone(query) {
  const words = [['everyone', 'Tell everybody who can see this channel'], ['here', 'Tell everybody who is here right now']];
  return words.filter(([word]) => word.startsWith(query.toLowerCase())).map(([word, detail]) => ({
    id: word, kind: 'everyone', label: `@${word}`, detail, shown: `@${word}`, exact: `@${word}`, wire: `@${word}`,
  }));
}

/** @param {import('./entities.js').Entity} entity @returns {Suggestion} */
function ofEntity(entity) {
  return { id: entity.id, kind: entity.kind, label: entity.name, detail: entity.detail, shown: shownAs(entity),
    exact: exactly(entity), wire: tagOf(entity), entity };
}

/** @param {import('./emoji-find.js').Emoji} emoji @returns {Suggestion} */
export function ofEmoji(emoji) {
  const shown = emoji.id ? `:${emoji.name}:` : emoji.name;
  return { id: emoji.id ?? emoji.short, kind: 'emoji', label: `:${emoji.short}:`, detail: '', shown,
    exact: emoji.id ? written(emoji) : shown, wire: written(emoji), emoji };
}

/** The server's own emojis. @param {Channel|undefined} channel */
export const emojisOf = (channel) =>
  (get().guilds.get(channel?.guild_id ?? '')?.emojis ?? []).filter((emoji) => emoji.available !== false).map(custom);

/** What a typed name means that was not picked from a list. @param {Channel} channel @returns {import('./mentions.js').Find} */
export const finder = (channel) => (sigil, name) => {
  if (sigil === ':') {
    const own = emojisOf(channel).find((emoji) => emoji.name === name) ?? usualCalled(name);
    return own && written(own);
  }
  if (sigil === '@' && (name === 'everyone' || name === 'here')) return null;
  const found = called(sigil === '#' ? spoken(channel) : [...people(channel), ...roles(channel)], name);
  return found && tagOf(found);
};
