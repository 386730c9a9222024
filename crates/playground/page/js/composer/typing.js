// Who is typing, below the field; and telling others that we are.
// @ts-check

import * as api from '../api.js';
import { html, memo, useEffect, useRef } from '../html.js';
import { nameOf } from '../state/names.js';
import { get, useStore } from '../state/store.js';
import { announce } from '../ui/announce.js';
import { typingText } from './writing.js';

/** Others are told at most this often, in ms. */
const TOLD_MS = 8000;
/** Typing is said aloud only after nobody typed for so long, in ms: a live talk would drown everything else. */
const QUIET_MS = 60_000;

/** @type {Map<string, number>} */
const told = new Map();

/** Tells the others in a channel that we type, not more often than needed. @param {string} channel */
export function tellTyping(channel) {
  const { me } = get();
  const last = told.get(channel) ?? -Infinity;
  if (!me || performance.now() - last < TOLD_MS) return;
  told.set(channel, performance.now());
  api.typing(me.id, channel).catch(() => {});
}

/** A message was sent: the next letter is news again. @param {string} channel */
export const typingIsOver = (channel) => told.delete(channel);

/** @param {{channelId: string}} props */
export const Typing = memo(({ channelId }) => {
  const typing = useStore((state) => state.typing.get(channelId));
  const guild = useStore((state) => state.channels.get(channelId)?.guild_id);
  const { users } = get();
  const names = [...(typing?.keys() ?? [])].map((id) => users.get(id)).filter(Boolean)
    .map((user) => nameOf(/** @type {any} */ (user), guild));
  const text = typingText(names);
  const last = useRef(-Infinity);
  useEffect(() => {
    if (!text) return;
    if (performance.now() - last.current > QUIET_MS) announce(text);
    last.current = performance.now();
  }, [text]);
  return html`<div class="composer-typing">${text && html`
    <span class="composer-dots" aria-hidden="true"><i></i><i></i><i></i></span>
    <span class="composer-typing-text" dir="auto">${text}</span>`}
  </div>`;
});
