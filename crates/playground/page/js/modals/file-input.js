// The file upload of a modal: chosen or dropped, with what was added so far.
// @ts-check

import { html, useRef, useState } from '../html.js';
import { filesOf, holdsFiles, LARGEST_FILE, sizeOf } from '../composer/files.js';
import { Icon, IconButton, toast } from '../ui/ui.js';

/** @param {import('./inputs.js').InnerProps} props */
export function FileInput({ field, value, id, said, onChange }) {
  /** @type {File[]} */
  const files = value ?? [];
  const [over, tell] = useState(false);
  const input = useRef(/** @type {HTMLInputElement|null} */ (null));
  const full = files.length >= field.most;
  const add = (fresh) => {
    const fitting = fresh.filter((file) => file.size <= LARGEST_FILE);
    if (fitting.length < fresh.length) toast(`Files may have ${sizeOf(LARGEST_FILE)} at most.`, 'danger');
    if (files.length + fitting.length > field.most) toast(`Only ${field.most === 1 ? '1 file' : `${field.most} files`} can be added.`, 'danger');
    // With room for one, the newer takes its place.
    onChange(field.most === 1 && fitting.length > 0 ? [fitting[0]] : [...files, ...fitting].slice(0, field.most));
    if (input.current) input.current.value = '';
  };
  const drag = (event) => {
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    tell(event.type === 'dragover');
  };
  const drop = (event) => {
    event.preventDefault();
    event.stopPropagation();
    tell(false);
    add(filesOf(event.dataTransfer));
  };
  const what = field.most === 1 ? ['a file', 'it'] : ['files', 'them'];
  const hint = field.most === 1 ? 'One file' : field.least > 1 ? `${field.least} to ${field.most} files` : `Up to ${field.most} files`;
  return html`<div class=${`modal-files${over ? ' over' : ''}`} onDragOver=${drag} onDragLeave=${() => tell(false)} onDrop=${drop}>
    <div class=${`modal-drop${full && field.most > 1 ? ' off' : ''}`}>
      <${Icon} name="upload" size=${20} />
      <span class="modal-drop-text"><span><span class="modal-drop-link">Choose ${what[0]}</span> or drop ${what[1]} here</span>
        <span class="modal-about">${hint}, 10 MB each</span></span>
      <input ref=${input} id=${id} type="file" multiple=${field.most > 1} disabled=${full && field.most > 1} ...${said}
        aria-labelledby=${`${id}-label`} onChange=${(event) => add([...(event.currentTarget.files ?? [])])} />
    </div>
    ${files.length > 0 && html`<ul class="modal-file-list" aria-label="Added files">
      ${files.map((file, n) => html`<li key=${`${n}-${file.name}`} class="modal-file">
        <${Icon} name="file" size=${20} /><span class="modal-file-name" dir="auto">${file.name}</span>
        <span class="modal-about">${sizeOf(file.size)}</span>
        <${IconButton} icon="trash" size=${18} label=${`Remove ${file.name}`} onClick=${() => onChange(files.filter((one) => one !== file))} />
    </li>`)}</ul>`}
  </div>`;
}
