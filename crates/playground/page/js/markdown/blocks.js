// Markdown that takes whole lines: quotes, headings, subtext and lists; between them the text goes on as it is.
// @ts-check

import { addText, Inline } from './inline.js';

/** @typedef {import('./tokens.js').Node} Node */
/** @typedef {import('./inline.js').Rules} Rules */

const QUOTE_REST = / *>>> /y;
const QUOTE_LINE = / *> /y;
const HEADING = / *(#{1,3}) +(?=[^\s#])/y;
const SUBTEXT = / *-# +(?=\S)(?!-#)/y;
const ITEM = /( *)([-*]|\d{1,9}\.)( +)(?=\S)/y;
/** Most spaces that may stand before what begins a line. */
const INDENT = 64;

export class Blocks extends Inline {
  /** Everything, from the beginning. @param {Rules} rules @returns {Node[]} */
  all(rules) {
    const { text } = this;
    /** @type {Node[]} */
    const nodes = [];
    let plain = 0;
    for (let i = 0; i < text.length; ) {
      this.meter.steps += 1;
      const starts = rules.blocks && (i === 0 || text.charCodeAt(i - 1) === 10);
      const node = (starts ? this.block(i, rules) : null) ?? this.at(i, text.length, rules);
      if (node === null) {
        i += 1;
        continue;
      }
      addText(nodes, text.slice(plain, i));
      if (node.type === 'text') addText(nodes, node.text);
      else nodes.push(node);
      i = plain = this.end;
    }
    addText(nodes, text.slice(plain));
    return nodes;
  }

  /** What begins with this line and takes it whole. @param {number} i @param {Rules} rules @returns {Node|null} */
  block(i, rules) {
    const { text } = this;
    let first = i;
    while (text.charCodeAt(first) === 32 && first - i <= INDENT) first++;
    switch (text[first]) {
      case '>': return rules.quotes ? this.quote(i, rules) : null;
      case '#': return this.line(HEADING, i, rules);
      case '-': return this.line(SUBTEXT, i, rules) ?? this.list(i, rules);
      default: return rules.lists > 0 && first - i <= INDENT ? this.list(i, rules) : null;
    }
  }

  /** @param {RegExp} pattern @param {number} i */
  match(pattern, i) {
    pattern.lastIndex = i;
    return pattern.exec(this.text);
  }

  /** Where a line ends. @param {number} i */
  lineEnd(i) {
    return this.scan.next('\n', i);
  }

  /** A heading or subtext. @param {RegExp} pattern @param {number} i @param {Rules} rules @returns {Node|null} */
  line(pattern, i, rules) {
    const found = this.match(pattern, i);
    if (!found) return null;
    const end = this.lineEnd(i);
    const content = this.parse(i + found[0].length, end, rules);
    const level = found[1]?.length ?? 0;
    return this.found(level ? { type: 'heading', level, content } : { type: 'subtext', content }, end + 1);
  }

  /** @param {number} i @param {Rules} rules @returns {Node|null} */
  quote(i, rules) {
    const { text } = this;
    const inside = { ...rules, quotes: false };
    const rest = this.match(QUOTE_REST, i);
    if (rest) {
      const content = this.inner(text.slice(i + rest[0].length), inside);
      return this.found({ type: 'quote', content }, text.length);
    }
    const lines = [];
    let at = i;
    for (let found; at < text.length && (found = this.match(QUOTE_LINE, at)); ) {
      const end = this.lineEnd(at);
      lines.push(text.slice(at + found[0].length, end));
      at = end + 1;
    }
    if (lines.length === 0) return null;
    return this.found({ type: 'quote', content: this.inner(lines.join('\n'), inside) }, Math.min(at, text.length));
  }

  /** Items of one kind at one depth; what is indented further belongs to the item above it. @param {number} i @param {Rules} rules @returns {Node|null} */
  list(i, rules) {
    const { text } = this;
    const first = rules.lists > 0 ? this.match(ITEM, i) : null;
    if (!first) return null;
    /** @type {string[][]} */
    const items = [];
    const ordered = first[2].length > 1;
    let own = 0;
    let at = i;
    while (at < text.length) {
      const end = this.lineEnd(at);
      const found = this.match(ITEM, at);
      if (found && found[1].length === first[1].length && found[2].length > 1 === ordered) {
        own = found[0].length;
        items.push([text.slice(at + own, end)]);
      } else if (text[at] === ' ' && text.slice(at, end).trim() !== '') {
        items[items.length - 1].push(outdented(text.slice(at, end), own));
      } else {
        break;
      }
      at = end + 1;
    }
    const inside = { ...rules, lists: rules.lists - 1 };
    const parsed = items.map((lines) => this.inner(lines.join('\n'), inside));
    return this.found({ type: 'list', ordered, start: ordered ? Number.parseInt(first[2], 10) : 1, items: parsed },
      Math.min(at, text.length));
  }

  /** @param {string} text @param {Rules} rules */
  inner(text, rules) {
    return new Blocks(text, this.meter).all(rules);
  }
}

/** Without the spaces at its start, `most` of them. @param {string} line @param {number} most */
function outdented(line, most) {
  let from = 0;
  while (from < most && line[from] === ' ') from++;
  return line.slice(from);
}
