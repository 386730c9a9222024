// JSON to look at: folded and unfolded by pointer and keys, in colours, copied whole or in part.
// @ts-check

import { html, memo, useEffect, useMemo, useRef, useState } from '../html.js';
import { copyText } from '../shell/copy.js';
import { Icon, IconButton } from '../ui/ui.js';
import { kindOf, linesOf, wayTo } from './tree.js';

/** Lines that are drawn at first, and more of at a time. */
const FIRST = 150;
const MORE = 600;
/** Longer texts are cut until they are wanted. */
const LONG = 240;

/**
 * @param {{value: any, label: string, reveal?: {path: (string|number)[], tick: number}|null}} props `reveal` shows a place
 */
export function Json({ value, label, reveal }) {
  const [opened, open] = useState(() => new Map());
  const [limit, reach] = useState(FIRST);
  const [target, aim] = useState(/** @type {string|null} */ (null));
  const tree = useRef(/** @type {HTMLElement|null} */ (null));
  const lines = useMemo(() => linesOf(value, opened), [value, opened]);
  useEffect(() => {
    if (!reveal) return;
    const { place, above } = wayTo(value, reveal.path);
    open((before) => new Map([...before, ...above.map((each) => /** @type {[string, boolean]} */ ([each, true]))]));
    reach(Infinity);
    aim(place);
  }, [reveal?.tick]);
  useEffect(() => {
    const line = target === null ? null : tree.current?.querySelector('.json-line.aimed');
    if (line instanceof HTMLElement) {
      line.scrollIntoView({ block: 'center' });
      line.focus({ preventScroll: true });
    }
  }, [target, reveal?.tick]);
  const toggle = (line, to = !line.open) => open((before) => new Map([...before, [line.place, to]]));
  const shown = lines.slice(0, limit);
  return html`<div class="json">
    <div class="json-tools"><${IconButton} icon="copy" size=${16} label=${`Copy ${label}`} onClick=${() => copyText(JSON.stringify(value, null, 2), 'JSON')} /></div>
    <div ref=${tree} class="json-tree" role="tree" aria-label=${label} onKeyDown=${(event) => press(event, lines, toggle)} onCopy=${(event) => copyLine(event, lines)}>
      ${shown.map((line, at) => html`<${Line} key=${`${line.place}${line.sort}`} line=${line} first=${at === 0} aimed=${line.place === target && line.sort !== 'end'} toggle=${toggle} />`)}
    </div>
    ${lines.length > limit && html`<button type="button" class="json-more" onClick=${() => reach(limit + MORE)}>
      ${Math.min(MORE, lines.length - limit)} more lines of ${lines.length - limit}</button>`}
  </div>`;
}

const Line = memo(({ line, first, aimed, toggle }) => {
  const [whole, showWhole] = useState(false);
  const indent = { paddingInlineStart: `${line.depth * 14 + 18}px` };
  if (line.sort === 'end') {
    return html`<div class="json-line" role="presentation" style=${indent}><span class="json-mark">${line.bracket}${line.comma && ','}</span></div>`;
  }
  const key = line.key !== null && html`<span class="json-key">${JSON.stringify(line.key)}</span>`;
  const branch = line.sort === 'branch';
  const empty = branch && line.count === 0;
  const fold = branch && !empty ? { 'aria-expanded': String(line.open), onClick: () => toggle(line) } : {};
  const long = !branch && typeof line.value === 'string' && line.value.length > LONG;
  return html`<div class=${`json-line${aimed ? ' aimed' : ''}${fold.onClick ? ' folds' : ''}`} role="treeitem" aria-level=${line.depth + 1} aria-selected=${String(aimed)}
    tabindex=${first ? 0 : -1} data-place=${line.place} style=${indent} ...${fold}>
    ${fold.onClick && html`<span class="json-twist" style=${{ insetInlineStart: `${line.depth * 14}px` }}><${Icon} name=${line.open ? 'chevron-down' : 'chevron-right'} size=${14} /></span>`}
    ${key}${key && html`<span class="json-mark">: </span>`}
    ${branch ? html`<${Bracket} line=${line} />` : html`<span class=${`json-${kindOf(line.value)}`} dir="auto">${shortened(line.value, long && !whole)}</span>`}
    ${long && html`<button type="button" class="json-more" tabindex="-1" onClick=${() => showWhole(!whole)}>${whole ? 'less' : `${line.value.length} characters`}</button>`}
    ${!(branch && line.open) && line.comma && html`<span class="json-mark">,</span>`}
  </div>`;
}, (before, after) => before.line.value === after.line.value && before.line.open === after.line.open && before.line.comma === after.line.comma
  && before.aimed === after.aimed && before.first === after.first && before.line.place === after.line.place);

function Bracket({ line }) {
  const end = line.bracket === '[' ? ']' : '}';
  if (line.open) return html`<span class="json-mark">${line.bracket}</span>`;
  if (line.count === 0) return html`<span class="json-mark">${line.bracket}${end}</span>`;
  const what = line.bracket === '[' ? 'item' : 'key';
  return html`<span class="json-mark">${line.bracket}</span><span class="json-count">${line.count} ${what}${line.count === 1 ? '' : 's'}</span><span class="json-mark">${end}</span>`;
}

/** @param {any} value @param {boolean} cut */
function shortened(value, cut) {
  const text = JSON.stringify(value) ?? 'null';
  return cut ? `${text.slice(0, LONG)}…` : text;
}

/** Arrows move, unfold and fold. */
function press(event, lines, toggle) {
  const items = [...event.currentTarget.querySelectorAll('[role=treeitem]')];
  const at = items.indexOf(document.activeElement);
  if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const line = lines.find((one) => one.place === items[at].dataset.place);
  const go = (to) => {
    if (!to) return;
    items.forEach((item) => { item.tabIndex = item === to ? 0 : -1; });
    to.focus();
  };
  const parent = () => items.find((item) => item.dataset.place === line?.parent);
  const folds = line?.sort === 'branch' && line.count > 0;
  const acts = {
    ArrowDown: () => go(items[at + 1]),
    ArrowUp: () => go(items[at - 1]),
    Home: () => go(items[0]),
    End: () => go(items[items.length - 1]),
    ArrowRight: () => (folds && !line.open ? toggle(line, true) : go(items[at + 1])),
    ArrowLeft: () => (folds && line.open ? toggle(line, false) : go(parent())),
    Enter: () => folds && toggle(line),
    ' ': () => folds && toggle(line),
  };
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

/** Copying with nothing marked takes the line's value. */
function copyLine(event, lines) {
  const marked = window.getSelection();
  const here = /** @type {HTMLElement|null} */ (document.activeElement)?.closest('[role=treeitem]');
  if ((marked && !marked.isCollapsed) || !(here instanceof HTMLElement)) return;
  const line = lines.find((one) => one.place === here.dataset.place);
  if (!line) return;
  const text = typeof line.value === 'string' ? line.value : JSON.stringify(line.value, null, 2);
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
}
