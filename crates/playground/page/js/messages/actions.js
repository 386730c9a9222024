// What a person may do with a message, and the menu of it.
// @ts-check

import * as api from '../api.js';
import { html } from '../html.js';
import { can } from '../state/names.js';
import { get, mapped, set } from '../state/store.js';
import { confirm, Menu } from '../ui/ui.js';
import { isEphemeral, isSystem, TYPE } from './kinds.js';
import { openLayer } from './open.js';
import { openReactions, react, usual } from './react.js';
import { summaryOf } from './summary.js';
import { openThread } from './thread-dialog.js';
import { attempt, copy } from './trouble.js';

/** @typedef {import('../types.js').Message} Message */

/** Channels in which a message may become a thread. */
const THREADABLE = new Set([0, 5]);
const DIRECT = new Set([1, 3]);
/** Messages that a reaction is offered for at once. */
const QUICK = 3;

/** What I may do with a message. @param {Message} message */
export function allowed(message) {
  const { me, channels } = get();
  const channel = channels.get(message.channel_id);
  const own = message.author.id === me?.id;
  const here = Boolean(channel) && !isEphemeral(message) && message.type !== TYPE.threadStarter;
  const direct = DIRECT.has(channel?.type ?? -1);
  const speaks = direct || can(channel, channel && [10, 11, 12].includes(channel.type) ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES');
  const said = !isSystem(message);
  return {
    react: here && (direct || can(channel, 'ADD_REACTIONS')) && !channel?.thread_metadata?.archived,
    reply: here && speaks && (said || [TYPE.joined, TYPE.boost].includes(message.type)),
    edit: own && here && (message.type === TYPE.said || message.type === TYPE.reply) && !message.poll,
    remove: here && (own || (!direct && can(channel, 'MANAGE_MESSAGES'))),
    pin: here && said && (direct || can(channel, 'PIN_MESSAGES') || can(channel, 'MANAGE_MESSAGES')),
    thread: here && said && !message.thread && THREADABLE.has(channel?.type ?? -1) && can(channel, 'CREATE_PUBLIC_THREADS'),
    dismiss: isEphemeral(message),
  };
}

/** @param {Message} message */
export const reply = (message) => {
  set({ replies: mapped(get().replies, message.channel_id, message) });
  document.getElementById('composer-input')?.focus();
};

/** @param {Message} message */
export const edit = (message) => set({ editing: message.id });

/** Ephemeral ones are only put away here. @param {Message} message */
export const dismiss = (message) => set({ dismissed: new Set([...get().dismissed, message.id]) });

/** Deletes a message, after a question unless it is hurried. @param {Message} message @param {boolean} hurried */
export async function remove(message, hurried) {
  const text = `Really delete it? It cannot be brought back: “${summaryOf(message).slice(0, 120)}”`;
  if (!hurried && !await confirm({ title: 'Delete message', text, action: 'Delete', danger: true })) return;
  await attempt((me) => api.remove(me, message.channel_id, message.id));
}

/** @param {Message} message */
export async function pin(message) {
  const on = !message.pinned;
  const text = on ? 'Everybody here will find it among the pinned messages.' : 'It will not stand among the pinned messages any more.';
  if (!await confirm({ title: on ? 'Pin message' : 'Unpin message', text, action: on ? 'Pin' : 'Unpin' })) return;
  await attempt((me) => api.pin(me, message.channel_id, message.id, on));
}

/** What bots offer on messages comes from here, once it is there. @type {(message: Message) => any[]} */
let offered = () => [];
/** @param {(message: Message) => any[]} offers */
export const offerOnMessages = (offers) => {
  offered = offers;
};

/** @param {Message} message @param {any} anchor @param {boolean} [hurried] @returns {any[]} items of a `Menu` */
export function itemsOf(message, anchor, hurried = false) {
  const may = allowed(message);
  if (may.dismiss) {
    return [
      message.content && { id: 'copy', label: 'Copy text', icon: 'copy', onSelect: () => copy(message.content) },
      { id: 'dismiss', label: 'Dismiss message', icon: 'close', onSelect: () => dismiss(message) },
      '-', { id: 'id', label: 'Copy message ID', icon: 'copy', onSelect: () => copy(message.id) },
    ];
  }
  return [
    may.react && { id: 'react', label: 'Add reaction', icon: 'smile', onSelect: () => openReactions(message, anchor) },
    may.edit && { id: 'edit', label: 'Edit message', icon: 'pencil', onSelect: () => edit(message) },
    may.reply && { id: 'reply', label: 'Reply', icon: 'reply', onSelect: () => reply(message) },
    may.thread && { id: 'thread', label: 'Create thread', icon: 'thread', onSelect: () => openThread(message) },
    ...offered(message),
    '-',
    message.content && { id: 'copy', label: 'Copy text', icon: 'copy', onSelect: () => copy(message.content) },
    may.pin && { id: 'pin', label: message.pinned ? 'Unpin message' : 'Pin message', icon: 'pin', onSelect: () => pin(message) },
    '-',
    may.remove && { id: 'delete', label: 'Delete message', icon: 'trash', danger: true, onSelect: () => remove(message, hurried) },
    '-',
    { id: 'id', label: 'Copy message ID', icon: 'copy', onSelect: () => copy(message.id) },
  ];
}

/** @param {Message} message @param {any} anchor an element or a point @param {boolean} [hurried] */
export function openMenu(message, anchor, hurried) {
  openLayer((close) => html`<${Menu} anchor=${anchor} label="Message" items=${itemsOf(message, anchor, hurried)} onClose=${close}
    placement="left-start" />`);
}

/** Reactions that are offered beside a message. @param {Message} message */
export const quickReactions = (message) => usual().slice(0, QUICK).map((emoji) => ({ emoji, act: () => react(message, emoji, true) }));
