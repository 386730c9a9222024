// The pinned messages of a channel.
// @ts-check

import * as api from '../api.js';
import { html } from '../html.js';
import { can } from '../state/names.js';
import { get, useStore } from '../state/store.js';
import { Button, Icon, Popover, Spinner } from '../ui/ui.js';
import { useAsked } from './ask.js';
import { closeOverlay } from './overlays.js';
import { MessageCard } from './preview.js';
import { attempt } from './try.js';

/** @param {{anchor: any, channel: string}} props */
export function Pins({ anchor, channel: id }) {
  const channel = useStore((state) => state.channels.get(id));
  const { answer, error, busy, again } = useAsked(() => api.pins(get().me?.id, id), [id]);
  const messages = answer?.messages ?? [];
  const may = can(channel, 'PIN_MESSAGES') || can(channel, 'MANAGE_MESSAGES') || !channel?.guild_id;
  const unpin = (message) => attempt(async () => {
    await api.pin(get().me?.id, id, message, false);
    again();
  });
  return html`<${Popover} anchor=${anchor ?? document.body} placement="bottom-end" label="Pinned messages" kind="float-list" onClose=${closeOverlay}>
    <header class="float-head"><${Icon} name="pin" /><h2>Pinned messages</h2></header>
    ${busy && !answer && html`<p class="float-note"><${Spinner} label="Loading" /></p>`}
    ${error && html`<p class="float-note">${error} <${Button} size="s" onClick=${again}>Try again<//></p>`}
    ${answer && messages.length === 0 && html`<p class="float-note">Nothing is pinned here yet.</p>`}
    <ul class="cards">${messages.map((message) => html`<${MessageCard} key=${message.id} message=${message} guildId=${channel?.guild_id}
      onRemove=${may ? () => unpin(message.id) : undefined} />`)}</ul>
  <//>`;
}
