// Markdown inside of a line: emphasis, code, spoilers, links and what stands for something.
// @ts-check

import { Scan } from './scan.js';
import { address, angled, glyph, LONGEST_ADDRESS, mayBeGlyph } from './tokens.js';

/** @typedef {import('./tokens.js').Node} Node */
/** @typedef {{mentions: boolean, links: boolean, codeBlocks: boolean, blocks: boolean, lists: number, quotes: boolean,
 *   depth: number}} Rules
 *   `lists`, `depth`: how deep lists, and all else, may still be nested. */

const LANGUAGE = /([a-z0-9_+\-.#]{1,64})\n/iy;
const ESCAPABLE = /[^0-9A-Za-z\s]/u;
const SCHEME = /https?:\/\//iy;
const SHRUG = '¯\\_(ツ)_/¯';
const ADDRESS_IN_LABEL = /https?:\/\//i;

/** Adds text to what is there, to the last one if that is text too. @param {Node[]} nodes @param {string} text */
export function addText(nodes, text) {
  if (text === '') return;
  const last = nodes[nodes.length - 1];
  if (last?.type === 'text') last.text += text;
  else nodes.push({ type: 'text', text });
}

export class Inline {
  /** Where what `at` found ends. */
  end = 0;

  /** @param {string} text @param {{steps: number}} meter */
  constructor(text, meter) {
    this.text = text;
    this.meter = meter;
    this.scan = new Scan(text, meter);
  }

  /** @param {number} from @param {number} end @param {Rules} rules @returns {Node[]} */
  parse(from, end, rules) {
    /** @type {Node[]} */
    const nodes = [];
    const inside = { ...rules, depth: rules.depth - 1 };
    let plain = from;
    for (let i = rules.depth > 0 ? from : end; i < end; ) {
      this.meter.steps += 1;
      const node = this.at(i, end, inside);
      if (node === null) {
        i += 1;
        continue;
      }
      addText(nodes, this.text.slice(plain, i));
      if (node.type === 'text') addText(nodes, node.text);
      else nodes.push(node);
      i = plain = this.end;
    }
    addText(nodes, this.text.slice(plain, end));
    return nodes;
  }

  /** What begins at a place, and is more than its sign; `this.end` is behind it then. @param {number} i @param {number} end @param {Rules} rules @returns {Node|null} */
  at(i, end, rules) {
    const { text } = this;
    const code = text.charCodeAt(i);
    switch (code) {
      case 92: return this.escape(i, end);
      case 42: return this.emphasis('*', i, end, rules);
      case 95: return this.emphasis('_', i, end, rules);
      case 96: return this.code(i, end, rules);
      case 124: return this.paired('||', 'spoiler', i, end, rules);
      case 126: return this.strike(i, end, rules);
      case 91: return rules.links ? this.masked(i, end, rules) : null;
      case 60: return this.angle(i, end, rules);
      case 64: return rules.mentions ? this.everyone(i, end) : null;
      case 72:
      case 104: return this.bare(i, end, rules);
      case 0xaf: return this.shrug(i, end);
      default:
    }
    if (!mayBeGlyph(text, i, code)) return null;
    const length = glyph(text, i);
    if (length === 0 || i + length > end) return null;
    return this.found({ type: 'glyph', text: text.slice(i, i + length) }, i + length);
  }

  /** @param {Node} node @param {number} end */
  found(node, end) {
    this.end = end;
    return node;
  }

  /** @param {number} i @param {number} end @returns {Node|null} */
  escape(i, end) {
    const next = i + 1 < end ? String.fromCodePoint(this.text.codePointAt(i + 1) ?? 32) : ' ';
    return ESCAPABLE.test(next) ? this.found({ type: 'text', text: next }, i + 1 + next.length) : null;
  }

  /** @param {number} i @param {number} end @returns {Node|null} */
  shrug(i, end) {
    const to = i + SHRUG.length;
    return to <= end && this.text.startsWith(SHRUG, i) ? this.found({ type: 'text', text: SHRUG }, to) : null;
  }

  /** One sign or two: what takes more of the text wins, and one sign where both take the same. @param {string} sign @param {number} i @param {number} end @param {Rules} rules @returns {Node|null} */
  emphasis(sign, i, end, rules) {
    const single = this.scan.single(sign, i, end);
    const double = this.text[i + 1] === sign && i + 1 < end ? this.scan.double(sign, i, end) : -1;
    if (single < 0 && double < 0) return null;
    if (single >= 0 && single + 1 >= double + 2) {
      const content = this.parse(i + 1, single, rules);
      return this.found({ type: 'em', content }, single + 1);
    }
    const content = this.parse(i + 2, double, rules);
    return this.found({ type: sign === '*' ? 'strong' : 'u', content }, double + 2);
  }

  /** @param {string} sign @param {'spoiler'|'s'} type @param {number} i @param {number} end @param {Rules} rules @returns {Node|null} */
  paired(sign, type, i, end, rules) {
    if (!this.text.startsWith(sign, i)) return null;
    const close = this.scan.next(sign, i + 3);
    if (close + 2 > end) return null;
    return this.found({ type, content: this.parse(i + 2, close, rules) }, close + 2);
  }

  /** @param {number} i @param {number} end @param {Rules} rules @returns {Node|null} */
  strike(i, end, rules) {
    return this.paired('~~', 's', i, end, rules);
  }

  /** @param {number} i @param {number} end @param {Rules} rules @returns {Node|null} */
  code(i, end, rules) {
    const block = this.text.startsWith('```', i) ? this.codeBlock(i, end, rules) : null;
    if (block) return block;
    const { scan, text } = this;
    const length = scan.ticksAt(i, end);
    const after = i + length;
    this.meter.steps += length;
    for (let size = length; size > 0; size--) {
      const close = scan.ticks(size, after + 1, end);
      if (close < 0) continue;
      const inside = text.slice(i + size, close).replace(/^ (?= *`)|(` *) $/g, '$1');
      return this.found({ type: 'code', text: inside }, close + size);
    }
    return this.found({ type: 'text', text: text.slice(i, after) }, after);
  }

  /** @param {number} i @param {number} end @param {Rules} rules @returns {Node|null} */
  codeBlock(i, end, rules) {
    const { scan, text } = this;
    if (scan.next('```', i + 4) + 3 > end) return null;
    LANGUAGE.lastIndex = i + 3;
    const language = LANGUAGE.exec(text);
    for (const lang of language ? [language[1], ''] : ['']) {
      let from = i + 3 + (lang ? lang.length + 1 : 0);
      while (text[from] === '\n') from++;
      const close = scan.next('```', from + 1);
      if (from >= end || close + 3 > end) continue;
      const inside = text.slice(from, close).replace(/\n+$/, '');
      if (!rules.codeBlocks) return this.found({ type: 'code', text: inside }, close + 3);
      const after = close + 3 < end && text[close + 3] === '\n' ? close + 4 : close + 3;
      return this.found({ type: 'codeblock', lang: lang.toLowerCase(), text: inside }, after);
    }
    return null;
  }

  /** @param {number} i @param {number} end @param {Rules} rules @returns {Node|null} */
  angle(i, end, rules) {
    const { scan, text } = this;
    const known = angled(text, i, rules.mentions);
    if (known) return known.end <= end ? this.found(known.node, known.end) : null;
    SCHEME.lastIndex = i + 1;
    if (!SCHEME.test(text)) return null;
    const close = scan.next('>', i + 1);
    if (close >= end || scan.space(i + 1) < close || close - i > LONGEST_ADDRESS) return null;
    const href = address(text.slice(i + 1, close));
    if (!href) return null;
    const shown = text.slice(i + 1, close);
    return this.found(rules.links ? { type: 'url', href, text: shown } : { type: 'text', text: shown }, close + 1);
  }

  /** @param {number} i @param {number} end @returns {Node|null} */
  everyone(i, end) {
    for (const text of ['@everyone', '@here']) {
      if (this.text.startsWith(text, i) && i + text.length <= end) {
        return this.found({ type: 'everyone', text }, i + text.length);
      }
    }
    return null;
  }

  /** An address as it stands; signs that end a sentence do not belong to it. @param {number} i @param {number} end @param {Rules} rules @returns {Node|null} */
  bare(i, end, rules) {
    const { scan, text } = this;
    SCHEME.lastIndex = i;
    const scheme = SCHEME.exec(text);
    if (!scheme) return null;
    let to = Math.min(scan.space(i), scan.next('<', i), scan.next('](', i), end);
    const body = i + scheme[0].length;
    while (to > body && '<.,:;"\']'.includes(text[to - 1])) to--;
    if (to <= body) return null;
    const shown = withoutOuterParentheses(text.slice(i, to));
    const href = rules.links ? address(shown) : null;
    return this.found(href ? { type: 'url', href, text: shown } : { type: 'text', text: shown }, i + shown.length);
  }

  /** `[text](address "title")`. @param {number} i @param {number} end @param {Rules} rules @returns {Node|null} */
  masked(i, end, rules) {
    const { scan, text } = this;
    const label = scan.partners[i];
    if (label < 0 || label + 1 >= end || text[label + 1] !== '(') return null;
    const target = this.target(label + 1, end);
    if (!target) return null;
    const shown = text.slice(i + 1, label);
    if (shown.trim() === '' || ADDRESS_IN_LABEL.test(shown)) return null;
    const content = this.parse(i + 1, label, { ...rules, links: false, mentions: false, codeBlocks: false });
    return this.found({ type: 'link', href: target.href, title: target.title, content }, target.end);
  }

  /** What stands in the parentheses of a masked link. @param {number} open @param {number} end */
  target(open, end) {
    const { scan, text } = this;
    let from = open + 1;
    if (text[from] === '<') from++;
    SCHEME.lastIndex = from;
    if (!SCHEME.test(text)) return null;
    const partner = scan.partners[open];
    let close = partner >= 0 ? partner : scan.next(')', from);
    const space = scan.space(from);
    let title = '';
    let to = close;
    if (space < close) {
      to = space;
      let at = space;
      while (at < space + 8 && (text[at] === ' ' || text[at] === '\n')) at++;
      if (text[at] === '"' || text[at] === "'") {
        const quote = scan.titleEnd(at + 1);
        if (quote >= end || quote - at > LONGEST_ADDRESS) return null;
        title = text.slice(at + 1, quote);
        close = scan.next(')', quote);
      } else if (at !== close) {
        return null;
      }
    }
    if (close >= end || to - from > LONGEST_ADDRESS) return null;
    if (text[to - 1] === '>') to--;
    const href = address(text.slice(from, to));
    return href ? { href, title, end: close + 1 } : null;
  }
}

/** An address in parentheses does not end with the closing one. @param {string} text */
function withoutOuterParentheses(text) {
  if (!text.endsWith(')')) return text;
  let open = 0;
  for (const sign of text) {
    if (sign === '(') open += 1;
    else if (sign === ')') open -= 1;
  }
  let to = text.length;
  while (open < 0 && text[to - 1] === ')') {
    open += 1;
    to -= 1;
  }
  return text.slice(0, to);
}
