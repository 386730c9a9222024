// A message in a list of found or pinned ones, with the way to it.
// @ts-check

import { html } from '../html.js';
import { channelName } from '../state/names.js';
import { get } from '../state/store.js';
import { IconButton } from '../ui/ui.js';
import { closeDrawer } from './layout.js';
import { jumpTo, MessagePreview } from './others.js';
import { closeOverlay } from './overlays.js';

/** @param {{message: any, guildId?: string|null, onRemove?: () => void}} props */
export function MessageCard({ message, guildId, onRemove }) {
  const goThere = () => {
    closeOverlay();
    if (get().ui.drawer) closeDrawer();
    jumpTo(message.channel_id, message.id);
  };
  const name = channelName(get().channels.get(message.channel_id));
  return html`<li class="card">
    <div class="card-message"><${MessagePreview} message=${message} guildId=${guildId} /></div>
    <div class="card-tools">
      <button class="card-jump" onClick=${goThere} aria-label=${`Jump to the message of ${message.author.global_name ?? message.author.username} in ${name}`}>Jump</button>
      ${onRemove && html`<${IconButton} icon="close" label="Unpin" size=${16} onClick=${onRemove} />`}
    </div>
  </li>`;
}
