// Jumps to a message, wherever it is: the pane of its channel finds out here where it shall go.
// @ts-check

import { get } from '../state/store.js';
import { visit } from './visit.js';

/** @type {{channel: string, message: string}|null} */
let wanted = null;
/** @type {Set<() => void>} */
const panes = new Set();

/** Goes to a message: its channel, its place in it; it is lit up and has the focus. @param {string} channel @param {string} message */
export function jumpTo(channel, message) {
  wanted = { channel, message };
  const { place, channels } = get();
  if (place.channel !== channel) visit({ id: channel, guild_id: channels.get(channel)?.guild_id });
  panes.forEach((look) => look());
}

/** The message that a channel shall go to, once. @param {string} channel */
export function takeWanted(channel) {
  if (wanted?.channel !== channel) return null;
  const { message } = wanted;
  wanted = null;
  return message;
}

/** Calls when a jump is wanted; returns how to stop. @param {() => void} look */
export function onJump(look) {
  panes.add(look);
  return () => {
    panes.delete(look);
  };
}
