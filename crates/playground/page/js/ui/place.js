// Where something that floats stands: beside its anchor, on the side that has room, inside the window.
// @ts-check

/** Room to the window's edges and to the anchor, in px. */
const EDGE = 8;
const GAP = 6;

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */

/** A point as a box without size, an element as its box. @param {Element|{x: number, y: number}} anchor @returns {Box} */
export function boxOf(anchor) {
  if ('getBoundingClientRect' in anchor) return anchor.getBoundingClientRect();
  return { left: anchor.x, top: anchor.y, right: anchor.x, bottom: anchor.y };
}

/**
 * @param {Box} anchor
 * @param {{width: number, height: number}} size
 * @param {{width: number, height: number}} window
 * @param {string} [placement] side and alignment: `bottom-start`, `right-start`, `top`, …
 * @returns {{left: number, top: number}}
 */
export function placed(anchor, size, window, placement = 'bottom-start') {
  const [side, align = 'center'] = placement.split('-');
  const across = side === 'left' || side === 'right';
  const chosen = fitting(side, anchor, size, window);
  const along = across
    ? aligned(align, anchor.top, anchor.bottom, size.height)
    : aligned(align, anchor.left, anchor.right, size.width);
  const left = across ? (chosen === 'left' ? anchor.left - GAP - size.width : anchor.right + GAP) : along;
  const top = across ? along : chosen === 'top' ? anchor.top - GAP - size.height : anchor.bottom + GAP;
  return {
    left: clamped(left, window.width - size.width - EDGE),
    top: clamped(top, window.height - size.height - EDGE),
  };
}

/** The wished side, or the other one if only that has room. */
function fitting(side, anchor, size, window) {
  const room = {
    top: anchor.top - GAP - EDGE,
    bottom: window.height - anchor.bottom - GAP - EDGE,
    left: anchor.left - GAP - EDGE,
    right: window.width - anchor.right - GAP - EDGE,
  };
  const other = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' }[side] ?? 'bottom';
  const need = side === 'left' || side === 'right' ? size.width : size.height;
  return room[side] >= need || room[other] < room[side] ? side : other;
}

function aligned(align, from, to, size) {
  if (align === 'start') return from;
  if (align === 'end') return to - size;
  return (from + to - size) / 2;
}

const clamped = (value, most) => Math.max(EDGE, Math.min(value, most));
