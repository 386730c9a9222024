// Whether one may write in a channel, kept true while time goes on.
// @ts-check

import { useMemo } from '../html.js';
import { can } from '../state/names.js';
import { now, useNow } from '../state/now.js';
import { get, useStore } from '../state/store.js';
import { mayWrite } from './writing.js';

/** @param {import('../types.js').Channel} channel */
export function useVerdict(channel) {
  const me = useStore((state) => state.me);
  const guild = useStore((state) => state.guilds.get(channel.guild_id ?? ''));
  const known = useStore((state) => state.members.get(channel.guild_id ?? '')?.get(state.me?.id ?? ''));
  const items = useStore((state) => (channel.rate_limit_per_user ? state.messages.get(channel.id)?.items : undefined));
  const lastOwn = useMemo(() => {
    const own = items?.findLast((message) => message.author.id === me?.id && !message.interaction_metadata);
    return own ? Date.parse(own.timestamp) : null;
  }, [items, me]);
  const at = (/** @type {number} */ present) => mayWrite({ channel, me: /** @type {any} */ (me), member: known ?? guild?.me ?? null,
    may: (name) => can(channel, /** @type {any} */ (name)), now: present, lastOwn });
  // Drawn again by the second while something runs out, and not at all otherwise.
  useNow((present) => {
    const { until } = at(present);
    return until === null ? 0 : Math.ceil((until - present) / 1000);
  });
  const verdict = at(now());
  return { ...verdict, left: verdict.until === null ? null : verdict.until - now() };
}

/** The last own message that can be edited, of those that are here. @param {string} channel */
export function lastOwnMessage(channel) {
  const { me, messages } = get();
  return messages.get(channel)?.items.findLast((message) =>
    message.author.id === me?.id && (message.type === 0 || message.type === 19) && !message.poll);
}
