// The buttons around the field: what can be added, emojis, sending.
// @ts-check

import { html, useRef, useState } from '../html.js';
import { sendMessage } from '../state/acts.js';
import { can } from '../state/names.js';
import { IconButton, Menu } from '../ui/ui.js';
import { EmojiPicker } from './emoji.js';
import { PollDialog } from './poll.js';
import { remember } from './mentions.js';
import { ofEmoji } from './suggest.js';

/**
 * @param {{channel: import('../types.js').Channel, onFiles: (files: File[]) => void, onCommand: () => void}} props
 */
export function AddButton({ channel, onFiles, onCommand }) {
  const [menu, open] = useState(/** @type {Element|null} */ (null));
  const [poll, ask] = useState(false);
  const input = useRef(/** @type {HTMLInputElement|null} */ (null));
  const may = (/** @type {any} */ name) => !channel.guild_id || can(channel, name);
  const items = [
    may('ATTACH_FILES') && { id: 'upload', label: 'Upload files', icon: 'upload', onSelect: () => input.current?.click() },
    may('SEND_POLLS') && { id: 'poll', label: 'Create a poll', icon: 'poll', onSelect: () => ask(true) },
    { id: 'command', label: 'Use a command', icon: 'slash', onSelect: onCommand },
  ];
  const post = (value) => {
    ask(false);
    sendMessage(channel.id, '', [], { poll: value });
  };
  const take = (event) => {
    onFiles([...(event.currentTarget.files ?? [])]);
    event.currentTarget.value = '';
  };
  return html`<span class="composer-add">
    <${IconButton} icon="plus" label="Add files, a poll or a command" class="composer-tool" aria-haspopup="menu"
      aria-expanded=${String(menu !== null)} onClick=${(event) => open(event.currentTarget)} />
    <input ref=${input} class="unseen" type="file" multiple tabindex="-1" aria-hidden="true" onChange=${take} />
    ${menu && html`<${Menu} anchor=${menu} label="Add" items=${items} placement="top-start" onClose=${() => open(null)} />`}
    ${poll && html`<${PollDialog} onClose=${() => ask(false)} onSend=${post} />`}
  </span>`;
}

/**
 * @param {{channel: import('../types.js').Channel, onInsert: (text: string, names: Map<string, string>) => void}} props
 */
export function EmojiButton({ channel, onInsert }) {
  const [anchor, open] = useState(/** @type {Element|null} */ (null));
  const pick = (emoji) => {
    const { shown, exact, wire } = ofEmoji(emoji);
    const known = remember(new Map(), shown, exact, wire);
    onInsert(`${known.shown} `, emoji.id ? known.names : new Map());
  };
  return html`<span class="composer-emoji-button">
    <${IconButton} icon="smile" label="Choose an emoji" class="composer-tool" aria-haspopup="dialog"
      aria-expanded=${String(anchor !== null)} onClick=${(event) => open(anchor ? null : event.currentTarget)} />
    ${anchor && html`<${EmojiPicker} anchor=${anchor} channelId=${channel.id} onPick=${pick} onClose=${() => open(null)} />`}
  </span>`;
}

/** @param {{ready: boolean, onSend: () => void}} props */
export function SendButton({ ready, onSend }) {
  return html`<button type="button" class=${`composer-send${ready ? ' ready' : ''}`} aria-label="Send" disabled=${!ready}
    onMouseDown=${(event) => event.preventDefault()} onClick=${onSend}><${SendIcon} /></button>`;
}

const SendIcon = () => html`<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
  <path fill="currentColor" d="M3.400 20.400 21 12 3.400 3.600 3.400 10.200 15 12 3.400 13.800z" /></svg>`;
