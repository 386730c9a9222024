// The reactions below a message: how many, mine or not, who.
// @ts-check

import { html, memo, useRef } from '../html.js';
import { Emoji, emojiKey, emojiName } from '../markdown/emoji.js';
import { nameOf } from '../state/names.js';
import { get } from '../state/store.js';
import { Icon, Tooltip } from '../ui/ui.js';
import { openReactions, react } from './react.js';

/** Names that are said before the others are counted. */
const NAMED = 3;

/** @param {any} reaction @param {string|null} guildId @param {string|undefined} me */
function who({ emoji, count, me: mine, users = [] }, guildId, me) {
  const people = users.map((user) => (typeof user === 'string' ? get().users.get(user) : user)).filter(Boolean);
  const others = people.filter((user) => user.id !== me).map((user) => nameOf(user, guildId));
  const named = [...(mine ? ['you'] : []), ...others].slice(0, NAMED);
  const rest = count - named.length;
  if (rest > 0 || named.length === 0) named.push(named.length ? `${rest} more` : `${rest} ${rest === 1 ? 'person' : 'people'}`);
  const list = new Intl.ListFormat('en', { type: 'conjunction' }).format(named);
  return `${list[0].toUpperCase()}${list.slice(1)} reacted with ${emojiName(emoji)}`;
}

/** @param {{message: import('../types.js').Message, guildId: string|null, me: string|undefined, may: boolean}} props `may`: add another one */
export const Reactions = memo(({ message, guildId, me, may }) => {
  const adder = useRef(null);
  return html`<div class="msg-reactions" role="group" aria-label="Reactions">
    ${(message.reactions ?? []).map((reaction) => {
      const said = who(reaction, guildId, me);
      const words = html`<span class="msg-reaction-who"><${Emoji} emoji=${reaction.emoji} class="large" /><span dir="auto">${said}</span></span>`;
      return html`<${Tooltip} key=${emojiKey(reaction.emoji)} text=${words}>
        <button type="button" class="msg-reaction" aria-pressed=${String(reaction.me)} aria-label=${`${emojiName(reaction.emoji)}, ${reaction.count}. ${said}`}
          onClick=${() => react(message, reaction.emoji, !reaction.me)}>
          <${Emoji} emoji=${reaction.emoji} /><span class="msg-reaction-count">${reaction.count}</span>
        </button><//>`;
    })}
    ${may && html`<${Tooltip} text="Add a reaction"><button ref=${adder} type="button" class="msg-reaction msg-reaction-add" aria-label="Add a reaction" aria-haspopup="dialog"
      onClick=${() => openReactions(message, adder.current)}><${Icon} name="smile" size=${18} /></button><//>`}
  </div>`;
}, (before, after) => before.message.reactions === after.message.reactions && before.message.id === after.message.id && before.may === after.may
  && before.me === after.me);
