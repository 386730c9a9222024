// What stands above a message: the one that it answers, or the command that brought it.
// @ts-check

import { html, memo, useRef } from '../html.js';
import { Markdown } from '../markdown/view.js';
import { colorOf, useMember, useName } from '../state/names.js';
import { useStore } from '../state/store.js';
import { AppBadge, Avatar, Icon } from '../ui/ui.js';
import { jumpTo } from './jump.js';
import { commandOf, TYPE } from './kinds.js';
import { openPerson } from './person.js';
import { summaryOf } from './summary.js';

/** A name in the colour of its role, that opens who it is. @param {{user: any, guildId: string|null, at?: boolean, class?: string}} props */
export function NameButton({ user, guildId, at = false, class: look = 'msg-name' }) {
  const ref = useRef(null);
  const name = useName(user, guildId);
  const member = useMember(user.id, guildId);
  const guild = useStore((state) => (guildId ? state.guilds.get(guildId) : undefined));
  const color = colorOf(member, guild);
  return html`<button ref=${ref} type="button" class=${look} style=${color ? { color } : undefined} aria-haspopup="dialog"
    onClick=${() => openPerson(user, guildId, ref.current)}><bdi>${at ? '@' : ''}${name}</bdi></button>`;
}

/** @param {{message: import('../types.js').Message, guildId: string|null}} props */
export const ReplyLine = memo(({ message, guildId }) => {
  const original = message.referenced_message;
  const hidden = useStore((state) => Boolean(original && state.dismissed.has(original.id)));
  if (!original || hidden) {
    return html`<div class="msg-above"><span class="msg-above-sign" aria-hidden="true"></span><span class="msg-above-gone">
      <${Icon} name="reply" size=${14} />${original === null ? 'The original message was deleted' : 'The original message is not here'}</span></div>`;
  }
  const pings = (message.mentions ?? []).some((user) => user.id === original.author.id);
  return html`<div class="msg-above"><span class="msg-above-sign" aria-hidden="true"></span>
    <${Avatar} user=${original.author} size=${16} />
    ${original.author.bot && html`<${AppBadge} />`}
    <${NameButton} user=${original.author} guildId=${guildId} at=${pings} class="msg-above-name" />
    <button type="button" class="msg-above-text" title="Go to the message"
      onClick=${() => jumpTo(original.channel_id, original.id)}><${Preview} message=${original} guildId=${guildId} /></button>
  </div>`;
});

/** One line of a message. @param {{message: import('../types.js').Message, guildId: string|null}} props */
export function Preview({ message, guildId }) {
  if (message.content && message.type !== TYPE.pinned) {
    return html`<${Markdown} text=${message.content.slice(0, 400)} guildId=${guildId} message=${message} inline />
      ${message.edited_timestamp && html`<span class="msg-edited">(edited)</span>`}
      ${(message.attachments?.length > 0 || message.embeds?.length > 0) && html`<${Icon} name="image" size=${16} label="with pictures or files" />`}`;
  }
  return html`<em>${summaryOf(message)}</em>`;
}

/** @param {{message: import('../types.js').Message, guildId: string|null}} props */
export const CommandLine = memo(({ message, guildId }) => {
  const command = commandOf(message);
  if (!command?.user) return null;
  return html`<div class="msg-above"><span class="msg-above-sign" aria-hidden="true"></span>
    <${Avatar} user=${command.user} size=${16} />
    <${NameButton} user=${command.user} guildId=${guildId} class="msg-above-name" />
    <span class="msg-above-used">used <span class="msg-command">${command.menu && html`<${Icon} name="bolt" size=${14} />`}<bdi>${command.menu ? '' : '/'}${command.name}</bdi></span></span>
  </div>`;
});
