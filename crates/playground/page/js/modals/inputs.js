// The inputs of a modal: each kind of field with its label, description, and what is wrong with it.
// @ts-check

import { html, useId, useMemo } from '../html.js';
import { ChannelPicker, MentionablePicker, RolePicker, StringPicker, UserPicker } from '../components/pickers.js';
import { Icon } from '../ui/ui.js';
import { KIND } from './fields.js';
import { FileInput } from './file-input.js';

/** @typedef {import('./fields.js').Field} Field */
/** @typedef {import('./fields.js').Value} Value */
/**
 * @typedef {{field: Field, value: any, error: string|null, guildId: string|null,
 *   onChange: (value: Value) => void}} InputProps
 * @typedef {InputProps & {id: string, said: Record<string, any>}} InnerProps `said` are the attributes that tell what is
 *   wrong and needed
 */

/** @type {Record<number, any>} */
const PICKERS = {
  [KIND.string]: StringPicker, [KIND.user]: UserPicker, [KIND.role]: RolePicker, [KIND.mentionable]: MentionablePicker,
  [KIND.channel]: ChannelPicker,
};

/** Inputs that can say by themselves that they are needed. */
const NATIVE = new Set([KIND.text, KIND.file, KIND.radio]);

/** @type {Record<number, (props: InnerProps) => any>} */
const INPUTS = { [KIND.text]: TextInput, [KIND.file]: FileInput, [KIND.radio]: Group, [KIND.checkboxes]: Group };

/** @param {InputProps} props */
export function Input(props) {
  const { field, error } = props;
  const id = useId();
  const said = {
    'aria-describedby': [error && `${id}-error`, field.description && `${id}-about`].filter(Boolean).join(' ') || undefined,
    'aria-invalid': error ? 'true' : undefined,
    'aria-errormessage': error ? `${id}-error` : undefined,
    ...(NATIVE.has(field.kind) && field.required ? { 'aria-required': 'true' } : {}),
  };
  if (field.kind === KIND.checkbox) return html`<${Checkbox} ...${props} id=${id} said=${said} />`;
  const isGroup = field.kind === KIND.radio || field.kind === KIND.checkboxes;
  const Inner = INPUTS[field.kind] ?? (PICKERS[field.kind] ? Select : Unknown);
  const label = html`<span dir="auto">${field.label || 'Field'}</span>${field.required && html`
    <span class="modal-star" aria-hidden="true"> *</span>${!NATIVE.has(field.kind) && html`<span class="unseen"> (required)</span>`}`}`;
  const about = field.description && html`<p class="modal-about" id=${`${id}-about`} dir="auto">${field.description}</p>`;
  return html`<div class=${`modal-field${error ? ' wrong' : ''}`} data-field=${field.id}>
    ${isGroup ? html`<span class="modal-label" id=${`${id}-label`}>${label}</span>`
      : html`<label class="modal-label" id=${`${id}-label`} for=${id}>${label}</label>`}
    ${about}
    <${Inner} ...${props} id=${id} said=${said} />
    <${Wrong} id=${id} error=${error} />
  </div>`;
}

/** @param {{id: string, error: string|null}} props */
const Wrong = ({ id, error }) =>
  error && html`<p class="modal-error" id=${`${id}-error`}><${Icon} name="warning" size=${16} /><span dir="auto">${error}</span></p>`;

/** @param {InnerProps} props */
function TextInput({ field, value, id, said, onChange }) {
  const { component, most } = field;
  const text = String(value ?? '');
  const left = most - [...text].length;
  // A counter for every text would be noise; it is there when there is an end that can be reached.
  const counts = component.max_length !== undefined && component.max_length !== null;
  const common = { id, class: 'modal-input', value: text, placeholder: component.placeholder ?? undefined, dir: 'auto',
    ...said, onInput: (event) => onChange(event.currentTarget.value) };
  return html`<div class="modal-box">
    ${component.style === 2 ? html`<textarea rows="4" ...${common}></textarea>` : html`<input type="text" autocomplete="off" ...${common} />`}
    ${counts && html`<span class=${`modal-count${left < 0 ? ' over' : ''}`}><span aria-hidden="true">${[...text].length} / ${most}</span>
      <span class="unseen">${left < 0 ? `${-left} characters too many` : `${left} characters left`}</span></span>`}
  </div>`;
}

/** @param {InnerProps} props */
function Select({ field, value, id, said, guildId, onChange }) {
  const Picker = PICKERS[field.kind];
  // What is not needed can be emptied; how many are too few is said when it is sent.
  const component = useMemo(() => (field.required ? field.component : { ...field.component, min_values: 0 }), [field]);
  return html`<${Picker} id=${id} component=${component} value=${value ?? []} onChange=${onChange} guildId=${guildId}
    label=${field.label} said=${said} />`;
}

/** One of several, or several of them. @param {InnerProps} props */
function Group({ field, value, id, said, onChange }) {
  const isRadio = field.kind === KIND.radio;
  /** @type {string[]} */
  const chosen = isRadio ? (value ? [value] : []) : value ?? [];
  const full = !isRadio && field.most > 1 && chosen.length >= field.most;
  const toggle = (option, on) => {
    if (isRadio) onChange(on ? option : null);
    // Values are sent in the order of the options, whichever was ticked first.
    else onChange(field.component.options.map((one) => String(one.value)).filter((one) => (one === option ? on : chosen.includes(one))));
  };
  const group = isRadio ? { role: 'radiogroup', ...said } : { role: 'group', 'aria-describedby': said['aria-describedby'] };
  return html`<div class="modal-group" aria-labelledby=${`${id}-label`} ...${group}>
    ${field.component.options.map((option) => {
      const own = String(option.value);
      const on = chosen.includes(own);
      return html`<label key=${own} class=${`modal-choice${on ? ' on' : ''}`}>
        <input type=${isRadio ? 'radio' : 'checkbox'} name=${id} value=${own} checked=${on} disabled=${full && !on}
          aria-invalid=${isRadio ? undefined : said['aria-invalid']} onChange=${(event) => toggle(own, event.currentTarget.checked)} />
        <span class="modal-choice-text"><span dir="auto">${option.label}</span>
          ${option.description && html`<span class="modal-about" dir="auto">${option.description}</span>`}</span>
      </label>`;
    })}
    ${!isRadio && field.most > 1 && field.most < field.component.options.length && html`<p class="modal-hint">Choose up to ${field.most}.</p>`}
  </div>`;
}

/** @param {InnerProps} props */
function Checkbox({ field, value, error, id, said, onChange }) {
  return html`<div class=${`modal-field${error ? ' wrong' : ''}`} data-field=${field.id}>
    <label class=${`modal-choice${value ? ' on' : ''}`}>
      <input id=${id} type="checkbox" checked=${Boolean(value)} ...${said}
        onChange=${(event) => onChange(event.currentTarget.checked)} />
      <span class="modal-choice-text"><span dir="auto">${field.label || 'Yes'}</span>
        ${field.description && html`<span class="modal-about" id=${`${id}-about`} dir="auto">${field.description}</span>`}</span>
    </label>
    <${Wrong} id=${id} error=${error} />
  </div>`;
}

/** @param {InnerProps} props */
const Unknown = ({ field }) => html`<p class="modal-hint">The playground does not know this input (type ${field.kind}).</p>`;
