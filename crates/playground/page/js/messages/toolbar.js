// The actions beside a message that is pointed at or has the focus.
// @ts-check

import { html, useEffect, useRef, useState } from '../html.js';
import { Emoji, emojiName } from '../markdown/emoji.js';
import { IconButton, Tooltip } from '../ui/ui.js';
import { allowed, dismiss, edit, openMenu, remove, reply } from './actions.js';
import { openReactions, quickReactions } from './react.js';

/** Whether Shift is down: deleting asks nothing then. */
function useShift() {
  const [down, tell] = useState(false);
  useEffect(() => {
    const look = (event) => tell(event.shiftKey);
    window.addEventListener('keydown', look);
    window.addEventListener('keyup', look);
    return () => {
      window.removeEventListener('keydown', look);
      window.removeEventListener('keyup', look);
    };
  }, []);
  return down;
}

/** @param {{message: import('../types.js').Message}} props */
export function Toolbar({ message }) {
  const shift = useShift();
  const ref = useRef(/** @type {HTMLElement|null} */ (null));
  const may = allowed(message);
  const anchor = () => /** @type {HTMLElement} */ (ref.current);
  return html`<div ref=${ref} class="msg-tools" role="toolbar" aria-label="Actions">
    ${may.react && quickReactions(message.channel_id).map(({ emoji, act }) => html`<${Tooltip} key=${emojiName(emoji)} text=${`React with ${emojiName(emoji)}`}>
      <button type="button" class="icon-button msg-quick" aria-label=${`React with ${emojiName(emoji)}`} onClick=${() => act(message)}><${Emoji} emoji=${emoji} /></button><//>`)}
    ${may.react && html`<${IconButton} icon="smile" label="Add reaction" aria-haspopup="dialog" onClick=${() => openReactions(message, anchor())} />`}
    ${may.edit && html`<${IconButton} icon="pencil" label="Edit" onClick=${() => edit(message)} />`}
    ${may.reply && !may.edit && html`<${IconButton} icon="reply" label="Reply" onClick=${() => reply(message)} />`}
    ${may.dismiss && html`<${IconButton} icon="close" label="Dismiss message" onClick=${() => dismiss(message)} />`}
    ${shift && may.remove ? html`<${IconButton} icon="trash" label="Delete" class="msg-delete" onClick=${() => remove(message, true)} />`
    : html`<${IconButton} icon="dots" label="More" aria-haspopup="menu" onClick=${() => openMenu(message, anchor())} />`}
  </div>`;
}
