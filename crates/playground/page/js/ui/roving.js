// Lists that are one stop of Tab: arrows move inside, and the stop is where one was last.
// @ts-check

import { useLayoutEffect, useRef } from '../html.js';

/**
 * Returns what to spread on the list's element. The stop is the focused item, else the current one, else the first.
 * @param {string} items a selector of its items
 * @param {{across?: boolean}} [settings] `across`: left and right move as well
 */
export function useRoving(items, { across = false } = {}) {
  const ref = useRef(/** @type {HTMLElement|null} */ (null));
  const all = () => /** @type {HTMLElement[]} */ ([...(ref.current?.querySelectorAll(items) ?? [])]);
  const mark = (stop) => {
    for (const item of all()) item.tabIndex = item === stop ? 0 : -1;
  };
  useLayoutEffect(() => {
    const here = all();
    const focused = here.find((item) => item === document.activeElement);
    mark(focused ?? here.find((item) => item.matches('[aria-current]:not([aria-current=false]), [aria-selected=true]')) ?? here[0]);
  });
  const onKeyDown = (event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const here = all();
    const at = here.indexOf(/** @type {any} */ (document.activeElement));
    if (at < 0) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: here.length - 1,
      ...(across ? { ArrowRight: at + 1, ArrowLeft: at - 1 } : {}) }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    here[Math.max(0, Math.min(to, here.length - 1))]?.focus();
  };
  const onFocusIn = (event) => {
    const item = event.target.closest?.(items);
    if (item) mark(item);
  };
  return { ref, onKeyDown, onFocusIn };
}
