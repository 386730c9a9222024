// What messages are: Discord's numbers for their types and flags, and the questions that many places ask.
// @ts-check

/** @typedef {import('../types.js').Message} Message */

export const TYPE = { said: 0, recipientAdd: 1, recipientRemove: 2, call: 3, renamed: 4, icon: 5, pinned: 6, joined: 7,
  boost: 8, boostOne: 9, boostTwo: 10, boostThree: 11, followed: 12, threadCreated: 18, reply: 19, command: 20,
  threadStarter: 21, menuCommand: 23, autoModeration: 24, purchase: 25, premiumUpsell: 26, stageStart: 27, stageEnd: 28,
  stageSpeaker: 29, stageTopic: 31, applicationPremium: 32, alertOn: 36, alertOff: 37, raid: 38, falseAlarm: 39,
  bought: 44, pollResult: 46 };
export const FLAG = { crossposted: 1 << 0, suppressEmbeds: 1 << 2, ephemeral: 1 << 6, loading: 1 << 7, silent: 1 << 12,
  voice: 1 << 13, components: 1 << 15 };

/** What people and bots say; all else is Discord's own. */
const SAID = new Set([TYPE.said, TYPE.reply, TYPE.command, TYPE.threadStarter, TYPE.menuCommand]);

/** @param {Message} message @param {number} flag */
export const has = (message, flag) => ((message.flags ?? 0) & flag) !== 0;
/** @param {Message} message */
export const isSystem = (message) => !SAID.has(message.type);
/** @param {Message} message */
export const isEphemeral = (message) => has(message, FLAG.ephemeral);
/** @param {Message} message */
export const isThinking = (message) => has(message, FLAG.loading);
/** Whether its components say everything. @param {Message} message */
export const isComponents = (message) => has(message, FLAG.components);
/** A message that shows another one. @param {Message} message */
export const isForward = (message) => message.message_reference?.type === 1 && (message.message_snapshots?.length ?? 0) > 0;

/** The command whose answer this is, as it was called; null for all else. @param {Message} message @returns {{name: string, user: any, menu: boolean}|null} */
export function commandOf(message) {
  const metadata = message.interaction_metadata;
  const opener = metadata?.triggering_interaction_metadata ?? metadata;
  if (!opener || opener.type !== 2 || message.type === TYPE.reply) return null;
  return { name: opener.name ?? 'a command', user: opener.user, menu: message.type === TYPE.menuCommand };
}

/** Whether it calls on me: by name, by role, or on everybody. @param {Message} message @param {string|undefined} me @param {string[]} [roles] my own */
export function mentions(message, me, roles = []) {
  if (!me || message.author.id === me) return false;
  return message.mention_everyone || message.mentions?.some((user) => user.id === me)
    || message.mention_roles?.some((role) => roles.includes(role)) || false;
}
