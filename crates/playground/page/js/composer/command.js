// A command that is being filled in, as a value: what happens to it when something is typed, picked, added or removed.
// @ts-check

import { shownName } from './commands.js';
import { lineOf, splitOptions } from './line.js';
import { isEmpty } from './values.js';

/** @typedef {import('./commands.js').Entry} Entry */
/** @typedef {import('./commands.js').Option} Option */
/** @typedef {import('./values.js').Filled} Filled */
/** @typedef {import('./drafts.js').Command} Command */
/** The command after something was done, and the field that has the caret then: an option's name, or '' for the end.
 * @typedef {{command: Command, focus: string|null}} Step */

/** Begins to fill in a command with what was typed behind its name. @param {Entry} entry @param {string} [rest] @returns {Step} */
export function begun(entry, rest = '') {
  const { head, given } = splitOptions(rest, entry.options);
  const required = entry.options.filter((option) => option.required).map((option) => option.name);
  /** @type {Command} */
  const empty = { entry, given: required, filled: new Map(), errors: new Map(), tail: '' };
  const command = given.reduce(put, empty);
  const last = given[given.length - 1]?.option.name;
  const text = head.trim();
  if (!text) return { command, focus: last ?? missing(command, required) };
  // `/say hello` means the option that `/say` needs.
  const first = entry.options.find((option) => option.required && !command.filled.has(option.name));
  if (!first) return { command: { ...command, tail: text }, focus: last ?? '' };
  return { command: put(command, { option: first, text }), focus: last ?? first.name };
}

/** The first required option of these that is empty; '' if there is none. @param {Command} command @param {string[]} names */
const missing = (command, names) =>
  names.find((name) => optionOf(command, name).required && isEmpty(command.filled.get(name))) ?? '';

/** @param {Command} command @param {{option: Option, text: string}} part @returns {Command} */
function put(command, { option, text }) {
  return {
    ...command,
    given: command.given.includes(option.name) ? command.given : [...command.given, option.name],
    filled: new Map(command.filled).set(option.name, { text }),
    errors: without(command.errors, option.name),
  };
}

/** @param {Map<string, string>} map @param {string} key */
function without(map, key) {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}

/** The options whose pills are not shown. @param {Command} command */
export const leftOf = (command) => command.entry.options.filter((option) => !command.given.includes(option.name));

/** @param {Command} command @param {string} name */
export const optionOf = (command, name) => /** @type {Option} */ (command.entry.options.find((option) => option.name === name));

/**
 * Something was typed into an option's pill; `name:` of another option within it goes on there.
 * @param {Command} command @param {string} name @param {string} line @returns {Step}
 */
export function typed(command, name, line) {
  const option = optionOf(command, name);
  const text = withoutName(option, command.filled.get(name)?.text ?? '', line);
  const others = command.entry.options.filter((one) => one !== option && isEmpty(command.filled.get(one.name)));
  const { head, given } = splitOptions(text, others);
  const start = put(command, { option, text: given.length ? head.trim() : text });
  const last = given[given.length - 1];
  return { command: given.reduce(put, start), focus: last ? last.option.name : null };
}

/** Whoever types a whole line types the name of the option in whose pill the caret is already. */
function withoutName(option, before, text) {
  for (const name of [shownName(option), option.name]) {
    const start = text.slice(0, name.length + 1).toLowerCase();
    if (start !== `${name.toLowerCase()}:`) continue;
    if (before === '' || text.length === start.length) return text.slice(start.length).trimStart();
  }
  return text;
}

/** Something was typed behind the pills. @param {Command} command @param {string} text @returns {Step} */
export function typedBehind(command, text) {
  const open = command.entry.options.filter((option) => isEmpty(command.filled.get(option.name)));
  const { head, given } = splitOptions(text, open);
  const last = given[given.length - 1];
  return { command: { ...given.reduce(put, command), tail: last ? head.trim() : text }, focus: last ? last.option.name : null };
}

/**
 * Something was picked from a list, or a file was chosen: on to what is missing, or to the end.
 * @param {Command} command @param {string} name @param {Filled} filled @returns {Step}
 */
export function picked(command, name, filled) {
  const before = put(command, { option: optionOf(command, name), text: filled.text });
  const next = { ...before, filled: new Map(before.filled).set(name, filled) };
  const after = next.given.slice(next.given.indexOf(name) + 1);
  return { command: next, focus: missing(next, [...after, ...next.given]) };
}

/** @param {Command} command @param {string} name @returns {Step} */
export function added(command, name) {
  return { command: { ...command, given: [...command.given, name], tail: '' }, focus: name };
}

/** Takes an optional pill away, or empties a required one. @param {Command} command @param {string} name @returns {Step} */
export function removed(command, name) {
  const at = command.given.indexOf(name);
  const filled = new Map(command.filled);
  filled.delete(name);
  const keeps = optionOf(command, name).required;
  const given = keeps ? command.given : command.given.filter((one) => one !== name);
  const next = { ...command, given, filled, errors: without(command.errors, name) };
  return { command: next, focus: keeps ? name : given[at - 1] ?? given[at] ?? '' };
}

/** What would have to be typed for what stands there. @param {Command} command */
export function typedLine({ entry, given, filled, tail }) {
  const options = given.filter((name) => !isEmpty(filled.get(name))).map((name) => ({
    option: /** @type {Option} */ (entry.options.find((option) => option.name === name)),
    text: filled.get(name)?.file?.name ?? filled.get(name)?.text ?? '',
  }));
  return lineOf(entry, options) + (tail ? ` ${tail}` : '');
}
