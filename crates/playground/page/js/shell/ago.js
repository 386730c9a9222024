// Since when, in short words; by the simulator's clock.
// @ts-check

import { html } from '../html.js';
import { now, useNow } from '../state/now.js';

const STEPS = /** @type {const} */ ([[60, 'minute'], [3600, 'hour'], [86_400, 'day'], [604_800, 'week'], [2_592_000, 'month'], [31_536_000, 'year']]);
const words = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'narrow' });
const dates = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

/** When a snowflake was made. @param {string} id */
export const madeAt = (id) => new Date(Number(BigInt(id) >> 22n) + 1_420_070_400_000);

/** @param {Date} date */
export const dateOf = (date) => dates.format(date);

/** @param {Date} date @param {number} [present] */
export function ago(date, present = now()) {
  const seconds = Math.max(0, (present - date.getTime()) / 1000);
  if (seconds < 60) return 'just now';
  const [size, unit] = STEPS.findLast(([least]) => seconds >= least) ?? STEPS[0];
  return words.format(-Math.floor(seconds / size), unit);
}

/** The words, kept true. @param {{date: Date}} props */
export function Ago({ date }) {
  const words = useNow((present) => ago(date, present));
  return html`<time datetime=${date.toISOString()}>${words}</time>`;
}
