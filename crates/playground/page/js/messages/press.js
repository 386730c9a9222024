// A long press with a finger opens what the right button of a mouse opens.
// @ts-check

import { useRef } from '../html.js';

/** Browsers that have a menu of their own ask for it about then. */
const LONG_MS = 480;
/** A finger that moves further scrolls, in px. */
const STILL = 10;

/** Lifting the finger must not press what has opened under it. */
function swallow() {
  const stop = (event) => event.cancelable && event.preventDefault();
  const drop = () => document.removeEventListener('touchend', stop, true);
  document.addEventListener('touchend', stop, { capture: true, once: true, passive: false });
  // A touch that was called off never ends, and the next one means what it presses.
  document.addEventListener('touchcancel', drop, { capture: true, once: true });
  document.addEventListener('touchstart', drop, { capture: true, once: true });
}

/**
 * Handlers for an element; `isOpen` says whether this press has opened something already.
 * @param {(point: {x: number, y: number}) => void} act
 */
export function useLongPress(act) {
  const timer = useRef(0);
  const open = useRef(false);
  const start = useRef({ x: 0, y: 0 });
  const cancel = () => window.clearTimeout(timer.current);
  const handlers = {
    onPointerDown: (event) => {
      cancel();
      open.current = false;
      if (event.pointerType !== 'touch' || event.target.closest('input, textarea, video, audio')) return;
      start.current = { x: event.clientX, y: event.clientY };
      timer.current = window.setTimeout(() => {
        open.current = true;
        swallow();
        act(start.current);
      }, LONG_MS);
    },
    onPointerMove: (event) => {
      if (Math.hypot(event.clientX - start.current.x, event.clientY - start.current.y) > STILL) cancel();
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
  };
  return { handlers, cancel, isOpen: () => open.current };
}
