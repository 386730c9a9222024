// Mentioning somebody from elsewhere: their name goes into the channel's field.
// @ts-check

import { nameOf } from '../state/names.js';
import { get } from '../state/store.js';
import { changeDraft } from './drafts.js';
import { remember } from './mentions.js';

/** @param {string} channel @param {import('../types.js').User} user */
export function mention(channel, user) {
  const guild = get().channels.get(channel)?.guild_id;
  changeDraft(channel, ({ text, names }) => {
    const known = remember(names, `@${nameOf(user, guild)}`, `@${user.username}`, `<@${user.id}>`);
    const space = text === '' || text.endsWith(' ') ? '' : ' ';
    return { text: `${text}${space}${known.shown} `, names: known.names, command: null };
  });
  requestAnimationFrame(() => document.getElementById('composer-input')?.focus());
}
