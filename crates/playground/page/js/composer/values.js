// What stands in an option's field, as the value that is sent, or what is wrong with it.
// @ts-check

import { OPTION, plain, shownName } from './commands.js';

/** @typedef {import('./commands.js').Option} Option */
/**
 * A filled option: what stands in its field, what was picked from a list, or a file.
 * @typedef {{text: string, picked?: {value: any, label: string}|null, file?: File|null}} Filled
 * @typedef {{value: any}|{error: string}} Valued
 * @typedef {{find: (option: Option, text: string) => string|null}} World finds a person, role or channel by what was
 *   typed, and returns its id.
 */

/** Integers beyond it are not exact, and Discord takes none. */
export const LARGEST_INTEGER = 9_007_199_254_740_991;
/** Longest text of an option that says nothing else. */
export const LONGEST_TEXT = 6_000;

export const REQUIRED = 'This option is required.';

/** Characters as a person counts them. @param {string} text */
export const lengthOf = (text) => [...text].length;

/** @param {Filled|undefined} filled */
export const isEmpty = (filled) => !filled || (!filled.file && !filled.picked && filled.text.trim() === '');

/**
 * @param {Option} option @param {Filled|undefined} filled @param {World} world
 * @returns {Valued|null} null when nothing was given and nothing is needed
 */
export function valueOf(option, filled, world) {
  if (!filled || isEmpty(filled)) return option.required ? { error: REQUIRED } : null;
  if (filled.picked) return { value: filled.picked.value };
  if (option.choices?.length) return chosen(option.choices, filled.text);
  const read = READERS[option.type];
  return read ? read(option, filled, world) : { error: 'The playground does not know this type of option.' };
}

/** @param {import('./commands.js').Choice[]} choices @param {string} text @returns {Valued} */
function chosen(choices, text) {
  const wanted = plain(text);
  const named = (choice) => plain(shownName(choice)) === wanted || plain(choice.name) === wanted;
  const found = choices.find(named) ?? choices.find((choice) => String(choice.value) === text.trim());
  return found ? { value: found.value } : { error: 'Choose one of the list.' };
}

/** @type {Record<number, (option: Option, filled: Filled, world: World) => Valued>} */
const READERS = {
  [OPTION.string]: (option, { text }) => {
    const length = lengthOf(text);
    const least = option.min_length ?? 0;
    const most = option.max_length ?? LONGEST_TEXT;
    return length >= least && length <= most ? { value: text } : { error: `Must be ${range(least, most, 'characters long')}.` };
  },
  [OPTION.integer]: (option, { text }) => {
    const digits = text.trim();
    if (!/^[+-]?\d+$/.test(digits)) return { error: 'Must be a whole number.' };
    return bounded(option, Number(digits));
  },
  [OPTION.number]: (option, { text }) => {
    const digits = text.trim().replace(/^([+-]?\d*),(\d+)$/, '$1.$2');
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits)) return { error: 'Must be a number.' };
    return bounded(option, Number(digits));
  },
  [OPTION.boolean]: (_option, { text }) => {
    const word = plain(text);
    if (word === 'true') return { value: true };
    return word === 'false' ? { value: false } : { error: 'Must be True or False.' };
  },
  [OPTION.user]: found('Choose a person.'),
  [OPTION.role]: found('Choose a role.'),
  [OPTION.mentionable]: found('Choose a person or a role.'),
  [OPTION.channel]: found('Choose a channel.'),
  [OPTION.attachment]: () => ({ error: 'Choose a file.' }),
};

/** @param {string} missing */
function found(missing) {
  return (/** @type {Option} */ option, /** @type {Filled} */ { text }, /** @type {World} */ world) => {
    const id = world.find(option, text.trim());
    return id ? { value: id } : { error: missing };
  };
}

/** @param {Option} option @param {number} number @returns {Valued} */
function bounded(option, number) {
  const least = option.min_value ?? -LARGEST_INTEGER;
  const most = option.max_value ?? LARGEST_INTEGER;
  return number >= least && number <= most ? { value: number } : { error: `Must be ${bounds(option)}.` };
}

/** @param {Option} option */
function bounds({ min_value: least, max_value: most }) {
  if (least !== undefined && most !== undefined) return `between ${least} and ${most}`;
  if (least !== undefined) return `${least} or more`;
  return most !== undefined ? `${most} or less` : 'a number that can be counted exactly';
}

function range(least, most, what) {
  if (least === most) return `exactly ${least} ${what}`;
  return least > 0 ? `between ${least} and ${most} ${what}` : `at most ${most} ${what}`;
}

/** What an option takes, for the line above the field. @param {Option} option */
export function hintOf(option) {
  if (option.choices?.length || option.autocomplete) return '';
  if (option.type === OPTION.integer || option.type === OPTION.number) {
    return option.min_value !== undefined || option.max_value !== undefined ? `Must be ${bounds(option)}.` : '';
  }
  if (option.type !== OPTION.string || (option.min_length === undefined && option.max_length === undefined)) return '';
  return `Must be ${range(option.min_length ?? 0, option.max_length ?? LONGEST_TEXT, 'characters long')}.`;
}
