// What is being written in each channel, kept while others are looked at; the text also over a reload.
// @ts-check

import { useCallback, useLayoutEffect, useRef, useState } from '../html.js';
import { get } from '../state/store.js';

/**
 * @typedef {{entry: import('./commands.js').Entry, given: string[], filled: Map<string, import('./values.js').Filled>,
 *   errors: Map<string, string>, tail: string}} Command A command being filled in: `given` are the options whose pills
 *   are shown, `tail` what stands behind them.
 * @typedef {{text: string, names: Map<string, string>, uploads: import('./files.js').Upload[], ping: boolean,
 *   command: Command|null}} Draft
 */

/** @type {Map<string, Draft>} */
const drafts = new Map();

/** The composers that are there, by whose draft they show. @type {Map<string, (parts: Partial<Draft>) => void>} */
const shown = new Map();

/** @returns {Draft} */
const nothing = () => ({ text: '', names: new Map(), uploads: [], ping: true, command: null });

const keyOf = (channel) => `${get().me?.id}/${channel}`;
const storedAs = (key) => `draft/${key}`;

/** @param {string} key @returns {Draft} */
function stored(key) {
  try {
    const { text, names } = JSON.parse(localStorage.getItem(storedAs(key)) ?? 'null');
    return { ...nothing(), text: String(text), names: new Map(names) };
  } catch {
    return nothing();
  }
}

/** @param {string} key @param {Draft} draft */
function store(key, draft) {
  try {
    if (draft.text) localStorage.setItem(storedAs(key), JSON.stringify({ text: draft.text, names: [...draft.names] }));
    else localStorage.removeItem(storedAs(key));
  } catch {
    // Without storage drafts live as long as the window.
  }
}

/**
 * The draft of a channel and how to change it. A channel's composer is a component of its own (by `key`).
 * @param {string} channel
 * @returns {[Draft, (parts: Partial<Draft> | ((now: Draft) => Partial<Draft>)) => void, () => Draft]} what is drawn, how
 *   to change it, and what is true right now
 */
export function useDraft(channel) {
  const key = keyOf(channel);
  const [draft, draw] = useState(() => drafts.get(key) ?? stored(key));
  const now = useRef(draft);
  const change = useCallback((parts) => {
    const next = { ...now.current, ...(typeof parts === 'function' ? parts(now.current) : parts) };
    if (next.text !== now.current.text) store(key, next);
    now.current = next;
    drafts.set(key, next);
    draw(next);
  }, [key]);
  useLayoutEffect(() => {
    shown.set(key, change);
    return () => {
      shown.delete(key);
    };
  }, [key]);
  return [draft, change, () => now.current];
}

/**
 * Changes a draft from elsewhere, whether its composer is there or not.
 * @param {string} channel @param {(now: Draft) => Partial<Draft>} how
 */
export function changeDraft(channel, how) {
  const key = keyOf(channel);
  const before = drafts.get(key) ?? stored(key);
  const change = shown.get(key);
  if (change) change(how(before));
  else {
    const next = { ...before, ...how(before) };
    drafts.set(key, next);
    store(key, next);
  }
}
