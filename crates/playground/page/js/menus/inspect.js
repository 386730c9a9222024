// The way from an interaction to what the developers' panel knows of it.
// @ts-check

import { borrowed } from '../shell/slots.js';

/** Opens the developers' panel on an interaction. @type {(interaction: string) => Promise<void>} */
export const inspect = borrowed('panel/panel.js', 'inspect', () => {});
