// The emoji picker: by category, by name, the last used ones; for messages and reactions.
// @ts-check

import { html, useId, useLayoutEffect, useMemo, useRef, useState } from '../html.js';
import { get } from '../state/store.js';
import { announce, Icon, Popover } from '../ui/ui.js';
import { custom, findEmojis, USUAL } from './emoji-find.js';
import { EmojiSign } from './emoji-sign.js';
import { move, recent, used } from './emoji-grid.js';

/** Most emojis that a search shows. */
const MOST = 80;
/** Emojis in a row; the style sheet has the same number. */
const COLUMNS = 8;

/** @typedef {import('./emoji-find.js').Emoji} Emoji */

/** @typedef {{name: string, sign: string, emojis: Emoji[]}} Shelf */

/** The servers' own emojis, that of the channel first. @param {string|undefined} channelId @returns {Shelf[]} */
function ownSections(channelId) {
  const { guilds, channels, place } = get();
  const here = channels.get(channelId ?? place.channel ?? '')?.guild_id;
  return [...guilds.values()]
    .sort((a, b) => Number(b.id === here) - Number(a.id === here))
    .map((guild) => ({ name: guild.name, sign: '', emojis: (guild.emojis ?? []).map(custom) }))
    .filter(({ emojis }) => emojis.length > 0);
}

/**
 * @param {{anchor: Element|{x: number, y: number}, onPick: (emoji: Emoji) => void, onClose: () => void,
 *   channelId?: string, label?: string}} props `onPick` gets Discord's emoji: `id` (null for usual ones) and `name`
 */
export function EmojiPicker({ anchor, onPick, onClose, channelId, label = 'Choose an emoji' }) {
  return html`<${Popover} anchor=${anchor} onClose=${onClose} placement="top-end" label=${label} kind="composer-picker">
    <${Picker} channelId=${channelId} onPick=${(emoji, stay) => { used(emoji); onPick(emoji); if (!stay) onClose(); }} />
  <//>`;
}

/** @param {{channelId?: string, onPick: (emoji: Emoji, stay: boolean) => void}} props */
function Picker({ channelId, onPick }) {
  const id = useId();
  const [query, look] = useState('');
  const [at, goTo] = useState({ section: 0, index: 0, moved: false });
  const scroller = useRef(/** @type {HTMLElement|null} */ (null));
  const own = useMemo(() => ownSections(channelId), [channelId]);
  const sections = useMemo(() => shown(own, query), [own, query]);
  const emoji = sections[at.section]?.emojis[at.index] ?? null;
  const cell = (section, index) => `${id}-${section}-${index}`;

  useLayoutEffect(() => {
    if (at.moved) document.getElementById(cell(at.section, at.index))?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const search = (text) => {
    look(text);
    goTo({ section: 0, index: 0, moved: false });
    if (scroller.current) scroller.current.scrollTop = 0;
    if (text.trim()) announce(`${shown(own, text)[0].emojis.length} emojis`);
  };
  const onKeyDown = (event) => {
    if (event.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (emoji) onPick(emoji, event.shiftKey);
      return;
    }
    const isText = query !== '' && (event.key === 'ArrowLeft' || event.key === 'ArrowRight') && !at.moved;
    const next = isText ? null : move(sections.map((section) => section.emojis.length), at, event.key, COLUMNS);
    if (!next) return;
    event.preventDefault();
    goTo({ ...next, moved: true });
  };
  const jump = (section) => {
    goTo({ section, index: 0, moved: false });
    scroller.current?.querySelectorAll('.composer-picker-section')[section]?.scrollIntoView({ block: 'start' });
  };
  return html`<div class="composer-picker-inner">
    <div class="composer-picker-search"><${Icon} name="search" size=${18} />
      <input type="text" role="combobox" data-autofocus placeholder="Search emojis" aria-label="Search emojis" autocomplete="off"
        spellcheck=${false} aria-expanded="true" aria-controls=${`${id}-grid`} aria-haspopup="grid"
        aria-activedescendant=${emoji ? cell(at.section, at.index) : undefined} value=${query}
        onInput=${(event) => search(event.currentTarget.value)} onKeyDown=${onKeyDown} /></div>
    <div class="composer-picker-body">
      ${!query && html`<nav class="composer-picker-tabs" aria-label="Categories">${sections.map((section, n) => html`<button type="button"
        key=${section.name} aria-label=${section.name} title=${section.name} onClick=${() => jump(n)}>
          ${section.sign === 'recent' ? html`<${Icon} name="clock" size=${20} />`
            : html`<${EmojiSign} emoji=${section.sign ? { id: null, name: section.sign } : section.emojis[0]} />`}</button>`)}</nav>`}
      <div ref=${scroller} id=${`${id}-grid`} class="composer-picker-grid" role="grid" aria-label="Emojis">
        ${sections.map((section, s) => html`<${Section} key=${section.name} section=${section} s=${s} cell=${cell}
          active=${at.section === s ? at.index : -1} onPick=${onPick} onActive=${(index) => goTo({ section: s, index, moved: false })} />`)}
        ${sections.every((section) => section.emojis.length === 0) && html`<p class="composer-picker-none" role="row">
          <span role="gridcell">No emoji is called that.</span></p>`}
      </div>
    </div>
    <div class="composer-picker-foot" aria-hidden="true">${emoji && html`<${EmojiSign} emoji=${emoji} /><span>:${emoji.short}:</span>`}</div>
  </div>`;
}

/** What is to be seen: everything by category, or what was found. */
function shown(own, query) {
  const text = query.trim().replace(/^:|:$/g, '');
  if (text) return [{ name: 'Found', sign: '', emojis: findEmojis(text, own.flatMap((section) => section.emojis), MOST) }];
  const last = recent(own.flatMap((section) => section.emojis));
  return [...(last.length ? [{ name: 'Recently used', sign: 'recent', emojis: last }] : []), ...own, ...USUAL];
}

function Section({ section, s, active, cell, onPick, onActive }) {
  const rows = [];
  for (let from = 0; from < section.emojis.length; from += COLUMNS) rows.push(from);
  return html`<div class="composer-picker-section" role="rowgroup" aria-label=${section.name}>
    <div class="composer-picker-title" aria-hidden="true" dir="auto">${section.name}</div>
    ${rows.map((from) => html`<div key=${from} class="composer-picker-row" role="row">
      ${section.emojis.slice(from, from + COLUMNS).map((emoji, n) => html`<div key=${emoji.id ?? emoji.name} id=${cell(s, from + n)}
        role="gridcell" class=${`composer-picker-cell${active === from + n ? ' active' : ''}`} aria-label=${emoji.short.replaceAll('_', ' ')}
        aria-selected=${String(active === from + n)} onPointerMove=${() => active !== from + n && onActive(from + n)}
        onMouseDown=${(event) => event.preventDefault()}
        onClick=${(event) => onPick(emoji, event.shiftKey)}><${EmojiSign} emoji=${emoji} /></div>`)}
    </div>`)}
  </div>`;
}
