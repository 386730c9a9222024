// What one can do with a channel, a thread or a private channel.
// @ts-check

import * as api from '../api.js';
import { apply } from '../state/apply.js';
import { isDirect, isThread } from '../state/channels.js';
import { can } from '../state/names.js';
import { isUnread, markRead } from '../state/read.js';
import { get } from '../state/store.js';
import { toast } from '../ui/ui.js';
import { copyText } from './copy.js';
import { openOverlay } from './overlays.js';
import { attempt } from './try.js';
import { hrefOf } from './visit.js';

/** @typedef {import('../types.js').Channel} Channel */

/** @param {Channel} channel */
export function channelItems(channel) {
  const unread = isUnread(get(), channel) || get().mentions.has(channel.id);
  return [
    { id: 'read', label: 'Mark as read', icon: 'check', disabled: !unread, onSelect: () => markRead(channel.id) },
    ...(isThread(channel) ? ['-', ...threadItems(channel)] : []),
    '-',
    !isDirect(channel) && { id: 'link', label: 'Copy link', icon: 'link', onSelect: () => copyText(location.href.split('#')[0] + hrefOf(channel), 'Link') },
    { id: 'copy', label: 'Copy channel ID', icon: 'copy', onSelect: () => copyText(channel.id, 'Channel ID') },
  ].filter(Boolean);
}

/** @param {Channel} thread */
export function threadItems(thread) {
  const me = get().me?.id ?? '';
  const manages = can(thread, 'MANAGE_THREADS');
  const own = thread.owner_id === me;
  const { archived, locked } = thread.thread_metadata ?? {};
  const change = (body) => () => attempt(async () => told(await api.changeChannel(me, thread.id, body)));
  const may = (manages || own) && (!locked || manages);
  return [
    thread.member
      ? { id: 'leave', label: 'Leave thread', icon: 'leave', onSelect: () => belong(thread, false) }
      : { id: 'join', label: 'Join thread', icon: 'enter', onSelect: () => belong(thread, true) },
    may && { id: 'rename', label: 'Rename thread', icon: 'pencil', onSelect: () => openOverlay({ kind: 'rename-thread', channel: thread.id }) },
    (may || archived) && { id: 'archive', label: archived ? 'Open thread again' : 'Close thread', icon: 'archive', onSelect: change({ archived: !archived }) },
    manages && { id: 'lock', label: locked ? 'Unlock thread' : 'Lock thread', icon: 'lock', onSelect: change({ locked: !locked }) },
  ].filter(Boolean);
}

/** Joins or leaves a thread. @param {Channel} thread @param {boolean} on */
export const belong = (thread, on) =>
  attempt(async () => {
    told(await api.threadMembership(get().me?.id, thread.id, on));
    toast(on ? `You are in ${thread.name} now.` : `You left ${thread.name}.`);
  });

/** The feed tells it as well; whoever is first. @param {any} channel */
function told(channel) {
  if (channel?.id && channel.type !== undefined) apply({ kind: 'channel', channel });
}
