// What is unfolded: columns on wide windows, drawers over the messages on narrow ones.
// @ts-check

import { get, set } from '../state/store.js';
import { matches, NARROW, PHONE, WIDE } from '../ui/media.js';

/** @typedef {'channels'|'members'|'panel'|null} Drawer */

const put = (parts) => set({ ui: { ...get().ui, ...parts } });

/** Opens a drawer; the window's way back closes it. @param {Drawer} drawer */
export function openDrawer(drawer) {
  if (get().ui.drawer === drawer) return;
  const state = { ...history.state, drawer };
  if (get().ui.drawer) history.replaceState(state, '');
  else history.pushState(state, '');
  put({ drawer });
}

export function closeDrawer() {
  if (!get().ui.drawer) return;
  put({ drawer: null });
  if (history.state?.drawer) history.back();
}

/** Unfolds a column, or its drawer where there is no room. @param {'members'|'panel'} column */
export function toggle(column) {
  const { ui } = get();
  if (matches(column === 'panel' ? NARROW : PHONE)) {
    if (ui.drawer === column) closeDrawer();
    else openDrawer(column);
  } else {
    const crowded = ui.panel && !matches(NARROW) && !matches(WIDE);
    if (column === 'panel') put({ panel: !ui.panel });
    else put({ members: crowded || ui.search !== null || !ui.members, search: null, ...(crowded ? { panel: false } : {}) });
  }
}

/** Shows what is found for some words beside the messages; `null` closes it. @param {string|null} words */
export function search(words) {
  const crowded = words !== null && get().ui.panel && !matches(NARROW) && !matches(WIDE);
  put({ search: words, ...(crowded ? { panel: false } : {}) });
  if (words !== null && matches(PHONE)) openDrawer('members');
  else if (words === null && get().ui.drawer === 'members') closeDrawer();
}

/** Whether the column of members is shown: beside the panel there is not always room. @param {{members: boolean, panel: boolean, search: string|null}} ui @param {boolean} wide @param {boolean} narrow */
export const besideShown = (ui, wide, narrow) => (ui.members || ui.search !== null) && (!ui.panel || wide || narrow);

/** Keeps the drawers and the window's history together. */
export function watchHistory() {
  window.addEventListener('popstate', () => put({ drawer: history.state?.drawer ?? null }));
  // After a reload everything is folded.
  if (history.state?.drawer) history.replaceState({ ...history.state, drawer: null }, '');
  // What was a drawer is a column when the window grows.
  window.matchMedia(PHONE).addEventListener('change', (event) => !event.matches && get().ui.drawer && closeDrawer());
}
