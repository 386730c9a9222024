// Pictures in large, one after the other.
// @ts-check

import { createPortal, html, useState } from '../html.js';
import { layersRoot, useLayer } from '../ui/layers.js';
import { Icon, IconButton } from '../ui/ui.js';
import { openLayer } from './open.js';

/** @typedef {import('./picture.js').Media} Media */

/** @param {Media[]} items @param {Media} first */
export function openLightbox(items, first) {
  const start = Math.max(0, items.findIndex((item) => item.key === first.key));
  openLayer((close) => createPortal(html`<${Lightbox} items=${items} start=${start} onClose=${close} />`, layersRoot()));
}

/** @param {{items: Media[], start: number, onClose: () => void}} props */
function Lightbox({ items, start, onClose }) {
  const ref = useLayer({ onClose, modal: true });
  const [at, show] = useState(start);
  const item = items[at];
  const step = (by) => show((now) => (now + by + items.length) % items.length);
  const key = (event) => {
    if (event.key === 'ArrowRight') step(1);
    else if (event.key === 'ArrowLeft') step(-1);
    else if (event.key === 'Home') show(0);
    else if (event.key === 'End') show(items.length - 1);
    else return;
    event.preventDefault();
  };
  const outside = (event) => event.target === event.currentTarget && onClose();
  const many = items.length > 1;
  return html`<div ref=${ref} class="msg-lightbox" role="dialog" aria-modal="true" aria-label="Pictures" tabindex="-1"
    data-focus-start onClick=${outside} onKeyDown=${key}>
    <div class="msg-lightbox-bar">
      <span class="msg-lightbox-name">${item.name}</span>
      ${many && html`<span class="msg-lightbox-count" aria-live="polite">${at + 1} of ${items.length}</span>`}
      <a class="icon-button" href=${item.path} target="_blank" rel="noreferrer noopener" aria-label="Open the original"
        title="Open the original"><${Icon} name="external" /></a>
      <${IconButton} icon="close" label="Close" placement="bottom" onClick=${onClose} />
    </div>
    <figure class="msg-lightbox-picture" onClick=${outside}>
      <img key=${item.key} src=${item.path} alt=${item.alt || item.name} />
      ${item.alt && html`<figcaption dir="auto">${item.alt}</figcaption>`}
    </figure>
    ${many && html`<${IconButton} icon="chevron-left" size=${28} label="Previous picture" class="msg-lightbox-step before" onClick=${() => step(-1)} />
      <${IconButton} icon="chevron-right" size=${28} label="Next picture" class="msg-lightbox-step after" onClick=${() => step(1)} />`}
  </div>`;
}
