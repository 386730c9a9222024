// Dialogs for what is done to others: nickname, roles, time-out, kick, ban, each with its reason.
// @ts-check

import * as api from '../api.js';
import { moment } from '../composer/state-line.js';
import { html, useId, useState } from '../html.js';
import { openLayer } from '../messages/open.js';
import { now } from '../state/now.js';
import { get } from '../state/store.js';
import { plain } from '../ui/colour.js';
import { Button, Choice, Dialog, SelectField, TextField } from '../ui/ui.js';
import { assignable } from './rights.js';

/** Longest reason and nickname, in characters. */
const LONGEST_REASON = 512;
const LONGEST_NICK = 32;

/** How long a time-out takes, in minutes. */
const TIMES = [[1, '60 seconds'], [5, '5 minutes'], [10, '10 minutes'], [60, '1 hour'], [1440, '1 day'], [10080, '1 week']]
  .map(([minutes, label]) => ({ value: String(minutes), label: String(label) }));
/** How much of what somebody wrote goes with a ban, in seconds. */
const PURGES = [[0, 'Do not delete any'], [3600, 'The last hour'], [86400, 'The last day'], [604800, 'The last week']]
  .map(([seconds, label]) => ({ value: String(seconds), label: String(label) }));

/**
 * @typedef {{guild: import('../types.js').Guild, user: import('../types.js').User,
 *   member: import('../types.js').Member|undefined, name: string}} Target
 */

/** @param {Target} target */
export const openTimeout = (target) => openLayer((close) => html`<${TimeoutDialog} target=${target} onClose=${close} />`);
/** @param {Target} target */
export const openKick = (target) => openLayer((close) => html`<${KickDialog} target=${target} onClose=${close} />`);
/** @param {Target} target */
export const openBan = (target) => openLayer((close) => html`<${BanDialog} target=${target} onClose=${close} />`);
/** @param {Target} target */
export const openNick = (target) => openLayer((close) => html`<${NickDialog} target=${target} onClose=${close} />`);
/** @param {Target} target */
export const openRoles = (target) => openLayer((close) => html`<${RolesDialog} target=${target} onClose=${close} />`);

/**
 * A form that does something to somebody; a refusal stays in it with the simulator's words.
 * @param {{target: Target, title: string, action: string, danger?: boolean, onClose: () => void, body: () => any, children?: any}} props
 */
function Form({ target, title, action, danger = false, onClose, body, children }) {
  const form = useId();
  const [busy, wait] = useState(false);
  const [error, tell] = useState('');
  const submit = async (event) => {
    event.preventDefault();
    const { me } = get();
    if (busy || !me) return;
    wait(true);
    try {
      await api.moderate(me.id, target.guild.id, target.user.id, body());
      onClose();
    } catch (refusal) {
      wait(false);
      tell(refusal.message);
    }
  };
  const foot = html`<${Button} kind="secondary" onClick=${onClose}>Cancel<//>
    <${Button} kind=${danger ? 'danger' : 'primary'} type="submit" form=${form} busy=${busy}>${action}<//>`;
  return html`<${Dialog} title=${title} size="s" onClose=${onClose} footer=${foot}>
    <form id=${form} class="modal-act" onSubmit=${submit}>${children}${error && html`<p class="modal-error" role="alert">${error}</p>`}</form>
  <//>`;
}

function Reason({ value, onInput }) {
  return html`<${TextField} label="Reason" value=${value} onInput=${onInput} max=${LONGEST_REASON}
    placeholder="Optional; stands in the audit log" />`;
}

/** @param {{target: Target, onClose: () => void}} props */
function TimeoutDialog({ target, onClose }) {
  const [minutes, choose] = useState('1');
  const [reason, tell] = useState('');
  const end = new Date(now() + Number(minutes) * 60_000);
  return html`<${Form} target=${target} title=${`Time out ${target.name}`} action="Time out" danger onClose=${onClose}
    body=${() => ({ do: 'timeout', minutes: Number(minutes), reason })}>
    <p class="modal-about">They cannot write, react or speak until it is over.</p>
    <${Choice} label="How long" value=${minutes} onChange=${choose} options=${TIMES} />
    <p class="modal-about">Ends on <time datetime=${end.toISOString()}>${moment(end)}</time></p>
    <${Reason} value=${reason} onInput=${tell} />
  <//>`;
}

/** @param {{target: Target, onClose: () => void}} props */
function KickDialog({ target, onClose }) {
  const [reason, tell] = useState('');
  return html`<${Form} target=${target} title=${`Kick ${target.name}`} action="Kick" danger onClose=${onClose}
    body=${() => ({ do: 'kick', reason })}>
    <p class="modal-about">They leave ${target.guild.name} and can come back with an invitation.</p>
    <${Reason} value=${reason} onInput=${tell} />
  <//>`;
}

/** @param {{target: Target, onClose: () => void}} props */
function BanDialog({ target, onClose }) {
  const [reason, tell] = useState('');
  const [seconds, purge] = useState('0');
  return html`<${Form} target=${target} title=${`Ban ${target.name}`} action="Ban" danger onClose=${onClose}
    body=${() => ({ do: 'ban', reason, delete_message_seconds: Number(seconds) })}>
    <p class="modal-about">They leave ${target.guild.name} and cannot come back until the ban is lifted.</p>
    <${SelectField} label="Delete their messages" value=${seconds} onChange=${purge} options=${PURGES} />
    <${Reason} value=${reason} onInput=${tell} />
  <//>`;
}

/** @param {{target: Target, onClose: () => void}} props */
function NickDialog({ target, onClose }) {
  const [nick, rename] = useState(target.member?.nick ?? '');
  return html`<${Form} target=${target} title=${`Nickname of ${target.name}`} action="Save" onClose=${onClose}
    body=${() => ({ do: 'nick', nick: nick.trim() || null })}>
    <${TextField} label="Nickname" value=${nick} onInput=${rename} max=${LONGEST_NICK}
      placeholder=${target.user.global_name || target.user.username} hint=${`Only in ${target.guild.name}. Empty takes it away.`} />
  <//>`;
}

/** @param {{target: Target, onClose: () => void}} props */
function RolesDialog({ target, onClose }) {
  const { me, members } = get();
  const own = members.get(target.guild.id)?.get(me?.id ?? '') ?? target.guild.me;
  const offered = me ? assignable(target.guild, me, own) : [];
  const [given, give] = useState(() => new Set(target.member?.roles ?? []));
  const toggle = (id) => give((before) => {
    const after = new Set(before);
    if (!after.delete(id)) after.add(id);
    return after;
  });
  return html`<${Form} target=${target} title=${`Roles of ${target.name}`} action="Save" onClose=${onClose}
    body=${() => ({ do: 'roles', roles: [...given] })}>
    <fieldset class="modal-group"><legend class="unseen">Roles</legend>
      ${offered.map((role) => html`<label key=${role.id} class=${`modal-choice${given.has(role.id) ? ' on' : ''}`}>
        <input type="checkbox" checked=${given.has(role.id)} onChange=${() => toggle(role.id)} />
        <span class="modal-role-dot" style=${{ background: role.color ? plain(role.color) : undefined }} aria-hidden="true"></span>
        <span class="modal-choice-text"><span dir="auto">${role.name}</span></span>
      </label>`)}
    </fieldset>
  <//>`;
}
