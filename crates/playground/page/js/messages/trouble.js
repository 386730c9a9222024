// Does what may be refused, and says why if it was.
// @ts-check

import { get } from '../state/store.js';
import { toast } from '../ui/ui.js';

/** @param {(me: string) => Promise<any>} act with the id of who I am @returns {Promise<boolean>} whether it was done */
export async function attempt(act) {
  const me = get().me?.id;
  if (!me) return false;
  try {
    await act(me);
    return true;
  } catch (error) {
    toast(error.message, 'danger');
    return false;
  }
}

/** @param {string} text @param {string} [done] */
export async function copy(text, done = 'Copied') {
  try {
    await navigator.clipboard.writeText(text);
    toast(done, 'success');
  } catch {
    toast('This browser does not let the page copy.', 'danger');
  }
}
