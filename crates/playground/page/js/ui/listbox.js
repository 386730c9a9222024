// A list of options that an input steers: the focus stays in the input, which names the active option.
// @ts-check

import { html, useLayoutEffect, useRef } from '../html.js';

/** The element's id of an option, for the input's `aria-activedescendant`. @param {string} list @param {string|null|undefined} option */
export const optionId = (list, option) => (option === null || option === undefined ? undefined : `${list}-${option}`);

/**
 * The option that a key of the input makes active, or `undefined` if the key is not for the list.
 * @param {{id: string, disabled?: boolean}[]} options @param {string|null|undefined} active @param {string} key
 * @returns {string|undefined}
 */
export function step(options, active, key) {
  const open = options.filter((option) => !option.disabled);
  if (open.length === 0) return undefined;
  const at = open.findIndex((option) => option.id === active);
  const last = open.length - 1;
  if (key === 'ArrowDown') return open[at >= last ? 0 : at + 1].id;
  if (key === 'ArrowUp') return open[at <= 0 ? last : at - 1].id;
  if (key === 'PageDown') return open[Math.min(last, at + 8)].id;
  if (key === 'PageUp') return open[Math.max(0, at - 8)].id;
  return undefined;
}

/**
 * `active` is an option's id. Options with a `group` stand below its heading; `disabled` ones cannot be chosen.
 * @param {{id: string, label: string, options: {id: string, label?: any, group?: string, disabled?: boolean, [name: string]: any}[],
 *   active?: string|null, onActive?: (id: string) => void, onSelect: (option: any) => void, multiple?: boolean,
 *   selected?: Set<string>, renderOption?: (option: any, active: boolean) => any}} props
 */
export function Listbox({ id, label, options, active, onActive, onSelect, renderOption, multiple, selected }) {
  const ref = useRef(/** @type {HTMLElement|null} */ (null));
  useLayoutEffect(() => {
    if (active !== null && active !== undefined) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [active, id]);
  return html`<div ref=${ref} id=${id} class="listbox" role="listbox" aria-label=${label}
    aria-multiselectable=${multiple ? 'true' : undefined} onMouseDown=${(event) => event.preventDefault()}>
    ${grouped(options).map(([group, own], at) => html`<div key=${group ?? `-${at}`} role=${group ? 'group' : 'presentation'}
      aria-label=${group}>
      ${group && html`<div class="listbox-group" aria-hidden="true">${group}</div>`}
      ${own.map((option) => {
        const isActive = option.id === active;
        const chosen = selected ? selected.has(option.id) : isActive;
        return html`<div key=${option.id} id=${`${id}-${option.id}`} class=${`option${isActive ? ' active' : ''}`}
          role="option" aria-selected=${String(chosen)} aria-disabled=${option.disabled ? 'true' : undefined}
          onPointerMove=${() => !isActive && !option.disabled && onActive?.(option.id)}
          onClick=${() => !option.disabled && onSelect(option)}>
          ${renderOption ? renderOption(option, isActive) : option.label ?? option.id}
        </div>`;
      })}
    </div>`)}
  </div>`;
}

/** Neighbours of the same group together, in order. */
function grouped(options) {
  /** @type {[string|undefined, any[]][]} */
  const groups = [];
  for (const option of options) {
    const last = groups[groups.length - 1];
    if (last && last[0] === option.group) last[1].push(option);
    else groups.push([option.group, [option]]);
  }
  return groups;
}
