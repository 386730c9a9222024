// Pictures and videos in messages: room before they are here, covers over spoilers, words for what is seen, and a
// placeholder for what is kept elsewhere.
// @ts-check

import { html, useRef, useState } from '../html.js';
import { Icon, Popover } from '../ui/ui.js';
import { hostOf, openable } from './address.js';
import { galleryRows, shownSize } from './layout.js';
import { openLightbox } from './lightbox.js';
import { openLayer } from './open.js';

/**
 * @typedef {{key: string, path: string|null, url: string, name: string, alt: string, width?: number|null,
 *   height?: number|null, spoiler: boolean, video: boolean}} Media `path`: where the simulator keeps it; without it the
 *   picture is somewhere else and is not loaded.
 */

/** The room of a picture that is not loaded. */
const ELSEWHERE = { width: 400, height: 100 };

/**
 * One picture or a grid of them.
 * @param {{items: Media[], widest?: number, highest?: number}} props
 */
export function Gallery({ items, widest, highest }) {
  if (items.length === 0) return null;
  if (items.length === 1) return html`<${Single} item=${items[0]} widest=${widest} highest=${highest} />`;
  const rows = galleryRows(items.length);
  let next = 0;
  const shape = items.length === 3 ? 'msg-gallery-three' : items.length === 2 ? 'msg-gallery-two' : '';
  return html`<div class=${`msg-gallery ${shape}`}>
    ${rows.map((count, row) => html`<div key=${row} class="msg-gallery-row" style=${{ '--abreast': count }}>
      ${items.slice(next, (next += count)).map((item) => html`<${Tile} key=${item.key} item=${item} all=${items} />`)}
    </div>`)}
  </div>`;
}

/** @param {{item: Media, widest?: number, highest?: number}} props */
function Single({ item, widest, highest }) {
  const { width, height } = item.path ? shownSize(item, widest, highest) : ELSEWHERE;
  const style = { width: `${width}px`, aspectRatio: `${width} / ${height}` };
  return html`<div class="msg-picture" style=${style}><${Tile} item=${item} all=${[item]} small=${width < 120 || height < 60} /></div>`;
}

/** @param {{item: Media, all: Media[], small?: boolean}} props */
export function Tile({ item, all, small = false }) {
  const [open, reveal] = useState(!item.spoiler);
  const [broken, fail] = useState(false);
  const shown = item.path && !broken;
  const inside = !shown ? html`<${Elsewhere} item=${item} broken=${broken} />`
    : item.video ? html`<${Video} item=${item} />`
      : html`<button type="button" class="msg-zoom" aria-label=${`Open the picture${item.alt ? `: ${item.alt}` : ` ${item.name}`}`}
          onClick=${() => openLightbox(all.filter((one) => one.path && !one.video), item)}>
          <img src=${item.path} alt=${item.alt} draggable=${false} loading="lazy" decoding="async" onError=${() => fail(true)} />
        </button>`;
  return html`<div class=${`msg-tile${open ? '' : ' covered'}`}>
    <div class="msg-tile-inside" inert=${!open}>${inside}</div>
    ${!open && html`<button type="button" class="msg-cover" aria-label="Spoiler, show it" onClick=${() => reveal(true)}>
      <span class="msg-cover-word">Spoiler</span></button>`}
    ${open && item.alt && shown && !small && html`<${AltBadge} text=${item.alt} />`}
  </div>`;
}

/** @param {{text: string}} props */
function AltBadge({ text }) {
  const ref = useRef(null);
  const open = () => openLayer((close) => html`<${Popover} anchor=${ref.current} onClose=${close} placement="top-start"
    label="Image description" kind="msg-alt-words"><h3>Image description</h3><p dir="auto">${text}</p><//>`);
  return html`<button ref=${ref} type="button" class="msg-alt" aria-label="ALT, description of the picture" aria-haspopup="dialog"
    onClick=${open}><span aria-hidden="true">ALT</span></button>`;
}

/** A picture of another place: said, not loaded. @param {{item: Media, broken: boolean}} props */
export function Elsewhere({ item, broken }) {
  const host = hostOf(item.url);
  const target = openable(item.url);
  const words = html`<${Icon} name=${item.video ? 'play' : 'image'} size=${28} />
    <span class="msg-elsewhere-words">
      <span class="msg-elsewhere-host">${broken ? 'This picture cannot be shown' : `${item.video ? 'Video' : 'Picture'} from ${host || 'elsewhere'}`}</span>
      ${item.alt && html`<span class="msg-elsewhere-alt" dir="auto">${item.alt}</span>`}
    </span>`;
  if (!target) return html`<div class="msg-elsewhere">${words}</div>`;
  return html`<a class="msg-elsewhere" href=${target} rel="noreferrer noopener" target="_blank" title=${target}>${words}</a>`;
}

/** @param {{item: Media}} props */
const Video = ({ item }) => html`<video class="msg-video" controls preload="metadata" playsinline src=${item.path}
  aria-label=${item.alt || item.name}></video>`;
