// An entry of the journal, unfolded.
// @ts-check

import { html } from '../html.js';
import { Json } from './json.js';
import { duration } from './words.js';

/** A limit from here on is none: that of first answers. */
const NO_LIMIT = 1_000_000;

/** @param {{entry: any, payload?: any, reveal?: any}} props `payload` is what the event brought, where that is known */
export function Detail({ entry, payload = null, reveal = null }) {
  const { request, gateway, delivery, shown, said, problem, interaction } = entry.what;
  if (request) return html`<${Request} request=${request} reveal=${reveal} />`;
  if (delivery) return html`<${Facts} facts=${[['Posted to', delivery.url], ['Answered', delivery.status || 'nothing'], ['Took', duration(delivery.took_ms)]]} /><${Sent} payload=${payload} />`;
  if (gateway) return html`<${Gateway} gateway=${gateway} payload=${payload} />`;
  if (shown) return html`<${Shown} shown=${shown} />`;
  if (said) return html`<${Json} label="what was written" value=${said} />`;
  if (problem) return html`<p class="detail-text" dir="auto">${problem.text}</p>`;
  return payload ? html`<${Sent} payload=${payload} />` : html`<${Json} label="the entry" value=${interaction ?? entry.what} />`;
}

/** @param {{facts: [string, any][]}} props */
function Facts({ facts }) {
  const given = facts.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return html`<dl class="facts">${given.map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd dir="auto">${String(value)}</dd></div>`)}</dl>`;
}

function Sent({ payload }) {
  return payload && html`<h5 class="detail-caption">What the bot was sent</h5><${Json} label="what the bot was sent" value=${payload} />`;
}

function Request({ request, reveal }) {
  const header = (wanted) => request.limits.find(([name]) => name === wanted)?.[1];
  const most = Number(header('x-ratelimit-limit') ?? NO_LIMIT);
  const left = most < NO_LIMIT ? `${header('x-ratelimit-remaining')} of ${most} left` : null;
  const faults = request.faults.map((fault) => JSON.stringify(fault)).join(', ');
  return html`
    <${Facts} facts=${[['Request', `${request.method} ${request.path}`], ['Operation', request.operation],
      ['Status', request.status === 0 ? 'the connection was cut' : request.status], ['In the simulator', duration(request.took_ms)],
      ['Limit', left], ['Wait', header('retry-after') && `${header('retry-after')} s (${header('x-ratelimit-scope') ?? ''})`],
      ['Fault', faults], ['Files', request.files.join(', ')]]} />
    ${request.body !== null && html`<h5 class="detail-caption">Sent</h5><${Json} label="what was sent" value=${request.body} reveal=${reveal} />`}
    ${request.answer !== null && html`<h5 class="detail-caption">Came back</h5><${Json} label="what came back" value=${request.answer} />`}`;
}

function Gateway({ gateway, payload }) {
  const { kind, op, event, sequence, connection, code, by_client: byClient, path, query } = gateway;
  return html`<${Facts} facts=${[['What', kind], ['Connection', connection], ['Opcode', op], ['Event', event], ['Sequence', sequence], ['Code', code],
    ['Closed by', kind === 'closed' ? (byClient ? 'the bot' : 'the simulator') : null], ['Address', path && `${path}?${query}`]]} />
    ${payload ? html`<${Sent} payload=${payload} />` : gateway.payload && html`<${Json} label="the payload" value=${gateway.payload} />`}`;
}

function Shown({ shown }) {
  return html`
    ${shown.text && html`<p class="detail-text" dir="auto">${shown.text}</p>`}
    ${shown.buttons.length > 0 && html`<ul class="detail-buttons" aria-label="Buttons">${shown.buttons.map(([label, enabled], at) =>
      html`<li key=${at} class=${enabled ? '' : 'off'} dir="auto">${label}${!enabled && html`<span class="unseen"> (disabled)</span>`}</li>`)}</ul>`}
    ${!shown.text && shown.buttons.length === 0 && html`<p class="detail-text">No text.</p>`}`;
}
