// An option of a command that takes a file: chosen, dropped or pasted.
// @ts-check

import { html, useId } from '../html.js';
import { IconButton } from '../ui/button.js';
import { Icon } from '../ui/icons.js';
import { shownDescription, shownName } from './commands.js';
import { filesOf, sizeOf } from './files.js';

/**
 * @param {{command: import('./drafts.js').Command, option: import('./commands.js').Option, acts: import('./pill.js').Acts,
 *   focused: boolean, prefix: string}} props
 */
export function FilePill({ command, option, acts, focused, prefix }) {
  const id = useId();
  const { name } = option;
  const file = command.filled.get(name)?.file;
  const error = command.errors.get(name);
  const about = [error && `${prefix}-error-${name}`, focused && `${prefix}-about`].filter(Boolean).join(' ') || undefined;
  const take = (files) => files.length > 0 && acts.files(files.slice(0, 1), name);
  const onKeyDown = (event) => {
    const handled = {
      Backspace: () => acts.back(name),
      Delete: () => acts.remove(name),
      Escape: acts.leave,
      ArrowLeft: () => acts.move(name, -1),
      ArrowRight: () => acts.move(name, 1),
      Enter: file ? () => acts.send() : undefined,
    }[event.key];
    if (!handled) return;
    event.preventDefault();
    handled();
  };
  const drop = (event) => {
    event.preventDefault();
    event.stopPropagation();
    take(filesOf(event.dataTransfer));
  };
  return html`<span class=${`composer-pill composer-pill-file${focused ? ' focused' : ''}${error ? ' wrong' : ''}`}
    onDragOver=${(event) => event.preventDefault()} onDrop=${drop}>
    <span class="composer-pill-name" id=${`${id}-name`} dir="auto">${shownName(option)}</span>
    <label class="composer-pill-choose">
      <input id=${id} class="composer-pill-input" type="file" data-option=${name} aria-labelledby=${`${id}-name ${id}-what`}
        aria-required=${option.required ? 'true' : undefined} aria-invalid=${error ? 'true' : undefined}
        aria-errormessage=${error ? `${prefix}-error-${name}` : undefined} aria-describedby=${about}
        onFocus=${() => acts.focus(name)} onKeyDown=${onKeyDown}
        onChange=${(event) => take([...(event.currentTarget.files ?? [])])} />
      <${Icon} name=${file ? 'file' : 'upload'} size=${16} />
      <span id=${`${id}-what`} dir="auto">${file ? `${file.name} (${sizeOf(file.size)})` : 'Choose a file'}</span>
    </label>
    ${(file || !option.required) && html`<${IconButton} icon="close" size=${14} class="composer-pill-close" tabindex="-1"
      label=${`Remove ${shownName(option)}`} onClick=${() => acts.remove(name)} />`}
    ${focused && html`<div class="composer-float"><p class="composer-about" id=${`${prefix}-about`}>
      <strong dir="auto">${shownName(option)}</strong> <span dir="auto">${shownDescription(option)}</span>
      ${' '}${error ? html`<span class="composer-about-error">${error}</span>`
      : html`<span class="composer-about-hint">Choose, drop or paste a file.</span>`}
    </p></div>`}
  </span>`;
}
