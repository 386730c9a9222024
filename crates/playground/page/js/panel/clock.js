// The simulator's clock: what it shows, moved forward, stopped, back at the real time.
// @ts-check

import * as api from '../api.js';
import { html, useState } from '../html.js';
import { useNow } from '../state/now.js';
import { useStore } from '../state/store.js';
import { Button, Icon, Switch, TextField } from '../ui/ui.js';
import { attempt } from './live.js';
import { duration } from './words.js';

const STEPS = [['3s', '3 s'], ['1m', '1 min'], ['15m', '15 min'], ['1h', '1 h'], ['1d', '1 day']];
/** So much off the real time is none, in ms. */
const NONE = 1500;
const shown = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** Moves the clock as ordered. @param {Record<string, any>} order @param {string} [done] */
export const move = (order, done) => attempt(() => api.moveClock(order), done);

export function Clock() {
  const clock = useStore((state) => state.clock);
  const text = useNow((now) => shown.format(new Date(now)));
  const [own, type] = useState('');
  const ahead = clock?.ahead_ms ?? 0;
  const off = Math.abs(ahead) > NONE;
  const moveOwn = async (event) => {
    event.preventDefault();
    if (own.trim() && await move({ advance: own.trim() }, `Moved by ${own.trim()}.`)) type('');
  };
  return html`
    <p class="clock-now"><${Icon} name="clock" size=${20} /> <time>${text}</time>
      ${clock?.frozen && html`<span class="panel-chip chip-late">frozen</span>`}
      ${off && html`<span class="panel-chip chip-open">${duration(Math.abs(ahead))} ${ahead > 0 ? 'ahead' : 'behind'}</span>`}</p>
    <div class="panel-buttons" role="group" aria-label="Move the clock forward">
      ${STEPS.map(([by, label]) => html`<${Button} key=${by} size="s" onClick=${() => move({ advance: by }, `The clock moved by ${label}.`)}>+ ${label}<//>`)}
    </div>
    <form class="panel-form-row" onSubmit=${moveOwn}>
      <${TextField} label="By how much" hideLabel=${true} placeholder="Another time: 90s, 2h, 30d" value=${own} onInput=${type} />
      <${Button} size="s" type="submit">Move<//>
    </form>
    <${Switch} label="Frozen" hint="Only the buttons above move it then." checked=${clock?.frozen ?? false} onChange=${(freeze) => move({ freeze })} />
    ${(off || clock?.frozen) && html`<${Button} size="s" icon="refresh" onClick=${() => move({ real: true }, 'The clock shows the real time again.')}>Back to the real time<//>`}`;
}
