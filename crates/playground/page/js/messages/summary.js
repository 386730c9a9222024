// A message in one line of plain text: for labels, previews of replies, and what is read out.
// @ts-check

import { plainText } from '../markdown/view.js';
import { channelName } from '../state/names.js';
import { get } from '../state/store.js';
import { isForward, isSystem, isThinking } from './kinds.js';
import { systemWords } from './system-words.js';

/** @typedef {import('../types.js').Message} Message */

/** Longest line, in signs. */
const MOST = 300;

/** @param {string} text */
function line(text) {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > MOST ? `${flat.slice(0, MOST)}…` : flat;
}

/** All texts in components, in the order of reading. @param {any[]} components @returns {string[]} */
function textsOf(components) {
  return (components ?? []).flatMap((component) => {
    switch (component.type) {
      case 10: return [component.content ?? ''];
      case 2: return component.label ? [component.label] : [];
      case 1:
      case 9:
      case 17: return textsOf(component.components);
      default: return [];
    }
  });
}

const counted = (count, one, many) => (count === 1 ? one : `${count} ${many}`);

/** @param {any[]} attachments */
function filesOf(attachments) {
  const kind = (type) => attachments.filter((file) => String(file.content_type ?? '').startsWith(type)).length;
  const pictures = kind('image/');
  const rest = attachments.length - pictures;
  return [pictures && counted(pictures, 'a picture', 'pictures'), rest && counted(rest, 'a file', 'files')].filter(Boolean).join(', ');
}

/** @param {any} message a message, or what a forward shows of one @param {string|null} guildId */
function said(message, guildId) {
  const parts = [];
  const plain = (text) => plainText(text, guildId, message.mentions);
  if (message.content) parts.push(plain(message.content));
  const texts = textsOf(message.components ?? []);
  if (!message.content && texts.length) parts.push(texts.map(plain).join(' '));
  if (message.poll) parts.push(`Poll: ${message.poll.question?.text ?? ''}`);
  if (message.attachments?.length) parts.push(filesOf(message.attachments));
  for (const embed of (message.embeds ?? []).slice(0, 2)) {
    const title = embed.title ?? embed.author?.name ?? '';
    if (title || embed.description) parts.push([title, embed.description ? plain(embed.description) : ''].filter(Boolean).join(': '));
  }
  if (message.sticker_items?.length) parts.push(`Sticker: ${message.sticker_items[0].name}`);
  return parts.filter(Boolean).join(' — ');
}

/** @param {Message} message @returns {string} */
export function summaryOf(message) {
  const guildId = get().channels.get(message.channel_id)?.guild_id ?? null;
  if (isThinking(message)) return 'is thinking…';
  if (isSystem(message)) return line(systemWords(message, { channel: channelName(get().channels.get(message.channel_id)) }).text);
  if (isForward(message)) return line(`Forwarded: ${said(message.message_snapshots?.[0].message ?? {}, guildId)}`);
  return line(said(message, guildId)) || 'nothing that can be read out';
}
