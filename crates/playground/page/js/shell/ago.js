// Since when, in short words; by the simulator's clock.
// @ts-check

import { get } from '../state/store.js';

const STEPS = /** @type {const} */ ([[60, 'minute'], [3600, 'hour'], [86_400, 'day'], [604_800, 'week'], [2_592_000, 'month'], [31_536_000, 'year']]);
const words = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'narrow' });
const dates = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

/** When a snowflake was made. @param {string} id */
export const madeAt = (id) => new Date(Number(BigInt(id) >> 22n) + 1_420_070_400_000);

/** @param {Date} date */
export const dateOf = (date) => dates.format(date);

/** The simulator's time. */
export const now = () => Date.now() + (get().clock?.ahead_ms ?? 0);

/** @param {Date} date */
export function ago(date) {
  const seconds = Math.max(0, (now() - date.getTime()) / 1000);
  if (seconds < 60) return 'just now';
  const [size, unit] = STEPS.findLast(([least]) => seconds >= least) ?? STEPS[0];
  return words.format(-Math.floor(seconds / size), unit);
}
