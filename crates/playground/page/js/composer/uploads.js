// Files that wait in the composer: their pictures, names, descriptions, and whether they are spoilers.
// @ts-check

import { html, useEffect, useState } from '../html.js';
import { Button, Dialog, Icon, IconButton, Switch, TextField } from '../ui/ui.js';
import { LONGEST_DESCRIPTION, sizeOf } from './files.js';

/** @typedef {import('./files.js').Upload} Upload */

/** @param {{uploads: Upload[], onChange: (uploads: Upload[]) => void}} props */
export function Uploads({ uploads, onChange }) {
  const [edited, edit] = useState(/** @type {number|null} */ (null));
  const put = (key, parts) => onChange(uploads.map((upload) => (upload.key === key ? { ...upload, ...parts } : upload)));
  const save = (parts) => {
    put(edited, parts);
    edit(null);
  };
  const upload = uploads.find(({ key }) => key === edited);
  return html`<ul class="composer-uploads" aria-label="Files to send">
    ${uploads.map((one) => html`<${Card} key=${one.key} upload=${one} onEdit=${() => edit(one.key)}
      onSpoiler=${() => put(one.key, { spoiler: !one.spoiler })}
      onRemove=${() => onChange(uploads.filter(({ key }) => key !== one.key))} />`)}
    ${upload && html`<${Details} upload=${upload} onClose=${() => edit(null)} onSave=${save} />`}
  </ul>`;
}

/** @param {{upload: Upload, onEdit: () => void, onSpoiler: () => void, onRemove: () => void}} props */
function Card({ upload, onEdit, onSpoiler, onRemove }) {
  const { file, name, description, spoiler } = upload;
  return html`<li class="composer-upload">
    <div class="composer-upload-picture"><${Preview} file=${file} description=${description} spoiler=${spoiler} /></div>
    <div class="composer-upload-acts">
      <${IconButton} icon=${spoiler ? 'eye' : 'eye-off'} size=${18} pressed=${spoiler} label=${`Spoiler: ${name}`} onClick=${onSpoiler} />
      <${IconButton} icon="pencil" size=${18} label=${`Edit ${name}`} onClick=${onEdit} />
      <${IconButton} icon="trash" size=${18} class="composer-upload-remove" label=${`Remove ${name}`} onClick=${onRemove} />
    </div>
    <span class="composer-upload-name" dir="auto">${name}</span>
    <span class="composer-upload-size">${sizeOf(file.size)}${description && html` · <abbr title=${description}>ALT</abbr>`}</span>
  </li>`;
}

/** The picture of a file that is one, for as long as it is shown. @param {{file: File, description: string, spoiler: boolean}} props */
function Preview({ file, description, spoiler }) {
  const [address, tell] = useState('');
  useEffect(() => {
    if (!/^image\/(png|jpe?g|gif|webp|avif)$/.test(file.type)) return undefined;
    const own = URL.createObjectURL(file);
    tell(own);
    return () => URL.revokeObjectURL(own);
  }, [file]);
  return html`${address ? html`<img class=${spoiler ? 'spoiler' : ''} src=${address} alt=${description} />`
    : html`<${Icon} name="file" size=${40} />`}
    ${spoiler && html`<span class="composer-upload-spoiler">Spoiler</span>`}`;
}

/** @param {{upload: Upload, onClose: () => void, onSave: (parts: Partial<Upload>) => void}} props */
function Details({ upload, onClose, onSave }) {
  const [name, setName] = useState(upload.name);
  const [description, setDescription] = useState(upload.description);
  const [spoiler, setSpoiler] = useState(upload.spoiler);
  const save = (event) => {
    event.preventDefault();
    onSave({ name: name.trim() || upload.name, description: description.trim(), spoiler });
  };
  const foot = html`<${Button} kind="secondary" onClick=${onClose}>Cancel<//>
    <${Button} kind="primary" type="submit" form="composer-upload-form">Save<//>`;
  return html`<${Dialog} title="Edit file" size="s" onClose=${onClose} footer=${foot}>
    <form id="composer-upload-form" class="composer-form" onSubmit=${save}>
      <${TextField} label="File name" value=${name} onInput=${setName} max=${260} />
      <${TextField} label="Description (alt text)" value=${description} onInput=${setDescription} lines=${3} max=${LONGEST_DESCRIPTION}
        hint="Said to people who do not see the picture." />
      <${Switch} label="Mark as spoiler" checked=${spoiler} onChange=${setSpoiler} hint="Hidden until it is clicked." />
    </form>
  <//>`;
}
