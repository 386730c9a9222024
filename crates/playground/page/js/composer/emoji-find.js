// Emojis by name: the usual ones and those of servers.
// @ts-check

import { CATEGORIES } from './emoji-data.js';

/**
 * An emoji as Discord's objects have it, with how it is called: `name` is the sign itself, or a custom one's name.
 * @typedef {{id: string|null, name: string, animated: boolean, short: string, words: string[]}} Emoji
 */

/** @type {{name: string, sign: string, emojis: Emoji[]}[]} */
export const USUAL = CATEGORIES.map(([name, sign, text]) => ({
  name,
  sign,
  emojis: text.split(';').map((entry) => {
    const [emoji, short, ...words] = entry.trim().split(/\s+/);
    return { id: null, name: emoji, animated: false, short, words };
  }),
}));

const ALL = USUAL.flatMap((category) => category.emojis);
const BY_SHORT = new Map(ALL.map((emoji) => [emoji.short, emoji]));
const BY_SIGN = new Map(ALL.map((emoji) => [emoji.name, emoji]));

/** @param {string} short @returns {Emoji|null} */
export const usualCalled = (short) => BY_SHORT.get(short.toLowerCase()) ?? null;

/** How a sign is called, for those who do not see it. @param {string} sign */
export const nameOfSign = (sign) => (BY_SIGN.get(sign)?.short ?? '').replaceAll('_', ' ');

/** A server's emoji. @param {any} emoji @returns {Emoji} */
export const custom = ({ id, name, animated }) => ({ id, name, animated: Boolean(animated), short: name, words: [] });

/**
 * Those whose name or words fit, the best first; a server's own before the usual ones.
 * @param {string} query @param {Emoji[]} own @param {number} most
 * @returns {Emoji[]}
 */
export function findEmojis(query, own, most) {
  const wanted = query.toLowerCase().replaceAll(' ', '_');
  const found = [];
  for (const [at, emoji] of [...own, ...ALL].entries()) {
    const rank = fit(emoji, wanted);
    if (rank !== null) found.push({ emoji, rank, at });
  }
  found.sort((a, b) => a.rank - b.rank || a.at - b.at);
  return found.slice(0, most).map(({ emoji }) => emoji);
}

/** @param {Emoji} emoji @param {string} wanted */
function fit({ short, words, name }, wanted) {
  const own = short.toLowerCase();
  if (own === wanted || name === wanted) return 0;
  if (own.startsWith(wanted)) return 1;
  if (own.split('_').some((word) => word.startsWith(wanted)) || words.includes(wanted)) return 2;
  if (words.some((word) => word.startsWith(wanted))) return 3;
  return own.includes(wanted) ? 4 : null;
}

/** An emoji as it is written in a message. @param {Emoji} emoji */
export const written = ({ id, name, animated }) => (id ? `<${animated ? 'a' : ''}:${name}:${id}>` : name);

/** An emoji as it stands in a reaction's address. @param {{id: string|null, name: string}} emoji */
export const reactionOf = ({ id, name }) => (id ? `${name}:${id}` : name);
