// The words of Discord's markdown that stand for something: mentions, emojis, timestamps, addresses.
// @ts-check

/**
 * @typedef {{type: 'text', text: string}
 *   | {type: 'strong'|'em'|'u'|'s'|'spoiler'|'quote'|'subtext', content: Node[]}
 *   | {type: 'heading', level: number, content: Node[]}
 *   | {type: 'list', ordered: boolean, start: number, items: Node[][]}
 *   | {type: 'code', text: string}
 *   | {type: 'codeblock', lang: string, text: string}
 *   | {type: 'link', href: string, title: string, content: Node[]}
 *   | {type: 'url', href: string, text: string}
 *   | {type: 'user'|'role'|'channel'|'place', id: string}
 *   | {type: 'everyone', text: string}
 *   | {type: 'command', name: string, id: string}
 *   | {type: 'emoji', name: string, id: string, animated: boolean}
 *   | {type: 'glyph', text: string}
 *   | {type: 'time', seconds: number, style: string}} Node
 */

/** Longest address that is made a link of, in UTF-16 units. */
export const LONGEST_ADDRESS = 2048;
/** Timestamps that a date can hold, in seconds. */
const LATEST_SECOND = 8_640_000_000_000;

const USER = /<@!?(\d{1,20})>/y;
const ROLE = /<@&(\d{1,20})>/y;
const CHANNEL = /<#(\d{1,20})>/y;
const COMMAND = /<\/([-_'\p{L}\p{M}\p{N}]{1,32}(?: [-_'\p{L}\p{M}\p{N}]{1,32}){0,2}):(\d{1,20})>/uy;
const EMOJI = /<(a)?:(\w{1,64}):(\d{1,20})>/y;
const TIME = /<t:(-?\d{1,17})(?::([tTdDfFsSR]))?>/y;
const PLACE = /<id:(customize|browse|guide|home|linked-roles(?::\d{1,20})?)>/y;

// One emoji as a person sees it: a flag, a key, or pictographs with their tones, signs and joiners.
const PART = '(?:(?![©®™])\\p{Extended_Pictographic}(?:\\p{EMod}|\\uFE0F)?(?:[\\u{E0020}-\\u{E007E}]{1,8}\\u{E007F})?)';
const GLYPH = new RegExp(`\\p{RI}\\p{RI}|[0-9#*]\\uFE0F?\\u20E3|[©®™]\\uFE0F|${PART}(?:\\u200D${PART}){0,8}`, 'uy');

/** @param {RegExp} pattern @param {string} text @param {number} at */
function match(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** What begins with `<`. @param {string} text @param {number} at @param {boolean} mentions @returns {{node: Node, end: number}|null} */
export function angled(text, at, mentions) {
  let found;
  /** @type {Node|null} */
  let node = null;
  switch (text[at + 1]) {
    case '@':
      if (!mentions) return null;
      if ((found = match(USER, text, at))) node = { type: 'user', id: found[1] };
      else if ((found = match(ROLE, text, at))) node = { type: 'role', id: found[1] };
      break;
    case '#':
      if (mentions && (found = match(CHANNEL, text, at))) node = { type: 'channel', id: found[1] };
      break;
    case '/':
      if (mentions && (found = match(COMMAND, text, at))) node = { type: 'command', name: found[1], id: found[2] };
      break;
    case 'i':
      if (mentions && (found = match(PLACE, text, at))) node = { type: 'place', id: found[1] };
      break;
    case ':':
    case 'a':
      if ((found = match(EMOJI, text, at))) node = { type: 'emoji', name: found[2], id: found[3], animated: !!found[1] };
      break;
    case 't':
      if ((found = match(TIME, text, at)) && Math.abs(Number(found[1])) <= LATEST_SECOND) {
        node = { type: 'time', seconds: Number(found[1]), style: found[2] ?? 'f' };
      }
      break;
    default:
  }
  return node && found ? { node, end: at + found[0].length } : null;
}

/** The length of the emoji at a place, in UTF-16 units; 0 if there is none. @param {string} text @param {number} at */
export function glyph(text, at) {
  const found = match(GLYPH, text, at);
  return found ? found[0].length : 0;
}

/** Whether an emoji may begin with this UTF-16 unit (or this digit, with what follows it). @param {string} text @param {number} at @param {number} code */
export function mayBeGlyph(text, at, code) {
  if (code >= 0x203c) return code >= 0xd83c ? code <= 0xd83e : code <= 0x3299;
  if (code === 0xa9 || code === 0xae) return text.charCodeAt(at + 1) === 0xfe0f;
  if (code !== 35 && code !== 42 && (code < 48 || code > 57)) return false;
  const next = text.charCodeAt(at + 1);
  return next === 0x20e3 || (next === 0xfe0f && text.charCodeAt(at + 2) === 0x20e3);
}

/** An address that may be followed: http or https, with a host; else null. @param {string} text @returns {string|null} */
export function address(text) {
  if (text.length > LONGEST_ADDRESS || !/^https?:\/\//i.test(text)) return null;
  try {
    const url = new URL(text);
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname !== '' ? url.href : null;
  } catch {
    return null;
  }
}
