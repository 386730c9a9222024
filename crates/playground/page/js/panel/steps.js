// The steps of an interaction in order, each a bar in time; unfolded it shows what was sent and what came back.
// @ts-check

import { html, useEffect, useId, useRef, useState } from '../html.js';
import { Icon } from '../ui/ui.js';
import { Detail } from './detail.js';
import { Bar, spanOf } from './waterfall.js';
import { duration } from './words.js';

/** @type {Record<string, {icon: string, kind: string, said: string}>} */
const LOOKS = {
  acted: { icon: 'person', kind: 'way', said: 'The person' },
  sent: { icon: 'send', kind: 'way', said: 'To the bot' },
  delivered: { icon: 'send', kind: 'bot', said: 'To the bot' },
  request: { icon: 'bot', kind: 'answer', said: 'From the bot' },
  meanwhile: { icon: 'clock', kind: 'beside', said: 'Meanwhile' },
  shown: { icon: 'eye', kind: 'shown', said: 'Seen' },
  problem: { icon: 'warning', kind: 'problem', said: 'Problem' },
  event: { icon: 'dot', kind: 'beside', said: 'Event' },
};

/** @param {{trace: any, reveal: any}} props */
export function Steps({ trace, reveal }) {
  const span = spanOf(trace);
  return html`<section aria-label="Steps">
    <h4 class="panel-caption">Steps</h4>
    <ol class="steps">${trace.steps.map((step) => html`<${Step} key=${step.number} step=${step} span=${span} trace=${trace}
      reveal=${reveal?.number === step.number ? reveal : null} />`)}</ol>
  </section>`;
}

function Step({ step, span, trace, reveal }) {
  const [open, unfold] = useState(false);
  const id = useId();
  const item = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => {
    if (!reveal) return;
    unfold(true);
    if (reveal.path.length === 0) item.current?.scrollIntoView({ block: 'nearest' });
  }, [reveal?.tick]);
  const look = LOOKS[step.what] ?? LOOKS.event;
  const status = step.entry.what.request?.status;
  const bad = step.what === 'problem' || (status !== undefined && (status === 0 || status >= 400));
  return html`<li ref=${item} class=${`step step-${look.kind}${bad ? ' bad' : ''}`}>
    <button type="button" class="step-row" aria-expanded=${String(open)} aria-controls=${open ? id : undefined} onClick=${() => unfold(!open)}>
      <${Icon} name=${look.icon} size=${16} label=${look.said} />
      <span class="step-title" dir="auto">${step.title}${step.what === 'meanwhile' && html` <span class="panel-tag">meanwhile</span>`}</span>
      <span class="step-time">${duration(step.ms)}${step.took_ms !== null && html`<span class="step-took"> +${duration(step.took_ms)}</span>`}</span>
      <${Bar} from=${step.ms} to=${step.ms + (step.took_ms ?? 0)} span=${span} kind=${bad ? 'problem' : look.kind} />
    </button>
    ${open && html`<div class="step-detail" id=${id}><${Detail} entry=${step.entry} payload=${isEvent(step) ? trace.payload : null} reveal=${reveal} /></div>`}
  </li>`;
}

/** @param {any} step */
const isEvent = ({ what }) => what === 'sent' || what === 'delivered' || what === 'acted';
