// The switcher: who there is in the world, where they stand in it, and the way to be one of them.
// @ts-check

import { html, useState } from '../html.js';
import { plainName } from '../state/names.js';
import { addressOf } from '../state/place.js';
import { get, useStore } from '../state/store.js';
import { useRoving } from '../ui/roving.js';
import { Avatar, Button, Icon, Popover, TextField, Tooltip } from '../ui/ui.js';
import { AddPerson } from './add-person.js';
import { folded } from './match.js';
import { closeOverlay } from './overlays.js';

/** @typedef {import('../types.js').Person} Person */

/** Most people that are shown; who is missing is found by name. */
const MOST = 60;
/** From so many people on there is a field to find one. */
const MANY = 7;

export function PeoplePopover() {
  return html`<${Popover} anchor=${document.getElementById('me-who')} placement="top-start" label="Act as somebody else" kind="people"
    onClose=${closeOverlay}><${People} /><//>`;
}

/** Also the page's whole content while nobody is chosen. */
export function People() {
  const people = useStore((state) => state.people);
  const me = useStore((state) => state.me);
  const [text, type] = useState('');
  const [wants, add] = useState(false);
  const adding = wants || people.length === 0;
  const roving = useRoving('.person-be');
  const wanted = folded(text);
  const found = people.filter(({ user }) => folded(`${user.username} ${user.global_name ?? ''}`).includes(wanted));
  const shown = found.slice(0, MOST);
  const onKeyDown = (event) => {
    if (event.key === 'Enter' && text && shown[0]) be(shown[0]);
    else if (event.key === 'ArrowDown') /** @type {HTMLElement|null|undefined} */ (roving.ref.current?.querySelector('.person-be'))?.focus();
    else return;
    event.preventDefault();
  };
  return html`<div class="people-body">
    <header class="people-head">
      <h2>${me ? `You are ${plainName(me)}` : 'Who do you want to be?'}</h2>
      <p>Act as anybody in this world. A second window can be somebody else.</p>
    </header>
    ${people.length >= MANY && html`<${TextField} label="Find a person" hideLabel icon="search" placeholder="Find a person" value=${text} onInput=${type} onKeyDown=${onKeyDown} />`}
    <ul class="people-list" aria-label="People" ...${roving}>
      ${shown.map((person) => html`<${Row} key=${person.user.id} person=${person} current=${person.user.id === me?.id} />`)}
    </ul>
    ${shown.length === 0 && html`<p class="people-none">${people.length ? 'Nobody is called that.' : 'There is nobody in this world yet.'}</p>`}
    ${found.length > shown.length && html`<p class="people-none">${found.length - shown.length} more: find them by name.</p>`}
    ${adding ? html`<${AddPerson} onDone=${() => add(false)} />`
      : html`<${Button} kind="ghost" icon="person-add" class="people-add" onClick=${() => add(true)}>Add a new person<//>`}
  </div>`;
}

function Row({ person, current }) {
  const { user, locale } = person;
  const name = plainName(user);
  const place = useStore((state) => state.place);
  const known = useStore((state) => state.guilds);
  const href = addressFor(person, place);
  const guild = place.guild && known.has(place.guild) ? place.guild : null;
  return html`<li class=${`person${current ? ' current' : ''}`}>
    <button class="person-be" aria-current=${current ? 'true' : undefined} onClick=${() => be(person)}>
      <${Avatar} user=${user} size=${36} />
      <span class="person-words">
        <span class="person-name"><strong class="cut" dir="auto">${name}</strong>
          ${name !== user.username && html`<span class="person-user cut" dir="auto">${user.username}</span>`}
          ${locale && locale !== 'en-US' && html`<span class="me-locale" title="Language">${locale}</span>`}</span>
        <span class="person-standing">${standing(person, guild)}</span>
      </span>
      ${current && html`<${Icon} name="check" label="This is you" />`}
    </button>
    <${Tooltip} text="Open in another window" placement="left">
      <a class="icon-button" href=${href} target="_blank" rel="noopener" aria-label=${`Open in another window as ${name}`}>
        <${Icon} name="external" size=${18} />
      </a>
    <//>
  </li>`;
}

/** Becomes a person, in the same channel if they may be in that server. @param {Person} person */
export function be(person) {
  const { place, me } = get();
  closeOverlay();
  if (person.user.id !== me?.id) location.hash = addressFor(person, place);
}

function addressFor({ user, guilds }, place) {
  const shared = place.guild && guilds.some((guild) => guild.id === place.guild);
  return shared ? addressOf(user.username, place) : `#/${encodeURIComponent(user.username)}`;
}

/** Where somebody stands, this server first. @param {Person} person @param {string|null} here */
export function standing({ guilds }, here) {
  if (guilds.length === 0) return 'in no server';
  const inside = guilds.some((guild) => guild.id === here);
  const sorted = [...guilds].sort((a, b) => Number(b.id === here) - Number(a.id === here));
  const rolesIn = (guild) => guild.roles.map((role) => role.name).filter((name) => name !== '@everyone');
  const words = sorted.filter((guild) => guild.owner || rolesIn(guild).length > 0)
    .map((guild) => (guild.owner ? `owner of ${guild.name}` : `${rolesIn(guild).join(', ')} in ${guild.name}`));
  const plain = sorted.filter((guild) => !guild.owner && rolesIn(guild).length === 0).map((guild) => guild.name);
  if (plain.length > 0) words.push(`member of ${plain.join(', ')}`);
  return here && !inside ? `not in this server: ${words.join('; ')}` : words.join('; ');
}
