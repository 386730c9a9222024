// What a person does: sends, presses, chooses, submits. Outcomes come by the feed.
// @ts-check

import * as api from '../api.js';
import { arriveInteraction } from './apply.js';
import { arrived } from './messages.js';
import { get, mapped, set } from './store.js';

/** Interaction types by number. */
export const TYPE = { command: 2, component: 3, autocomplete: 4, modal: 5 };

let count = 0;
/** A number that the answer carries back. */
export const nonce = () => `${Date.now()}${String(count++ % 1000).padStart(3, '0')}`;

const me = () => {
  const user = get().me;
  if (!user) throw new Error('nobody is chosen');
  return user.id;
};

/**
 * Sends a message; until it arrives it is shown as pending, and if it is refused it stays with the reason.
 * @param {string} channel @param {string} content @param {File[]} [files] @param {Record<string, any>} [rest]
 */
export async function sendMessage(channel, content, files = [], rest = {}) {
  const { replies, pending } = get();
  const reply = replies.get(channel) ?? null;
  const one = { nonce: nonce(), channel_id: channel, content, files, rest, reply,
    at: new Date().toISOString(), error: null };
  set({ pending: mapped(pending, channel, [...(pending.get(channel) ?? []), one]), replies: mapped(replies, channel) });
  const body = { content, nonce: one.nonce, ...(reply ? { message_reference: { message_id: reply.id } } : {}), ...rest };
  try {
    arrived(await api.send(me(), channel, body, files));
  } catch (error) {
    const own = (get().pending.get(channel) ?? []).map((known) =>
      known.nonce === one.nonce ? { ...known, error: error.message } : known);
    set({ pending: mapped(get().pending, channel, own) });
  }
}

/** Sends a message that was refused once more. @param {import('../types.js').Pending} pending */
export function sendAgain(pending) {
  dropPending(pending.channel_id, pending.nonce);
  const { replies } = get();
  if (pending.reply) set({ replies: mapped(replies, pending.channel_id, pending.reply) });
  return sendMessage(pending.channel_id, pending.content, pending.files, pending.rest);
}

/** Forgets a message that was refused. @param {string} channel @param {string} which */
export function dropPending(channel, which) {
  const left = (get().pending.get(channel) ?? []).filter((one) => one.nonce !== which);
  set({ pending: mapped(get().pending, channel, left.length ? left : undefined) });
}

/**
 * Makes an interaction and returns it as waiting; throws `Refused` where the client would not send it.
 * @param {number} type @param {Record<string, any>} body @param {File[]} [files]
 */
async function interact(type, body, files = []) {
  const own = nonce();
  const { id } = await api.interact(me(), { type, nonce: own, ...body }, files);
  const known = get().interactions.get(id);
  if (known) return known;
  const { data } = body;
  /** @type {import('../types.js').Interaction} */
  const waiting = { id, nonce: own, application_id: body.application_id, channel_id: body.channel_id,
    message_id: body.message_id ?? null, type, name: data.name ?? '', custom_id: data.custom_id ?? null, state: 'waiting',
    answer: null, modal: null, choices: null };
  arriveInteraction(waiting);
  return waiting;
}

/**
 * Presses a button, or chooses in a select.
 * @param {import('../types.js').Message} message @param {any} component @param {string[]} [values]
 */
export function pressComponent(message, component, values) {
  const data = { component_type: component.type, custom_id: component.custom_id, ...(values ? { values } : {}) };
  return interact(TYPE.component, { application_id: message.application_id ?? message.author.id,
    channel_id: message.channel_id, message_id: message.id, data });
}

/**
 * Uses a slash command (options as Discord's client sends them), or one of a menu (with its target).
 * @param {string} channel @param {any} command @param {any[]} options @param {File[]} [files] @param {string} [target]
 */
export function runCommand(channel, command, options, files = [], target) {
  const data = { id: command.id, name: command.name, type: command.type ?? 1, options,
    ...(target ? { target_id: target } : {}) };
  return interact(TYPE.command, { application_id: command.application_id, channel_id: channel, data }, files);
}

/**
 * Asks the bot what could be meant; the answer comes as the interaction's `choices`.
 * @param {string} channel @param {any} command @param {any[]} options exactly one is focused
 */
export function autocomplete(channel, command, options) {
  const data = { id: command.id, name: command.name, type: 1, options };
  return interact(TYPE.autocomplete, { application_id: command.application_id, channel_id: channel, data });
}

/**
 * Submits the modal that an interaction opened.
 * @param {import('../types.js').Interaction} opener @param {any[]} components as Discord's client sends them
 * @param {File[]} [files]
 */
export function submitModal(opener, components, files = []) {
  const data = { id: opener.id, custom_id: opener.modal?.custom_id, components };
  return interact(TYPE.modal, { application_id: opener.application_id, channel_id: opener.channel_id,
    ...(opener.message_id ? { message_id: opener.message_id } : {}), data }, files);
}
