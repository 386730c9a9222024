// What one can do with a server.
// @ts-check

import * as api from '../api.js';
import { can } from '../state/names.js';
import { markRead, marksOf } from '../state/read.js';
import { get } from '../state/store.js';
import { confirm } from '../ui/ui.js';
import { copyText } from './copy.js';
import { expectToLeave } from './guard.js';
import { openOverlay } from './overlays.js';
import { attempt } from './try.js';

/** @param {import('../types.js').Guild} guild */
export function guildItems(guild) {
  const { me } = get();
  const owns = guild.owner_id === me?.id;
  const unread = marksOf(get()).get(guild.id)?.unread ?? false;
  const open = (kind) => () => openOverlay({ kind, guild: guild.id });
  return [
    { id: 'read', label: 'Mark as read', icon: 'check', disabled: !unread, onSelect: () => readAll(guild.id) },
    '-',
    { id: 'add-person', label: 'Add a person', icon: 'person-add', onSelect: open('add-person') },
    can(guild, 'MANAGE_GUILD') && { id: 'add-bot', label: 'Add a bot', icon: 'bot', onSelect: open('add-bot') },
    can(guild, 'BAN_MEMBERS') && { id: 'bans', label: 'Banned people', icon: 'ban', onSelect: open('bans') },
    { id: 'rights', label: 'What I may do here', icon: 'shield', onSelect: open('rights') },
    '-',
    { id: 'copy', label: 'Copy server ID', icon: 'copy', onSelect: () => copyText(guild.id, 'Server ID') },
    !owns && '-',
    !owns && { id: 'leave', label: 'Leave server', icon: 'leave', danger: true, onSelect: () => leave(guild) },
  ].filter(Boolean);
}

/** @param {string} guild */
function readAll(guild) {
  for (const channel of get().channels.values()) if (channel.guild_id === guild) markRead(channel.id);
}

/** @param {import('../types.js').Guild} guild */
async function leave(guild) {
  const { me } = get();
  const text = `You will not see ${guild.name} until you join it again.`;
  if (!me || !(await confirm({ title: `Leave ${guild.name}?`, text, action: 'Leave server', danger: true }))) return;
  expectToLeave(guild.id);
  await attempt(() => api.membership(me.id, guild.id, false));
}
