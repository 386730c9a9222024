// Asks the simulator for something while a component is there.
// @ts-check

import { useCallback, useEffect, useState } from '../html.js';

/**
 * What a question is answered with. Asked again when the inputs change or `again` is called; the old answer stays until
 * the new one comes.
 * @template T @param {() => Promise<T>} question @param {any[]} inputs
 * @returns {{answer: T|null, error: string|null, busy: boolean, again: () => void}}
 */
export function useAsked(question, inputs) {
  const [count, raise] = useState(0);
  const [now, tell] = useState({ answer: /** @type {T|null} */ (null), error: /** @type {string|null} */ (null), busy: true });
  useEffect(() => {
    let there = true;
    tell((before) => ({ ...before, busy: true }));
    question().then(
      (answer) => there && tell({ answer, error: null, busy: false }),
      (error) => there && tell((before) => ({ ...before, error: error.message, busy: false })),
    );
    return () => { there = false; };
  }, [...inputs, count]);
  const again = useCallback(() => raise((before) => before + 1), []);
  return { ...now, again };
}
