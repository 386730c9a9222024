// Preact and htm, bound to each other: everything that draws imports from here.
// @ts-check

import { Component, h, render, Fragment, createContext, createPortal, toChildArray } from '../vendor/preact.js';
import { useState } from '../vendor/hooks.js';
import htm from '../vendor/htm.js';

export {
  useState,
  useEffect,
  useLayoutEffect,
  useMemo,
  useCallback,
  useRef,
  useContext,
  useReducer,
  useErrorBoundary,
} from '../vendor/hooks.js';
export { h, render, Fragment, createContext, createPortal, toChildArray };

let ids = 0;
/** An id that nothing else in the page has: Preact's own are only unique below one root, and dialogs are roots. @returns {string} */
export const useId = () => useState(() => `id${ids++}`)[0];

/** Tagged template to elements: html`<p class=${name}>${text}</p>`; values become text nodes, never markup. */
export const html = htm.bind(h);

/**
 * A component that is drawn again only when a property changes (compared by `Object.is`, or as `same` says).
 * @template P
 * @param {(props: P) => any} draw
 * @param {(before: P, after: P) => boolean} [same]
 */
export function memo(draw, same = shallow) {
  class Memo extends Component {
    shouldComponentUpdate(next) {
      return !same(this.props, next);
    }
    render(props) {
      return h(draw, props);
    }
  }
  return Memo;
}

function shallow(before, after) {
  const keys = Object.keys(after);
  return Object.keys(before).length === keys.length && keys.every((key) => Object.is(before[key], after[key]));
}
