// Discord's markdown: from a text to a tree of what it says. Pure, and linear in the length of the text.
// @ts-check

import { Blocks } from './blocks.js';

/** @typedef {import('./tokens.js').Node} Node */
/** @typedef {import('./inline.js').Rules} Rules */

/** How deep lists are nested before the rest is text. */
const LIST_DEPTH = 11;
/** How deep anything else is nested before the rest is text. */
const DEPTH = 24;
/** Emojis that are shown large when nothing else is said. */
const JUMBO = 30;

/**
 * What is allowed in which place: everything in messages, descriptions and values; no blocks and no mentions in titles
 * and names of fields (and no links in what is one itself); one line in previews.
 * @type {Record<'full'|'title'|'label'|'line', Rules>}
 */
const PLACES = {
  full: { mentions: true, links: true, codeBlocks: true, blocks: true, lists: LIST_DEPTH, quotes: true, depth: DEPTH },
  title: { mentions: false, links: true, codeBlocks: false, blocks: false, lists: 0, quotes: false, depth: DEPTH },
  label: { mentions: false, links: false, codeBlocks: false, blocks: false, lists: 0, quotes: false, depth: DEPTH },
  line: { mentions: true, links: false, codeBlocks: false, blocks: false, lists: 0, quotes: false, depth: DEPTH },
};

/**
 * @param {string} text @param {keyof typeof PLACES} [place]
 * @param {{steps: number}} [meter] counts the work: a fixed number for each sign of the text
 * @returns {Node[]}
 */
export function parse(text, place = 'full', meter = { steps: 0 }) {
  return new Blocks(text, meter).all(PLACES[place]);
}

/** Whether only emojis are said, few enough to be large. @param {Node[]} nodes */
export function isJumbo(nodes) {
  let count = 0;
  for (const node of nodes) {
    if (node.type === 'glyph' || node.type === 'emoji') count += 1;
    else if (node.type !== 'text' || node.text.trim() !== '') return false;
  }
  return count > 0 && count <= JUMBO;
}

/**
 * What is read out or stands in one line: the text without its markup.
 * @param {Node[]} nodes @param {(node: Node) => string|undefined} [name] words for what stands for something
 * @returns {string}
 */
export function plain(nodes, name = () => undefined) {
  const inside = (content) => plain(content, name);
  return nodes.map((node) => {
    const named = name(node);
    if (named !== undefined) return named;
    switch (node.type) {
      case 'text':
      case 'code':
      case 'codeblock':
      case 'url':
      case 'everyone':
      case 'glyph':
        return node.text;
      case 'list':
        return node.items.map(inside).join('\n') + '\n';
      case 'heading':
      case 'subtext':
      case 'quote':
        return inside(node.content) + '\n';
      case 'user':
        return '@' + node.id;
      case 'role':
        return '@' + node.id;
      case 'channel':
        return '#' + node.id;
      case 'place':
        return node.id;
      case 'command':
        return '/' + node.name;
      case 'emoji':
        return `:${node.name}:`;
      case 'time':
        return String(node.seconds);
      default:
        return inside(node.content);
    }
  }).join('');
}
