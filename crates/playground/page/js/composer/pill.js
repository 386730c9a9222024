// One option of a command: its name and a field for its value, with what it offers above the composer.
// @ts-check

import { html, useId, useState } from '../html.js';
import { IconButton } from '../ui/button.js';
import { Listbox } from '../ui/listbox.js';
import { shownDescription, shownName } from './commands.js';
import { useList } from './list.js';
import { exactPick, usePicks } from './pill-options.js';
import { Sign } from './suggestion-row.js';
import { hintOf, isEmpty } from './values.js';

/** @typedef {import('./drafts.js').Command} Command */
/**
 * What a pill may ask for.
 * @typedef {{type: (name: string, text: string) => void,
 *   pick: (name: string, filled: import('./values.js').Filled, stay?: boolean) => Command,
 *   remove: (name: string) => void, back: (name: string) => void, move: (name: string, by: number) => boolean,
 *   focus: (name: string|null) => void, send: (command?: Command) => void, leave: () => void,
 *   files: (files: File[], name?: string) => void}} Acts
 */

/**
 * @param {{channel: import('../types.js').Channel, command: Command, option: import('./commands.js').Option, acts: Acts,
 *   focused: boolean, prefix: string}} props
 */
export function Pill({ channel, command, option, acts, focused, prefix }) {
  const id = useId();
  const { name } = option;
  const filled = command.filled.get(name);
  const text = filled?.text ?? '';
  const error = command.errors.get(name);
  const about = [error && `${prefix}-error-${name}`, focused && `${prefix}-about`].filter(Boolean).join(' ') || undefined;
  const [hidden, hide] = useState('');
  const picks = usePicks({ channel, command, option, focused });
  const isOpen = focused && hidden !== `${name}:${text}` && picks.options.length > 0;
  const list = useList({ options: picks.options, about: text, open: isOpen, auto: text !== '', what: ['option', 'options'] });

  const choose = (pick, stay = false) => acts.pick(name, { text: pick.label, picked: { value: pick.value, label: pick.label } }, stay);
  /** What was typed is one of the list: it is meant. */
  const settled = () => {
    const exact = filled?.picked || isEmpty(filled) ? null : exactPick(picks.options, text);
    return exact ? choose(exact, true) : undefined;
  };
  const onKeyDown = (event) => {
    if (event.isComposing || list.onKey(event)) return;
    const exact = list.isMoved ? null : exactPick(picks.options, text);
    const takes = list.option && !exact && !filled?.picked ? () => choose(list.option) : null;
    pillKeys(event, { name, text, acts, takes, settled, open: isOpen, hide: () => hide(`${name}:${text}`) });
  };
  return html`<span class=${`composer-pill${focused ? ' focused' : ''}${error ? ' wrong' : ''}`}>
    <label class="composer-pill-name" for=${id} dir="auto">${shownName(option)}</label>
    <input id=${id} class="composer-pill-field" type="text" role="combobox" data-option=${name} autocomplete="off"
      spellcheck=${false} dir="auto" size=${Math.min(Math.max(text.length, 2), 40)} value=${text}
      inputmode=${option.choices?.length || (option.type !== 4 && option.type !== 10) ? undefined : 'decimal'}
      aria-required=${option.required ? 'true' : undefined}
      aria-invalid=${error ? 'true' : undefined} aria-errormessage=${error ? `${prefix}-error-${name}` : undefined}
      aria-describedby=${about} ...${list.steers}
      onInput=${(event) => acts.type(name, event.currentTarget.value)} onKeyDown=${onKeyDown}
      onPaste=${(event) => inOneLine(event, (line) => acts.type(name, line))} onFocus=${() => acts.focus(name)} onBlur=${settled} />
    ${!option.required && html`<${IconButton} icon="close" size=${14} class="composer-pill-close" tabindex="-1"
      label=${`Remove ${shownName(option)}`} onClick=${() => acts.remove(name)} />`}
    ${focused && html`<${Above} id=${`${prefix}-about`} option=${option} error=${error} picks=${picks} text=${text}
      list=${isOpen ? list : null} onPick=${choose} />`}
  </span>`;
}

/** What stands above the composer for the option that has the caret. */
function Above({ id, option, error, picks, text, list, onPick }) {
  const hint = hintOf(option);
  return html`<div class="composer-float" onMouseDown=${(event) => event.preventDefault()}>
    <p class="composer-about" id=${id}>
      <strong dir="auto">${shownName(option)}</strong> <span dir="auto">${shownDescription(option)}</span>
      ${error ? html` <span class="composer-about-error">${error}</span>` : hint && html` <span class="composer-about-hint">${hint}</span>`}
    </p>
    ${list && html`<${Listbox} id=${list.id} label=${shownName(option)} options=${picks.options} active=${list.active}
      onActive=${list.onActive} onSelect=${(pick) => onPick(pick)}
      renderOption=${(pick) => html`<${PickRow} pick=${pick} />`} />`}
    <${State} picks=${picks} text=${text} shown=${Boolean(list)} />
  </div>`;
}

function PickRow({ pick }) {
  return html`<span class="composer-option">
    ${pick.kind && html`<span class="composer-option-sign"><${Sign} option=${pick} /></span>`}
    <span class="composer-option-name" dir="auto">${pick.label}</span>
    ${pick.detail && html`<span class="composer-option-detail" dir="auto">${pick.detail}</span>`}
  </span>`;
}

function State({ picks, text, shown }) {
  if (picks.status === 'loading') return html`<p class="composer-float-note" role="status">Loading options…</p>`;
  if (picks.status === 'failed') return html`<p class="composer-float-note wrong" role="status">Loading options failed.</p>`;
  if (picks.status !== 'ready' || shown || picks.options.length > 0) return null;
  return html`<p class="composer-float-note" role="status">${text ? 'No options match what you typed.' : 'There are no options.'}</p>`;
}

/**
 * Lines that are pasted stand behind each other, with a space between.
 * @param {ClipboardEvent} event @param {(line: string) => void} type
 */
function inOneLine(event, type) {
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (!/[\r\n]/.test(text)) return;
  event.preventDefault();
  const input = /** @type {HTMLInputElement} */ (event.currentTarget);
  input.setRangeText(text.trim().replace(/\s*[\r\n]+\s*/g, ' '), input.selectionStart ?? 0, input.selectionEnd ?? 0, 'end');
  type(input.value);
}

/** @param {KeyboardEvent} event */
export function pillKeys(event, { name, text, acts, takes, settled, open, hide }) {
  const { selectionStart: from, selectionEnd: to } = /** @type {HTMLInputElement} */ (event.currentTarget);
  const done = () => event.preventDefault();
  const plainKey = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key === 'Enter') {
    done();
    if (takes) takes();
    else acts.send(settled());
  } else if (event.key === 'Tab' && plainKey && takes) {
    done();
    takes();
  } else if (event.key === 'Escape') {
    done();
    if (open) hide();
    else acts.leave();
  } else if (event.key === 'Backspace' && text === '') {
    done();
    acts.back(name);
  } else if (event.key === 'ArrowLeft' && plainKey && from === 0 && to === 0) {
    if (acts.move(name, -1)) done();
  } else if (event.key === 'ArrowRight' && plainKey && from === text.length) {
    if (acts.move(name, 1)) done();
  }
}
