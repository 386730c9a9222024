// Buttons: with words, with an icon, and the sign that something goes on.
// @ts-check

import { html } from '../html.js';
import { Icon } from './icons.js';
import { Tooltip } from './tooltip.js';

/** @param {{size?: number, label?: string}} props */
export function Spinner({ size = 20, label }) {
  const said = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' };
  return html`<svg class="spinner" viewBox="0 0 24 24" width=${size} height=${size} ...${said}>
    <circle class="spinner-ground" cx="12" cy="12" r="9" /><circle class="spinner-arc" cx="12" cy="12" r="9" />
  </svg>`;
}

/**
 * A button with words. While it is busy it keeps its size and does nothing. Other properties go to the element;
 * with `href` it is a link.
 * @param {{kind?: 'primary'|'secondary'|'danger'|'success'|'link'|'ghost', busy?: boolean, icon?: string, size?: 's'|'m',
 *   class?: string, children?: any, [name: string]: any}} props
 */
export function Button({ kind = 'secondary', busy = false, icon, size = 'm', class: more = '', children, ...rest }) {
  const look = `button button-${kind} button-${size}${busy ? ' busy' : ''} ${more}`;
  const inner = html`<span class="button-inner">${icon && html`<${Icon} name=${icon} size=${18} />`}${children}</span>
    ${busy && html`<span class="button-busy"><${Spinner} size=${18} label="Working" /></span>`}`;
  if (rest.href !== undefined) return html`<a class=${look} ...${rest}>${inner}</a>`;
  const state = busy ? { 'aria-disabled': 'true', 'aria-busy': 'true', onClick: (event) => event.preventDefault() } : {};
  return html`<button type="button" class=${look} ...${rest} ...${state}>${inner}</button>`;
}

/**
 * A button with an icon; its label is its name and its tooltip.
 * @param {{icon: string, label: string, onClick?: (event: any) => void, pressed?: boolean, size?: number,
 *   placement?: string, badge?: any, class?: string, [name: string]: any}} props
 */
export function IconButton({ icon, label, pressed, size = 20, placement, badge, class: more = '', ...rest }) {
  return html`<${Tooltip} text=${label} placement=${placement}>
    <button type="button" class=${`icon-button ${more}`} aria-label=${label}
      aria-pressed=${pressed === undefined ? undefined : String(pressed)} ...${rest}>
      <${Icon} name=${icon} size=${size} />${badge}
    </button>
  <//>`;
}
