// Attachments: pictures in their grid, and below them videos' sound, voice and all other files as cards.
// @ts-check

import { html, memo, useEffect, useRef, useState } from '../html.js';
import { lengthText } from '../markdown/time.js';
import { Icon, IconButton } from '../ui/ui.js';
import { filePath, sizeText } from './address.js';
import { bars } from './layout.js';
import { isSpoiler, kindOf, ofFile } from './media.js';
import { Gallery } from './picture.js';

/** Bars of a voice message. */
const BARS = 48;

/** @param {{files: any[]}} props */
export const Files = memo(({ files }) => {
  const seen = files.filter((file) => ['picture', 'video'].includes(kindOf(file)));
  const rest = files.filter((file) => !seen.includes(file));
  return html`<div class="msg-files">
    <${Gallery} items=${seen.map(ofFile)} />
    ${rest.map((file) => html`<${FileRow} key=${file.id} file=${file} />`)}
  </div>`;
});

/** @param {{file: any}} props */
function FileRow({ file }) {
  const [open, reveal] = useState(!isSpoiler(file));
  const kind = kindOf(file);
  const path = filePath(file);
  const inside = kind === 'voice' && path ? html`<${Voice} file=${file} path=${path} />`
    : html`<${FileCard} name=${file.title ? `${file.title}` : file.filename} size=${file.size} path=${path} alt=${file.description}
        sound=${kind === 'sound'} />`;
  if (open) return inside;
  return html`<div class="msg-file-cover"><div inert class="msg-file-covered">${inside}</div>
    <button type="button" class="msg-cover" aria-label="Spoiler, show it" onClick=${() => reveal(true)}>
      <span class="msg-cover-word">Spoiler</span></button></div>`;
}

/**
 * A file with its name and size, to be downloaded; sound can be heard in it.
 * @param {{name: string, size?: number|null, path: string|null, alt?: string|null, sound?: boolean}} props
 */
export function FileCard({ name, size, path, alt, sound = false }) {
  return html`<div class="msg-file">
    <div class="msg-file-head">
      <${Icon} name=${sound ? 'speaker' : 'file'} size=${28} />
      <div class="msg-file-words">
        ${path ? html`<a class="msg-file-name" href=${path} download=${name} title=${name}><bdi>${name}</bdi></a>`
    : html`<span class="msg-file-name" title=${name}><bdi>${name}</bdi></span>`}
        <span class="msg-file-size">${size === null || size === undefined ? 'File' : sizeText(size)}${alt ? html` · <bdi>${alt}</bdi>` : ''}</span>
      </div>
      ${path && html`<a class="icon-button" href=${path} download=${name} aria-label=${`Download ${name}`} title="Download">
        <${Icon} name="download" /></a>`}
    </div>
    ${sound && path && html`<audio class="msg-audio" controls preload="none" src=${path} aria-label=${name}></audio>`}
  </div>`;
}

/** @param {{file: any, path: string}} props */
function Voice({ file, path }) {
  const audio = useRef(/** @type {HTMLAudioElement|null} */ (null));
  const [playing, play] = useState(false);
  const [part, move] = useState(0);
  const length = Number(file.duration_secs) || 0;
  useEffect(() => {
    const element = audio.current;
    if (!element) return;
    if (playing) element.play().catch(() => play(false));
    else element.pause();
  }, [playing]);
  const heard = (event) => move(length ? Math.min(1, event.currentTarget.currentTime / length) : 0);
  const seek = (event) => {
    const to = Number(event.currentTarget.value);
    move(to);
    if (audio.current) audio.current.currentTime = to * length;
  };
  const ended = () => {
    play(false);
    move(0);
  };
  return html`<div class="msg-voice" role="group" aria-label=${`Voice message, ${lengthText(length)}`}>
    <${IconButton} icon=${playing ? 'pause' : 'play'} label=${playing ? 'Pause' : 'Play'} class="msg-voice-play"
      onClick=${() => play(!playing)} />
    <div class="msg-wave">
      ${bars(file.waveform, BARS).map((height, at) => html`<span key=${at} class=${at / BARS < part ? 'heard' : ''}
        style=${{ height: `${Math.round(10 + height * 90)}%` }}></span>`)}
      <input type="range" min="0" max="1" step="0.01" value=${part} aria-label="Position" onInput=${seek} />
    </div>
    <span class="msg-voice-length">${lengthText(playing || part ? part * length : length)}</span>
    <audio ref=${audio} preload="none" src=${path} onTimeUpdate=${heard} onEnded=${ended}></audio>
  </div>`;
}
