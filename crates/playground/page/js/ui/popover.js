// Something that floats beside its anchor until it is left: a popover; on phones a sheet from below.
// @ts-check

import { createPortal, html, useLayoutEffect } from '../html.js';
import { layersRoot, useLayer } from './layers.js';
import { usePhone } from './media.js';
import { boxOf, placed } from './place.js';

/**
 * Closes on Escape and on a press outside. `focus: false` leaves the focus where it is (lists of an input).
 * @param {{anchor: Element|{x: number, y: number}, onClose: () => void, children?: any, placement?: string,
 *   label?: string, kind?: string, role?: string, focus?: boolean, sheet?: boolean}} props
 */
export function Popover(props) {
  const phone = usePhone();
  const sheet = phone && props.focus !== false && props.sheet !== false;
  return createPortal(html`<${Floating} key=${sheet} ...${props} sheet=${sheet} />`, layersRoot());
}

function Floating({ anchor, onClose, children, placement, label, kind = '', role = 'dialog', focus = true, sheet }) {
  const ref = useLayer({ onClose, modal: sheet, anchor, focus });
  useLayoutEffect(() => (ref.current && !sheet ? stay(ref.current, anchor, placement) : undefined), [anchor, placement]);
  const named = role ? { role, 'aria-label': label } : {};
  if (!sheet) {
    return html`<div ref=${ref} class=${`popover ${kind}`} tabindex="-1" ...${named}>${children}</div>`;
  }
  const outside = (event) => event.target === event.currentTarget && onClose();
  return html`<div ref=${ref} class="sheet-ground" onClick=${outside}>
    <div class=${`popover sheet ${kind}`} tabindex="-1" data-focus-start ...${named}>
      <button class="sheet-handle" aria-label="Close" onClick=${onClose}><span></span></button>
      ${children}
    </div>
  </div>`;
}

/** Keeps an element beside its anchor while either changes. @param {HTMLElement} element @param {any} anchor @param {string} [placement] */
export function stay(element, anchor, placement) {
  const put = () => {
    if (anchor instanceof Element && !anchor.isConnected) return;
    const size = { width: element.offsetWidth, height: element.offsetHeight };
    const { left, top } = placed(boxOf(anchor), size, { width: window.innerWidth, height: window.innerHeight }, placement);
    element.style.left = `${Math.round(left)}px`;
    element.style.top = `${Math.round(top)}px`;
  };
  put();
  const sizes = new ResizeObserver(put);
  sizes.observe(element);
  window.addEventListener('resize', put);
  window.addEventListener('scroll', put, true);
  return () => {
    sizes.disconnect();
    window.removeEventListener('resize', put);
    window.removeEventListener('scroll', put, true);
  };
}
