// The bar above the field that says to whom the message is an answer, and whether they are pinged.
// @ts-check

import { html } from '../html.js';
import { colorOf, useMember, useName } from '../state/names.js';
import { get, mapped, set } from '../state/store.js';
import { IconButton, Tooltip } from '../ui/ui.js';

/** @param {string} channel */
export const stopReplying = (channel) => set({ replies: mapped(get().replies, channel) });

/**
 * @param {{channel: import('../types.js').Channel, message: import('../types.js').Message, ping: boolean,
 *   onPing: (ping: boolean) => void}} props
 */
export function ReplyBar({ channel, message, ping, onPing }) {
  const guild = get().guilds.get(channel.guild_id ?? '');
  const name = useName(message.author, channel.guild_id);
  const member = useMember(message.author.id, channel.guild_id);
  const own = message.author.id === get().me?.id;
  return html`<div class="composer-reply">
    <span class="composer-reply-text">Replying to <strong dir="auto" style=${{ color: colorOf(member, guild) }}>${name}</strong></span>
    ${!own && html`<${Tooltip} text=${ping ? 'They are notified' : 'They are not notified'}>
      <button type="button" class=${`composer-ping${ping ? ' on' : ''}`} role="switch" aria-checked=${String(ping)}
        aria-label=${`Notify ${name}`} onClick=${() => onPing(!ping)}>@ ${ping ? 'On' : 'Off'}</button>
    <//>`}
    <${IconButton} icon="close" size=${18} label="Stop replying" onClick=${() => stopReplying(channel.id)} />
  </div>`;
}
