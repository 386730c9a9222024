// What the developers' panel shows: its tab, its filters, what is selected. The rest it asks the simulator for.
// @ts-check

import { useLayoutEffect, useReducer, useRef } from '../html.js';
import { get as page } from '../state/store.js';
import { toggle } from '../shell/layout.js';
import { matches, NARROW } from '../ui/media.js';

/** @typedef {'interactions'|'journal'|'discord'|'shop'|'session'} Tab */

const KEPT = 'playground.panel';

const start = () => ({
  /** @type {Tab} */
  tab: /** @type {any} */ (kept().tab ?? 'interactions'),
  /** The interaction whose trace is shown. @type {string|null} */
  selected: null,
  /** The one whose trace was shown before. @type {string|null} */
  last: null,
  /** What the list of interactions is narrowed to. */
  filter: { text: '', bot: '', person: '', problems: false },
  /** What the journal is narrowed to. */
  journal: { text: '', bot: '', kinds: /** @type {string[]} */ ([]) },
  /** The journal's number from which a test is copied. */
  mark: 0,
});

/** @typedef {ReturnType<typeof start>} PanelState */

let state = start();
/** @type {Set<() => void>} */
const listeners = new Set();

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '{}');
  } catch {
    return {};
  }
}

/** Keeps something for the next visit. @param {Record<string, any>} parts */
export function keep(parts) {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ ...kept(), ...parts }));
  } catch {
    // A window without storage forgets it.
  }
}

export const recall = kept;
export const getPanel = () => state;

/** @param {Partial<PanelState>} parts */
export function setPanel(parts) {
  state = { ...state, ...parts };
  if (parts.tab) keep({ tab: parts.tab });
  for (const listener of [...listeners]) listener();
}

/**
 * A part of the panel's state.
 * @template R @param {(state: PanelState) => R} selector @returns {R}
 */
export function usePanel(selector) {
  const [, again] = useReducer((count) => count + 1, 0);
  const part = selector(state);
  const seen = useRef(/** @type {any} */ (null));
  seen.current = { selector, part };
  useLayoutEffect(() => {
    const look = () => !Object.is(seen.current.selector(state), seen.current.part) && again(undefined);
    look();
    listeners.add(look);
    return () => listeners.delete(look);
  }, []);
  return part;
}

/** Opens the panel on the trace of an interaction. @param {string} interactionId */
export function inspect(interactionId) {
  setPanel({ tab: 'interactions', selected: interactionId });
  const { ui } = page();
  const open = matches(NARROW) ? ui.drawer === 'panel' : ui.panel;
  if (!open) toggle('panel');
}
