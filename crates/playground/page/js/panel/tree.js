// A JSON value as lines that can be folded. Pure.
// @ts-check

/** Members from which something is folded at first. */
const MANY = 40;
/** From this depth on, what has more than a few members is folded at first. */
const DEEP = 3;
const FEW = 6;

/** The name of a place: keys and indexes from the root. @param {(string|number)[]} path */
export const placeOf = (path) => path.map((part) => `/${String(part).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');

/** @param {any} value */
const isBranch = (value) => typeof value === 'object' && value !== null;
/** @param {any} value @returns {[string, any][]} */
const membersOf = (value) => (Array.isArray(value) ? value.map((item, at) => [String(at), item]) : Object.entries(value));

/** Whether something is folded when nobody has said. @param {number} depth @param {number} count */
const foldsItself = (depth, count) => depth > 0 && (count > MANY || (depth >= DEEP && count > FEW));

/**
 * @typedef {{place: string, depth: number, key: string|null, sort: 'branch'|'leaf'|'end', value: any, count: number,
 *   open: boolean, bracket: string, comma: boolean, parent: string|null}} Line
 */

/**
 * The lines that are to be seen.
 * @param {any} value @param {Map<string, boolean>} opened what somebody opened or folded, by place
 * @returns {Line[]}
 */
export function linesOf(value, opened) {
  /** @type {Line[]} */
  const lines = [];
  const add = (item, key, path, depth, comma, parent) => {
    const place = placeOf(path);
    if (!isBranch(item)) {
      lines.push({ place, depth, key, sort: 'leaf', value: item, count: 0, open: false, bracket: '', comma, parent });
      return;
    }
    const members = membersOf(item);
    const isList = Array.isArray(item);
    const open = members.length > 0 && (opened.get(place) ?? !foldsItself(depth, members.length));
    lines.push({ place, depth, key, sort: 'branch', value: item, count: members.length, open, bracket: isList ? '[' : '{', comma, parent });
    if (!open) return;
    members.forEach(([name, inner], at) =>
      add(inner, isList ? null : name, [...path, name], depth + 1, at < members.length - 1, place));
    lines.push({ place, depth, key: null, sort: 'end', value: null, count: 0, open: false, bracket: isList ? ']' : '}', comma, parent });
  };
  add(value, null, [], 0, false, null);
  return lines;
}

/**
 * What must be open for a place to be seen: the place itself, or the nearest one above it that is there.
 * @param {any} value @param {(string|number)[]} path
 * @returns {{place: string, above: string[]}}
 */
export function wayTo(value, path) {
  const above = [];
  let here = value;
  let found = 0;
  for (const part of path) {
    if (!isBranch(here) || !(part in here)) break;
    above.push(placeOf(path.slice(0, found)));
    here = here[part];
    found += 1;
  }
  return { place: placeOf(path.slice(0, found)), above };
}

/** @param {any} value @returns {'string'|'number'|'word'} */
export const kindOf = (value) => (typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'word');
