// What is said to screen readers, and short notes that pass.
// @ts-check

import { html, render } from '../html.js';
import { Icon } from './icons.js';

/** How long a note stays, in ms. */
const STAYS_MS = 5000;
/** Said words that come together are said together. */
const TOGETHER_MS = 80;

/** @type {Record<string, string[]>} */
const waiting = { polite: [], assertive: [] };

/** Says something to who does not see the page; `urgent` interrupts. @param {string} text @param {boolean} [urgent] */
export function announce(text, urgent = false) {
  const region = urgent ? 'assertive' : 'polite';
  const words = waiting[region];
  words.push(text);
  if (words.length > 1) return;
  const place = document.getElementById(region);
  // The same words twice are only heard twice if they were gone in between.
  if (place) place.textContent = '';
  window.setTimeout(() => {
    if (place) place.textContent = words.join(' ');
    waiting[region] = [];
  }, TOGETHER_MS);
}

/** @type {{id: number, text: string, kind: string}[]} */
let notes = [];
let count = 0;

/** Shows a short note that goes by itself, and says it. @param {string} text @param {'info'|'success'|'danger'} [kind] */
export function toast(text, kind = 'info') {
  const id = count++;
  notes = [...notes.filter((note) => note.text !== text).slice(-3), { id, text, kind }];
  draw();
  announce(text, kind === 'danger');
  window.setTimeout(() => {
    notes = notes.filter((note) => note.id !== id);
    draw();
  }, STAYS_MS + text.length * 40);
}

const SIGNS = { info: 'info', success: 'check', danger: 'warning' };

function draw() {
  let host = document.getElementById('toasts');
  if (!host) {
    host = document.createElement('div');
    host.id = 'toasts';
    document.body.append(host);
  }
  render(html`${notes.map((note) => html`<div key=${note.id} class=${`toast toast-${note.kind}`}>
    <${Icon} name=${SIGNS[note.kind] ?? 'info'} /><p dir="auto">${note.text}</p>
  </div>`)}`, host);
}
