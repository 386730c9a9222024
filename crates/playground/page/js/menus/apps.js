// What bots offer in the menus of messages and people.
// @ts-check

import { COMMAND, shownName } from '../composer/commands.js';
import { menuCommands } from '../composer/offered.js';
import { runCommand } from '../state/acts.js';
import { get } from '../state/store.js';
import { toast } from '../ui/ui.js';

/** The item of a message's menu below which the bots' are. @param {import('../types.js').Message} message @returns {any[]} */
export const messageApps = (message) => (message.flags & 64 ? [] : apps(message.channel_id, COMMAND.message, message.id));

/** The same for a person, in the channel where we are. @param {import('../types.js').User} user @returns {any[]} */
export function userApps(user) {
  const { channel } = get().place;
  return channel ? apps(channel, COMMAND.user, user.id) : [];
}

/** @param {string} channel @param {number} type @param {string} target */
function apps(channel, type, target) {
  const items = menuCommands(channel, type).map(({ command, application }) => ({
    id: command.id, label: shownName(command), hint: application?.name, icon: 'bot', onSelect: () => use(channel, command, target) }));
  return items.length > 0 ? [{ id: 'apps', label: 'Apps', icon: 'bot', items }] : [];
}

/** @param {string} channel @param {any} command @param {string} target */
async function use(channel, command, target) {
  try {
    await runCommand(channel, command, [], [], target);
  } catch (error) {
    toast(error.message, 'danger');
  }
}
