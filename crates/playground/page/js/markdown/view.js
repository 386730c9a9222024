// Draws Discord's markdown. Texts become text nodes; a text is understood once, however often it is drawn.
// @ts-check

import { html, memo, useState } from '../html.js';
import { CodeBlock } from './code.js';
import { Emoji } from './emoji.js';
import { ChannelMention, CommandMention, EveryoneMention, Link, PlaceMention, RoleMention, Timestamp, UserMention, wordsFor }
  from './mentions.js';
import { isJumbo, parse, plain } from './parser.js';

/** @typedef {import('./tokens.js').Node} Node */
/** @typedef {{guildId: string|null, users?: import('../types.js').User[], still: boolean}} Context `still`: nothing in it can be pressed */

/** Texts whose meaning is remembered. */
const REMEMBERED = 800;
/** @type {Map<string, Node[]>} */
const known = new Map();

/** @param {string} text @param {'full'|'title'|'label'|'line'} place */
export function understood(text, place) {
  const key = `${place} ${text}`;
  const before = known.get(key);
  if (before) {
    known.delete(key);
    known.set(key, before);
    return before;
  }
  const nodes = parse(text, place);
  known.set(key, nodes);
  if (known.size > REMEMBERED) known.delete(known.keys().next().value ?? '');
  return nodes;
}

/** The text without markup, for labels and what is read out. @param {string} text @param {string|null} guildId @param {any[]} [users] */
export function plainText(text, guildId, users) {
  return plain(understood(text, 'full'), (node) => wordsFor(node, guildId, users)).trim();
}

/**
 * `place`: everything, a title (no blocks, no mentions), or one line. `inline` is one line in a span. With a message
 * its mentions are known, and emojis alone are large.
 * @param {{text: string, guildId?: string|null, inline?: boolean, place?: 'full'|'title'|'label'|'line',
 *   message?: import('../types.js').Message|null, after?: any}} props
 */
export const Markdown = memo(({ text, guildId = null, inline = false, place = inline ? 'line' : 'full', message, after }) => {
  const nodes = understood(text, place);
  const context = { guildId, users: message?.mentions, still: place === 'line' };
  const large = message && place === 'full' && isJumbo(nodes);
  const drawn = draw(nodes, context);
  if (place !== 'full') return html`<span class="md md-line" dir="auto">${drawn}${after}</span>`;
  return html`<div class=${`md${large ? ' md-jumbo' : ''}`} dir="auto">${drawn}${after}</div>`;
}, (before, after) => before.text === after.text && before.guildId === after.guildId && before.inline === after.inline
  && before.place === after.place && before.after === after.after && before.message?.mentions === after.message?.mentions);

/** @param {Node[]} nodes @param {Context} context */
const draw = (nodes, context) => nodes.map((node) => one(node, context));

/** @param {Node} node @param {Context} context */
function one(node, context) {
  const inside = () => draw(/** @type {any} */ (node).content, context);
  switch (node.type) {
    case 'text': return node.text;
    case 'strong': return html`<strong>${inside()}</strong>`;
    case 'em': return html`<em>${inside()}</em>`;
    case 'u': return html`<u>${inside()}</u>`;
    case 's': return html`<s>${inside()}</s>`;
    case 'code': return html`<code class="md-code">${node.text}</code>`;
    case 'codeblock': return html`<${CodeBlock} lang=${node.lang} text=${node.text} />`;
    case 'spoiler': return html`<${Spoiler} still=${context.still}>${inside()}<//>`;
    case 'quote': return html`<div class="md-quote"><blockquote>${inside()}</blockquote></div>`;
    case 'heading': return heading(node.level, inside());
    case 'subtext': return html`<small class="md-subtext">${inside()}</small>`;
    case 'list': return list(node, context);
    case 'link': return html`<${Link} href=${node.href} title=${node.title}>${inside()}<//>`;
    case 'url': return html`<${Link} href=${node.href} bare>${node.text}<//>`;
    case 'user': return html`<${UserMention} id=${node.id} ...${context} />`;
    case 'role': return html`<${RoleMention} id=${node.id} guildId=${context.guildId} />`;
    case 'channel': return html`<${ChannelMention} id=${node.id} still=${context.still} />`;
    case 'command': return html`<${CommandMention} name=${node.name} />`;
    case 'everyone': return html`<${EveryoneMention} text=${node.text} />`;
    case 'place': return html`<${PlaceMention} id=${node.id} />`;
    case 'emoji': return html`<${Emoji} emoji=${node} />`;
    case 'glyph': return html`<span class="md-glyph">${node.text}</span>`;
    case 'time': return html`<${Timestamp} seconds=${node.seconds} style=${node.style} />`;
    default: return null;
  }
}

/** Headings of messages are below those of the page. @param {number} level @param {any} inside */
function heading(level, inside) {
  const look = `md-h md-h${level}`;
  return html`<div class=${look} role="heading" aria-level=${level + 3}>${inside}</div>`;
}

/** @param {Extract<Node, {type: 'list'}>} node @param {Context} context */
function list({ ordered, start, items }, context) {
  const drawn = items.map((item, at) => html`<li key=${at}>${draw(item, context)}</li>`);
  if (!ordered) return html`<ul class="md-list">${drawn}</ul>`;
  const digits = String(start + items.length - 1).length;
  return html`<ol class="md-list" start=${start} style=${{ '--digits': digits }}>${drawn}</ol>`;
}

/** Hidden until it is pressed; hidden it cannot be read out either. @param {{still: boolean, children?: any}} props */
function Spoiler({ still, children }) {
  const [shown, show] = useState(false);
  if (still) return html`<span class="md-spoiler"><span inert aria-hidden="true">${children}</span></span>`;
  if (shown) return html`<span class="md-spoiler shown">${children}</span>`;
  const reveal = (event) => {
    event.preventDefault();
    event.stopPropagation();
    show(true);
    // What is drawn in its place is no control: the message keeps the focus.
    event.currentTarget.closest('[role=article]')?.focus({ preventScroll: true });
  };
  const key = (event) => (event.key === 'Enter' || event.key === ' ') && reveal(event);
  return html`<span class="md-spoiler" role="button" tabindex="0" aria-label="Spoiler, show it" aria-expanded="false"
    onClick=${reveal} onKeyDown=${key}><span inert aria-hidden="true">${children}</span></span>`;
}
