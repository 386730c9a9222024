// What the frame lays over the page, one at a time: told here, drawn by overlay-view.js.
// @ts-check

import { get, set } from '../state/store.js';

/**
 * @typedef {{kind: 'profile', anchor: any, user: import('../types.js').User, guild: string|null}
 *   | {kind: 'menu', anchor: any, label: string, items: any[], placement?: string}
 *   | {kind: 'people'|'preferences'|'shortcuts'|'finder'|'join-server'|'new-direct'}
 *   | {kind: 'rights'|'add-bot'|'add-person'|'bans', guild: string}
 *   | {kind: 'new-thread', channel: string, message?: string}
 *   | {kind: 'rename-thread', channel: string}
 *   | {kind: 'gone', title: string, text: string}
 *   | {kind: 'pins'|'threads'|'channel-info', anchor: any, channel: string}} Overlay
 */

/** @param {Overlay} overlay */
export const openOverlay = (overlay) => set({ overlay });
export const closeOverlay = () => set({ overlay: null });

/** @param {any} anchor an element @param {import('../types.js').User} user @param {string|null|undefined} guild */
export const openProfile = (anchor, user, guild) => openOverlay({ kind: 'profile', anchor, user, guild: guild ?? null });

/** A menu where a press or the menu key asked for it. @param {any} event @param {string} label @param {any[]} items */
export function openMenuAt(event, label, items) {
  if (items.length === 0) return;
  event.preventDefault();
  event.stopPropagation();
  const anchor = event.clientX || event.clientY ? { x: event.clientX, y: event.clientY } : event.currentTarget;
  openOverlay({ kind: 'menu', anchor, label, items });
}

/** Closes what is open if it is still the same. @param {any} overlay */
export const closeThis = (overlay) => get().overlay === overlay && closeOverlay();
