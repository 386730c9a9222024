// How each bot is connected, and means to trouble its connections.
// @ts-check

import * as api from '../api.js';
import { html, useState } from '../html.js';
import { useNow } from '../state/now.js';
import { Button, Icon, Menu, Spinner } from '../ui/ui.js';
import { CLOSES } from './entries.js';
import { attempt, useLive } from './live.js';
import { duration } from './words.js';

export function Connections() {
  // Heartbeats and ages go on without entries.
  const minute = useNow((now) => Math.floor(now / 5000));
  const { data, error } = useLive(api.connections, [minute]);
  if (error) return html`<p class="panel-wrong" role="alert">${error}</p>`;
  if (!data) return html`<${Spinner} label="Loading" />`;
  if (data.applications.length === 0) return html`<p class="panel-none">No bot has come yet.</p>`;
  return html`<ul class="bots">${data.applications.map((bot) => html`<${Bot} key=${bot.id} bot=${bot} />`)}</ul>`;
}

function Bot({ bot }) {
  const [anchor, open] = useState(/** @type {any} */ (null));
  const state = bot.endpoint ? 'endpoint' : bot.connected ? 'connected' : bot.sessions.length > 0 ? 'gone, may resume' : 'not connected';
  const tone = bot.connected || bot.endpoint ? 'good' : bot.sessions.length > 0 ? 'late' : 'bad';
  const strike = (fault, done) => attempt(() => api.fault({ gateway: fault, application: bot.id }), done);
  return html`<li class="bot">
    <div class="bot-head">
      <${Icon} name="bot" size=${18} /><strong dir="auto">${bot.name}</strong><span class=${`panel-chip chip-${tone}`}>${state}</span>
      <${Button} size="s" icon="bolt" aria-haspopup="menu" onClick=${(event) => open(event.currentTarget)}>Trouble<//>
      ${anchor && html`<${Menu} anchor=${anchor} label=${`Trouble for ${bot.name}`} items=${troubles(strike, bot)} onClose=${() => open(null)} placement="bottom-end" />`}
    </div>
    <dl class="facts">
      ${bot.endpoint && html`<div><dt>Endpoint</dt><dd>${bot.endpoint}</dd></div>`}
      ${bot.reacts_ms !== null && html`<div><dt>Reacts in</dt><dd>${duration(bot.reacts_ms)} <span class="panel-dim">(median)</span></dd></div>`}
      ${bot.sessions.map((session) => html`<${Session} key=${session.session} session=${session} connection=${bot.connections.find((one) => one.connection === session.connection)} />`)}
    </dl>
  </li>`;
}

function Session({ session, connection }) {
  const [shard, shards] = session.shard;
  const words = [
    session.connection === null ? `no connection, can resume for ${duration(session.resumable_ms)}` : `connection ${session.connection}${session.open ? '' : ', starting'}`,
    connection && `for ${duration(connection.since_ms)}`,
    connection?.silent && 'silent',
    connection?.heartbeat_ms != null && `heartbeat ${duration(connection.heartbeat_ms)} ago`,
    `sequence ${session.sequence}`,
  ].filter(Boolean);
  return html`<div><dt>Shard ${shard} of ${shards}</dt><dd>${words.join(', ')} <span class="panel-dim" title="Session">${session.session.slice(0, 8)}</span></dd></div>`;
}

/** @param {(fault: any, done: string) => void} strike @param {any} bot */
function troubles(strike, bot) {
  const close = Object.entries(CLOSES).filter(([code]) => Number(code) >= 4000)
    .map(([code, name]) => ({ id: code, label: `${code} ${name}`, onSelect: () => strike({ close: Number(code) }, `Closed with ${code}.`) }));
  return [
    { id: 'abort', label: 'Cut the connection', icon: 'plug', onSelect: () => strike('abort', 'The connection was cut.') },
    { id: 'silent', label: 'Fall silent', icon: 'pause', onSelect: () => strike('silent', 'The connection is silent now.') },
    { id: 'half', label: 'Drop silently (half open)', icon: 'eye-off', onSelect: () => strike('half_open', 'The connection was dropped silently.') },
    { id: 'acks', label: 'Miss heartbeat ACKs', icon: 'history', onSelect: () => strike({ drop_acks: true }, 'Heartbeats are not acknowledged now.') },
    '-',
    { id: 'op7', label: 'Ask to reconnect (op 7)', icon: 'refresh', onSelect: () => strike('reconnect', 'Op 7 was sent.') },
    { id: 'op9-resumable', label: 'Invalid session, may resume (op 9)', icon: 'key', onSelect: () => strike({ invalid_session: { resumable: true } }, 'Op 9 was sent.') },
    { id: 'op9', label: 'Invalid session (op 9)', icon: 'key', onSelect: () => strike({ invalid_session: { resumable: false } }, 'Op 9 was sent.') },
    { id: 'close', label: 'Close with a code', icon: 'stop', items: close },
    { id: 'forget', label: 'Forget its sessions', icon: 'trash', onSelect: () => strike('forget_sessions', 'Its sessions cannot be resumed any more.') },
    '-',
    { id: 'lose', label: 'Lose the next event', icon: 'minus', onSelect: () => strike({ lose_next: 1 }, `The next event for ${bot.name} is lost.`) },
    { id: 'repeat', label: 'Repeat the next event', icon: 'plus', onSelect: () => strike({ repeat_next: 1 }, `The next event for ${bot.name} comes twice.`) },
    { id: 'late', label: 'Delay events by 2 s', icon: 'clock', onSelect: () => strike({ delay_events: 2 }, 'Events come 2 s late now.') },
    { id: 'refuse', label: 'Refuse the next connection', icon: 'ban', onSelect: () => strike({ refuse_next: 1 }, 'The next connection is refused.') },
  ];
}
