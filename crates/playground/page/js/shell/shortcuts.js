// The list of what can be done with keys, and what a channel is about: dialogs to read.
// @ts-check

import { html } from '../html.js';
import { Markdown } from './others.js';
import { isThread, KIND_NAMES } from '../state/channels.js';
import { channelName } from '../state/names.js';
import { useStore } from '../state/store.js';
import { Button, Dialog, Popover } from '../ui/ui.js';
import { SHORTCUTS } from './keys.js';
import { closeOverlay } from './overlays.js';

const mac = /Mac|iPhone|iPad/.test(navigator.platform);
/** @param {string} key */
const shown = (key) => (mac ? { Ctrl: '⌘', Alt: '⌥', Shift: '⇧' }[key] ?? key : key);

export function Shortcuts() {
  return html`<${Dialog} title="Keyboard shortcuts" size="m" onClose=${closeOverlay}>
    ${SHORTCUTS.map(({ title, keys }) => html`<section key=${title} class="keys"><h3>${title}</h3><dl>
      ${keys.map(([chord, words]) => html`<div key=${words} class="keys-row"><dt>${words}</dt>
        <dd>${/** @type {string[]} */ (chord).map((key) => html`<kbd key=${key}>${shown(key)}</kbd>`)}</dd></div>`)}
    </dl></section>`)}
    <p class="row-note">Lists move with the arrows; the menu key opens what the right button does.</p>
  <//>`;
}

/** @param {{anchor: any, channel: string}} props */
export function ChannelInfo({ anchor, channel: id }) {
  const channel = useStore((state) => state.channels.get(id));
  if (!channel) return null;
  const { rate_limit_per_user: slow, thread_metadata: thread } = channel;
  return html`<${Popover} anchor=${anchor} placement="bottom-start" label=${`About ${channelName(channel)}`} kind="about" onClose=${closeOverlay}>
    <h2 dir="auto">${channelName(channel)}</h2>
    <p class="row-note">${KIND_NAMES[channel.type]}${thread?.archived ? ', closed' : ''}${thread?.locked ? ', locked' : ''}</p>
    ${channel.topic ? html`<div class="about-topic" dir="auto"><${Markdown} text=${channel.topic} guildId=${channel.guild_id} /></div>`
      : !isThread(channel) && html`<p class="about-topic">It has no topic.</p>`}
    ${slow ? html`<p class="row-note">Slow mode: one message in ${slow} seconds.</p>` : ''}
    <p class="row-note">ID ${channel.id}</p>
  <//>`;
}

/** Something that one looked at is gone. @param {{title: string, text: string}} props */
export function Gone({ title, text }) {
  return html`<${Dialog} title=${title} size="s" role="alertdialog" onClose=${closeOverlay}
    footer=${html`<${Button} kind="primary" data-autofocus onClick=${closeOverlay}>All right<//>`}><p>${text}</p><//>`;
}
