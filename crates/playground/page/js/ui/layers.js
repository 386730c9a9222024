// What lies over the page (dialogs, popovers, menus): who is on top, what Escape and a press outside close, where the
// focus goes and comes back to.
// @ts-check

import { useLayoutEffect, useRef } from '../html.js';

/**
 * @typedef {{root: HTMLElement, modal: boolean, close: () => void, anchor: any}} Layer
 */

/** From the lowest to the top. @type {Layer[]} */
const layers = [];
const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex]:not([tabindex="-1"]), [contenteditable="true"]';

/** Whether something lies over the page. */
export const isCovered = () => layers.length > 0;

/** The place where all of it is drawn. @returns {Element} */
export const layersRoot = () => /** @type {Element} */ (document.getElementById('layers'));

/** @param {HTMLElement} root @returns {HTMLElement[]} */
export function focusable(root) {
  return /** @type {HTMLElement[]} */ ([...root.querySelectorAll(FOCUSABLE)]).filter(
    (element) => !element.closest('[inert]') && element.getClientRects().length > 0,
  );
}

/** Gives the focus to an element, or to the page's main part if that is gone. @param {Element|null} element */
export function giveBack(element) {
  const usable = element instanceof HTMLElement && element.isConnected && !element.closest('[inert]') && element !== document.body;
  const target = usable ? element : document.getElementById('main');
  target?.focus({ preventScroll: true });
}

/**
 * Makes an element a layer for as long as its component is there; returns the reference to put on it.
 * @param {{onClose: () => void, modal?: boolean, anchor?: any, focus?: boolean}} settings
 * @returns {{current: HTMLElement|null}}
 */
export function useLayer({ onClose, modal = false, anchor, focus = true }) {
  const ref = useRef(/** @type {HTMLElement|null} */ (null));
  const close = useRef(onClose);
  close.current = onClose;
  // Asked while it is drawn: what is inside may take the focus before the layer does.
  const asked = useRef(document.activeElement);
  useLayoutEffect(() => {
    const root = ref.current;
    if (!root) return undefined;
    const before = asked.current;
    const layer = { root, modal, anchor, close: () => close.current?.() };
    layers.push(layer);
    seal();
    if (focus && !root.contains(document.activeElement)) takeFocus(root);
    return () => {
      const held = root.contains(document.activeElement) || document.activeElement === document.body;
      layers.splice(layers.indexOf(layer), 1);
      seal();
      if (focus && held) giveBack(before);
    };
  }, []);
  return ref;
}

/** What is below a modal layer can neither be reached nor read. */
function seal() {
  const lowest = layers.findLastIndex((layer) => layer.modal);
  const app = document.getElementById('app');
  if (app) app.inert = lowest >= 0;
  layers.forEach((layer, at) => {
    layer.root.inert = at < lowest;
  });
}

/** @param {HTMLElement} root */
function takeFocus(root) {
  const wished = /** @type {HTMLElement|null} */ (root.querySelector('[data-autofocus]'));
  const field = focusable(root).find((element) => element.matches('input, textarea, select'));
  const target = wished ?? field ?? /** @type {HTMLElement|null} */ (root.querySelector('[data-focus-start]')) ?? root;
  target.focus({ preventScroll: true });
}

/** Keeps Tab inside a layer. @param {KeyboardEvent} event @param {HTMLElement} root */
export function cycle(event, root) {
  const all = focusable(root);
  if (all.length === 0) {
    event.preventDefault();
    return;
  }
  const [first, last] = [all[0], all[all.length - 1]];
  const at = document.activeElement;
  if (event.shiftKey && (at === first || !all.includes(/** @type {any} */ (at)))) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && at === last) {
    event.preventDefault();
    first.focus();
  }
}

document.addEventListener('keydown', (event) => {
  const top = layers[layers.length - 1];
  if (!top || event.isComposing) return;
  if (event.key === 'Escape' && !event.defaultPrevented) {
    event.preventDefault();
    event.stopImmediatePropagation();
    top.close();
  } else if (event.key === 'Tab' && !event.defaultPrevented && top.root.contains(document.activeElement)) {
    cycle(event, top.root);
  }
});

document.addEventListener(
  'pointerdown',
  (event) => {
    const target = /** @type {Node} */ (event.target);
    for (const layer of [...layers].reverse()) {
      if (layer.modal || layer.root.contains(target)) return;
      if (layer.anchor instanceof Node && layer.anchor.contains(target)) return;
      layer.close();
    }
  },
  true,
);
