// The card of a person or bot: who they are here, what one shares with them, what one may do.
// @ts-check

import * as api from '../api.js';
import { html, useState } from '../html.js';
import { userMenu } from './others.js';
import { apply } from '../state/apply.js';
import { nameIn, rolesOf, useMember } from '../state/names.js';
import { get, useStore } from '../state/store.js';
import { plain } from '../ui/colour.js';
import { AppBadge, Avatar, Button, GuildIcon, Icon, IconButton, Popover, STATUS, tintOf } from '../ui/ui.js';
import { dateOf, madeAt } from './ago.js';
import { closeOverlay, openOverlay } from './overlays.js';
import { activityOf, presenceOf } from './presence.js';
import { attempt } from './try.js';
import { hrefOfGuild, onLink, visit } from './visit.js';

/** @param {{anchor: any, user: import('../types.js').User, guild: string|null}} props */
export function Profile({ anchor, user: given, guild: guildId }) {
  const user = useStore((state) => state.users.get(given.id)) ?? given;
  const guild = useStore((state) => (guildId ? state.guilds.get(guildId) : undefined));
  const member = useMember(user.id, guildId);
  const presence = useStore((state) => presenceOf(state, user.id));
  const name = useStore((state) => nameIn(state, user, guildId));
  const me = useStore((state) => state.me);
  const application = useStore((state) => [...state.applications.values()].find((one) => one.user?.id === user.id || one.id === user.id));
  const status = presence?.status ?? 'offline';
  const activity = activityOf(presence?.activities);
  const self = user.id === me?.id;
  const side = anchor instanceof Element && anchor.closest('.members, .found') ? 'left-start' : 'right-start';
  return html`<${Popover} anchor=${anchor} placement=${side} label=${`Profile of ${name}`} kind="profile" onClose=${closeOverlay}>
    <div class="profile-banner" style=${{ background: tintOf(user.id) }}></div>
    <div class="profile-face"><${Avatar} user=${user} size=${80} status=${status} /></div>
    <div class="profile-body">
      <h2 class="profile-name"><span dir="auto">${name}</span>${user.bot && html`<${AppBadge} />`}
        ${guild?.owner_id === user.id && html`<${Icon} name="crown" size=${16} label="Server owner" />`}</h2>
      <p class="profile-user"><span dir="auto">${user.username}</span> · ${STATUS[status] ?? status}</p>
      ${activity && html`<p class="profile-activity" dir="auto">${activity}</p>`}
      ${application?.description && html`<p class="profile-about" dir="auto">${application.description}</p>`}
      <${Actions} user=${user} guildId=${guildId} self=${self} name=${name} member=${member} />
      ${member && guild && html`<${Roles} member=${member} guild=${guild} />`}
      <${Since} user=${user} member=${member} guild=${guild} />
      ${!self && html`<${Mutual} user=${user} />`}
    </div>
  <//>`;
}

function Actions({ user, guildId, self, name, member }) {
  const [busy, work] = useState(false);
  const write = async () => {
    work(true);
    await attempt(async () => {
      await openDirect(user.id);
      closeOverlay();
    });
    work(false);
  };
  const more = (event) => openOverlay({ kind: 'menu', anchor: event.currentTarget, label: name, items: userMenu(user, guildId ?? undefined), placement: 'bottom-end' });
  return html`<div class="profile-actions">
    ${self ? html`<${Button} kind="secondary" icon="pencil" data-focus-start onClick=${() => openOverlay({ kind: 'preferences' })}>Edit profile<//>
        <${Button} kind="secondary" icon="swap" onClick=${() => openOverlay({ kind: 'people' })}>Switch<//>`
      : html`<${Button} kind="primary" icon="chat" busy=${busy} data-focus-start onClick=${write}>Message<//>`}
    ${(member || !self) && userMenu(user, guildId ?? undefined).length > 0 && html`<${IconButton} icon="dots" label="More" aria-haspopup="menu" onClick=${more} />`}
  </div>`;
}

/** Opens the private channel with somebody and goes there. @param {string} user */
export async function openDirect(user) {
  const channel = await api.openDirect(get().me?.id, user);
  if (!get().channels.has(channel.id)) apply({ kind: 'channel', channel });
  visit({ guild: null, channel: channel.id });
}

function Roles({ member, guild }) {
  const roles = rolesOf(member, guild);
  if (roles.length === 0) return null;
  return html`<section><h3>${roles.length === 1 ? 'Role' : 'Roles'}</h3>
    <ul class="roles">${roles.map((role) => html`<li key=${role.id} class="role">
      <span class="role-dot" style=${{ background: role.color ? plain(role.color) : 'var(--status-offline)' }}></span><span class="cut" dir="auto">${role.name}</span>
    </li>`)}</ul></section>`;
}

function Since({ user, member, guild }) {
  return html`<section><h3>Here since</h3><dl class="since">
    ${member?.joined_at && html`<div><dt>${guild?.name}</dt><dd>${dateOf(new Date(member.joined_at))}</dd></div>`}
    <div><dt>Discord</dt><dd>${dateOf(madeAt(user.id))}</dd></div>
  </dl></section>`;
}

/** The servers that one shares. */
function Mutual({ user }) {
  const guilds = useStore((state) => state.guilds);
  const members = useStore((state) => state.members);
  const person = useStore((state) => state.people.find((one) => one.user.id === user.id));
  const shared = [...guilds.values()].filter((guild) => members.get(guild.id)?.has(user.id) || person?.guilds.some((one) => one.id === guild.id));
  if (shared.length === 0) return null;
  return html`<section><h3>${shared.length === 1 ? 'One server in common' : `${shared.length} servers in common`}</h3>
    <ul class="mutual">${shared.map((guild) => html`<li key=${guild.id}>
      <a href=${hrefOfGuild(guild.id)} onClick=${(event) => { onLink(event); closeOverlay(); }}>
        <${GuildIcon} guild=${guild} size=${24} /><span class="cut" dir="auto">${guild.name}</span></a></li>`)}</ul></section>`;
}
