// Fields of forms: a line or lines of text, a choice of one, a switch.
// @ts-check

import { html, useId, useLayoutEffect, useRef } from '../html.js';
import { Icon } from './icons.js';

/**
 * A field for text with its label. Other properties go to the element.
 * @param {{label: string, value: string, onInput: (value: string) => void, hint?: any, error?: string|null,
 *   required?: boolean, lines?: number, max?: number, hideLabel?: boolean, icon?: string, [name: string]: any}} props
 */
export function TextField({ label, value, onInput, hint, error, required, lines, max, hideLabel, icon, ...rest }) {
  const id = useId();
  const said = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
  const common = { id, value, required, maxLength: max, 'aria-describedby': said, 'aria-invalid': error ? 'true' : undefined,
    onInput: (event) => onInput(event.currentTarget.value), dir: 'auto', ...rest };
  const field = lines ? html`<textarea class="field-input" rows=${lines} ...${common}></textarea>`
    : html`<input class="field-input" type="text" autocomplete="off" ...${common} />`;
  return html`<div class=${`field${error ? ' wrong' : ''}`}>
    <${Label} id=${id} label=${label} required=${required} hide=${hideLabel} />
    <div class="field-box">${icon && html`<${Icon} name=${icon} size=${18} />`}${field}</div>
    <${Notes} id=${id} hint=${hint} error=${error} />
  </div>`;
}

/**
 * One of several.
 * @param {{label: string, value: string, onChange: (value: string) => void, options: {value: string, label: string}[],
 *   hint?: any, error?: string|null, hideLabel?: boolean, [name: string]: any}} props
 */
export function SelectField({ label, value, onChange, options, hint, error, hideLabel, ...rest }) {
  const id = useId();
  return html`<div class="field">
    <${Label} id=${id} label=${label} hide=${hideLabel} />
    <div class="field-box field-select">
      <select class="field-input" id=${id} value=${value} aria-describedby=${hint ? `${id}-hint` : undefined}
        onChange=${(event) => onChange(event.currentTarget.value)} ...${rest}>
        ${options.map((option) => html`<option key=${option.value} value=${option.value} selected=${option.value === value}>${option.label}</option>`)}
      </select>
      <${Icon} name="chevron-down" size=${18} />
    </div>
    <${Notes} id=${id} hint=${hint} error=${error} />
  </div>`;
}

/** Something that is on or off. @param {{label: string, checked: boolean, onChange: (on: boolean) => void, hint?: any, disabled?: boolean}} props */
export function Switch({ label, checked, onChange, hint, disabled }) {
  const id = useId();
  return html`<div class="switch-row">
    <div><label for=${id}>${label}</label><${Notes} id=${id} hint=${hint} /></div>
    <input class="switch" type="checkbox" role="switch" id=${id} checked=${checked} disabled=${disabled}
      aria-describedby=${hint ? `${id}-hint` : undefined} onChange=${(event) => onChange(event.currentTarget.checked)} />
  </div>`;
}

/** A few choices side by side. @param {{label: string, value: string, onChange: (value: string) => void, options: {value: string, label: string, icon?: string}[]}} props */
export function Choice({ label, value, onChange, options }) {
  const name = useId();
  return html`<fieldset class="field choice"><legend class="field-label">${label}</legend>
    <div class="choice-row">${options.map((option) => html`<label key=${option.value} class="choice-one">
      <input class="unseen" type="radio" name=${name} value=${option.value} checked=${option.value === value}
        onChange=${() => onChange(option.value)} />
      <span class="choice-face">${option.icon && html`<${Icon} name=${option.icon} size=${18} />`}${option.label}</span>
    </label>`)}</div>
  </fieldset>`;
}

function Label({ id, label, required = false, hide = false }) {
  return html`<label class=${hide ? 'unseen' : 'field-label'} for=${id}>${label}
    ${required && html`<span class="field-star" aria-hidden="true"> *</span>`}</label>`;
}

function Notes({ id, hint, error = null }) {
  return html`${error && html`<p class="field-error" id=${`${id}-error`} role="alert"><${Icon} name="warning" size=${16} />${error}</p>`}
    ${hint && html`<p class="field-hint" id=${`${id}-hint`}>${hint}</p>`}`;
}

/**
 * For a form that stands in the place of the button that opened it: its first field begins, and when it goes with the focus
 * in it, the button that comes back takes it.
 * @param {string} opener a selector of the button
 */
export function useInPlace(opener) {
  const ref = useRef(/** @type {HTMLFormElement|null} */ (null));
  useLayoutEffect(() => {
    const form = ref.current;
    /** @type {HTMLElement|null|undefined} */ (form?.querySelector('input, textarea'))?.focus();
    return () => {
      if (!form?.contains(document.activeElement)) return;
      window.setTimeout(() => {
        if (document.activeElement === document.body) /** @type {HTMLElement|null} */ (document.querySelector(opener))?.focus();
      }, 0);
    };
  }, []);
  return ref;
}
