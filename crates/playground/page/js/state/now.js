// The present of the simulator's world, and what is drawn again as it passes: one timer for all of it.
// @ts-check

import { useEffect, useReducer, useRef } from '../html.js';
import { get, subscribe } from './store.js';

const TICK_MS = 1000;

/** Now, in ms, by the simulator's clock. */
export function now() {
  const { clock } = get();
  if (!clock) return Date.now();
  return clock.frozen ? Date.parse(clock.now) : Date.now() + clock.ahead_ms;
}

/** @type {Set<() => void>} */
const listeners = new Set();
let timer = 0;
let stop = () => {};
/** @type {any} */
let clock = null;

const tick = () => listeners.forEach((listener) => listener());

/** Calls each second, and when the clock was moved. @param {() => void} listener */
export function eachSecond(listener) {
  listeners.add(listener);
  if (!timer) {
    timer = window.setInterval(() => !document.hidden && tick(), TICK_MS);
    clock = get().clock;
    const stopLooking = subscribe(() => {
      if (get().clock === clock) return;
      ({ clock } = get());
      tick();
    });
    document.addEventListener('visibilitychange', tick);
    stop = () => {
      stopLooking();
      document.removeEventListener('visibilitychange', tick);
    };
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = 0;
    stop();
  };
}

/**
 * A value that the present decides, in a component that is drawn again when it differs.
 * @template T @param {(now: number) => T} value @returns {T}
 */
export function useNow(value) {
  const [, again] = useReducer((count) => count + 1, 0);
  const current = value(now());
  const seen = useRef(/** @type {{value: (now: number) => T, current: T}} */ ({ value, current }));
  seen.current = { value, current };
  useEffect(() => eachSecond(() => {
    const last = seen.current;
    if (!Object.is(last.value(now()), last.current)) again(undefined);
  }), []);
  return current;
}
