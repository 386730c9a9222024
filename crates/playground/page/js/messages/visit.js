// Goes to a channel or a thread from a message.
// @ts-check

import { visit as visitPlace } from '../shell/visit.js';

/** @param {{id: string, guild_id?: string|null}} channel */
export const visit = (channel) => visitPlace({ guild: channel.guild_id ?? null, channel: channel.id });
