// What Discord itself says in a channel: an icon, a sentence with names in it, the time.
// @ts-check

import { html, memo } from '../html.js';
import { useStore } from '../state/store.js';
import { Button, Icon } from '../ui/ui.js';
import { NameButton } from './above.js';
import { jumpTo } from './jump.js';
import { TYPE } from './kinds.js';
import { Clock } from './row.js';
import { ThreadCard } from './extras.js';
import { systemWords } from './system-words.js';
import { visit } from './visit.js';
import { Body } from './body.js';

/** @typedef {import('../types.js').Message} Message */

/** @param {{message: Message, place: import('./place.js').Place}} props */
export const SystemLine = memo(({ message, place }) => {
  const channel = useStore((state) => state.channels.get(message.channel_id)?.name);
  const words = systemWords(message, { channel });
  const fill = { '{author}': html`<${NameButton} user=${message.author} guildId=${place.guildId} class="msg-system-name" />`,
    '{target}': words.target && html`<${NameButton} user=${words.target} guildId=${place.guildId} class="msg-system-name" />`,
    '{bold}': html`<strong><bdi>${words.bold}</bdi></strong>` };
  const sentence = words.words.split(/(\{author\}|\{target\}|\{bold\})/).map((piece) => fill[piece] ?? piece);
  return html`<div class="msg-gutter"><span class=${`msg-system-icon ${words.tone ?? ''}`}><${Icon} name=${words.icon} size=${18} /></span></div>
    <div class="msg-main">
      <p class="msg-system"><span>${sentence}</span> <${Link} kind=${words.link} message=${message} /> <${Clock} message=${message} place=${place} /></p>
      ${message.type === TYPE.pollResult && html`<${PollResult} message=${message} />`}
      ${message.type === TYPE.autoModeration && html`<${Body} message=${message} place=${place} />`}
      ${message.type === TYPE.threadCreated && message.thread && html`<${ThreadCard} thread=${message.thread} />`}
    </div>`;
});

/** @param {{kind: string|undefined, message: Message}} props */
function Link({ kind, message }) {
  const reference = message.message_reference;
  if (kind === 'message' && reference?.message_id) {
    return html`<button type="button" class="msg-system-link" onClick=${() => jumpTo(reference.channel_id ?? message.channel_id, reference.message_id)}>See it.</button>`;
  }
  if (kind === 'thread' && reference?.channel_id) {
    return html`<button type="button" class="msg-system-link" onClick=${() => visit({ id: reference.channel_id, guild_id: reference.guild_id })}>Open it.</button>`;
  }
  return null;
}

/** The answer that won, from the embed that Discord tells it in. @param {{message: Message}} props */
function PollResult({ message }) {
  const found = message.embeds?.find((embed) => embed.type === 'poll_result');
  if (!found) return null;
  const of = (name) => found.fields?.find((field) => field.name === name)?.value;
  const total = Number(of('total_votes') ?? 0);
  const votes = Number(of('victor_answer_votes') ?? 0);
  const winner = of('victor_answer_text');
  const reference = message.message_reference;
  return html`<div class="msg-poll-result">
    <div><p class="msg-poll-winner">${of('victor_answer_emoji_name') ?? ''} <bdi>${winner ?? 'The result was a draw'}</bdi></p>
      <p class="msg-poll-hint">${winner ? `Winning answer • ${total ? Math.round((votes / total) * 100) : 0}%` : `${total} votes`}</p></div>
    ${reference?.message_id && html`<${Button} size="s" onClick=${() => jumpTo(reference.channel_id ?? message.channel_id, reference.message_id)}>View poll<//>`}
  </div>`;
}
