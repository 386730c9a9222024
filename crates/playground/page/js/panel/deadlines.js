// What is still open, and until when: first answers, deferred ones, and the clock to get there.
// @ts-check

import * as api from '../api.js';
import { html } from '../html.js';
import { useNow } from '../state/now.js';
import { Button } from '../ui/ui.js';
import { move } from './clock.js';
import { useLive } from './live.js';
import { setPanel } from './state.js';
import { duration } from './words.js';

export function Deadlines() {
  const { data } = useLive(() => api.interactions({ limit: 100 }), []);
  const open = (data?.interactions ?? []).filter(({ state }) => state === 'waiting' || state === 'answered');
  if (open.length === 0) return html`<p class="panel-none">Every interaction is answered and done.</p>`;
  return html`<ul class="panel-cards">${open.map((one) => html`<${Open} key=${one.id} one=${one} />`)}</ul>`;
}

function Open({ one }) {
  const waits = one.state === 'waiting';
  const until = waits ? one.answer_until : one.token_until;
  const left = useNow((now) => Math.max(0, Math.round((Date.parse(until) - now) / 1000)));
  return html`<li class="fault">
    <button type="button" class="place-link" onClick=${() => setPanel({ tab: 'interactions', selected: one.id })} dir="auto">${one.name}</button>
    <span class="fault-text">${waits ? 'first answer' : 'deferred; its token ends'} in ${duration(left * 1000)}</span>
    <${Button} size="s" onClick=${() => move({ set: until }, 'The clock is there.')}>Move the clock there<//>
  </li>`;
}
