// A list above the field that the field steers: which option is active, and what keys do with it.
// @ts-check

import { useEffect, useId, useState } from '../html.js';
import { announce } from '../ui/announce.js';
import { optionId, step } from '../ui/listbox.js';

/** How long after the last letter a screen reader is told how many there are, in ms. */
const COUNT_MS = 400;

/**
 * @template {{id: string, disabled?: boolean}} O
 * @param {{options: O[], about: string, open: boolean, auto?: boolean, what?: [string, string]}} settings `about` changes
 *   with what is looked for: then the first option is active again, if options are to be active by themselves (`auto`);
 *   `what` names one and several of them
 */
export function useList({ options, about, open, auto = true, what = ['result', 'results'] }) {
  const id = useId();
  const [moved, move] = useState({ about: '', option: '' });
  const isMoved = moved.about === about && options.some((option) => option.id === moved.option);
  const first = auto ? options.find((option) => !option.disabled)?.id ?? null : null;
  const active = open ? (isMoved ? moved.option : first) : null;
  useCount(open, options.length, about, what);
  return {
    id,
    active,
    /** Whether the active one was gone to, not only offered. */
    isMoved,
    option: options.find((option) => option.id === active) ?? null,
    /** @param {string} option */
    onActive: (option) => move({ about, option }),
    /** Moves on arrow keys; says whether the key was for the list. @param {KeyboardEvent} event */
    onKey: (event) => {
      if (!open || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
      const next = step(options, active, event.key);
      if (next === undefined) return false;
      event.preventDefault();
      move({ about, option: next });
      return true;
    },
    /** For the element that steers it. */
    steers: {
      'aria-autocomplete': 'list',
      'aria-haspopup': 'listbox',
      'aria-expanded': String(open),
      'aria-controls': open ? id : undefined,
      'aria-activedescendant': open ? optionId(id, active) : undefined,
    },
  };
}

/** @param {boolean} open @param {number} count @param {string} about @param {[string, string]} what */
function useCount(open, count, about, [one, several]) {
  useEffect(() => {
    if (!open) return undefined;
    const timer = window.setTimeout(() => announce(count === 1 ? `1 ${one}` : `${count} ${several}`), COUNT_MS);
    return () => window.clearTimeout(timer);
  }, [open, count, about]);
}
