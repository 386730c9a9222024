// The place before all private channels: everybody one can write to. And the dialog to begin a conversation.
// @ts-check

import { html, useState } from '../html.js';
import { plainName } from '../state/names.js';
import { useStore } from '../state/store.js';
import { AppBadge, Avatar, Dialog, Icon, IconButton, STATUS, TextField } from '../ui/ui.js';
import { folded } from './match.js';
import { closeOverlay, openProfile } from './overlays.js';
import { presenceOf } from './presence.js';
import { openDirect } from './profile.js';
import { attempt } from './try.js';

const MOST = 100;

/** Everybody but me: people of the world, then bots. @param {import('../state/store.js').State} state */
function everybody({ people, applications, me, users }) {
  const persons = people.map((person) => users.get(person.user.id) ?? person.user);
  const bots = [...applications.values()].map((one) => one.user).filter((user) => user !== undefined);
  return [...persons, ...bots].filter((user) => user.id !== me?.id);
}

/** A list that can be narrowed by name. @param {{onWrite?: () => void}} props */
function Everybody({ onWrite }) {
  const people = useStore((state) => state.people);
  const applications = useStore((state) => state.applications);
  const users = useStore((state) => state.users);
  const me = useStore((state) => state.me);
  const [text, type] = useState('');
  const wanted = folded(text);
  const all = everybody(/** @type {any} */ ({ people, applications, users, me }))
    .filter((user) => folded(`${user.username} ${user.global_name ?? ''}`).includes(wanted));
  return html`<div class="everybody">
    <${TextField} label="Find a person or bot" hideLabel icon="search" placeholder="Find a person or bot" value=${text} onInput=${type} />
    <ul class="rows rows-apart">${all.slice(0, MOST).map((user) => html`<${Row} key=${user.id} user=${user} onWrite=${onWrite} />`)}</ul>
    ${all.length === 0 && html`<p class="people-none">Nobody is called that.</p>`}
    ${all.length > MOST && html`<p class="people-none">${all.length - MOST} more: find them by name.</p>`}
  </div>`;
}

function Row({ user, onWrite }) {
  const status = useStore((state) => presenceOf(state, user.id)?.status);
  const name = plainName(user);
  // Who shares no server is only known by name.
  const known = status ? STATUS[status] ?? status : user.username;
  const write = () => attempt(async () => {
    await openDirect(user.id);
    onWrite?.();
  });
  return html`<li class="row">
    <button class="row-main" onClick=${write}>
      <span class="unseen">Write to </span>
      <${Avatar} user=${user} size=${32} status=${status} />
      <span class="row-words"><span class="row-name"><span class="cut" dir="auto">${name}</span>${user.bot && html`<${AppBadge} />`}</span>
        <span class="row-note">${known}</span></span>
      <${Icon} name="chat" size=${20} />
    </button>
    <${IconButton} icon="info" label=${`Profile of ${name}`} placement="left" aria-haspopup="dialog" onClick=${(event) => openProfile(event.currentTarget, user, null)} />
  </li>`;
}

export function Home() {
  return html`<div class="home" data-region="messages" tabindex="-1"><div class="home-inner">
    <h2>Write to somebody</h2>
    <p class="home-note">Everybody in this world, and its bots. Private channels are only seen by those in them.</p>
    <${Everybody} />
  </div></div>`;
}

export function NewDirect() {
  return html`<${Dialog} title="New message" size="s" onClose=${closeOverlay}><${Everybody} onWrite=${closeOverlay} /><//>`;
}
