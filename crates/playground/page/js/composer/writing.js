// Whether a person may write in a channel, and in which words the field says why not.
// @ts-check

import { isThread } from '../state/channels.js';

/**
 * What decides about it.
 * @typedef {{channel: import('../types.js').Channel, me: import('../types.js').User,
 *   member: import('../types.js').Member|null, may: (permission: string) => boolean, now: number,
 *   lastOwn: number|null}} Facts `now` and `lastOwn` (own last message here) in ms of the simulator's clock
 * @typedef {{kind: 'free'|'note'|'closed'|'slow', text: string, until: number|null}} Verdict `note`: it may be written,
 *   and the text is worth knowing.
 */

/** @param {Facts} facts @returns {Verdict} */
export function mayWrite(facts) {
  const { channel } = facts;
  if (!channel.guild_id) return { kind: 'free', text: '', until: null };
  return timedOut(facts) ?? thread(facts) ?? rights(facts) ?? slow(facts) ?? { kind: 'free', text: '', until: null };
}

/** @param {Facts} facts @returns {Verdict|null} */
function timedOut({ member, now }) {
  const until = Date.parse(member?.communication_disabled_until ?? '');
  if (!(until > now)) return null;
  return { kind: 'closed', text: 'You are timed out and cannot write here', until };
}

/** @param {Facts} facts @returns {Verdict|null} */
function thread({ channel, may }) {
  const state = channel.thread_metadata;
  if (!isThread(channel) || !state) return null;
  if (state.locked && !may('MANAGE_THREADS')) {
    return { kind: 'closed', text: 'This thread is locked. Only moderators can open it again.', until: null };
  }
  if (!state.archived) return null;
  return { kind: 'note', text: 'This thread is archived. A message brings it back.', until: null };
}

/** @param {Facts} facts @returns {Verdict|null} */
function rights({ channel, may }) {
  const needed = isThread(channel) ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES';
  if (may(needed)) return null;
  return { kind: 'closed', text: 'You do not have permission to write in this channel.', until: null };
}

/** @param {Facts} facts @returns {Verdict|null} */
function slow({ channel, may, now, lastOwn }) {
  const seconds = channel.rate_limit_per_user ?? 0;
  if (seconds === 0 || may('MANAGE_MESSAGES') || may('MANAGE_CHANNELS') || may('BYPASS_SLOWMODE')) return null;
  const until = lastOwn === null ? 0 : lastOwn + seconds * 1000;
  return until > now ? { kind: 'slow', text: 'Slow mode', until } : null;
}

/** A time that is left, such as `1:05` or `2:00:00`. @param {number} ms */
export function countdown(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] > 0 ? parts : parts.slice(1);
  return shown.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/** How a length of time is said: `10 seconds`, `6 hours`. @param {number} seconds */
export function spoken(seconds) {
  const [amount, unit] = seconds >= 3600 && seconds % 3600 === 0 ? [seconds / 3600, 'hour']
    : seconds >= 60 && seconds % 60 === 0 ? [seconds / 60, 'minute'] : [seconds, 'second'];
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

/** Who is typing, in a sentence. @param {string[]} names */
export function typingText(names) {
  if (names.length === 0) return '';
  if (names.length === 1) return `${names[0]} is typing…`;
  if (names.length > 3) return 'Several people are typing…';
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]} are typing…`;
}
