// The keyboard in the list of messages: it is one stop of Tab; arrows go from message to message, Enter into one, Escape
// out of it again.
// @ts-check

import { focusable } from '../ui/layers.js';

/** Whether a key that goes from part to part moved the focus last. */
let tabbed = false;
document.addEventListener('keydown', (event) => {
  tabbed = event.key === 'Tab' || event.key === 'F6';
}, true);
document.addEventListener('pointerdown', () => {
  tabbed = false;
}, true);

/** @param {Element|null} element @returns {HTMLElement|null} */
export const messageOf = (element) => /** @type {any} */ (element?.closest?.('[role=article][data-key]') ?? null);

/** What can be steered in a message, what it says before what can be done with it. @param {HTMLElement} row */
const controls = (row) => focusable(row).filter((element) => element !== row);

/**
 * Keys that were pressed in the list.
 * @param {KeyboardEvent} event
 * @param {{list: HTMLElement, edges: () => [HTMLElement|null, HTMLElement|null], more: (side: 'before'|'after') => void, end: () => void,
 *   act: (row: HTMLElement, key: string) => boolean}} around `edges`: what stands before and after the list, to leave it by
 */
export function pressed(event, { list, edges, more, end, act }) {
  if (event.defaultPrevented || event.isComposing) return;
  const target = /** @type {HTMLElement} */ (event.target);
  const row = messageOf(target);
  if (!row || !list.contains(row)) return;
  if (event.key === 'Tab') {
    leaves(event, row, target, edges());
    return;
  }
  if (target !== row) {
    if (event.key === 'Escape') {
      row.focus({ preventScroll: true });
      event.preventDefault();
      event.stopPropagation();
    }
    return;
  }
  if (moves(event, row, list, more, end) || enters(event, row) || (!event.ctrlKey && !event.metaKey && !event.altKey && act(row, event.key))) {
    event.preventDefault();
    event.stopPropagation();
  }
}

/** From the message itself, or the last of its controls, Tab leaves the list. */
function leaves(event, row, target, [before, after]) {
  const own = controls(row);
  const last = own[own.length - 1];
  if (target === row || (!event.shiftKey && target === last)) (event.shiftKey ? before : after)?.focus({ preventScroll: true });
  else if (event.shiftKey && target === own[0]) {
    row.focus({ preventScroll: true });
    event.preventDefault();
  }
}

/** @param {KeyboardEvent} event @param {HTMLElement} row @param {HTMLElement} list */
function moves(event, row, list, more, end) {
  const all = /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[role=article][data-key]')]).filter((one) => messageOf(one.parentElement) === null);
  const at = all.indexOf(row);
  let to;
  if (event.key === 'ArrowUp') to = all[at - 1] ?? (more('before'), undefined);
  else if (event.key === 'ArrowDown') to = all[at + 1] ?? (more('after'), undefined);
  else if (event.key === 'Home') to = all[0];
  else if (event.key === 'End') {
    end();
    to = all[all.length - 1];
  } else return false;
  to?.focus({ preventScroll: true });
  to?.scrollIntoView({ block: 'nearest' });
  return true;
}

/** @param {KeyboardEvent} event @param {HTMLElement} row */
function enters(event, row) {
  if (event.key !== 'Enter') return false;
  controls(row)[0]?.focus({ preventScroll: true });
  return true;
}

/**
 * Whoever comes into the list by such a key comes to the message that was left, not to a link in another one.
 * @param {FocusEvent} event @param {HTMLElement} list @param {HTMLElement|null|undefined} stop the list's tab stop
 */
export function entered(event, list, stop) {
  const from = /** @type {Element|null} */ (event.relatedTarget);
  const outside = !from || !list.contains(from);
  if (tabbed && outside && stop && event.target !== stop) stop.focus({ preventScroll: true });
  tabbed = false;
}
