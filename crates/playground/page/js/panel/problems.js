// Broken rules as cards: what Discord says, where, what it means, what helps.
// @ts-check

import { html } from '../html.js';
import { Icon } from '../ui/ui.js';
import { meaningOf, pathText } from './rules.js';
import { counted, duration } from './words.js';

/** @type {Record<string, string>} */
const TITLES = { refused: 'Refused', limited: 'Rate limited', broken: 'Server error', cut: 'Connection lost', unanswered: 'Not answered in time',
  oracle: 'Not as described', unknown_field: 'Unknown field', not_implemented: 'Not simulated', endpoint: 'Endpoint', invalid_requests: 'Too many invalid requests',
  dead_webhook: 'Dead webhook', token_reset: 'Token reset', missing_reason: 'No reason given', unused_right: 'Unused right' };

/** @param {string} kind */
export const titleOf = (kind) => TITLES[kind] ?? kind;

/** @param {{problems: any[], onPlace: (problem: any) => void}} props */
export function Problems({ problems, onPlace }) {
  return html`<section class="problems" aria-label=${counted(problems.length, 'problem')}>
    <h4 class="panel-caption">${counted(problems.length, 'problem')}</h4>
    <ul>${problems.map((problem, at) => html`<li key=${at}><${Card} problem=${problem} onPlace=${onPlace} /></li>`)}</ul>
  </section>`;
}

function Card({ problem, onPlace }) {
  const meaning = meaningOf(problem);
  return html`<article class="problem">
    <h5 class="problem-head"><${Icon} name="warning" size=${16} /> ${titleOf(problem.kind)}
      ${problem.rule && html`<code>${problem.rule}</code>`}<span class="problem-when">${duration(problem.ms)}</span></h5>
    <p class="problem-text" dir="auto">${problem.text}</p>
    ${problem.path.length > 0 && html`<p class="problem-place">
      <button type="button" class="place-link" onClick=${() => onPlace(problem)} title="Show it in the body"><code dir="auto">${pathText(problem.path)}</code></button></p>`}
    ${meaning && html`<p>${meaning.means}</p>`}
    ${meaning?.remedy && html`<p class="problem-remedy"><strong>What helps:</strong> ${meaning.remedy}</p>`}
    ${problem.ordered && html`<p class="problem-note">A fault that was ordered in this panel is behind it.</p>`}
    ${problem.path.length === 0 && html`<p><button type="button" class="place-link" onClick=${() => onPlace(problem)}>Show the step</button></p>`}
  </article>`;
}
