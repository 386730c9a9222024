// Copies text, and says so.
// @ts-check

import { toast } from '../ui/ui.js';

/** @param {string} text @param {string} what as in "Link copied" */
export async function copyText(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`${what} copied.`, 'success');
  } catch {
    toast(`This browser does not let pages copy: ${text}`, 'danger');
  }
}
