// Moving in a grid of emojis that has sections, and the emojis that were used last.
// @ts-check

import { USUAL } from './emoji-find.js';

/** Emojis that are remembered. */
const REMEMBERED = 24;
const STORED_AS = 'emojis';

/**
 * Where a key goes; null if it is not for the grid.
 * @param {number[]} sizes emojis of each section @param {{section: number, index: number}} at @param {string} key
 * @param {number} columns
 * @returns {{section: number, index: number}|null}
 */
export function move(sizes, { section, index }, key, columns) {
  const flat = sizes.slice(0, section).reduce((sum, size) => sum + size, 0) + index;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total === 0) return null;
  const to = (place) => {
    let left = Math.min(Math.max(place, 0), total - 1);
    const own = sizes.findIndex((size) => left < size || ((left -= size), false));
    return { section: own, index: left };
  };
  if (key === 'ArrowRight') return to(flat + 1);
  if (key === 'ArrowLeft') return to(flat - 1);
  if (key === 'Home') return to(flat - (index % columns));
  if (key === 'End') return { section, index: Math.min(index - (index % columns) + columns, sizes[section]) - 1 };
  if (key === 'ArrowDown') return below(sizes, section, index, columns);
  if (key === 'ArrowUp') return above(sizes, section, index, columns);
  return null;
}

function below(sizes, section, index, columns) {
  const size = sizes[section];
  if (index + columns < size) return { section, index: index + columns };
  const lastRow = Math.floor((size - 1) / columns) * columns;
  if (index < lastRow) return { section, index: size - 1 };
  const next = sizes.findIndex((count, n) => n > section && count > 0);
  return next < 0 ? { section, index } : { section: next, index: Math.min(index % columns, sizes[next] - 1) };
}

function above(sizes, section, index, columns) {
  if (index >= columns) return { section, index: index - columns };
  const before = sizes.slice(0, section).findLastIndex((count) => count > 0);
  if (before < 0) return { section, index };
  const lastRow = Math.floor((sizes[before] - 1) / columns) * columns;
  return { section: before, index: Math.min(lastRow + index, sizes[before] - 1) };
}

/** @returns {string[]} */
function remembered() {
  try {
    const known = JSON.parse(localStorage.getItem(STORED_AS) ?? '[]');
    return Array.isArray(known) ? known.map(String) : [];
  } catch {
    return [];
  }
}

/** Remembers that an emoji was used. @param {import('./emoji-find.js').Emoji} emoji */
export function used(emoji) {
  const key = emoji.id ?? emoji.name;
  try {
    localStorage.setItem(STORED_AS, JSON.stringify([key, ...remembered().filter((one) => one !== key)].slice(0, REMEMBERED)));
  } catch {
    // Without storage nothing is remembered.
  }
}

/** Those that were used last. @param {import('./emoji-find.js').Emoji[]} own */
export function recent(own) {
  const all = new Map([...own, ...USUAL.flatMap((section) => section.emojis)].map((emoji) => [emoji.id ?? emoji.name, emoji]));
  return remembered().flatMap((key) => all.get(key) ?? []);
}
