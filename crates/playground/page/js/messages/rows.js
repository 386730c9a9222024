// From messages to the rows of the list: days, the line above what is new, who speaks on. Pure.
// @ts-check

import { commandOf, isEphemeral, isSystem, TYPE } from './kinds.js';

/** @typedef {import('../types.js').Message} Message */
/** @typedef {import('../types.js').Pending} Pending */
/** @typedef {import('../types.js').Interaction} Interaction */
/**
 * @typedef {{kind: 'day', key: string, at: number, fresh: boolean}
 *   | {kind: 'new', key: string}
 *   | {kind: 'message', key: string, message: Message, start: boolean}
 *   | {kind: 'pending', key: string, pending: Pending, start: boolean}
 *   | {kind: 'command', key: string, interaction: Interaction}} Row `start`: the author is named; `fresh`: the line above
 *   what is new falls on that of the day.
 */

/** How long somebody speaks on without being named again, in ms. */
const SPEAKS_ON_MS = 7 * 60_000;

/** The beginning of Discord's time. */
const DISCORD_EPOCH_MS = 1_420_070_400_000;

/** Snowflakes in order of time. @param {string} a @param {string} b */
const order = (a, b) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

/** When something with this id was made, in ms. @param {string} id */
export const sentAt = (id) => Number(BigInt(id) >> 22n) + DISCORD_EPOCH_MS;

/** Whether a message goes on what the one before began. @param {Message} before @param {Message} message */
export function goesOn(before, message) {
  return before.author.id === message.author.id
    && before.author.username === message.author.username
    && !isSystem(before) && !isSystem(message)
    && message.type !== TYPE.reply && message.type !== TYPE.threadStarter
    && commandOf(message) === null
    && isEphemeral(before) === isEphemeral(message)
    && Date.parse(message.timestamp) - Date.parse(before.timestamp) < SPEAKS_ON_MS;
}

const dayOf = (at) => new Date(at).toDateString();

/**
 * @param {{items: Message[], pending?: Pending[], commands?: Interaction[], me?: import('../types.js').User|null,
 *   unread?: string|null, whole?: boolean, start?: boolean}} what `unread` is the first message that is new; `start`:
 *   there is nothing before; `whole`: there is nothing after, so that what is on its way follows
 * @returns {Row[]}
 */
export function rowsOf({ items, pending = [], commands = [], me = null, unread = null, whole = true, start = true }) {
  /** @type {Row[]} */
  const rows = [];
  /** @type {Message|null} */
  let before = null;
  let day = '';
  const waiting = whole ? [...commands] : [];
  for (const message of items) {
    while (waiting.length > 0 && order(waiting[0].id, message.id) < 0) {
      rows.push(commandRow(/** @type {Interaction} */ (waiting.shift())));
      before = null;
    }
    const at = Date.parse(message.timestamp);
    const fresh = message.id === unread;
    if (dayOf(at) !== day) {
      if (day !== '' || start) {
        rows.push({ kind: 'day', key: `day ${dayOf(at)}`, at, fresh });
      } else if (fresh) {
        rows.push({ kind: 'new', key: 'new' });
      }
      day = dayOf(at);
      before = null;
    } else if (fresh) {
      rows.push({ kind: 'new', key: 'new' });
      before = null;
    }
    rows.push({ kind: 'message', key: message.id, message, start: before === null || !goesOn(before, message) });
    before = message;
  }
  for (const interaction of waiting) {
    rows.push(commandRow(interaction));
    before = null;
  }
  if (!whole) return rows;
  for (const one of pending) {
    const last = rows[rows.length - 1];
    const own = last?.kind === 'pending' || (before !== null && before.author.id === me?.id && !isSystem(before)
      && Date.parse(one.at) - Date.parse(before.timestamp) < SPEAKS_ON_MS);
    rows.push({ kind: 'pending', key: `nonce ${one.nonce}`, pending: one, start: !own || one.reply !== null });
  }
  return rows;
}

/** @param {Interaction} interaction @returns {Row} */
const commandRow = (interaction) => ({ kind: 'command', key: `command ${interaction.id}`, interaction });

/**
 * Own commands of a channel that nothing answered yet, or that failed, oldest first.
 * @param {Map<string, Interaction>} interactions @param {string} channel @param {Set<string>} dismissed
 */
export function commandsOf(interactions, channel, dismissed) {
  const own = [];
  for (const interaction of interactions.values()) {
    const open = interaction.type === 2 && interaction.channel_id === channel
      && (interaction.state === 'waiting' || (interaction.state === 'failed' && interaction.answer === null))
      && !dismissed.has(interaction.id);
    if (open) own.push(interaction);
  }
  return own.sort((a, b) => order(a.id, b.id));
}

/** The first message after the one that was read last; `null` if none is new, or all that is here. @param {Message[]} items @param {string|undefined} read @param {string|undefined} me */
export function firstUnread(items, read, me) {
  if (!read) return null;
  const first = items.find((message) => order(message.id, read) > 0 && message.author.id !== me);
  return first?.id ?? null;
}
