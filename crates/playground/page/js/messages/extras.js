// What hangs on a message: its thread, stickers, and what was forwarded.
// @ts-check

import { html, memo, useState } from '../html.js';
import { saidText } from '../markdown/time.js';
import { Markdown } from '../markdown/view.js';
import { channelName } from '../state/names.js';
import { now } from '../state/now.js';
import { useStore } from '../state/store.js';
import { Icon } from '../ui/ui.js';
import { Embeds } from './embed.js';
import { Files } from './files.js';
import { jumpTo } from './jump.js';
import { visit } from './visit.js';
import { Components } from '../components/view.js';

/** @param {{thread: import('../types.js').Channel}} props */
export function ThreadCard({ thread }) {
  const known = useStore((state) => state.channels.get(thread.id)) ?? thread;
  const count = known.message_count ?? 0;
  const closed = known.thread_metadata?.archived;
  return html`<button type="button" class="msg-thread" onClick=${() => visit(known)}>
    <span class="msg-thread-head"><${Icon} name="thread" size=${18} /><bdi class="msg-thread-name">${known.name}</bdi>
      <span class="msg-thread-count">${count === 1 ? '1 message' : `${count} messages`}<span aria-hidden="true"> ›</span></span></span>
    <span class="msg-thread-note">${closed ? 'This thread is archived.' : count ? 'Read what was said.' : 'There are no messages in this thread yet.'}</span>
  </button>`;
}

const LOTTIE = 3;

/** @param {{sticker: any}} props */
export function Sticker({ sticker }) {
  const [broken, fail] = useState(false);
  if (broken || sticker.format_type === LOTTIE || !/^\d+$/.test(sticker.id)) {
    return html`<div class="msg-sticker-name"><${Icon} name="sticker" size=${28} /><span><bdi>${sticker.name}</bdi><small>Sticker</small></span></div>`;
  }
  return html`<img class="msg-sticker" src=${`/stickers/${sticker.id}.${sticker.format_type === 4 ? 'gif' : 'png'}`} alt=${`Sticker: ${sticker.name}`}
    title=${sticker.name} width="160" height="160" loading="lazy" onError=${() => fail(true)} />`;
}

/** @param {{message: import('../types.js').Message, guildId: string|null}} props */
export const Forward = memo(({ message, guildId }) => {
  const locale = useStore((state) => state.locale);
  const snapshot = message.message_snapshots?.[0].message ?? {};
  const origin = useStore((state) => state.channels.get(message.message_reference?.channel_id));
  return html`<div class="msg-forward">
    <p class="msg-forward-head"><${Icon} name="forward" size=${16} />Forwarded</p>
    ${snapshot.content && html`<${Markdown} text=${snapshot.content} guildId=${guildId} message=${snapshot} />`}
    ${snapshot.attachments?.length > 0 && html`<${Files} files=${snapshot.attachments} />`}
    <${Embeds} message=${snapshot} guildId=${guildId} />
    ${snapshot.components?.length > 0 && html`<${Components} message=${{ ...message, ...snapshot, id: message.id, author: message.author, frozen: true }} />`}
    ${(snapshot.sticker_items ?? []).map((sticker) => html`<${Sticker} key=${sticker.id} sticker=${sticker} />`)}
    ${origin && html`<button type="button" class="msg-forward-origin" onClick=${() => jumpTo(origin.id, message.message_reference.message_id)}>
      <bdi>#${channelName(origin)}</bdi>${snapshot.timestamp && html`<span aria-hidden="true"> • </span>${saidText(Date.parse(snapshot.timestamp), now(), locale)}`}
      <${Icon} name="chevron-right" size=${14} /></button>`}
  </div>`;
});
