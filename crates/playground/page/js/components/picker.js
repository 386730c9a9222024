// One picker: closed it shows what is chosen, open it lists what can be. Steered by an input that keeps the focus.
// @ts-check

import { html, useEffect, useId, useRef, useState } from '../html.js';
import { Icon, IconButton, Listbox, optionId, Popover, step } from '../ui/ui.js';
import { Dots } from './button.js';

/** @typedef {{id: string, label: string, description?: string, face?: any, group?: string}} Option */

/**
 * `options` are offered, `all` are known (what is chosen is among them). With `onQuery` they are searched by text.
 * @param {import('./pickers.js').Props & {options: Option[], all: Option[], query?: string, onQuery?: (query: string) => void,
 *   empty?: string}} props
 */
export function Picker({ component, value, onChange, disabled = false, busy = false, label = 'Choose', id, said = {},
  options, all, query = '', onQuery, empty }) {
  const anchor = useRef(/** @type {HTMLElement|null} */ (null));
  const own = useId();
  const [open, toggle] = useState(false);
  const min = component.min_values ?? 1;
  const max = component.max_values ?? 1;
  const shown = value.flatMap((id) => all.find((option) => option.id === id) ?? []);
  const words = shown.map((option) => option.label).join(', ');
  const close = () => {
    toggle(false);
    onQuery?.('');
  };
  const apply = (next) => {
    if (next.length >= min && !same(next, value)) onChange(next);
  };
  const clears = max === 1 && min === 0 && value.length > 0 && !disabled && !busy;
  return html`<div class=${`cmp-select${disabled ? ' disabled' : ''}${open ? ' unfolded' : ''}${clears ? ' clears' : ''}`}>
    <button ref=${anchor} type="button" class="cmp-select-closed" aria-haspopup="listbox" aria-expanded=${String(open)}
      id=${id} aria-label=${id ? undefined : words ? `${label}: ${words}` : label} ...${said}
      aria-describedby=${id ? `${said['aria-describedby'] ?? ''} ${own}`.trim() : undefined} disabled=${disabled} aria-disabled=${busy ? 'true' : undefined} aria-busy=${busy ? 'true' : undefined}
      data-custom-id=${component.custom_id} onClick=${() => !busy && toggle(!open)} onKeyDown=${(event) => opens(event, () => !busy && toggle(true))}>
      <span class="cmp-select-words" id=${own}>${shown.length ? shown.map((option) => html`<${Chosen} key=${option.id} option=${option} single=${max === 1} />`)
    : html`<span class="cmp-select-empty" dir="auto">${component.placeholder || 'Make a selection'}</span>`}</span>
      ${busy ? html`<${Dots} />` : html`<${Icon} name="chevron-down" size=${20} />`}
    </button>
    ${clears && html`<${IconButton} icon="close" size=${16} label="Choose nothing" class="cmp-select-clear" onClick=${() => apply([])} />`}
    ${open && html`<${List} anchor=${anchor.current} label=${label} options=${options} value=${value} min=${min} max=${max} query=${query}
      onQuery=${onQuery} empty=${empty} onClose=${close} onApply=${apply} />`}
  </div>`;
}

/** @param {string[]} a @param {string[]} b */
const same = (a, b) => a.length === b.length && a.every((id) => b.includes(id));

/** Arrows open it too, as a select's do. @param {KeyboardEvent} event @param {() => void} open */
function opens(event, open) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  event.stopPropagation();
  open();
}

/** @param {{option: Option, single: boolean}} props */
const Chosen = ({ option, single }) => html`<span class=${single ? 'cmp-chosen' : 'cmp-chosen cmp-chip'}>${option.face}<bdi>${option.label}</bdi></span>`;

