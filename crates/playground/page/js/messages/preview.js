// A message in small, only to be read: for pins, search and questions.
// @ts-check

import { html, memo } from '../html.js';
import { saidText } from '../markdown/time.js';
import { Markdown } from '../markdown/view.js';
import { colorOf, useMember, useName } from '../state/names.js';
import { now } from '../state/now.js';
import { useStore } from '../state/store.js';
import { AppBadge, Avatar } from '../ui/ui.js';
import { isSystem } from './kinds.js';
import { ofFile, kindOf } from './media.js';
import { summaryOf } from './summary.js';

/** Longest text that is shown, in signs. */
const MOST = 600;

/** @param {{message: import('../types.js').Message, guildId: string|null}} props */
export const MessagePreview = memo(({ message, guildId }) => {
  const locale = useStore((state) => state.locale);
  const name = useName(message.author, guildId);
  const member = useMember(message.author.id, guildId);
  const guild = useStore((state) => (guildId ? state.guilds.get(guildId) : undefined));
  const color = colorOf(member ?? message.member, guild);
  const picture = (message.attachments ?? []).find((file) => kindOf(file) === 'picture');
  const item = picture && ofFile(picture);
  const at = Date.parse(message.timestamp);
  return html`<div class="msg-preview">
    <${Avatar} user=${message.author} size=${32} />
    <div class="msg-preview-main">
      <div class="msg-head"><span class="msg-name" style=${color ? { color } : undefined}><bdi>${name}</bdi></span>
        ${message.author.bot && html`<${AppBadge} />`}
        <time class="msg-clock" datetime=${message.timestamp}>${saidText(at, now(), locale)}</time></div>
      <div class="msg-preview-text">${message.content && !isSystem(message)
    ? html`<${Markdown} text=${message.content.slice(0, MOST)} guildId=${guildId} message=${message} />` : html`<span>${summaryOf(message)}</span>`}</div>
      ${item?.path && !item.spoiler && html`<img class="msg-preview-picture" src=${item.path} alt=${item.alt} loading="lazy" />`}
    </div>
  </div>`;
});
