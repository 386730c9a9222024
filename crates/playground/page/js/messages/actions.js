// What a person may do with a message: the menu of it, and what is done from its toolbar and by keys.
// @ts-check

import * as api from '../api.js';
import { html } from '../html.js';
import { messageMenu, startReply } from '../menus/menus.js';
import { onMessage } from '../menus/rights.js';
import { get, set } from '../state/store.js';
import { confirm, Menu } from '../ui/ui.js';
import { openLayer } from './open.js';
import { summaryOf } from './summary.js';
import { attempt } from './trouble.js';

/** @typedef {import('../types.js').Message} Message */

/** Longest part of a message in a question, in signs. */
const QUOTED = 120;

/** What I may do with a message. @param {Message} message */
export function allowed(message) {
  const { me, channels } = get();
  return onMessage(message, channels.get(message.channel_id), me);
}

/** @param {Message} message */
export function reply(message) {
  startReply(message);
  document.getElementById('composer-input')?.focus();
}

/** @param {Message} message */
export const edit = (message) => set({ editing: message.id });

/** Ephemeral ones are only put away here. @param {Message} message */
export const dismiss = (message) => set({ dismissed: new Set([...get().dismissed, message.id]) });

/** Deletes a message, after a question unless it is hurried. @param {Message} message @param {boolean} hurried */
export async function remove(message, hurried) {
  const text = `It will be gone for everybody: “${summaryOf(message).slice(0, QUOTED)}”`;
  if (!hurried && !await confirm({ title: 'Delete message', text, action: 'Delete', danger: true })) return;
  await attempt((me) => api.remove(me, message.channel_id, message.id));
}

/** @param {Message} message */
export async function pin(message) {
  const on = !message.pinned;
  const text = on ? 'Everybody here will find it among the pinned messages.' : 'It will no longer stand among the pinned messages.';
  if (!await confirm({ title: on ? 'Pin message' : 'Unpin message', text, action: on ? 'Pin' : 'Unpin' })) return;
  await attempt((me) => api.pin(me, message.channel_id, message.id, on));
}

/** @param {Message} message @param {any} anchor an element or a point */
export function openMenu(message, anchor) {
  openLayer((close) => html`<${Menu} anchor=${anchor} label="Message" items=${messageMenu(message)} onClose=${close}
    placement="left-start" />`);
}
