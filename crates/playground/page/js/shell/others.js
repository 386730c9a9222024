// The parts of others that the frame uses.
// @ts-check

export { Composer } from '../composer/composer.js';
export { Markdown } from '../markdown/view.js';
export { userMenu } from '../menus/menus.js';
export { jumpTo } from '../messages/jump.js';
export { MessagePane } from '../messages/pane.js';
export { MessagePreview } from '../messages/preview.js';
export { Modals } from '../modals/modals.js';
export { Panel } from '../panel/panel.js';
