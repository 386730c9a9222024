// Buttons of messages: they press, they lead somewhere, or they sell something.
// @ts-check

import * as api from '../api.js';
import { html, useEffect, useState } from '../html.js';
import { Emoji } from '../markdown/emoji.js';
import { openable } from '../messages/address.js';
import { goHere } from '../messages/place-link.js';
import { attempt } from '../messages/trouble.js';
import { pressComponent } from '../state/acts.js';
import { get } from '../state/store.js';
import { confirm, Icon, toast } from '../ui/ui.js';
import { useWaiting } from './waiting.js';

const STYLES = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger', 5: 'link', 6: 'premium' };

/** @param {{component: any, message: any, guildId: string|null}} props */
export function ButtonComponent({ component, message, guildId }) {
  const look = `cmp-button cmp-${STYLES[component.style] ?? 'secondary'}`;
  if (component.style === 5) return html`<${LinkButton} component=${component} look=${look} />`;
  if (component.style === 6) return html`<${PremiumButton} component=${component} look=${look} guildId=${guildId} />`;
  return html`<${PressButton} component=${component} message=${message} look=${look} />`;
}

/** @param {{component: any}} props */
const Face = ({ component }) => html`${component.emoji && html`<${Emoji} emoji=${component.emoji} />`}
  ${component.label && html`<span class="cmp-button-label" dir="auto">${component.label}</span>`}`;

/** What a button is called when it only has an emoji. @param {any} component */
const named = (component) => (component.label ? undefined : component.emoji?.name ?? 'Button');

/** Three dots that go on while something is waited for. */
export const Dots = () => html`<span class="cmp-dots" role="img" aria-label="Waiting"><i></i><i></i><i></i></span>`;

/** @param {{component: any, message: any, look: string}} props */
function PressButton({ component, message, look }) {
  const waits = useWaiting(message.id, component.custom_id);
  const [sends, send] = useState(false);
  // Who has pressed it stays on it when it goes out: a button that is off for good loses the focus.
  const [held, hold] = useState(false);
  const busy = waits || sends;
  const idle = component.disabled || message.frozen;
  const press = async () => {
    if (busy || idle) return;
    send(true);
    try {
      await pressComponent(message, component);
    } catch (error) {
      toast(error.message, 'danger');
    }
    send(false);
  };
  return html`<button type="button" class=${`${look}${busy ? ' busy' : ''}`} disabled=${idle && !held} aria-disabled=${busy || idle ? 'true' : undefined}
    aria-busy=${busy ? 'true' : undefined} aria-label=${named(component)} data-custom-id=${component.custom_id} onClick=${press}
    onFocus=${() => hold(true)} onBlur=${() => hold(false)}>
    <span class="cmp-button-inside"><${Face} component=${component} /></span>${busy && html`<${Dots} />`}
  </button>`;
}

/** @param {{component: any, look: string}} props */
function LinkButton({ component, look }) {
  const href = openable(component.url);
  const inside = html`<span class="cmp-button-inside"><${Face} component=${component} /><${Icon} name="external" size=${16} /></span>`;
  if (!href || component.disabled) {
    return html`<button type="button" class=${look} disabled aria-label=${named(component)} title=${component.url}>${inside}</button>`;
  }
  return html`<a class=${look} href=${href} title=${href} rel="noreferrer noopener" target="_blank" aria-label=${named(component)} onClick=${goHere(href)}>${inside}</a>`;
}

/** By person: what can be bought. @type {Map<string, Promise<any[]>>} */
const shelves = new Map();

/** @param {string|undefined} me @returns {Promise<any[]>} */
function shelf(me) {
  if (!me) return Promise.resolve([]);
  const known = shelves.get(me);
  if (known) return known;
  const asked = api.skus(me).then((found) => (Array.isArray(found) ? found : found?.skus ?? []));
  shelves.set(me, asked);
  asked.catch(() => shelves.delete(me));
  return asked;
}

/** @param {{component: any, look: string, guildId: string|null}} props */
function PremiumButton({ component, look, guildId }) {
  const [sku, tell] = useState(/** @type {any} */ (null));
  useEffect(() => {
    let here = true;
    shelf(get().me?.id).then((all) => here && tell(all.find((one) => one.id === component.sku_id) ?? null), () => {});
    return () => {
      here = false;
    };
  }, [component.sku_id]);
  const name = sku?.name ?? 'Premium';
  const buy = async () => {
    const yes = await confirm({ title: name, text: `Get ${name}? Nothing is paid here: you have it at once.`, action: 'Get it' });
    if (yes && await attempt((me) => api.buy(me, { sku_id: component.sku_id, ...(guildId ? { guild_id: guildId } : {}) }))) {
      toast(`You have ${name}.`, 'success');
    }
  };
  return html`<button type="button" class=${look} disabled=${component.disabled} onClick=${buy}>
    <span class="cmp-button-inside"><${Icon} name="gift" size=${18} /><span class="cmp-button-label" dir="auto">${name}</span></span></button>`;
}
