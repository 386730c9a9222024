// Everything that a test would fail on, so far.
// @ts-check

import * as api from '../api.js';
import { html } from '../html.js';
import { useLive } from './live.js';
import { titleOf } from './problems.js';
import { setPanel } from './state.js';
import { counted } from './words.js';

/** How many of the newest are shown. */
const SHOWN = 50;

export function SoFar() {
  const { data, error } = useLive(api.problems, []);
  if (error) return html`<p class="panel-wrong" role="alert">${error}</p>`;
  const all = data?.problems ?? [];
  if (all.length === 0) return html`<p class="panel-none">None. A test would pass.</p>`;
  return html`<p class="panel-note">${counted(all.length, 'problem')}; a test would fail.</p>
    <ul class="panel-cards">${all.slice(-SHOWN).reverse().map((problem, at) => html`<li key=${all.length - at} class="problem">
      <h4 class="problem-head">${titleOf(problem.kind)}</h4><p class="problem-text" dir="auto">${problem.text}</p>
      ${problem.interaction && html`<button type="button" class="place-link" onClick=${() => setPanel({ tab: 'interactions', selected: problem.interaction })}>Its interaction</button>`}
    </li>`)}</ul>`;
}
