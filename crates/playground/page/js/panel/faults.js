// Faults: those in force, and new ones for requests and for whole servers.
// @ts-check

import * as api from '../api.js';
import { html, useState } from '../html.js';
import { useStore } from '../state/store.js';
import { Button, Icon, IconButton, SelectField, TextField } from '../ui/ui.js';
import { attempt, useLive } from './live.js';

/** What goes wrong with requests. @type {{value: string, label: string, fault: (seconds: number) => any, timed?: string}[]} */
const SORTS = [
  { value: 'route', label: '429: limit of the route', fault: (time) => ({ route_429: { retry_after: time } }), timed: 'Seconds to wait' },
  { value: 'global', label: '429: global limit', fault: (time) => ({ global_429: { retry_after: time } }), timed: 'Seconds to wait' },
  { value: 'shared', label: '429: shared limit', fault: (time) => ({ shared_429: { retry_after: time } }), timed: 'Seconds to wait' },
  { value: '500', label: '500 in JSON', fault: () => ({ server_error: 500 }) },
  { value: '502', label: '502 in HTML', fault: () => ({ status: 502 }) },
  { value: '503', label: '503 in HTML', fault: () => ({ status: 503 }) },
  { value: '504', label: '504 in HTML', fault: () => ({ status: 504 }) },
  { value: 'latency', label: 'Late answer', fault: (time) => ({ latency: time }), timed: 'Seconds' },
  { value: 'drop', label: 'Cut before it is handled', fault: () => 'drop' },
  { value: 'lose', label: 'Handled, but the answer is lost', fault: () => 'lose_answer' },
  { value: 'banned', label: 'Address banned by the edge', fault: () => 'banned' },
];

/** Which requests. @type {{value: string, label: string, method?: string, path?: string}[]} */
const TARGETS = [
  { value: 'all', label: 'All requests' },
  { value: 'callback', label: 'First answers to interactions', method: 'POST', path: '/callback' },
  { value: 'original', label: 'Edits of the answer', method: 'PATCH', path: '/messages/@original' },
  { value: 'followup', label: 'Follow-ups and webhooks', method: 'POST', path: '/webhooks/' },
  { value: 'messages', label: 'Messages in channels', path: '/messages' },
  { value: 'commands', label: 'Commands', path: '/commands' },
  { value: 'own', label: 'Others, by a part of the path' },
];

const COUNTS = [{ value: '1', label: 'Once' }, { value: '2', label: 'Twice' }, { value: '5', label: '5 times' }, { value: '', label: 'Until taken back' }];

export function Faults() {
  const { data, error } = useLive(api.faults, []);
  return html`
    ${error && html`<p class="panel-wrong" role="alert">${error}</p>`}
    <${InForce} faults=${data?.faults ?? []} scenario=${data?.scenario ?? false} />
    <${Order} />
    <${Outage} />`;
}

function InForce({ faults, scenario }) {
  if (faults.length === 0 && !scenario) return html`<p class="panel-none">None is in force.</p>`;
  const clear = () => attempt(api.clearFaults, 'All faults are taken back.');
  return html`<ul class="panel-cards" aria-label="Faults in force">
    ${faults.map((fault) => html`<li key=${fault.fault} class="fault">
      <${Icon} name="bolt" size=${16} /><span class="fault-text" dir="auto">${faultText(fault)}</span>
      <${IconButton} icon="close" size=${16} label=${`Take back: ${faultText(fault)}`} onClick=${() => attempt(() => api.removeFault(fault.fault))} />
    </li>`)}
    ${scenario && html`<li class="fault"><${Icon} name="play" size=${16} /><span class="fault-text">A scenario is played.</span></li>`}
    <li><${Button} size="s" onClick=${clear}>Take all back<//></li>
  </ul>`;
}

/** A fault in words. @param {any} fault */
function faultText({ rest, gateway, application }) {
  if (rest) {
    const where = [rest.method, rest.path].filter(Boolean).join(' ') || 'all requests';
    return `${spoken(rest.fault)} for ${where}${rest.times ? `, ${rest.times} more` : ''}`;
  }
  return `${spoken(gateway)} for ${application.name}`;
}

/** @param {any} fault */
function spoken(fault) {
  if (typeof fault === 'string') return fault.replace(/_/g, ' ');
  const [[name, detail]] = Object.entries(fault);
  const value = typeof detail === 'object' ? Object.values(detail)[0] : detail === true ? '' : detail;
  return `${name.replace(/_/g, ' ')} ${typeof value === 'number' ? Math.round(value * 100) / 100 : value ?? ''}`.trim();
}

function Order() {
  const [sort, setSort] = useState('route');
  const [time, setTime] = useState('2');
  const [target, setTarget] = useState('callback');
  const [own, setOwn] = useState('');
  const [times, setTimes] = useState('1');
  const chosen = SORTS.find(({ value }) => value === sort) ?? SORTS[0];
  const where = TARGETS.find(({ value }) => value === target) ?? TARGETS[0];
  const order = (event) => {
    event.preventDefault();
    const path = target === 'own' ? own.trim() : where.path;
    const rest = { fault: chosen.fault(Number(time) || 0), ...(where.method ? { method: where.method } : {}), ...(path ? { path } : {}), ...(times ? { times: Number(times) } : {}) };
    return attempt(() => api.fault({ rest }), 'The fault is in force.');
  };
  return html`<form class="panel-form" onSubmit=${order}>
    <${SelectField} label="What goes wrong with requests" value=${sort} options=${SORTS} onChange=${setSort} />
    ${chosen.timed && html`<${TextField} label=${chosen.timed} type="number" min="0" max="900" step="any" value=${time} onInput=${setTime} />`}
    <${SelectField} label="Which" value=${target} options=${TARGETS} onChange=${setTarget} />
    ${target === 'own' && html`<${TextField} label="Part of the path" placeholder="/members" value=${own} onInput=${setOwn} required=${true} />`}
    <${SelectField} label="How often" value=${times} options=${COUNTS} onChange=${setTimes} />
    <${Button} size="s" kind="primary" type="submit">Order it<//>
  </form>`;
}

function Outage() {
  const guilds = useStore((state) => state.guilds);
  const [guild, choose] = useState('');
  const strike = (kind, done) => attempt(() => api.fault({ gateway: { [kind]: guild ? { guild } : {} } }), done);
  const options = [{ value: '', label: 'All servers' }, ...[...guilds.values()].map(({ id, name }) => ({ value: id, label: name }))];
  return html`<div class="panel-form">
    <${SelectField} label="A server is out for all bots" value=${guild} options=${options} onChange=${choose} />
    <div class="panel-buttons">
      <${Button} size="s" onClick=${() => strike('outage', 'The server is unavailable now.')}>Begin the outage<//>
      <${Button} size="s" onClick=${() => strike('outage_over', 'The server is back.')}>End it<//>
    </div>
  </div>`;
}
