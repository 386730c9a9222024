// The parts of others that the frame uses.
// @ts-check

import { html } from '../html.js';
import { slot } from './slots.js';

export { Composer } from '../composer/composer.js';
export { Markdown } from '../markdown/view.js';
export { userMenu } from '../menus/menus.js';
export { jumpTo } from '../messages/jump.js';
export { MessagePane } from '../messages/pane.js';
export { Modals } from '../modals/modals.js';
export const Panel = slot('panel/panel.js', 'Panel');
export const MessagePreview = slot('messages/preview.js', 'MessagePreview', ({ message }) => html`<p><strong dir="auto">${message.author.global_name ??
  message.author.username}</strong> <span dir="auto">${message.content}</span></p>`);
