// Does what may be refused, and says why it was.
// @ts-check

import { toast } from '../ui/ui.js';

/** @template T @param {() => Promise<T>} act @returns {Promise<T|undefined>} what came of it; nothing if it was refused */
export async function attempt(act) {
  try {
    return await act();
  } catch (error) {
    toast(error.message, 'danger');
    return undefined;
  }
}
