// Goes to a channel or a thread from a message.
// @ts-check

import { go } from '../state/place.js';

/** @param {{id: string, guild_id?: string|null}} channel */
export const visit = (channel) => go({ guild: channel.guild_id ?? null, channel: channel.id });
