// Dialogs about a server: my rights, bots to add, banned people, servers to join.
// @ts-check

import * as api from '../api.js';
import { html, useState } from '../html.js';
import { allows, PERMISSIONS, plainName, rolesOf } from '../state/names.js';
import { get, useStore } from '../state/store.js';
import { Avatar, Button, Dialog, GuildIcon, Icon, SelectField, Spinner, toast } from '../ui/ui.js';
import { useAsked } from './ask.js';
import { closeOverlay } from './overlays.js';
import { attempt } from './try.js';
import { visit } from './visit.js';

/** `MANAGE_MESSAGES` as "Manage messages". @param {string} name */
const worded = (name) => name.charAt(0) + name.slice(1).toLowerCase().replaceAll('_', ' ').replace(/\b(tts|vad)\b/g, (word) => word.toUpperCase());

/** @param {{guild: string}} props */
export function Rights({ guild: id }) {
  const guild = useStore((state) => state.guilds.get(id));
  const channel = useStore((state) => state.channels.get(state.place.channel ?? ''));
  if (!guild) return null;
  const here = channel?.guild_id === id ? channel : null;
  const roles = rolesOf(guild.me, guild).map((role) => role.name);
  const all = allows(guild.permissions, 'ADMINISTRATOR');
  const names = /** @type {(keyof typeof PERMISSIONS)[]} */ (Object.keys(PERMISSIONS)).sort();
  return html`<${Dialog} title=${`What I may do in ${guild.name}`} size="m" onClose=${closeOverlay}>
    <p class="rights-who">${guild.owner_id === get().me?.id ? 'You own this server: you may do everything.'
      : all ? 'You are an administrator: you may do everything.' : roles.length ? `Your roles: ${roles.join(', ')}.` : 'You have no roles here.'}</p>
    <table class="rights">
      <thead><tr><th scope="col">Right</th><th scope="col">Server</th>${here && html`<th scope="col"><span dir="auto">#${here.name}</span></th>`}</tr></thead>
      <tbody>${names.map((name) => html`<tr key=${name}><th scope="row">${worded(name)}</th>
        <td><${Mark} on=${allows(guild.permissions, name)} /></td>
        ${here && html`<td><${Mark} on=${allows(here.permissions, name)} /></td>`}</tr>`)}</tbody>
    </table>
  <//>`;
}

const Mark = ({ on }) => html`<span class=${on ? 'mark-yes' : 'mark-no'}><${Icon} name=${on ? 'check' : 'close'} size=${18} label=${on ? 'yes' : 'no'} /></span>`;

/** What a bot is let in with. */
const GRANTS = [
  { value: '', label: 'Nothing but what everybody may' },
  { value: 'usual', label: 'What most bots ask for' },
  { value: 'admin', label: 'Everything (administrator)' },
];
/** @type {(keyof typeof PERMISSIONS)[]} */
const USUAL = ['VIEW_CHANNEL', 'SEND_MESSAGES', 'EMBED_LINKS', 'ATTACH_FILES', 'READ_MESSAGE_HISTORY', 'ADD_REACTIONS',
  'MANAGE_MESSAGES', 'SEND_MESSAGES_IN_THREADS', 'USE_EXTERNAL_EMOJIS'];
/** @param {(keyof typeof PERMISSIONS)[]} names */
const bits = (names) => names.reduce((sum, name) => sum | (1n << BigInt(PERMISSIONS[name])), 0n).toString();
const bitsOf = (grant) => (grant === 'admin' ? bits(['ADMINISTRATOR']) : grant === 'usual' ? bits(USUAL) : '0');

/** @param {{guild: string}} props */
export function AddBot({ guild: id }) {
  const guild = useStore((state) => state.guilds.get(id));
  const applications = useStore((state) => state.applications);
  const members = useStore((state) => state.members.get(id));
  const [grant, choose] = useState('usual');
  if (!guild) return null;
  const outside = [...applications.values()].filter((one) => !members?.has(one.user?.id ?? one.id));
  return html`<${Dialog} title=${`Add a bot to ${guild.name}`} onClose=${closeOverlay}>
    <${SelectField} label="It may do" value=${grant} onChange=${choose} options=${GRANTS} />
    <ul class="rows rows-apart">${outside.map((application) => html`<${BotRow} key=${application.id} application=${application} guild=${guild} grant=${grant} />`)}</ul>
    ${outside.length === 0 && html`<p class="people-none">Every bot of this world is in this server already.</p>`}
  <//>`;
}

