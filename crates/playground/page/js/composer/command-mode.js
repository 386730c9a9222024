// The composer while a command is filled in: its name, a pill for each option, and what could be added.
// @ts-check

import { html, useId, useLayoutEffect, useRef, useState } from '../html.js';
import { announce, toast } from '../ui/announce.js';
import { added, leftOf, optionOf, picked, removed, typed, typedBehind, typedLine } from './command.js';
import { OPTION, shownName } from './commands.js';
import { LARGEST_FILE, sizeOf } from './files.js';
import { pasted } from './field.js';
import { FilePill } from './file-pill.js';
import { Pill } from './pill.js';
import { ApplicationSign } from './slash-list.js';
import { Tail } from './tail.js';

/** @typedef {import('./drafts.js').Command} Command */

/**
 * @param {{channel: import('../types.js').Channel, command: Command, start: string|null, now: () => Command|null,
 *   onChange: (command: Command) => void, onSend: (command: Command) => void, onLeave: (text: string) => void,
 *   taker: {current: ((files: File[]) => void)|null}}} props `start` has the caret at first; `taker` takes files that
 *   are dropped on the channel
 */
export function CommandMode({ channel, command, start, now, onChange, onSend, onLeave, taker }) {
  const prefix = useId();
  const ref = useRef(/** @type {HTMLElement|null} */ (null));
  const [focused, focus] = useState(/** @type {string|null} */ (null));
  const wanted = useRef(/** @type {{name: string, end: boolean}|null} */ (null));
  if (wanted.current === null && focused === null && start !== null) wanted.current = { name: start, end: true };

  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const { name, end } = wanted.current;
    wanted.current = null;
    enter(fieldOf(ref.current, name), end);
  });
  useLayoutEffect(() => {
    taker.current = (files) => acts.files(files);
    return () => { taker.current = null; };
  });

  /** @param {(command: Command) => import('./command.js').Step} how @returns {Command} */
  const go = (how) => {
    // A field that is taken away loses the caret and says so: by then the command may be gone.
    const current = now();
    if (!current) return command;
    const { command: next, focus: name } = how(current);
    if (name !== null) wanted.current = { name, end: true };
    onChange(next);
    return next;
  };
  /** @type {import('./pill.js').Acts & {add: (name: string) => void, typeBehind: (text: string) => void}} */
  const acts = {
    type: (name, text) => go((current) => typed(current, name, text)),
    typeBehind: (text) => go((current) => typedBehind(current, text)),
    pick: (name, filled, stay) => go((current) => {
      const step = picked(current, name, filled);
      return stay ? { ...step, focus: null } : step;
    }),
    add: (name) => go((current) => added(current, name)),
    remove: (name) => go((current) => removed(current, name)),
    back: (name) => back(command, name, { acts, onLeave }),
    move: (name, by) => {
      const order = [...command.given, ''];
      const next = order[order.indexOf(name) + by];
      if (next === undefined) return false;
      enter(fieldOf(ref.current, next), by < 0);
      return true;
    },
    focus,
    send: (whole) => onSend(whole ?? now() ?? command),
    leave: () => onLeave(''),
    files: (files, name) => {
      const step = withFile(command, files[0], name ?? focused);
      if (step) go(() => step);
    },
  };
  const { entry, errors } = command;
  const outside = (event) => !event.currentTarget.contains(event.relatedTarget) && focus(null);
  return html`<div ref=${ref} class="composer-command" role="group" aria-label=${`Command /${entry.shown}`} onFocusOut=${outside}
    onPaste=${(event) => pasted(event, acts.files)}
    onMouseDown=${(event) => { if (event.target === event.currentTarget) { event.preventDefault(); fieldOf(ref.current, '')?.focus(); } }}>
    <span class="composer-token"><${ApplicationSign} application=${entry.application} size=${20} />
      <span dir="auto">/${entry.shown}</span></span>
    ${command.given.map((name) => {
      const option = optionOf(command, name);
      const Kind = option.type === OPTION.attachment ? FilePill : Pill;
      return html`<${Kind} key=${name} channel=${channel} command=${command} option=${option} acts=${acts} prefix=${prefix}
        focused=${focused === name} />`;
    })}
    <${Tail} command=${command} left=${leftOf(command)} acts=${acts} focused=${focused === ''} />
    ${errors.size > 0 && html`<ul class="composer-errors">${[...errors].map(([name, text]) => html`<li key=${name}
      id=${`${prefix}-error-${name}`} class=${focused === name ? 'unseen' : ''}>
        <strong dir="auto">${shownOf(command, name)}</strong> ${text}</li>`)}</ul>`}
  </div>`;
}

const shownOf = (command, name) => {
  const option = optionOf(command, name);
  return option ? shownName(option) : name;
};

/** @returns {HTMLInputElement|null} */
const fieldOf = (root, name) => root?.querySelector(name === '' ? '[data-tail]' : `[data-option="${CSS.escape(name)}"]`) ?? null;

/** Puts the caret at the start or the end of a field. @param {HTMLInputElement|null} field @param {boolean} end */
function enter(field, end) {
  field?.focus();
  const at = end ? field?.value.length ?? 0 : 0;
  if (field?.type === 'text') field.setSelectionRange(at, at);
}

/** Backspace where nothing is left to delete. @param {Command} command @param {string} name */
function back(command, name, { acts, onLeave }) {
  const at = name === '' ? command.given.length : command.given.indexOf(name);
  if (name !== '' && !optionOf(command, name).required) {
    announce(`${shownOf(command, name)} removed`);
    acts.remove(name);
  } else if (at > 0) {
    acts.move(name, -1);
  } else {
    onLeave(typedLine({ ...command, given: [] }));
  }
}

/** Puts a file where one is taken: into the option that has the caret, the first empty one, or one that can be added. */
function withFile(command, file, name) {
  if (!file) return null;
  if (file.size > LARGEST_FILE) {
    toast(`${file.name} is larger than ${sizeOf(LARGEST_FILE)}.`, 'danger');
    return null;
  }
  const takers = command.entry.options.filter((option) => option.type === OPTION.attachment);
  const taker = takers.find((option) => option.name === name) ?? takers.find((option) => !command.filled.get(option.name)?.file);
  if (!taker) {
    toast('This command takes no file.', 'danger');
    return null;
  }
  return picked(command, taker.name, { text: file.name, file });
}
