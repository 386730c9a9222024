// Sending what was written: messages and commands.
// @ts-check

import { runCommand, sendMessage } from '../state/acts.js';
import { announce } from '../ui/announce.js';
import { commandData } from './build.js';
import { typedLine } from './command.js';
import { worldOf } from './entities.js';
import { sent } from './files.js';
import { toWire } from './mentions.js';
import { notify } from './notices.js';
import { finder } from './suggest.js';
import { typingIsOver } from './typing.js';
import { lengthOf } from './values.js';

/** Longest message, in characters. */
export const LONGEST_MESSAGE = 2000;

/** @typedef {import('../types.js').Channel} Channel */
/** @typedef {import('./drafts.js').Draft} Draft */

/** Names never shorten a text to a fraction: beyond this many letters nobody needs to look what they mean. */
const HOPELESS = LONGEST_MESSAGE * 4;

/** A draft's text as it is sent; as it is if it is far too long. @param {Draft} draft @param {Channel} channel */
export function contentOf(draft, channel) {
  const text = draft.text.trim();
  return text.length > HOPELESS ? text : toWire(text, draft.names, finder(channel));
}

/**
 * Sends a draft as a message; says why not if it cannot be sent.
 * @param {Channel} channel @param {Draft} draft @param {boolean} answers whether it is a reply
 * @returns {string|null}
 */
export function submitMessage(channel, draft, answers) {
  const content = contentOf(draft, channel);
  if (!content && draft.uploads.length === 0) return 'There is nothing to send yet.';
  const over = lengthOf(content) - LONGEST_MESSAGE;
  if (over > 0) return `The message is ${over} character${over === 1 ? '' : 's'} too long.`;
  const { files, attachments } = sent(draft.uploads);
  sendMessage(channel.id, content, files, {
    ...(attachments.length ? { attachments } : {}),
    ...(answers ? { allowed_mentions: { replied_user: draft.ping } } : {}),
  });
  typingIsOver(channel.id);
  return null;
}

/**
 * Sends a command. What is wrong with it comes back at once; what the simulator refuses comes by `refused`.
 * @param {Channel} channel @param {import('./drafts.js').Command} command
 * @param {(error: string, field: string|null) => void} refused
 * @returns {Map<string, string>|null} errors by option; null if it was sent
 */
export function submitCommand(channel, command, refused) {
  const { entry } = command;
  const { options, files, errors } = commandData(entry, command.filled, worldOf(channel));
  if (errors.size > 0) {
    announce([...errors].map(([name, error]) => `${name}: ${error}`).join(' '), true);
    return errors;
  }
  runCommand(channel.id, entry.command, options, files).catch((error) => refused(error.message, error.body?.field ?? null));
  return null;
}

/**
 * A command was refused when its composer was used for something else already.
 * @param {Channel} channel @param {import('./drafts.js').Command} command @param {string} error @param {() => void} again
 */
export function tellRefused(channel, command, error, again) {
  const { entry } = command;
  notify(channel.id, { command: typedLine(command), application: entry.application.id, text: error, again });
  announce(`/${entry.shown}: ${error}`, true);
}
