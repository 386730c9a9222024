// Whether one may write in a channel, kept true while time goes on.
// @ts-check

import { useEffect, useMemo, useReducer } from '../html.js';
import { can } from '../state/names.js';
import { get, useStore } from '../state/store.js';
import { mayWrite } from './writing.js';

/** Times of the simulator's clock, in ms, for a moment of this machine's. @param {import('../types.js').Clock|null} clock */
export const simNow = (clock) => (clock?.frozen ? Date.parse(clock.now) : Date.now() + (clock?.ahead_ms ?? 0));

/** @param {import('../types.js').Channel} channel */
export function useVerdict(channel) {
  const me = useStore((state) => state.me);
  const clock = useStore((state) => state.clock);
  const guild = useStore((state) => state.guilds.get(channel.guild_id ?? ''));
  const known = useStore((state) => state.members.get(channel.guild_id ?? '')?.get(state.me?.id ?? ''));
  const items = useStore((state) => (channel.rate_limit_per_user ? state.messages.get(channel.id)?.items : undefined));
  const lastOwn = useMemo(() => {
    const own = items?.findLast((message) => message.author.id === me?.id && !message.interaction_metadata);
    return own ? Date.parse(own.timestamp) : null;
  }, [items, me]);
  const [, again] = useReducer((count) => count + 1, 0);
  const now = simNow(clock);
  const verdict = mayWrite({ channel, me: /** @type {any} */ (me), member: known ?? guild?.me ?? null,
    may: (name) => can(channel, /** @type {any} */ (name)), now, lastOwn });
  const left = verdict.until === null ? null : verdict.until - now;
  useEffect(() => {
    if (left === null || clock?.frozen) return undefined;
    const timer = window.setTimeout(() => again(undefined), Math.min(verdict.kind === 'slow' ? 250 : 1000, left + 20));
    return () => window.clearTimeout(timer);
  });
  return { ...verdict, left };
}

/** The last own message that can be edited, of those that are here. @param {string} channel */
export function lastOwnMessage(channel) {
  const { me, messages } = get();
  return messages.get(channel)?.items.findLast((message) =>
    message.author.id === me?.id && (message.type === 0 || message.type === 19) && !message.poll);
}
