// The frame: servers, channels, messages, members.
// @ts-check

import { html } from '../html.js';
import { useStore } from '../state/store.js';

export function Frame() {
  const connection = useStore((state) => state.connection);
  return html`<main class="frame"><h1>Guildhall playground</h1><p>${connection}</p></main>`;
}
