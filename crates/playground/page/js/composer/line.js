// A typed or pasted line such as `/hangman start category:animals difficulty:easy`, cut into its parts.
// @ts-check

import { shownName } from './commands.js';

/** @typedef {import('./commands.js').Entry} Entry */
/** @typedef {import('./commands.js').Option} Option */

/**
 * The command whose whole name stands at the start, and what is behind it. A name that is still being typed (nothing
 * behind it) counts only when the line is `whole`, as a pasted one is.
 * @param {string} text @param {Entry[]} entries @param {boolean} [whole]
 * @returns {{entry: Entry, rest: string}|null}
 */
export function matchEntry(text, entries, whole = false) {
  if (!text.startsWith('/')) return null;
  /** @type {{entry: Entry, rest: string, words: number}|null} */
  let best = null;
  for (const entry of entries) {
    for (const name of new Set([entry.shown, entry.name])) {
      const rest = behind(text.slice(1), name);
      if (rest === null || (rest === '' && !whole)) continue;
      const words = name.split(' ').length;
      if (!best || words > best.words) best = { entry, rest, words };
    }
  }
  return best && { entry: best.entry, rest: best.rest.trimStart() };
}

/** What stands behind a name and a space; null when the text does not begin with the name. */
function behind(text, name) {
  let rest = text;
  for (const [at, word] of name.split(' ').entries()) {
    if (at > 0) {
      const cut = rest.trimStart();
      if (cut === rest) return null;
      rest = cut;
    }
    if (rest.slice(0, word.length).toLowerCase() !== word.toLowerCase()) return null;
    rest = rest.slice(word.length);
  }
  return rest === '' || /^\s/.test(rest) ? rest : null;
}

/**
 * Cuts `a:one two b:3` at the names of options; a value may hold spaces and colons. `head` is what stands before the
 * first of them. An option that was given twice keeps the first.
 * @param {string} text @param {Option[]} options
 * @returns {{head: string, given: {option: Option, text: string}[]}}
 */
export function splitOptions(text, options) {
  const lower = lowered(text);
  /** @type {{at: number, end: number, option: Option}[]} */
  const starts = [];
  for (const option of options) {
    for (const name of new Set([shownName(option), option.name])) {
      const at = findName(lower, `${name.toLowerCase()}:`);
      if (at < 0 || starts.some((start) => start.at === at || start.option === option)) continue;
      starts.push({ at, end: at + name.length + 1, option });
    }
  }
  starts.sort((a, b) => a.at - b.at);
  const given = starts.map(({ end, option }, n) => ({
    option,
    text: text.slice(end, starts[n + 1]?.at ?? text.length).trim(),
  }));
  return { head: text.slice(0, starts[0]?.at ?? text.length), given };
}

/** In small letters, where that moves nothing: some letters become two. */
function lowered(text) {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}

/** Where a name begins as a word of its own. @param {string} text @param {string} name */
function findName(text, name) {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (at === 0 || /\s/.test(text[at - 1])) return at;
  }
  return -1;
}

/**
 * The line that would be typed for a command with these options.
 * @param {Entry} entry @param {{option: Option, text: string}[]} given
 */
export function lineOf(entry, given) {
  const options = given.map(({ option, text }) => ` ${shownName(option)}:${text}`);
  return `/${entry.shown}${options.join('')}`;
}
