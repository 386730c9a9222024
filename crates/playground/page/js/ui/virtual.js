// A long list of which only what is in view is drawn.
// @ts-check

import { html, useLayoutEffect, useRef, useState } from '../html.js';

/** Drawn beyond the edges, in px: what arrows reach next is there. */
const BEYOND = 480;

/**
 * @param {{rows: {key: string, height: number, [name: string]: any}[], renderRow: (row: any) => any, class?: string,
 *   onEnd?: () => void, roving?: any, [name: string]: any}} props `onEnd` is called when the end comes into view
 */
export function VirtualList({ rows, renderRow, class: kind = '', onEnd, roving = {}, ...rest }) {
  const ref = useRef(/** @type {HTMLElement|null} */ (null));
  const [view, look] = useState({ top: 0, height: 900 });
  const measure = () => {
    const element = ref.current;
    if (!element) return;
    const { scrollTop: top, clientHeight: height, scrollHeight: all } = element;
    look((before) => (before.top === top && before.height === height ? before : { top, height }));
    if (all - top - height < BEYOND) onEnd?.();
  };
  useLayoutEffect(() => {
    measure();
    const sizes = new ResizeObserver(measure);
    if (ref.current) sizes.observe(ref.current);
    return () => sizes.disconnect();
  }, [rows.length]);
  const { first, last, before, after } = visible(rows, view.top - BEYOND, view.top + view.height + BEYOND);
  const { ref: rovingRef, ...handlers } = roving;
  const hold = (element) => {
    ref.current = element;
    if (rovingRef) rovingRef.current = element;
  };
  return html`<div ref=${hold} class=${`virtual ${kind}`} onScroll=${measure} ...${handlers} ...${rest}>
    <div style=${{ height: `${before}px` }}></div>
    ${rows.slice(first, last).map(renderRow)}
    <div style=${{ height: `${after}px` }}></div>
  </div>`;
}

/**
 * Which rows stand between two heights, and the room of those before and after.
 * @param {{height: number}[]} rows @param {number} from @param {number} to
 */
export function visible(rows, from, to) {
  let height = 0;
  let first = rows.length;
  let last = rows.length;
  let before = 0;
  let end = 0;
  rows.forEach((row, at) => {
    if (first === rows.length && height + row.height > from) {
      first = at;
      before = height;
    }
    if (height < to) {
      last = at + 1;
      end = height + row.height;
    }
    height += row.height;
  });
  if (first === rows.length) before = height;
  return { first, last: Math.max(first, last), before, after: Math.max(0, height - Math.max(end, before)) };
}
