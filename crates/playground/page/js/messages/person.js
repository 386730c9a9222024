// What opens when somebody's name or face in a message is pressed.
// @ts-check

import { html } from '../html.js';
import { nameOf } from '../state/names.js';
import { Menu, toast } from '../ui/ui.js';
import { openLayer } from './open.js';

/** @param {import('../types.js').User} user @param {string|null} guildId @param {any} anchor an element or a point */
export function openPerson(user, guildId, anchor) {
  const copy = () => navigator.clipboard.writeText(user.id).then(() => toast('Copied', 'success'), () => toast(user.id));
  const items = [{ id: 'copy', label: 'Copy user ID', icon: 'copy', onSelect: copy }];
  openLayer((close) => html`<${Menu} anchor=${anchor} label=${nameOf(user, guildId)} items=${items} onClose=${close}
    placement="right-start" />`);
}
