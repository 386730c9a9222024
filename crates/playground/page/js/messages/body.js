// What a message says, from its text down to its reactions.
// @ts-check

import { Components } from '../components/view.js';
import { Dots } from '../components/button.js';
import { useFailed } from '../components/waiting.js';
import { html, memo, useErrorBoundary, useMemo } from '../html.js';
import { dateText } from '../markdown/time.js';
import { Markdown } from '../markdown/view.js';
import { useName } from '../state/names.js';
import { useStore } from '../state/store.js';
import { Icon } from '../ui/ui.js';
import { allowed, dismiss } from './actions.js';
import { Embeds } from './embed.js';
import { Forward, Sticker, ThreadCard } from './extras.js';
import { Files } from './files.js';
import { isComponents, isEphemeral, isForward, isThinking, TYPE } from './kinds.js';
import { unseenFiles } from './media.js';
import { Poll } from './poll.js';
import { Reactions } from './reactions.js';

/** @typedef {import('../types.js').Message} Message */
/** @typedef {import('./place.js').Place} Place */

/** @param {{message: Message, place: Place}} props */
export const Body = memo(({ message, place }) => {
  const [broken] = useErrorBoundary();
  if (broken) return html`<p class="msg-note">This message cannot be shown.</p>`;
  const shown = message.type === TYPE.threadStarter && message.referenced_message ? message.referenced_message : message;
  return html`<div class="msg-body">
    ${isThinking(message) ? html`<${Thinking} message=${message} guildId=${place.guildId} />` : html`<${Said} message=${shown} place=${place} />`}
    <${Failed} message=${message} />
    ${message.reactions && message.reactions.length > 0 && html`<${Reactions} message=${message} guildId=${place.guildId} me=${place.me?.id} may=${allowed(message).react} />`}
    ${message.thread && html`<${ThreadCard} thread=${message.thread} />`}
    ${isEphemeral(message) && html`<${OnlyYou} message=${message} />`}
  </div>`;
});

/** @param {{message: Message, place: Place}} props */
function Said({ message, place }) {
  const { guildId } = place;
  const files = useMemo(() => (isComponents(message) ? [] : unseenFiles(message)), [message]);
  const edited = message.edited_timestamp ? html`<${Edited} at=${message.edited_timestamp} locale=${place.locale} />` : null;
  return html`
    ${message.content && html`<${Markdown} text=${message.content} guildId=${guildId} message=${message} after=${edited} />`}
    ${isForward(message) && html`<${Forward} message=${message} guildId=${guildId} />`}
    ${message.poll && html`<${Poll} message=${message} />`}
    ${files.length > 0 && html`<${Files} files=${files} />`}
    ${message.embeds?.length > 0 && html`<${Embeds} message=${message} guildId=${guildId} />`}
    ${(message.sticker_items ?? []).map((sticker) => html`<${Sticker} key=${sticker.id} sticker=${sticker} />`)}
    ${message.components?.length > 0 && html`<${Components} message=${message} />`}
    ${!message.content && edited}`;
}

/** @param {{at: string, locale: string}} props */
const Edited = ({ at, locale }) => html`<time class="msg-edited" datetime=${at} title=${dateText(Date.parse(at), 'F', locale)}> (edited)</time>`;

/** @param {{message: Message, guildId: string|null}} props */
function Thinking({ message, guildId }) {
  const name = useName(message.author, guildId);
  const failed = useStore((state) => state.interactions.get(message.interaction_metadata?.id)?.state === 'failed');
  if (failed) return html`<p class="msg-failed"><${Icon} name="warning" size=${16} />The application did not respond</p>`;
  return html`<p class="msg-thinking"><${Dots} /><span><bdi>${name}</bdi> is thinking…</span></p>`;
}

/** @param {{message: Message}} props */
function Failed({ message }) {
  const failed = useFailed(message.id);
  return failed ? html`<p class="msg-failed" role="alert"><${Icon} name="warning" size=${16} />This interaction failed</p>` : null;
}

/** @param {{message: Message}} props */
const OnlyYou = ({ message }) => html`<p class="msg-only"><${Icon} name="eye" size=${16} /><span>Only you can see this<span aria-hidden="true"> • </span>
  <button type="button" class="msg-only-dismiss" onClick=${() => dismiss(message)}>Dismiss message</button></span></p>`;
