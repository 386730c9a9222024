// Opens a layer (a menu, a popover, pictures in large) from where no component holds it.
// @ts-check

import { render } from '../html.js';

/**
 * Draws what `draw` gives until it calls `close`; returns that too.
 * @param {(close: () => void) => any} draw
 */
export function openLayer(draw) {
  const host = document.createElement('div');
  const close = () => render(null, host);
  render(draw(close), host);
  return close;
}
