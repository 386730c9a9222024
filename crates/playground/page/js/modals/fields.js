// The fields of a modal as values: what they start with, what is wrong with what is in them, and how they are sent.
// @ts-check

/** Component types by number. */
export const KIND = {
  row: 1, string: 3, text: 4, user: 5, role: 6, mentionable: 7, channel: 8, display: 10, label: 18, file: 19, radio: 21,
  checkboxes: 22, checkbox: 23,
};

/** Longest text when a text input says nothing else. */
const LONGEST_TEXT = 4000;
const SELECTS = new Set([KIND.string, KIND.user, KIND.role, KIND.mentionable, KIND.channel]);

/**
 * @typedef {{id: string, kind: number, label: string, description: string, component: any, required: boolean,
 *   least: number, most: number}} Field `least` and `most` count characters, choices or files
 * @typedef {{kind: 'text', key: string, content: string}|{kind: 'field', key: string, field: Field}} Item
 * @typedef {string|boolean|string[]|File[]|null} Value a text, whether it is ticked, choices, files, or the one choice
 */

/** What stands in a modal, in order. @param {any[]} components @returns {Item[]} */
export function itemsOf(components) {
  return components.flatMap((top, n) => {
    if (top.type === KIND.display) return [{ kind: /** @type {const} */ ('text'), key: `text-${n}`, content: String(top.content ?? '') }];
    const inner = top.type === KIND.label ? [{ component: top.component, label: top.label, description: top.description }]
      : (top.components ?? []).map((component) => ({ component, label: component.label, description: '' }));
    return inner.filter(({ component }) => component).map(({ component, label, description }) => {
      const field = fieldOf(component, label ?? '', description ?? '');
      return { kind: /** @type {const} */ ('field'), key: field.id, field };
    });
  });
}

/** @param {any[]} components @returns {Field[]} */
export const fieldsOf = (components) => itemsOf(components).flatMap((item) => (item.kind === 'field' ? [item.field] : []));

/** @param {any} component @param {string} label @param {string} description @returns {Field} */
function fieldOf(component, label, description) {
  const kind = component.type;
  const [least, most] = bounds(component);
  // A single checkbox cannot be required.
  const required = kind !== KIND.checkbox && (component.required ?? true);
  return { id: String(component.custom_id), kind, label, description, component, required, least, most };
}

/** @param {any} component @returns {[number, number]} */
function bounds(component) {
  if (component.type === KIND.text) return [component.min_length ?? 0, component.max_length ?? LONGEST_TEXT];
  if (component.type === KIND.checkboxes) return [component.min_values ?? 1, component.max_values ?? component.options.length];
  return [component.min_values ?? 1, component.max_values ?? 1];
}

/** What is in a field when the modal opens. @param {Field} field @returns {Value} */
export function startOf({ kind, component }) {
  const chosen = (component.options ?? []).filter((option) => option.default).map((option) => String(option.value));
  if (kind === KIND.text) return component.value ?? '';
  if (kind === KIND.checkbox) return Boolean(component.default);
  if (kind === KIND.radio) return chosen[0] ?? null;
  if (kind === KIND.file) return [];
  return [...chosen, ...(component.default_values ?? []).map((item) => String(item.id))];
}

/** @param {string} text */
const lengthOf = (text) => [...text].length;
const plural = (count, one) => `${count} ${one}${count === 1 ? '' : 's'}`;

/** What is wrong with a field, as the client says before it sends. @param {Field} field @param {Value} value @returns {string|null} */
export function check(field, value) {
  if (field.kind === KIND.checkbox) return null;
  if (field.kind === KIND.radio) return field.required && !value ? 'Choose one.' : null;
  if (field.kind === KIND.text) return checkText(field, String(value ?? ''));
  const count = Array.isArray(value) ? value.length : 0;
  const what = field.kind === KIND.file ? 'file' : 'option';
  if (count === 0) return field.required ? (field.kind === KIND.file ? 'A file is required.' : 'This field is required.') : null;
  if (count < field.least) return `Choose at least ${plural(field.least, what)}.`;
  return count > field.most ? `Choose at most ${plural(field.most, what)}.` : null;
}

/** @param {Field} field @param {string} text */
function checkText({ required, least, most }, text) {
  const length = lengthOf(text);
  if (length === 0) return required ? 'This field is required.' : null;
  if (length < least) return `Must be at least ${plural(least, 'character')} long.`;
  return length > most ? `Must be ${plural(most, 'character')} or fewer.` : null;
}

/**
 * What a submission carries: the tree with its values, files by their number.
 * @param {any[]} components @param {Map<string, Value>} values
 * @returns {{components: any[], files: File[]}}
 */
export function submission(components, values) {
  /** @type {File[]} */
  const files = [];
  const leaf = (component) => {
    const base = { type: component.type, id: component.id, custom_id: component.custom_id };
    const value = values.get(String(component.custom_id)) ?? null;
    if (component.type === KIND.file) {
      const own = /** @type {File[]} */ (value ?? []).map((file) => String(files.push(file) - 1));
      return { ...base, values: own };
    }
    return SELECTS.has(component.type) || component.type === KIND.checkboxes ? { ...base, values: value ?? [] } : { ...base, value };
  };
  const sent = components.map((top) => {
    const base = { type: top.type, id: top.id };
    if (top.type === KIND.label) return { ...base, component: leaf(top.component) };
    return top.components ? { ...base, components: top.components.map(leaf) } : base;
  });
  return { components: sent, files };
}

/** How much was filled in, in characters; a choice or a file counts as a few. @param {Field[]} fields @param {Map<string, Value>} values */
export function effort(fields, values) {
  return fields.reduce((sum, field) => {
    const [before, now] = [startOf(field), values.get(field.id) ?? null];
    if (field.kind === KIND.text) return sum + (now === before ? 0 : lengthOf(String(now ?? '')));
    return sum + (JSON.stringify(now) === JSON.stringify(before) && !(Array.isArray(now) && now[0] instanceof File) ? 0 : 5);
  }, 0);
}
