// The parts of others that the frame uses.
// @ts-check

import { html } from '../html.js';
import { get } from '../state/store.js';
import { borrowed, fetched, known, slot } from './slots.js';

export const MessagePane = slot('messages/pane.js', 'MessagePane');
export const Composer = slot('composer/composer.js', 'Composer');
export const Modals = slot('modals/modals.js', 'Modals');
export const Panel = slot('panel/panel.js', 'Panel');
export const Markdown = slot('markdown/view.js', 'Markdown', ({ text }) => html`<span>${text}</span>`);
export const MessagePreview = slot('messages/preview.js', 'MessagePreview', ({ message }) => html`<p><strong dir="auto">${message.author.global_name ??
  message.author.username}</strong> <span dir="auto">${message.content}</span></p>`);
export const jumpTo = borrowed('messages/jump.js', 'jumpTo', (channel) => {
  location.hash = `#/${get().me?.username}/${get().channels.get(channel)?.guild_id ?? '@me'}/${channel}`;
});

fetched('menus/menus.js');
/** @param {import('../types.js').User} user @param {string} [guildId] @returns {any[]} */
export const userMenu = (user, guildId) => known.get('menus/menus.js')?.userMenu?.(user, guildId) ?? [];
