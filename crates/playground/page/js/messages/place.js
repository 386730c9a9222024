// Where the messages of a list are shown, and to whom: the same object for all rows while nothing of it changed.
// @ts-check

import { useMemo } from '../html.js';
import { useNow } from '../state/now.js';
import { useStore } from '../state/store.js';

/**
 * @typedef {{channelId: string, guildId: string|null, guild: import('../types.js').Guild|undefined,
 *   me: import('../types.js').User|null, roles: string[], locale: string, today: string, rights: string}} Place
 *   `rights`: permission bits, so that what may be done is drawn again when they change.
 */

/** @type {string[]} */
const NONE = [];

/** @param {string} channelId @returns {Place} */
export function usePlace(channelId) {
  const guildId = useStore((state) => state.channels.get(channelId)?.guild_id ?? null);
  const rights = useStore((state) => state.channels.get(channelId)?.permissions ?? '');
  const guild = useStore((state) => (guildId ? state.guilds.get(guildId) : undefined));
  const me = useStore((state) => state.me);
  const locale = useStore((state) => state.locale);
  const today = useNow((now) => new Date(now).toDateString());
  const roles = guild?.me?.roles ?? NONE;
  return useMemo(() => ({ channelId, guildId, guild, me, roles, locale, today, rights }),
    [channelId, guildId, guild, me, roles, locale, today, rights]);
}
