// The parts of others, fetched when the frame stands; until then (or if they cannot be had) the place says so.
// @ts-check

import { html, useEffect, useState } from '../html.js';
import { Spinner } from '../ui/ui.js';

/** What was fetched, by path. @type {Map<string, any>} */
export const known = new Map();

/** @param {string} path below `js/` */
export async function fetched(path) {
  if (!known.has(path)) {
    try {
      known.set(path, await import(`../${path}`));
    } catch (error) {
      known.set(path, { error });
    }
  }
  return known.get(path);
}

/** A component that another part exports. @param {string} path @param {string} name @param {any} [instead] */
export function slot(path, name, instead = Nothing) {
  return function Slot(props) {
    const [module, arrive] = useState(known.get(path));
    useEffect(() => {
      let there = true;
      fetched(path).then((found) => there && arrive(found));
      return () => { there = false; };
    }, []);
    if (!module) return html`<span class="slot"><${Spinner} label="Loading" /></span>`;
    const Drawn = module[name] ?? instead;
    return html`<${Drawn} ...${props} />`;
  };
}

/** A function that another part exports. @param {string} path @param {string} name @param {(...all: any[]) => any} instead */
export const borrowed = (path, name, instead) => async (...all) => ((await fetched(path))[name] ?? instead)(...all);

function Nothing() {
  return null;
}
