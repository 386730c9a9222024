// The trace of an interaction: its parts in time, each step with what was sent and came back, and what went wrong.
// @ts-check

import * as api from '../api.js';
import { html, useEffect, useState } from '../html.js';
import { jumpTo } from '../messages/jump.js';
import { copyText } from '../shell/copy.js';
import { Button, Icon, IconButton, Spinner } from '../ui/ui.js';
import { Outcome } from './interactions.js';
import { attempt, useLive } from './live.js';
import { Problems } from './problems.js';
import { setPanel } from './state.js';
import { Steps } from './steps.js';
import { Parts } from './waterfall.js';
import { timeOf, TYPES } from './words.js';

/** @param {{id: string}} props */
export function Trace({ id }) {
  const { data, error, again } = useLive(() => api.interaction(id), [id]);
  const [reveal, show] = useState(/** @type {any} */ (null));
  useEffect(() => document.getElementById('trace-title')?.focus({ preventScroll: true }), [Boolean(data)]);
  const back = () => setPanel({ selected: null, last: id });
  const onKeyDown = (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    back();
  };
  return html`<div class="panel-pane trace" onKeyDown=${onKeyDown}>
    <div class="trace-bar">
      <${Button} kind="ghost" size="s" icon="arrow-left" onClick=${back}>All interactions<//>
      <${IconButton} icon="refresh" size=${18} label="Look again" placement="bottom-end" onClick=${again} />
    </div>
    ${error && !data && html`<p class="panel-wrong" role="alert">${error}</p>`}
    ${!data && !error && html`<p class="panel-empty"><${Spinner} label="Loading" /></p>`}
    ${data && html`<div class="panel-scroll">
      <${Head} trace=${data} />
      <${Parts} trace=${data} />
      ${data.problems.length > 0 && html`<${Problems} problems=${data.problems}
        onPlace=${(problem) => show({ number: problem.number, path: problem.path, tick: Date.now() })} />`}
      <${Steps} trace=${data} reveal=${reveal} />
    </div>`}
  </div>`;
}

function Head({ trace }) {
  const { summary } = trace;
  const type = TYPES[summary.type] ?? TYPES[2];
  const repeat = (how, done) => attempt(() => api.replay(summary.id, how), done).then((answer) =>
    how === 'again' && answer && setPanel({ selected: answer.interaction }));
  return html`<header class="trace-head">
    <h3 class="trace-title" id="trace-title" tabindex="-1" dir="auto"><${Icon} name=${type.icon} size=${18} label=${type.label} /> ${summary.name}</h3>
    <p class="trace-sub"><strong dir="auto">${summary.user.name}</strong> → <strong dir="auto">${summary.application.name}</strong> at
      <time datetime=${summary.at}> ${timeOf(summary.at)}</time> <${Outcome} summary=${summary} /></p>
    ${!summary.sent && html`<p class="trace-note"><${Icon} name="warning" size=${16} /> It was not sent: ${summary.application.name} has no connection that takes it.</p>`}
    <${Chain} trace=${trace} />
    <div class="trace-acts">
      <${Button} size="s" icon="play" onClick=${() => repeat('again', 'Done again.')}>Do it again<//>
      <${Button} size="s" icon="refresh" onClick=${() => repeat('event', 'The same event was sent again.')}>Send the event again<//>
      ${summary.message_id && html`<${Button} size="s" kind="ghost" icon="chat" onClick=${() => jumpTo(summary.channel_id, summary.message_id)}>To the message<//>`}
      <${Button} size="s" kind="ghost" icon="copy" onClick=${() => copyText(summary.id, 'ID')}>Copy ID<//>
    </div>
  </header>`;
}

/** What came before and what came of it. */
function Chain({ trace }) {
  const links = [
    trace.opened_by && ['arrow-up', 'What opened this modal', trace.opened_by],
    trace.from && ['arrow-up', 'What made the message', trace.from],
    ...trace.next.map((id) => ['arrow-down', 'What was submitted', id]),
  ].filter(Boolean);
  if (links.length === 0) return null;
  return html`<ul class="trace-chain">${links.map(([icon, label, id]) => html`<li key=${id}>
    <${Button} kind="link" size="s" icon=${icon} onClick=${() => setPanel({ selected: id })}>${label}<//></li>`)}</ul>`;
}
