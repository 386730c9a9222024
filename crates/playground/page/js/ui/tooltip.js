// The words beside what is pointed at or has the keyboard's focus. They repeat its name: nothing is only here.
// @ts-check

import { createPortal, html, useEffect, useLayoutEffect, useRef, useState } from '../html.js';
import { layersRoot } from './layers.js';
import { stay } from './popover.js';

/** How long the pointer rests before the words come, in ms. */
const REST_MS = 350;
/** Where nothing can be pointed at, words would only cover what is below. */
const hovers = window.matchMedia('(hover: hover)');

/** @param {{text: any, placement?: string, children?: any}} props around one element */
export function Tooltip({ text, placement = 'top', children }) {
  const host = useRef(/** @type {HTMLElement|null} */ (null));
  const timer = useRef(0);
  const [shown, show] = useState(false);
  const hide = () => {
    window.clearTimeout(timer.current);
    show(false);
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);
  useEffect(() => {
    if (!shown) return undefined;
    const dismiss = (event) => event.key === 'Escape' && hide();
    document.addEventListener('keydown', dismiss, true);
    return () => document.removeEventListener('keydown', dismiss, true);
  }, [shown]);
  const enter = (event) => {
    if (event.pointerType !== 'mouse') return;
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => show(true), REST_MS);
  };
  const focus = (event) => hovers.matches && event.target.matches(':focus-visible') && show(true);
  const anchor = host.current?.firstElementChild;
  return html`<span ref=${host} class="tooltip-host" onPointerEnter=${enter} onPointerLeave=${hide} onPointerDown=${hide}
    onFocusIn=${focus} onFocusOut=${hide}>${children}</span>
    ${shown && text && anchor && createPortal(html`<${Words} text=${text} anchor=${anchor} placement=${placement} />`, layersRoot())}`;
}

function Words({ text, anchor, placement }) {
  const ref = useRef(/** @type {HTMLElement|null} */ (null));
  useLayoutEffect(() => (ref.current ? stay(ref.current, anchor, placement) : undefined), [anchor, text]);
  return html`<div ref=${ref} class="tooltip" aria-hidden="true">${text}</div>`;
}
