// Dialogs over the page, and questions that want a yes.
// @ts-check

import { createPortal, html, render, useId, useLayoutEffect, useRef } from '../html.js';
import { Button, IconButton } from './button.js';
import { layersRoot, useLayer } from './layers.js';

/**
 * A modal dialog: keeps the focus, closes on Escape and outside, gives the focus back. The element with
 * `data-autofocus`, the first field or the dialog itself begins. A `sticky` one stays when something outside is pressed.
 * @param {{title?: any, onClose: () => void, children?: any, footer?: any, size?: 's'|'m'|'l', labelledby?: string,
 *   label?: string, role?: string, describedby?: string, kind?: string,
 *   sticky?: boolean}} props
 */
export function Dialog(props) {
  return createPortal(html`<${Shown} ...${props} />`, layersRoot());
}

function Shown({ title, onClose, children, footer, size = 'm', labelledby, label, role = 'dialog', describedby, kind = '', sticky }) {
  const ref = useLayer({ onClose, modal: true });
  const body = useScrollStop();
  const id = useId();
  const named = label && !title ? { 'aria-label': label } : { 'aria-labelledby': labelledby ?? id };
  // A press that begins in the dialog and ends outside (marking text) does not close it.
  const outside = (event) => !sticky && event.target === event.currentTarget && onClose();
  return html`<div ref=${ref} class="dialog-ground" onMouseDown=${outside}>
    <section class=${`dialog dialog-${size} ${kind}`} role=${role} aria-modal="true" ...${named}
      aria-describedby=${describedby} tabindex="-1" data-focus-start>
      ${title && html`<header class="dialog-head">
        <h2 id=${id}>${title}</h2>
        <${IconButton} icon="close" label="Close" onClick=${onClose} />
      </header>`}
      <div ref=${body} class="dialog-body">${children}</div>
      ${footer && html`<footer class="dialog-foot">${footer}</footer>`}
    </section>
  </div>`;
}

/** What is longer than the dialog can be scrolled with keys, even where nothing in it takes the focus. */
function useScrollStop() {
  const ref = useRef(/** @type {HTMLElement|null} */ (null));
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const look = () => {
      if (element.scrollHeight > element.clientHeight) element.tabIndex = 0;
      else element.removeAttribute('tabindex');
    };
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    return () => sizes.disconnect();
  }, []);
  return ref;
}

/**
 * Asks, and says whether the answer was yes.
 * @param {{title: string, text: string, action: string, danger?: boolean}} question
 * @returns {Promise<boolean>}
 */
export function confirm({ title, text, action, danger = false }) {
  const host = document.createElement('div');
  layersRoot().append(host);
  return new Promise((resolve) => {
    const answer = (yes) => {
      render(null, host);
      host.remove();
      resolve(yes);
    };
    const foot = html`
      <${Button} kind="secondary" onClick=${() => answer(false)}>Cancel<//>
      <${Button} kind=${danger ? 'danger' : 'primary'} data-autofocus onClick=${() => answer(true)}>${action}<//>`;
    render(html`<${Dialog} title=${title} size="s" role="alertdialog" onClose=${() => answer(false)} footer=${foot}>
      <p>${text}</p>
    <//>`, host);
  });
}
