// Adds a new person to the world, or people of the world to a server.
// @ts-check

import * as api from '../api.js';
import { html, useState } from '../html.js';
import { plainName } from '../state/names.js';
import { loadPeople } from '../state/session.js';
import { get, useStore } from '../state/store.js';
import { useInPlace } from '../ui/field.js';
import { Avatar, Button, Dialog, SelectField, TextField, toast } from '../ui/ui.js';
import { LOCALES, localeName } from './locales.js';
import { folded } from './match.js';
import { closeOverlay } from './overlays.js';

/** @param {{onDone: () => void}} props */
export function AddPerson({ onDone }) {
  const here = useStore((state) => state.guilds.get(state.place.guild ?? ''));
  const [name, setName] = useState('');
  const [locale, setLocale] = useState('en-US');
  const [joins, setJoins] = useState(true);
  const [error, fail] = useState(/** @type {string|null} */ (null));
  const [busy, work] = useState(false);
  const form = useInPlace('.people-add');
  const submit = async (event) => {
    event.preventDefault();
    const own = name.trim();
    if (!own) {
      fail('A person needs a name.');
      return;
    }
    work(true);
    try {
      await api.addUser({ name: own, locale });
      if (joins && here) await api.addMember(here.id, { name: own });
      await loadPeople();
      toast(`${own} is here now.`, 'success');
      onDone();
    } catch (cause) {
      fail(cause.message);
      work(false);
    }
  };
  return html`<form ref=${form} class="people-form" onSubmit=${submit}>
    <h3>A new person</h3>
    <${TextField} label="Name" value=${name} onInput=${setName} error=${error} max=${32} data-autofocus />
    <${SelectField} label="Language of their client" value=${locale} onChange=${setLocale}
      options=${LOCALES.map((value) => ({ value, label: localeName(value) }))} />
    ${here && html`<label class="check"><input type="checkbox" checked=${joins} onChange=${(event) => setJoins(event.currentTarget.checked)} />
      Joins ${here.name}</label>`}
    <div class="people-form-foot">
      <${Button} kind="ghost" onClick=${onDone}>Cancel<//>
      <${Button} kind="primary" type="submit" busy=${busy}>Add<//>
    </div>
  </form>`;
}

/** Lets people of the world into a server. @param {{guild: string}} props */
export function AddToServer({ guild: id }) {
  const guild = useStore((state) => state.guilds.get(id));
  const people = useStore((state) => state.people);
  const [text, type] = useState('');
  const [adding, add] = useState(false);
  if (!guild) return null;
  const wanted = folded(text);
  const outside = people.filter((person) => !person.guilds.some((one) => one.id === id))
    .filter(({ user }) => folded(`${user.username} ${user.global_name ?? ''}`).includes(wanted));
  return html`<${Dialog} title=${`Add somebody to ${guild.name}`} onClose=${closeOverlay}>
    ${people.length > 7 && html`<${TextField} label="Find a person" hideLabel icon="search" placeholder="Find a person" value=${text} onInput=${type} />`}
    <ul class="rows">
      ${outside.slice(0, 50).map((person) => html`<${Outsider} key=${person.user.id} person=${person} guild=${guild} />`)}
    </ul>
    ${outside.length === 0 && html`<p class="people-none">${wanted ? 'Nobody outside this server is called that.' : 'Everybody is in this server already.'}</p>`}
    ${adding ? html`<${AddPerson} onDone=${() => add(false)} />`
      : html`<${Button} kind="ghost" icon="person-add" onClick=${() => add(true)}>Add a new person<//>`}
  <//>`;
}

function Outsider({ person, guild }) {
  const [busy, work] = useState(false);
  const name = plainName(person.user);
  const join = async () => {
    work(true);
    try {
      await api.addMember(guild.id, { name: person.user.username });
      toast(`${name} is in ${guild.name} now.`, 'success');
      await loadPeople();
    } catch (error) {
      toast(error.message, 'danger');
    }
    if (get().overlay?.kind === 'add-person') work(false);
  };
  return html`<li class="row">
    <${Avatar} user=${person.user} size=${32} /><span class="row-words cut" dir="auto">${name}</span>
    <${Button} kind="secondary" size="s" busy=${busy} aria-label=${`Add ${name}`} onClick=${join}>Add<//>
  </li>`;
}
