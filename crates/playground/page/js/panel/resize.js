// The edge by which the panel is made wider or narrower, by pointer and by keys; the width is kept.
// @ts-check

import { html, useLayoutEffect, useRef, useState } from '../html.js';
import { NARROW, useMedia } from '../ui/media.js';
import { keep, recall } from './state.js';

const LEAST = 340;
const USUAL = 440;
/** By an arrow key, in px. */
const STEP = 24;
/** What stays for the messages, in px. */
const BESIDE = 560;

const most = () => Math.max(LEAST, window.innerWidth - BESIDE);
/** @param {number} width */
const fitting = (width) => Math.round(Math.min(Math.max(width, LEAST), most()));

export function Edge() {
  const narrow = useMedia(NARROW);
  const [width, setWidth] = useState(() => fitting(recall().width ?? USUAL));
  const dragging = useRef(false);
  useLayoutEffect(() => {
    document.documentElement.style.setProperty('--size-panel', `${width}px`);
  }, [width]);
  if (narrow) return null;
  const to = (wanted) => {
    const fits = fitting(wanted);
    setWidth(fits);
    keep({ width: fits });
  };
  const onKeyDown = (event) => {
    const wanted = { ArrowLeft: width + STEP, ArrowRight: width - STEP, Home: most(), End: LEAST }[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    to(wanted);
  };
  const onPointerDown = (event) => {
    dragging.current = true;
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  return html`<div class="panel-edge" role="separator" tabindex="0" aria-orientation="vertical" aria-label="Width of the panel"
    aria-valuenow=${width} aria-valuemin=${LEAST} aria-valuemax=${most()} onKeyDown=${onKeyDown}
    onPointerDown=${onPointerDown} onPointerMove=${(event) => dragging.current && to(window.innerWidth - event.clientX)}
    onPointerUp=${() => { dragging.current = false; }} onDblClick=${() => to(USUAL)}></div>`;
}