/** What is open: the input, the options, and how many may be chosen. */
function List({ anchor, label, options, value, min, max, query, onQuery, empty, onClose, onApply }) {
  const id = useId();
  const several = max > 1;
  const [chosen, choose] = useState(value);
  // Options are known by their place: values may be any text, ids of elements not.
  const [active, activate] = useState(() => `n${Math.max(0, options.findIndex((option) => option.id === value[0]))}`);
  const typed = useRef({ text: '', at: 0 });
  const latest = useRef(chosen);
  latest.current = chosen;
  const full = several && chosen.length >= max;
  const offered = options.map((option, n) => ({ ...option, id: `n${n}`, value: option.id, disabled: full && !chosen.includes(option.id) }));
  const at = offered.some((option) => option.id === active) ? active : offered[0]?.id ?? null;
  const close = () => {
    if (several) onApply(latest.current);
    onClose();
  };
  const select = (option) => {
    if (!option || option.disabled) return;
    if (several) {
      choose(chosen.includes(option.value) ? chosen.filter((one) => one !== option.value) : [...chosen, option.value]);
      return;
    }
    onApply([option.value]);
    onClose();
  };
  const key = (event) => {
    const next = step(offered, at, event.key) ?? edge(offered, event.key, onQuery) ?? byLetters(offered, at, event, typed.current, onQuery);
    if (next !== undefined) activate(next);
    else if (event.key === 'Enter' || (event.key === ' ' && !onQuery)) select(offered.find((option) => option.id === at));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  useEffect(() => (query ? activate('n0') : undefined), [query]);
  const box = { role: 'combobox', 'aria-expanded': 'true', 'aria-controls': id, 'aria-autocomplete': onQuery ? 'list' : 'none', 'aria-label': label,
    'aria-activedescendant': optionId(id, at), autocomplete: 'off', 'data-autofocus': '', onKeyDown: key };
  return html`<${Popover} anchor=${anchor} onClose=${close} label=${label} placement="bottom-start" kind="cmp-float">
    <div class="cmp-list" style=${{ '--width': `${anchor?.offsetWidth ?? 320}px` }}>
      ${onQuery ? html`<div class="cmp-search"><${Icon} name="search" size=${18} /><input ...${box} value=${query} placeholder="Search"
          onInput=${(event) => onQuery(event.currentTarget.value)} /></div>`
    : html`<input ...${box} class="cmp-keys" readonly inputmode="none" value="" />`}
      ${offered.length ? html`<${Listbox} id=${id} label=${label} options=${offered} active=${at} onActive=${activate} onSelect=${select}
        multiple=${several} selected=${new Set(offered.filter((option) => chosen.includes(option.value)).map((option) => option.id))}
        renderOption=${(option) => row(option, chosen.includes(option.value), several)} />`
    : html`<p class="cmp-nothing" id=${id} role="listbox" aria-label=${label}>${empty ?? 'There is nothing to choose.'}</p>`}
      ${several && html`<div class="cmp-count"><span>${hint(chosen.length, min, max)}</span>
        <button type="button" class="button button-primary button-s" onClick=${close}>Done</button></div>`}
    </div>
  <//>`;
}

/** @param {number} count @param {number} min @param {number} max */
function hint(count, min, max) {
  if (count < min) return `Choose at least ${min}`;
  return `${count} of ${max} chosen`;
}

/** @param {Option} option @param {boolean} chosen @param {boolean} several */
const row = (option, chosen, several) => html`<span class=${`cmp-option${chosen ? ' chosen' : ''}`}>
  ${option.face && html`<span class="cmp-option-face">${option.face}</span>`}
  <span class="cmp-option-words"><bdi class="cmp-option-label">${option.label}</bdi>
    ${option.description && html`<bdi class="cmp-option-note">${option.description}</bdi>`}</span>
  ${several ? html`<span class="cmp-option-box">${chosen && html`<${Icon} name="check" size=${14} />`}</span>`
    : chosen && html`<${Icon} name="check" size=${18} />`}
</span>`;

/** The ends of a list that is not searched by text. */
function edge(options, pressed, onQuery) {
  if (onQuery) return undefined;
  const open = options.filter((option) => !option.disabled);
  return pressed === 'Home' ? open[0]?.id : pressed === 'End' ? open[open.length - 1]?.id : undefined;
}

/** The next option that begins with what is typed. */
function byLetters(options, active, event, typed, onQuery) {
  if (onQuery || event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const time = Date.now();
  typed.text = (time - typed.at < 600 ? typed.text : '') + event.key.toLocaleLowerCase();
  typed.at = time;
  const at = options.findIndex((option) => option.id === active) + (typed.text.length === 1 ? 1 : 0);
  const order = [...options.slice(at), ...options.slice(0, at)];
  return order.find((option) => !option.disabled && option.label.toLocaleLowerCase().startsWith(typed.text))?.id ?? active ?? undefined;
}
