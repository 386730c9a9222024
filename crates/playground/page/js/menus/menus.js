// The menus of messages and people: what one may do with them, and what bots offer.
// @ts-check

import * as api from '../api.js';
import { mention } from '../composer/mention.js';
import { menuCommands } from '../composer/offered.js';
import { COMMAND, shownName } from '../composer/commands.js';
import { watch } from '../composer/notices.js';
import { openReactions } from '../messages/react.js';
import { openOverlay, openProfile } from '../shell/overlays.js';
import { runCommand } from '../state/acts.js';
import { apply } from '../state/apply.js';
import { nameOf } from '../state/names.js';
import { go } from '../state/place.js';
import { get, mapped, set } from '../state/store.js';
import { announce, confirm, toast } from '../ui/ui.js';
import { openBan, openKick, openNick, openRoles, openTimeout } from './moderate.js';
import { onMember, onMessage } from './rights.js';

/** @typedef {import('../types.js').Message} Message */
/** @typedef {import('../types.js').User} User */

/** Tries something that the simulator may refuse. @param {(me: string) => Promise<any>} act @param {string} [done] */
export async function attempt(act, done) {
  const { me } = get();
  if (!me) return undefined;
  try {
    const answer = await act(me.id);
    if (done) toast(done, 'success');
    return answer ?? true;
  } catch (error) {
    toast(error.message, 'danger');
    return undefined;
  }
}

/** Where something opens that a menu's item leads to: the menu gave the focus back to there. */
const here = () => document.activeElement ?? document.body;

/** @param {string} text @param {string} what */
async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`${what} copied`, 'success');
  } catch {
    toast('The browser does not allow copying.', 'danger');
  }
}

/** @param {Message} message @param {{shift?: boolean}} [keys] */
async function remove(message, keys = {}) {
  const question = { title: 'Delete message', text: 'This message will be gone for everybody.', action: 'Delete', danger: true };
  if (keys.shift || (await confirm(question))) {
    const done = await attempt((me) => api.remove(me, message.channel_id, message.id));
    if (done) announce('Message deleted');
  }
}

/** @param {Message} message */
export function startReply(message) {
  set({ replies: mapped(get().replies, message.channel_id, message), editing: null });
}

/** The menu of a message. @param {Message} message */
export function messageMenu(message) {
  const { channels, me } = get();
  const may = onMessage(message, channels.get(message.channel_id), me);
  const { channel_id: channel, id } = message;
  return [
    may.react && { id: 'react', label: 'Add reaction', icon: 'smile', onSelect: () => openReactions(message, here()) },
    may.edit && { id: 'edit', label: 'Edit message', icon: 'pencil', onSelect: () => set({ editing: id }) },
    may.reply && { id: 'reply', label: 'Reply', icon: 'reply', onSelect: () => startReply(message) },
    may.thread && { id: 'thread', label: 'Create thread', icon: 'thread', onSelect: () => openOverlay({ kind: 'new-thread', channel, message: id }) },
    '-',
    message.content && { id: 'copy-text', label: 'Copy text', icon: 'copy', onSelect: () => copy(message.content, 'Text') },
    may.pin && { id: 'pin', label: message.pinned ? 'Unpin message' : 'Pin message', icon: 'pin', onSelect: () =>
      attempt((own) => api.pin(own, channel, id, !message.pinned), message.pinned ? 'Message unpinned' : 'Message pinned') },
    appsItem(channel, COMMAND.message, id),
    '-',
    { id: 'copy-id', label: 'Copy message ID', icon: 'copy', onSelect: () => copy(id, 'ID') },
    may.dismiss && { id: 'dismiss', label: 'Dismiss message', icon: 'close', onSelect: () => set({ dismissed: new Set([...get().dismissed, id]) }) },
    may.remove && { id: 'delete', label: 'Delete message', icon: 'trash', danger: true, onSelect: () => remove(message) },
  ].filter(Boolean);
}

/** The menu of a person or bot. @param {User} user @param {string|null|undefined} guildId */
export function userMenu(user, guildId) {
  const { guilds, members, me, place } = get();
  const guild = guildId ? guilds.get(guildId) : undefined;
  const member = guildId ? members.get(guildId)?.get(user.id) : undefined;
  const own = guildId && me ? members.get(guildId)?.get(me.id) ?? guild?.me : undefined;
  const may = onMember(guild, me, own, user, member);
  const self = user.id === me?.id;
  const name = nameOf(user, guildId);
  const target = guild && { guild, user, member, name };
  const isOut = Date.parse(member?.communication_disabled_until ?? '') > Date.now();
  return [
    { id: 'profile', label: 'Profile', icon: 'person', onSelect: () => openProfile(here(), user, guildId) },
    place.channel && { id: 'mention', label: 'Mention', icon: 'at', onSelect: () => mention(/** @type {string} */ (get().place.channel), user) },
    !self && { id: 'message', label: 'Message', icon: 'chat', onSelect: () => openDirect(user) },
    place.channel && appsItem(place.channel, COMMAND.user, user.id),
    '-',
    target && may.nick && { id: 'nick', label: self ? 'Change my nickname' : 'Change nickname', icon: 'pencil', onSelect: () => openNick(target) },
    target && may.roles && { id: 'roles', label: 'Roles', icon: 'shield', onSelect: () => openRoles(target) },
    '-',
    target && may.timeout && { id: 'timeout', label: isOut ? 'End time-out' : `Time out ${name}`, icon: 'clock', danger: !isOut, onSelect: () =>
      (isOut ? attempt((id) => api.moderate(id, target.guild.id, user.id, { do: 'timeout', minutes: 0 }), `${name} may write again`) : openTimeout(target)) },
    target && may.kick && { id: 'kick', label: `Kick ${name}`, icon: 'leave', danger: true, onSelect: () => openKick(target) },
    target && may.ban && { id: 'ban', label: `Ban ${name}`, icon: 'ban', danger: true, onSelect: () => openBan(target) },
    '-',
    { id: 'copy-id', label: 'Copy user ID', icon: 'copy', onSelect: () => copy(user.id, 'ID') },
  ].filter(Boolean);
}

/** @param {User} user */
async function openDirect(user) {
  const channel = await attempt((me) => api.openDirect(me, user.id));
  if (!channel) return;
  if (!get().channels.has(channel.id)) apply({ kind: 'channel', channel });
  go({ guild: null, channel: channel.id });
}

/** What bots offer for a message or a person. @param {string} channel @param {number} type @param {string} target */
function appsItem(channel, type, target) {
  const found = menuCommands(channel, type);
  if (found.length === 0) return null;
  const items = found.map(({ command, application }) => ({
    id: command.id, label: shownName(command), hint: application?.name, icon: 'bot', onSelect: () => use(channel, command, target) }));
  return { id: 'apps', label: 'Apps', icon: 'bot', items };
}

/** @param {string} channel @param {any} command @param {string} target */
async function use(channel, command, target) {
  try {
    watch(await runCommand(channel, command, [], [], target), shownName(command));
  } catch (error) {
    toast(error.message, 'danger');
  }
}
