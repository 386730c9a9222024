// The menus of messages and people: what one may do with them, and what bots offer.
// @ts-check

import * as api from '../api.js';
import { mention } from '../composer/mention.js';
import { inspect } from '../panel/state.js';
import { dismiss, edit, pin, remove } from '../messages/actions.js';
import { openReactions } from '../messages/react.js';
import { attempt, copy } from '../messages/trouble.js';
import { openOverlay, openProfile } from '../shell/overlays.js';
import { apply } from '../state/apply.js';
import { nameOf } from '../state/names.js';
import { now } from '../state/now.js';
import { go } from '../state/place.js';
import { get, mapped, set } from '../state/store.js';
import { messageApps, userApps } from './apps.js';
import { openBan, openKick, openNick, openRoles, openTimeout } from './moderate.js';
import { onMember, onMessage } from './rights.js';

/** @typedef {import('../types.js').Message} Message */
/** @typedef {import('../types.js').User} User */

/** Where something opens that an item leads to: the menu has given the focus back to there. */
const here = () => document.activeElement ?? document.body;

/** The composer answers a message from now on. @param {Message} message */
export const startReply = (message) => set({ replies: mapped(get().replies, message.channel_id, message), editing: null });

/** The menu of a message. @param {Message} message */
export function messageMenu(message) {
  const { channels, me } = get();
  const may = onMessage(message, channels.get(message.channel_id), me);
  const { channel_id: channel, id, content, pinned } = message;
  const asked = message.interaction_metadata?.id;
  const thread = () => openOverlay({ kind: 'new-thread', channel, message: id });
  return [
    may.react && { id: 'react', label: 'Add reaction', icon: 'smile', onSelect: () => openReactions(message, here()) },
    may.edit && { id: 'edit', label: 'Edit message', icon: 'pencil', onSelect: () => edit(message) },
    may.reply && { id: 'reply', label: 'Reply', icon: 'reply', onSelect: () => startReply(message) },
    may.thread && { id: 'thread', label: 'Create thread', icon: 'thread', onSelect: thread },
    ...messageApps(message),
    '-',
    content && { id: 'copy-text', label: 'Copy text', icon: 'copy', onSelect: () => copy(content, 'Text copied') },
    may.pin && { id: 'pin', label: pinned ? 'Unpin message' : 'Pin message', icon: 'pin', onSelect: () => pin(message) },
    { id: 'copy-id', label: 'Copy message ID', icon: 'copy', onSelect: () => copy(id, 'ID copied') },
    asked && { id: 'inspect', label: 'Inspect interaction', icon: 'bug', onSelect: () => inspect(asked) },
    '-',
    may.dismiss && { id: 'dismiss', label: 'Dismiss message', icon: 'close', onSelect: () => dismiss(message) },
    may.remove && { id: 'delete', label: 'Delete message', icon: 'trash', danger: true, onSelect: () => remove(message, false) },
  ].filter(Boolean);
}

/** The menu of a person or bot. @param {User} user @param {string|null|undefined} guildId */
export function userMenu(user, guildId) {
  const { me, place } = get();
  const self = user.id === me?.id;
  const channel = place.channel;
  return [
    { id: 'profile', label: 'Profile', icon: 'person', onSelect: () => openProfile(here(), user, guildId) },
    channel && { id: 'mention', label: 'Mention', icon: 'at', onSelect: () => mention(channel, user) },
    !self && { id: 'message', label: 'Message', icon: 'chat', onSelect: () => openDirect(user) },
    ...userApps(user),
    ...(guildId ? memberItems(user, guildId) : []),
    '-',
    { id: 'copy-id', label: 'Copy user ID', icon: 'copy', onSelect: () => copy(user.id, 'ID copied') },
  ].filter(Boolean);
}

/** What one may do to somebody in a server. @param {User} user @param {string} guildId */
function memberItems(user, guildId) {
  const { guilds, members, me } = get();
  const guild = guilds.get(guildId);
  if (!guild) return [];
  const member = members.get(guildId)?.get(user.id);
  const may = onMember(guild, me, members.get(guildId)?.get(me?.id ?? '') ?? guild.me, user, member);
  const name = nameOf(user, guildId);
  const self = user.id === me?.id;
  const target = { guild, user, member, name };
  const isOut = Date.parse(member?.communication_disabled_until ?? '') > now();
  const letOut = () => attempt((own) => api.moderate(own, guildId, user.id, { do: 'timeout', minutes: 0 }));
  return [
    '-',
    may.nick && { id: 'nick', label: self ? 'Change my nickname' : 'Change nickname', icon: 'pencil', onSelect: () => openNick(target) },
    may.roles && { id: 'roles', label: 'Roles', icon: 'shield', onSelect: () => openRoles(target) },
    '-',
    may.timeout && isOut && { id: 'timeout', label: 'End time-out', icon: 'clock', onSelect: letOut },
    may.timeout && !isOut && { id: 'timeout', label: `Time out ${name}`, icon: 'clock', danger: true, onSelect: () => openTimeout(target) },
    may.kick && { id: 'kick', label: `Kick ${name}`, icon: 'leave', danger: true, onSelect: () => openKick(target) },
    may.ban && { id: 'ban', label: `Ban ${name}`, icon: 'ban', danger: true, onSelect: () => openBan(target) },
  ];
}

/** @param {User} user */
async function openDirect(user) {
  await attempt(async (me) => {
    const channel = await api.openDirect(me, user.id);
    if (!get().channels.has(channel.id)) apply({ kind: 'channel', channel });
    go({ guild: null, channel: channel.id });
  });
}
