// What opens when somebody's name or face in a message is pressed.
// @ts-check

import { openProfile } from '../shell/overlays.js';

/** @param {import('../types.js').User} user @param {string|null} guildId @param {any} anchor an element */
export const openPerson = (user, guildId, anchor) => openProfile(anchor, user, guildId);
