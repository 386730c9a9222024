// A menu: actions in a list, by pointer, arrows, first letters.
// @ts-check

import { html, useLayoutEffect, useRef, useState } from '../html.js';
import { Icon } from './icons.js';
import { giveBack } from './layers.js';
import { Popover } from './popover.js';

/** Letters typed within this time belong together, in ms. */
const TYPING_MS = 600;

/**
 * @typedef {{id: string, label: string, icon?: string, hint?: string, danger?: boolean, disabled?: boolean,
 *   checked?: boolean, items?: Item[], onSelect?: () => void}|'-'} Item `checked` makes it a choice that is on or off;
 *   `items` open in its place.
 */

/**
 * @param {{anchor: Element|{x: number, y: number}, label: string, items: (Item|false|null|undefined)[],
 *   onClose: () => void, placement?: string}} props
 */
export function Menu({ anchor, label, items, onClose, placement }) {
  const [inside, enter] = useState(/** @type {string[]} */ ([]));
  const before = useRef(document.activeElement);
  const opened = useRef(false);
  useLayoutEffect(() => {
    opened.current = true;
  }, []);
  const shown = inside.reduce((list, id) => list.find((item) => item && item !== '-' && item.id === id)?.items ?? list, tidy(items));
  const choose = (item) => {
    if (item.disabled) return;
    if (item.items) {
      enter([...inside, item.id]);
      return;
    }
    // What it opens gives the focus back to where the menu was opened from.
    giveBack(before.current);
    onClose();
    item.onSelect?.();
  };
  const back = inside.length > 0 ? () => enter(inside.slice(0, -1)) : null;
  return html`<${Popover} anchor=${anchor} onClose=${onClose} placement=${placement} role="" kind="menu-float">
    <${Items} key=${inside.join('/')} label=${label} items=${shown} choose=${choose} back=${back} onClose=${onClose} opened=${opened} />
  <//>`;
}

/** Without what is not there, and without lines at the ends or after each other. */
function tidy(items) {
  const there = items.filter(Boolean);
  return there.filter((item, at) => item !== '-' || (at > 0 && at < there.length - 1 && there[at - 1] !== '-'));
}

function Items({ label, items, choose, back, onClose, opened }) {
  const ref = useRef(/** @type {HTMLElement|null} */ (null));
  const typed = useRef({ text: '', at: 0 });
  const all = () => /** @type {HTMLElement[]} */ ([...(ref.current?.querySelectorAll('[role^=menuitem]') ?? [])]);
  // The layer gives the focus to the first item when it opens; items that come in place of others take it themselves.
  useLayoutEffect(() => {
    if (opened.current) (all()[back ? 1 : 0] ?? ref.current)?.focus({ preventScroll: true });
  }, []);
  const onKeyDown = (event) => {
    const here = all();
    const at = here.indexOf(/** @type {any} */ (document.activeElement));
    const to = target(event, here, at, typed.current);
    if (to) to.focus();
    else if (event.key === 'ArrowLeft' && back) back();
    else if (event.key === 'ArrowRight' && here[at]?.getAttribute('aria-haspopup')) here[at].click();
    else if (event.key === 'Tab') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<div ref=${ref} class="menu" role="menu" aria-label=${label} tabindex="-1" onKeyDown=${onKeyDown}>
    ${back && html`<button class="menu-item" role="menuitem" tabindex="-1" onClick=${back}>
      <${Icon} name="chevron-left" size=${18} /><span class="menu-label">Back</span>
    </button>`}
    ${items.map((item, at) => (item === '-' ? html`<div key=${at} class="menu-line" role="separator"></div>`
      : html`<${Entry} key=${item.id} item=${item} choose=${choose} first=${at === 0} />`))}
  </div>`;
}

function Entry({ item, choose, first }) {
  const choice = item.checked !== undefined;
  const kind = `menu-item${item.danger ? ' danger' : ''}`;
  return html`<button class=${kind} role=${choice ? 'menuitemcheckbox' : 'menuitem'} tabindex="-1" data-id=${item.id} data-autofocus=${first ? '' : undefined}
    aria-checked=${choice ? String(item.checked) : undefined} aria-disabled=${item.disabled ? 'true' : undefined}
    aria-haspopup=${item.items ? 'menu' : undefined} onClick=${() => choose(item)}
    onPointerMove=${(event) => event.pointerType === 'mouse' && event.currentTarget.focus({ preventScroll: true })}>
    ${item.icon && html`<${Icon} name=${item.icon} size=${18} />`}
    <span class="menu-label">${item.label}</span>
    ${item.hint && html`<span class="menu-hint">${item.hint}</span>`}
    ${item.items && html`<${Icon} name="chevron-right" size=${16} />`}
    ${choice && html`<span class="menu-check">${item.checked && html`<${Icon} name="check" size=${16} />`}</span>`}
  </button>`;
}

/** Where a key goes in a list: arrows, ends, first letters. */
function target(event, all, at, typed) {
  const last = all.length - 1;
  if (event.key === 'ArrowDown') return all[at >= last ? 0 : at + 1];
  if (event.key === 'ArrowUp') return all[at <= 0 ? last : at - 1];
  if (event.key === 'Home') return all[0];
  if (event.key === 'End') return all[last];
  if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const now = Date.now();
  typed.text = (now - typed.at < TYPING_MS ? typed.text : '') + event.key.toLowerCase();
  typed.at = now;
  const from = typed.text.length === 1 ? at + 1 : at;
  const order = [...all.slice(from), ...all.slice(0, from)];
  return order.find((element) => element.textContent?.trim().toLowerCase().startsWith(typed.text));
}