function BotRow({ application, guild, grant }) {
  const [busy, work] = useState(false);
  const add = async () => {
    work(true);
    const done = await attempt(async () => {
      await api.addBot(get().me?.id, guild.id, { application_id: application.id, permissions: bitsOf(grant) });
      return true;
    });
    work(false);
    if (done) {
      toast(`${application.name} is in ${guild.name} now.`, 'success');
      closeOverlay();
    }
  };
  const user = application.user ?? { id: application.id, username: application.name, global_name: null, avatar: null, bot: true };
  return html`<li class="row"><${Avatar} user=${user} size=${32} />
    <span class="row-words"><span class="cut" dir="auto">${application.name}</span>
      ${application.description && html`<span class="row-note cut" dir="auto">${application.description}</span>`}</span>
    <${Button} kind="primary" size="s" busy=${busy} aria-label=${`Add ${application.name}`} onClick=${add}>Add<//></li>`;
}

/** @param {{guild: string}} props */
export function Bans({ guild: id }) {
  const guild = useStore((state) => state.guilds.get(id));
  const { answer, error, busy, again } = useAsked(() => api.bans(get().me?.id, id), [id]);
  const bans = Array.isArray(answer) ? answer : answer?.bans ?? [];
  const lift = (user) => attempt(async () => {
    await api.unban(get().me?.id, id, user.id);
    toast(`${plainName(user)} may come back.`, 'success');
    again();
  });
  return html`<${Dialog} title=${`Banned from ${guild?.name ?? 'this server'}`} onClose=${closeOverlay}>
    ${busy && !answer && html`<p class="people-none"><${Spinner} label="Loading" /></p>`}
    ${error && html`<p class="people-none">${error}</p>`}
    ${answer && bans.length === 0 && html`<p class="people-none">Nobody is banned.</p>`}
    <ul class="rows">${bans.map(({ user, reason }) => html`<li key=${user.id} class="row"><${Avatar} user=${user} size=${32} />
      <span class="row-words"><span class="cut" dir="auto">${plainName(user)}</span><span class="row-note cut" dir="auto">${reason || 'no reason given'}</span></span>
      <${Button} kind="secondary" size="s" aria-label=${`Lift the ban of ${plainName(user)}`} onClick=${() => lift(user)}>Lift<//></li>`)}</ul>
  <//>`;
}

export function JoinServer() {
  const people = useStore((state) => state.people);
  const guilds = useStore((state) => state.guilds);
  const others = new Map();
  for (const person of people) for (const guild of person.guilds) if (!guilds.has(guild.id)) others.set(guild.id, guild);
  return html`<${Dialog} title="Join a server" size="s" onClose=${closeOverlay}>
    ${others.size === 0 && html`<p class="people-none">You are in every server of this world that has people.</p>`}
    <ul class="rows">${[...others.values()].map((guild) => html`<${ServerRow} key=${guild.id} guild=${guild} />`)}</ul>
  <//>`;
}

function ServerRow({ guild }) {
  const [busy, work] = useState(false);
  const join = async () => {
    work(true);
    const done = await attempt(async () => {
      await api.membership(get().me?.id, guild.id, true);
      return true;
    });
    work(false);
    if (!done) return;
    closeOverlay();
    arrive(guild.id);
  };
  return html`<li class="row"><${GuildIcon} guild=${guild} size=${36} /><span class="row-words cut" dir="auto">${guild.name}</span>
    <${Button} kind="primary" size="s" busy=${busy} aria-label=${`Join ${guild.name}`} onClick=${join}>Join<//></li>`;
}

/** Goes into a server as soon as the feed has told of it. @param {string} guild @param {number} [tries] */
function arrive(guild, tries = 20) {
  if (get().guilds.has(guild)) visit({ guild });
  else if (tries > 0) window.setTimeout(() => arrive(guild, tries - 1), 100);
}
