// A long press with a finger opens what the right button of a mouse opens.
// @ts-check

import { useRef } from '../html.js';

const LONG_MS = 480;
/** A finger that moves further scrolls, in px. */
const STILL = 10;

/** Handlers for an element. @param {(point: {x: number, y: number}) => void} act */
export function useLongPress(act) {
  const timer = useRef(0);
  const start = useRef({ x: 0, y: 0 });
  const cancel = () => window.clearTimeout(timer.current);
  return {
    onPointerDown: (event) => {
      cancel();
      if (event.pointerType !== 'touch' || event.target.closest('input, textarea, video, audio')) return;
      start.current = { x: event.clientX, y: event.clientY };
      timer.current = window.setTimeout(() => act(start.current), LONG_MS);
    },
    onPointerMove: (event) => {
      if (Math.hypot(event.clientX - start.current.x, event.clientY - start.current.y) > STILL) cancel();
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
  };
}
