// What kind of window this is: a phone's width, a pointer that hovers.
// @ts-check

import { useEffect, useState } from '../html.js';

/** At most this wide there is one column. */
export const PHONE = '(max-width: 720px)';
/** At most this wide the members and the panel lie over the messages. */
export const NARROW = '(max-width: 1100px)';

/** From so wide on the members, the messages and the panel stand side by side. */
export const WIDE = '(min-width: 1500px)';

/** @param {string} query */
export const matches = (query) => window.matchMedia(query).matches;

/** Whether a media query holds, now and later. @param {string} query */
export function useMedia(query) {
  const [holds, tell] = useState(() => matches(query));
  useEffect(() => {
    const list = window.matchMedia(query);
    const look = () => tell(list.matches);
    look();
    list.addEventListener('change', look);
    return () => list.removeEventListener('change', look);
  }, [query]);
  return holds;
}

export const usePhone = () => useMedia(PHONE);
