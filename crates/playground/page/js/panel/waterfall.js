// The parts of an interaction side by side in time.
// @ts-check

import { html } from '../html.js';
import { duration } from './words.js';

/** @type {Record<string, string>} */
const NAMES = { way: 'To the bot', bot: 'The bot', answer: 'Until answered', after: 'After deferring' };

/** How long all of it took, in ms. @param {any} trace */
export function spanOf(trace) {
  const ends = [...trace.parts.map((part) => part.to_ms), ...trace.steps.map((step) => step.ms + (step.took_ms ?? 0))];
  return Math.max(0.001, ...ends);
}

/** A bar from one moment to another, in a track as long as all of it. @param {{from: number, to: number, span: number, kind: string}} props */
export function Bar({ from, to, span, kind }) {
  const left = (Math.min(from, span) / span) * 100;
  const width = ((Math.max(to, from) - from) / span) * 100;
  return html`<span class="bar-track" aria-hidden="true">
    <span class=${`bar bar-${kind}`} style=${{ insetInlineStart: `min(${left}%, 100% - 3px)`, width: `max(${Math.min(width, 100 - left)}%, 3px)` }}></span>
  </span>`;
}

export function Parts({ trace }) {
  if (trace.parts.length === 0) return null;
  const span = Math.max(0.001, ...trace.parts.map((part) => part.to_ms));
  return html`<section class="parts" aria-label="How long each part took">
    <dl>${trace.parts.map((part) => html`<div key=${part.name} class="part">
      <dt>${NAMES[part.name] ?? part.name}</dt>
      <dd class="part-bar"><${Bar} from=${part.from_ms} to=${part.to_ms} span=${span} kind=${part.name} /></dd>
      <dd class="part-time">${duration(part.to_ms - part.from_ms)}</dd>
    </div>`)}</dl>
  </section>`;
}
