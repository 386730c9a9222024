// Mentions and emojis in a plain text field: shown as people read them, sent as Discord writes them.
// @ts-check

/** @typedef {(sigil: '@'|'#'|':', name: string) => string|null} Find what `@name`, `#name` or `:name:` means, as it is
 *   sent; null if nothing or more than one thing has this name. */

/**
 * What is being typed at the caret: a sigil and the part of a name.
 * @typedef {{sigil: '@'|'#'|':', query: string, start: number}} Trigger
 */

const NAME = /(^|[\s([{"'*_~|>])([@#])([^\s@#]{0,40})$/u;
const EMOJI = /(^|[^\p{L}\p{N}:])(:)([\p{L}\p{N}_+-]{2,32})$/u;

/**
 * What the list of suggestions is for, if anything. @param {string} text @param {number} caret
 * @returns {Trigger|null}
 */
export function triggerAt(text, caret) {
  const before = text.slice(0, caret);
  if (inCode(before)) return null;
  const match = NAME.exec(before) ?? EMOJI.exec(before);
  if (!match) return null;
  const [, , sigil, query] = match;
  return { sigil: /** @type {Trigger['sigil']} */ (sigil), query, start: caret - query.length - 1 };
}

/** Whether a text ends within code. @param {string} text */
function inCode(text) {
  const blocks = text.split('```');
  if (blocks.length % 2 === 0) return true;
  return (blocks[blocks.length - 1].match(/`/g) ?? []).length % 2 === 1;
}

/**
 * Puts something in place of what triggered it.
 * @param {string} text @param {Trigger} trigger @param {number} caret @param {string} shown
 * @returns {{text: string, caret: number}}
 */
export function insertAt(text, trigger, caret, shown) {
  const after = text.slice(caret);
  const space = after.startsWith(' ') ? '' : ' ';
  return { text: text.slice(0, trigger.start) + shown + space + after, caret: trigger.start + shown.length + 1 };
}

/**
 * Remembers what a shown name means; another meaning of the same name gets the more exact name.
 * @param {Map<string, string>} names @param {string} shown @param {string} exact @param {string} wire
 * @returns {{names: Map<string, string>, shown: string}}
 */
export function remember(names, shown, exact, wire) {
  const known = names.get(shown);
  const own = known !== undefined && known !== wire ? exact : shown;
  return { names: new Map(names).set(own, wire), shown: own };
}

/** Code, which stays as it is. */
const CODE = /(```[\s\S]*?```|``[\s\S]*?``|`[^`\n]*`)/;

/**
 * The text as it is sent. Names that were picked from a list mean what was picked; others what they are found to mean.
 * @param {string} text @param {Map<string, string>} names shown name to what is sent @param {Find} find
 */
export function toWire(text, names, find) {
  const longest = [...names.keys()].sort((a, b) => b.length - a.length);
  const parts = text.split(CODE);
  return parts.map((part, n) => (n % 2 === 1 ? part : replaced(part, names, longest, find))).join('');
}

/** @param {string} text @param {Map<string, string>} names @param {string[]} longest @param {Find} find */
function replaced(text, names, longest, find) {
  let sent = '';
  for (let at = 0; at < text.length;) {
    const step = tagAt(text, at) ?? pickedAt(text, at, names, longest) ?? foundAt(text, at, find)
      ?? { taken: text[at], sent: text[at] };
    sent += step.sent;
    at += step.taken.length;
  }
  return sent;
}

/** What Discord writes already stays as it is. */
function tagAt(text, at) {
  if (text[at] !== '<') return null;
  const tag = /^<(a?:\w+:\d+|[@#]?[!&]?\d+|\/[^>]+:\d+|t:-?\d+(:\w)?|https?:[^\s>]+)>/.exec(text.slice(at, at + 512));
  return tag && { taken: tag[0], sent: tag[0] };
}

function pickedAt(text, at, names, longest) {
  const shown = longest.find((name) => text.startsWith(name, at) && ends(text, at + name.length, name));
  return shown === undefined ? null : { taken: shown, sent: names.get(shown) ?? shown };
}

/** A name that goes on is another one; an emoji ends with its colon. */
function ends(text, at, name) {
  return name.endsWith(':') || !/^[\p{L}\p{N}_]/u.test(text.slice(at, at + 2));
}

function foundAt(text, at, find) {
  if (!'@#:'.includes(text[at])) return null;
  if (at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1])) return null;
  const match = /^(?:([@#])([^\s@#:,;!?()]+)|(:)([\p{L}\p{N}_+-]+):)/u.exec(text.slice(at, at + 102));
  if (!match) return null;
  const sigil = /** @type {'@'|'#'|':'} */ (match[1] ?? match[3]);
  const whole = match[2] ?? match[4];
  // `@ann.` ends a sentence as often as it is a name.
  for (const name of new Set([whole, whole.replace(/[.…'"*_~|>-]+$/u, '')])) {
    const sent = name && find(sigil, name);
    if (sent) return { taken: sigil === ':' ? match[0] : sigil + name, sent };
  }
  return null;
}

/**
 * A sent text as it is shown in a field, and what the names in it mean: for editing.
 * @param {string} content @param {(tag: string) => string|null} nameOf the shown name of `<@id>`, `<@&id>`, `<#id>`
 * @returns {{text: string, names: Map<string, string>}}
 */
export function toShown(content, nameOf) {
  let names = new Map();
  const text = content.replace(/<(?:@[!&]?|#)\d+>|<a?:(\w+):\d+>/g, (tag, emoji) => {
    const shown = emoji ? `:${emoji}:` : nameOf(tag);
    if (!shown) return tag;
    const known = remember(names, shown, tag, tag);
    names = known.names;
    return known.shown;
  });
  return { text, names };
}
