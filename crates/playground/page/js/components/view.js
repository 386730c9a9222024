// The components of a message, of both versions. What this page does not know is said, and breaks nothing.
// @ts-check

import { html, memo, useErrorBoundary, useState } from '../html.js';
import { Markdown } from '../markdown/view.js';
import { FileCard } from '../messages/files.js';
import { filePath, ownPath } from '../messages/address.js';
import { nameIn, ofComponent } from '../messages/media.js';
import { Elsewhere, Gallery, Tile } from '../messages/picture.js';
import { useStore } from '../state/store.js';
import { plain } from '../ui/colour.js';
import { ButtonComponent } from './button.js';
import { Select } from './select.js';

/** Room for a gallery's only picture, in px. */
const WIDEST = 520;
const HIGHEST = 400;

/** @typedef {{message: any, guildId: string|null}} Place */

/** @param {{message: import('../types.js').Message}} props */
export const Components = memo(({ message }) => {
  const guildId = useStore((state) => state.channels.get(message.channel_id)?.guild_id ?? null);
  return html`<div class="cmp">${list(message.components, { message, guildId })}</div>`;
}, (before, after) => before.message.components === after.message.components && before.message.id === after.message.id
  && before.message.mentions === after.message.mentions);

/** @param {any[]} components @param {Place} place */
const list = (components, place) => (components ?? []).map((component, at) =>
  html`<${Guarded} key=${component.custom_id ?? component.id ?? at} component=${component} place=${place} />`);

/** @param {{component: any, place: Place}} props */
function Guarded({ component, place }) {
  const [broken] = useErrorBoundary();
  if (broken) return html`<${Note} text="A component that cannot be shown" />`;
  return part(component, place);
}

/** @param {any} component @param {Place} place */
function part(component, place) {
  switch (component.type) {
    case 1: return html`<div class="cmp-row">${list(component.components, place)}</div>`;
    case 2: return html`<${ButtonComponent} component=${component} message=${place.message} guildId=${place.guildId} />`;
    case 3:
    case 5:
    case 6:
    case 7:
    case 8: return html`<${Select} component=${component} message=${place.message} guildId=${place.guildId} />`;
    case 9: return html`<${Section} component=${component} place=${place} />`;
    case 10: return html`<${Words} component=${component} place=${place} />`;
    case 11: return html`<${Thumbnail} component=${component} />`;
    case 12: return html`<${Gallery} items=${(component.items ?? []).map((item, at) => ofComponent(item, String(at)))} widest=${WIDEST} highest=${HIGHEST} />`;
    case 13: return html`<${File} component=${component} message=${place.message} />`;
    case 14: return html`<${Separator} component=${component} />`;
    case 17: return html`<${Container} component=${component} place=${place} />`;
    default: return html`<${Note} text=${`A component that this page does not know (type ${component.type})`} />`;
  }
}

/** @param {{text: string}} props */
const Note = ({ text }) => html`<p class="cmp-note">${text}</p>`;

/** @param {{component: any, place: Place}} props */
const Words = ({ component, place }) => html`<div class="cmp-text"><${Markdown} text=${component.content ?? ''} guildId=${place.guildId} /></div>`;

/** @param {{component: any, place: Place}} props */
function Section({ component, place }) {
  return html`<div class="cmp-section">
    <div class="cmp-section-texts">${list(component.components, place)}</div>
    ${component.accessory && html`<div class="cmp-accessory">${list([component.accessory], place)}</div>`}
  </div>`;
}

/** @param {{component: any}} props */
function Thumbnail({ component }) {
  const item = ofComponent(component, 'thumbnail');
  return html`<div class=${`cmp-thumbnail${item.path ? '' : ' elsewhere'}`}>
    ${item.path ? html`<${Tile} item=${item} all=${[item]} />` : html`<${Elsewhere} item=${item} broken=${false} />`}
  </div>`;
}

/** @param {{component: any, message: any}} props */
function File({ component, message }) {
  const { file = {} } = component;
  const name = component.name ?? file.name ?? nameIn(file.url);
  const sent = (message.attachments ?? []).find((one) => one.id === file.attachment_id);
  const size = component.size ?? file.size ?? sent?.size;
  const card = html`<${FileCard} name=${name} size=${size} path=${ownPath(file.url) ?? filePath(file)} />`;
  return component.spoiler ? html`<${Covered}>${card}<//>` : card;
}

/** @param {{component: any}} props */
const Separator = ({ component }) => html`<div class=${`cmp-separator${component.spacing === 2 ? ' wide' : ''}`} role=${component.divider === false ? 'presentation' : 'separator'}>
  ${component.divider !== false && html`<span></span>`}</div>`;

/** @param {{component: any, place: Place}} props */
function Container({ component, place }) {
  const accent = typeof component.accent_color === 'number' ? plain(component.accent_color) : null;
  const box = html`<div class=${`cmp-container${accent ? ' has-accent' : ''}`} style=${accent ? { '--accent': accent } : undefined}>
    ${list(component.components, place)}</div>`;
  return component.spoiler ? html`<${Covered}>${box}<//>` : box;
}

/** @param {{children?: any}} props */
function Covered({ children }) {
  const [open, reveal] = useState(false);
  if (open) return children;
  return html`<div class="cmp-covered"><div class="cmp-covered-inside" inert aria-hidden="true">${children}</div>
    <button type="button" class="msg-cover" aria-label="Spoiler, show it" onClick=${() => reveal(true)}><span class="msg-cover-word">Spoiler</span></button></div>`;
}
