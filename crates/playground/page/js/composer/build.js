// A filled command as the data of an interaction, as Discord's client sends it.
// @ts-check

import { OPTION } from './commands.js';
import { isEmpty, valueOf } from './values.js';

/** @typedef {import('./commands.js').Entry} Entry */
/** @typedef {import('./commands.js').Option} Option */
/** @typedef {import('./values.js').Filled} Filled */
/** @typedef {import('./values.js').World} World */

/**
 * Everything that was given, checked.
 * @param {Entry} entry @param {Map<string, Filled>} filled by option @param {World} world
 * @returns {{options: any[], files: File[], errors: Map<string, string>}} what is wrong, by option
 */
export function commandData(entry, filled, world) {
  const errors = new Map();
  /** @type {File[]} */
  const files = [];
  const options = [];
  for (const option of entry.options) {
    const given = filled.get(option.name);
    if (given?.file) {
      options.push({ name: option.name, type: option.type, value: String(files.length) });
      files.push(given.file);
      continue;
    }
    const valued = valueOf(option, given, world);
    if (!valued) continue;
    if ('error' in valued) errors.set(option.name, valued.error);
    else options.push({ name: option.name, type: option.type, value: valued.value });
  }
  return { options: nested(entry, options), files, errors };
}

/**
 * What is asked of the bot while an option is typed: the others as they are, this one as text.
 * @param {Entry} entry @param {Map<string, Filled>} filled @param {string} focused @param {World} world
 */
export function autocompleteData(entry, filled, focused, world) {
  const options = [];
  for (const option of entry.options) {
    const given = filled.get(option.name);
    if (option.name === focused) {
      options.push({ name: option.name, type: option.type, value: typed(option, given?.text ?? ''), focused: true });
      continue;
    }
    if (isEmpty(given) || option.type === OPTION.attachment) continue;
    const valued = valueOf(option, given, world);
    if (valued && 'value' in valued) options.push({ name: option.name, type: option.type, value: valued.value });
  }
  return nested(entry, options);
}

/** Numbers are sent as numbers once they are some. */
function typed(option, text) {
  const number = Number(text);
  const isNumber = option.type === OPTION.integer || option.type === OPTION.number;
  return isNumber && text.trim() !== '' && Number.isFinite(number) ? number : text;
}

/** @param {Entry} entry @param {any[]} options */
function nested(entry, options) {
  return [...entry.path].reverse().reduce((inner, { name, type }) => [{ name, type, options: inner }], options);
}
