// Says to who does not look what is new: who and what, once a second at most; what comes faster is counted.
// @ts-check

import { useEffect, useRef } from '../html.js';
import { nameOf } from '../state/names.js';
import { announce } from '../ui/ui.js';
import { speaker } from './speaker.js';
import { isThinking } from './kinds.js';
import { summaryOf } from './summary.js';

/** @typedef {import('../types.js').Message} Message */

/** Longest text that is said of one, in signs. */
const MOST = 160;

const tell = speaker((text) => announce(text));

/**
 * What is new at the end of a channel that is shown.
 * @param {Message[]} items @param {boolean} whole whether the newest are here @param {string|null} guildId @param {string|undefined} me
 */
export function useNews(items, whole, guildId, me) {
  const seen = useRef(/** @type {{last: string|undefined, thinking: Set<string>}|null} */ (null));
  useEffect(() => {
    const before = seen.current;
    const last = items[items.length - 1]?.id;
    seen.current = { last: whole ? last : undefined, thinking: new Set(items.filter(isThinking).map((message) => message.id)) };
    if (!before || !whole || before.last === undefined) return;
    const from = items.findLastIndex((message) => message.id === before.last);
    for (const message of items.slice(from < 0 ? items.length : from + 1)) say(message, guildId, me);
    for (const message of items) if (before.thinking.has(message.id) && !isThinking(message)) say(message, guildId, me);
  }, [items, whole]);
}

/** @param {Message} message @param {string|null} guildId @param {string|undefined} me */
function say(message, guildId, me) {
  if (message.author.id === me) return;
  tell(`${nameOf(message.author, guildId)}: ${summaryOf(message).slice(0, MOST)}`);
}
