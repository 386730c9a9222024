// Discord's part: its clock, connections of bots, faults, deadlines, scenarios, what went wrong so far.
// @ts-check

import { html } from '../html.js';
import { Clock } from './clock.js';
import { Connections } from './connections.js';
import { Deadlines } from './deadlines.js';
import { Faults } from './faults.js';
import { Scenario } from './scenario.js';
import { SoFar } from './so-far.js';

export function Discord() {
  return html`<div class="panel-pane"><div class="panel-scroll">
    <${Section} title="Clock"><${Clock} /><//>
    <${Section} title="Connections"><${Connections} /><//>
    <${Section} title="Faults"><${Faults} /><//>
    <${Section} title="Deadlines"><${Deadlines} /><//>
    <${Section} title="Scenario"><${Scenario} /><//>
    <${Section} title="Problems so far"><${SoFar} /><//>
  </div></div>`;
}

/** @param {{title: string, children?: any}} props */
export function Section({ title, children }) {
  return html`<section class="panel-section" aria-label=${title}><h3 class="panel-caption">${title}</h3>${children}</section>`;
}
