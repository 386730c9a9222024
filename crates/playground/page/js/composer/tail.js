// The end of a command that is being filled in: options that can be added are offered and typed here.
// @ts-check

import { html } from '../html.js';
import { Listbox } from '../ui/listbox.js';
import { shownDescription, shownName } from './commands.js';
import { useList } from './list.js';
import { pillKeys } from './pill.js';
import { ranked } from './rank.js';

/**
 * @param {{command: import('./drafts.js').Command, left: import('./commands.js').Option[], focused: boolean,
 *   acts: import('./pill.js').Acts & {add: (name: string) => void, typeBehind: (text: string) => void}}} props
 */
export function Tail({ command, left, acts, focused }) {
  const text = command.tail;
  const options = ranked(left, text, (option) => [shownName(option), option.name]).map((option) => ({ id: option.name, option }));
  const isOpen = focused && options.length > 0;
  const list = useList({ options, about: text, open: isOpen, auto: text !== '', what: ['option to add', 'options to add'] });
  const onKeyDown = (event) => {
    if (event.isComposing || list.onKey(event)) return;
    const active = list.option;
    const takes = active ? () => acts.add(active.id) : null;
    pillKeys(event, { name: '', text, acts, takes, settled: () => undefined, open: false, hide: () => {} });
  };
  const label = left.length > 0 ? `Add an option, ${left.length} more; Enter sends the command` : 'Enter sends the command';
  return html`<span class="composer-tail">
    <input id="composer-input" class="composer-tail-field" data-tail type="text" role="combobox" autocomplete="off"
      spellcheck=${false} dir="auto" aria-label=${label} size=${Math.max(text.length, 1)} value=${text}
      enterkeyhint="send" ...${list.steers} onInput=${(event) => acts.typeBehind(event.currentTarget.value)}
      onKeyDown=${onKeyDown} onFocus=${() => acts.focus('')} />
    ${left.length > 0 && html`<button type="button" class="composer-tail-more" tabindex="-1" aria-hidden="true"
      onMouseDown=${(event) => { event.preventDefault(); event.currentTarget.previousElementSibling?.focus(); }}>
      +${left.length} more</button>`}
    ${isOpen && html`<div class="composer-float" onMouseDown=${(event) => event.preventDefault()}>
      <p class="composer-float-title" aria-hidden="true">Options</p>
      <${Listbox} id=${list.id} label="Options to add" options=${options} active=${list.active} onActive=${list.onActive}
        onSelect=${(chosen) => acts.add(chosen.id)}
        renderOption=${({ option }) => html`<span class="composer-option">
          <span class="composer-option-name" dir="auto">${shownName(option)}</span>
          <span class="composer-option-detail composer-option-about" dir="auto">${shownDescription(option)}</span>
        </span>`} />
    </div>`}
    ${focused && text && options.length === 0 && html`<div class="composer-float">
      <p class="composer-float-note wrong" role="status">There is no such option.</p></div>`}
  </span>`;
}
