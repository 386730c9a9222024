// The shop: what bots sell and who has it; given, ended and taken away without paying.
// @ts-check

import * as api from '../api.js';
import { html, useState } from '../html.js';
import { useStore } from '../state/store.js';
import { Button, SelectField, Spinner, TextField } from '../ui/ui.js';
import { Section } from './discord.js';
import { attempt, useLive } from './live.js';

const KINDS = [
  { value: 'durable', label: 'Bought once and kept' },
  { value: 'consumable', label: 'Used up, bought again' },
  { value: 'user_subscription', label: 'Subscription for people' },
  { value: 'guild_subscription', label: 'Subscription for servers' },
];
const kindLabel = (kind) => KINDS.find(({ value }) => value === kind)?.label ?? kind;

export function Shop() {
  const { data, error } = useLive(api.shop, []);
  const state = useLive(api.state, []);
  if (error) return html`<p class="panel-wrong" role="alert">${error}</p>`;
  if (!data || !state.data) return html`<p class="panel-empty"><${Spinner} label="Loading" /></p>`;
  return html`<div class="panel-pane"><div class="panel-scroll">
    <${Section} title="For sale"><${Skus} skus=${data.skus} /><${Sell} applications=${state.data.applications} /><//>
    <${Section} title="Give"><${Grant} skus=${data.skus} guilds=${state.data.guilds} /><//>
    <${Section} title="Who has what"><${Owned} entitlements=${data.entitlements} /><//>
  </div></div>`;
}

function Skus({ skus }) {
  if (skus.length === 0) return html`<p class="panel-none">Nothing is sold yet. Put something up to try premium with a bot.</p>`;
  return html`<ul class="panel-cards">${skus.map((sku) => html`<li key=${sku.id} class="fault">
    <strong dir="auto">${sku.name}</strong><span class="fault-text"><span dir="auto">${sku.application.name}</span> · ${kindLabel(sku.kind)}</span>
    ${!sku.available && html`<span class="panel-chip chip-late">withdrawn</span>`}
  </li>`)}</ul>`;
}

function Sell({ applications }) {
  const [application, choose] = useState(applications[0]?.id ?? '');
  const [name, type] = useState('');
  const [kind, turn] = useState('durable');
  const sell = (event) => {
    event.preventDefault();
    return attempt(() => api.entitlements({ do: 'sell', application, sku: name.trim(), kind }), `${name.trim()} is for sale.`).then((done) => {
      if (done) type('');
    });
  };
  if (applications.length === 0) return null;
  return html`<form class="panel-form" onSubmit=${sell}>
    <${SelectField} label="Bot" value=${application} options=${applications.map(({ id, name: label }) => ({ value: id, label }))} onChange=${choose} />
    <${TextField} label="Name" value=${name} onInput=${type} required=${true} max=${100} />
    <${SelectField} label="What sort of thing" value=${kind} options=${KINDS} onChange=${turn} />
    <${Button} size="s" kind="primary" type="submit" disabled=${!name.trim()}>Put it up<//>
  </form>`;
}

function Grant({ skus, guilds }) {
  const people = useStore((state) => state.people);
  const [chosen, choose] = useState('');
  const sku = skus.find(({ id }) => id === chosen) ?? skus[0];
  const [whom, to] = useState('');
  if (!sku) return html`<p class="panel-none">There is nothing to give.</p>`;
  const options = [
    ...(sku.kind === 'guild_subscription' ? [] : people.map(({ user }) => ({ value: `user ${user.id}`, label: user.global_name ?? user.username }))),
    ...(sku.kind === 'user_subscription' ? [] : guilds.map(({ id, name }) => ({ value: `guild ${id}`, label: `Server: ${name}` }))),
  ];
  const target = options.find(({ value }) => value === whom) ?? options[0];
  const give = (event) => {
    event.preventDefault();
    const [sort, id] = target.value.split(' ');
    return attempt(() => api.entitlements({ do: 'grant', sku: sku.id, [sort]: id }), `${target.label} has ${sku.name} now.`);
  };
  return html`<form class="panel-form" onSubmit=${give}>
    <${SelectField} label="What" value=${sku.id} options=${skus.map(({ id, name, application }) => ({ value: id, label: `${name} (${application.name})` }))} onChange=${choose} />
    <${SelectField} label="To whom" value=${target?.value ?? ''} options=${options} onChange=${to} />
    <${Button} size="s" kind="primary" type="submit" icon="gift" disabled=${!target}>Give it<//>
  </form>`;
}

function Owned({ entitlements }) {
  if (entitlements.length === 0) return html`<p class="panel-none">Nobody has anything.</p>`;
  const act = (how, id, done) => attempt(() => api.entitlements({ do: how, entitlement: id }), done);
  return html`<ul class="panel-cards">${entitlements.map((one) => html`<li key=${one.id} class="owned">
    <p><strong dir="auto">${one.sku_name ?? one.sku_id}</strong> <span class="panel-dim">of</span> <span dir="auto">${one.application.name}</span>
      <span class="panel-dim"> for </span><span dir="auto">${one.owner.name}</span>
      <span class=${`panel-chip chip-${one.active ? 'good' : 'late'}`}>${one.deleted ? 'taken away' : one.consumed ? 'used up' : one.active ? 'active' : 'ended'}</span></p>
    ${!one.deleted && html`<div class="panel-buttons">
      ${one.active && html`<${Button} size="s" onClick=${() => act('end', one.id, 'It has ended.')}>End it now<//>`}
      <${Button} size="s" kind="ghost" onClick=${() => act('delete', one.id, 'It was taken away.')}>Take it away<//>
    </div>`}
  </li>`)}</ul>`;
}
