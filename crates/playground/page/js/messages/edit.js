// Editing a message where it stands: Enter saves, Escape leaves it as it was, an empty one is deleted.
// @ts-check

import * as api from '../api.js';
import { toShown, toWire } from '../composer/mentions.js';
import { finder } from '../composer/suggest.js';
import { html, useLayoutEffect, useMemo, useRef, useState } from '../html.js';
import { nameIn } from '../state/names.js';
import { get, set } from '../state/store.js';
import { usePhone } from '../ui/ui.js';
import { allowed, remove } from './actions.js';
import { attempt } from './trouble.js';

/** Longest text of a message, in signs. */
const MOST = 2000;

/** Edits my newest message of a channel that can be edited; says whether there is one. @param {string} channel */
export function editLast(channel) {
  const items = get().messages.get(channel)?.items ?? [];
  const last = items.findLast((message) => allowed(message).edit);
  if (last) set({ editing: last.id });
  return last !== undefined;
}

/** What `<@1>` and its like are called in the field. @param {import('../types.js').Message} message @returns {(tag: string) => string|null} */
const nameOfTag = (message) => (tag) => {
  const state = get();
  const guildId = state.channels.get(message.channel_id)?.guild_id ?? null;
  const [, sign, id] = /^<(@!?|@&|#)(\d+)>$/.exec(tag) ?? [];
  if (sign === '#') return state.channels.has(id) ? `#${state.channels.get(id)?.name}` : null;
  if (sign === '@&') return state.guilds.get(guildId ?? '')?.roles.filter((role) => role.id === id).map((role) => `@${role.name}`)[0] ?? null;
  const user = state.users.get(id);
  return user ? `@${nameIn(state, user, guildId)}` : null;
};

/** @param {{message: import('../types.js').Message}} props */
export function Editor({ message }) {
  const ref = useRef(/** @type {HTMLTextAreaElement|null} */ (null));
  const start = useMemo(() => toShown(message.content, nameOfTag(message)), []);
  const [text, write] = useState(start.text);
  const [busy, wait] = useState(false);
  const phone = usePhone();
  useLayoutEffect(() => {
    const field = ref.current;
    if (!field) return;
    field.focus({ preventScroll: true });
    field.setSelectionRange(field.value.length, field.value.length);
    field.closest('[role=article]')?.scrollIntoView({ block: 'nearest' });
  }, []);
  useLayoutEffect(() => {
    const field = ref.current;
    if (!field) return;
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
  }, [text]);
  const leave = () => {
    const row = ref.current?.closest('[role=article]');
    set({ editing: null });
    const composer = document.getElementById('composer-input');
    if (composer && !phone) composer.focus();
    else if (row instanceof HTMLElement) row.focus({ preventScroll: true });
  };
  const save = async () => {
    if (busy) return;
    if (text.trim() === '') {
      leave();
      await remove(message, false);
    } else if (text === start.text) {
      leave();
    } else {
      wait(true);
      const channel = get().channels.get(message.channel_id);
      const content = channel ? toWire(text, start.names, finder(channel)) : text;
      if (await attempt((me) => api.edit(me, message.channel_id, message.id, { content }))) leave();
      wait(false);
    }
  };
  const key = (event) => {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === 'Escape') leave();
    else if (event.key === 'Enter' && !event.shiftKey && !phone) save();
    else return;
    event.preventDefault();
  };
  return html`<div class="msg-editor">
    <textarea ref=${ref} rows="1" value=${text} maxLength=${MOST} aria-label="Edit message" dir="auto" aria-busy=${busy ? 'true' : undefined}
      onInput=${(event) => write(event.currentTarget.value)} onKeyDown=${key}></textarea>
    <p class="msg-editor-hint">escape to <button type="button" onClick=${leave}>cancel</button>
      <span aria-hidden="true"> • </span>enter to <button type="button" onClick=${save}>save</button></p>
  </div>`;
}
