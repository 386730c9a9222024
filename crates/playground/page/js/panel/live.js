// What is asked again whenever something has happened in the simulator, a few times a second at most.
// @ts-check

import { useCallback, useEffect, useRef, useState } from '../html.js';
import { get, subscribe } from '../state/store.js';
import { toast } from '../ui/ui.js';

/** What is asked again after something was done here. @type {Set<() => Promise<void>>} */
const asking = new Set();
/** Between two questions, in ms. */
const PAUSE_MS = 300;

/**
 * The answer to a question: asked at once, when `deps` differ, and after the journal has grown.
 * @template T
 * @param {() => Promise<T>} ask @param {any[]} deps
 * @param {{live?: boolean}} [settings]
 * @returns {{data: T|null, error: string|null, again: () => void}}
 */
export function useLive(ask, deps, { live = true } = {}) {
  const [answer, tell] = useState(/** @type {{data: T|null, error: string|null}} */ ({ data: null, error: null }));
  const current = useRef(ask);
  current.current = ask;
  const round = useRef(0);
  const again = useCallback(async () => {
    const own = ++round.current;
    try {
      const data = await current.current();
      // What is the same is kept as it is, so that nothing is drawn again.
      if (own === round.current) tell((before) => (before.error === null && same(before.data, data) ? before : { data, error: null }));
    } catch (error) {
      if (own === round.current) tell((before) => ({ data: before.data, error: error.message }));
    }
  }, []);
  useEffect(() => {
    again();
    return () => {
      round.current += 1;
    };
  }, deps);
  useEffect(() => {
    asking.add(again);
    return () => asking.delete(again);
  }, []);
  useEffect(() => (live ? onJournal(again) : undefined), [live]);
  return { ...answer, again };
}

/** @param {any} before @param {any} after */
const same = (before, after) => JSON.stringify(before) === JSON.stringify(after);

/** Calls after the journal has grown, with pauses; returns how to stop. @param {() => Promise<void>} act */
export function onJournal(act) {
  let seen = get().journal;
  let timer = 0;
  let busy = false;
  const run = async () => {
    timer = 0;
    if (busy) return;
    busy = true;
    seen = get().journal;
    await act();
    busy = false;
    look();
  };
  const look = () => {
    if (get().journal !== seen && !timer && !busy) timer = window.setTimeout(run, PAUSE_MS);
  };
  const stop = subscribe(look);
  return () => {
    stop();
    window.clearTimeout(timer);
  };
}

/** Does something and says what became of it. @param {() => Promise<any>} act @param {string} [done] */
export async function attempt(act, done) {
  try {
    const answer = await act();
    if (done) toast(done, 'success');
    asking.forEach((again) => again());
    return answer ?? true;
  } catch (error) {
    toast(error.message, 'danger');
    return null;
  }
}
