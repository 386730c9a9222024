// Addresses of Discord that lead to a channel or a message: those that are here are gone to in this page.
// @ts-check

import { get } from '../state/store.js';
import { jumpTo } from './jump.js';
import { placeIn } from './address.js';
import { visit } from './visit.js';

/** What a press on such an address does; nothing for all others. @param {string|null|undefined} href */
export function goHere(href) {
  const place = placeIn(href);
  const channel = place && get().channels.get(place.channel);
  if (!place || !channel) return undefined;
  return (/** @type {any} */ event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (place.message) jumpTo(place.channel, place.message);
    else visit(channel);
  };
}
