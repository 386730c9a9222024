// One message in the list: who, when, what; beside it what can be done.
// @ts-check

import { html, memo, useErrorBoundary, useMemo, useRef, useState } from '../html.js';
import { dateText, saidText } from '../markdown/time.js';
import { colorOf, nameIn, useMember } from '../state/names.js';
import { now } from '../state/now.js';
import { useStore } from '../state/store.js';
import { AppBadge, Avatar } from '../ui/ui.js';
import { CommandLine, ReplyLine } from './above.js';
import { openMenu } from './actions.js';
import { Body } from './body.js';
import { Editor } from './edit.js';
import { commandOf, has, FLAG, isEphemeral, isSystem, mentions, TYPE } from './kinds.js';
import { openPerson } from './person.js';
import { useLongPress } from './press.js';
import { summaryOf } from './summary.js';
import { SystemLine } from './system.js';
import { Toolbar } from './toolbar.js';

/** @typedef {import('../types.js').Message} Message */
/** @typedef {import('./place.js').Place} Place */

/**
 * A message that cannot be shown says so, and the others stand.
 * @param {{message: Message, start: boolean, place: Place, tab: boolean}} props `start`: with face and name; `tab`: the list's tab stop
 */
export const Row = memo((props) => {
  const [broken] = useErrorBoundary((cause) => console.error('A message:', cause));
  if (!broken) return html`<${Shown} ...${props} />`;
  const { message, tab } = props;
  return html`<div id=${`msg-${message.id}`} class="msg start" role="article" tabindex=${tab ? 0 : -1} data-key=${message.id}>
    <div class="msg-main"><p class="cmp-note">A message that cannot be shown</p></div></div>`;
});

/** @param {{message: Message, start: boolean, place: Place, tab: boolean}} props */
function Shown({ message, start, place, tab }) {
  const ref = useRef(/** @type {HTMLElement|null} */ (null));
  const [pointed, point] = useState(false);
  const [focused, focus] = useState(false);
  const active = pointed || focused;
  const editing = useStore((state) => state.editing === message.id);
  const name = useAuthor(message, place);
  const system = isSystem(message);
  const label = useMemo(() => `${name}, ${dateText(Date.parse(message.timestamp), 't', place.locale)}: ${summaryOf(message)}`, [message, name, place.locale]);
  const press = useLongPress((where) => openMenu(message, where));
  const look = ['msg', start && 'start', system && 'system', isEphemeral(message) && 'ephemeral', editing && 'editing', active && 'active',
    !system && mentions(message, place.me?.id, place.roles) && 'mentioned', message.type === TYPE.reply && 'answer'].filter(Boolean).join(' ');
  const leaves = (event) => !event.currentTarget.contains(event.relatedTarget) && focus(false);
  return html`<div ref=${ref} id=${`msg-${message.id}`} class=${look} role="article" tabindex=${tab ? 0 : -1} aria-label=${label} data-key=${message.id}
    onPointerEnter=${(event) => event.pointerType === 'mouse' && point(true)} onPointerLeave=${() => point(false)}
    onFocusIn=${() => focus(true)} onFocusOut=${leaves} onContextMenu=${(event) => openAt(event, message, ref.current, press)} ...${press.handlers}>
    ${system ? html`<${SystemLine} message=${message} place=${place} />` : html`
      ${message.type === TYPE.reply && html`<${ReplyLine} message=${message} guildId=${place.guildId} />`}
      ${start && commandOf(message) && html`<${CommandLine} message=${message} guildId=${place.guildId} />`}
      <div class="msg-gutter">${start ? html`<${Face} message=${message} place=${place} />` : html`<${Clock} message=${message} place=${place} short />`}</div>
      <div class="msg-main">
        ${start && html`<${Head} message=${message} place=${place} name=${name} />`}
        ${editing ? html`<${Editor} message=${message} />` : html`<${Body} message=${message} place=${place} />`}
      </div>`}
    ${active && !editing && html`<${Toolbar} message=${message} />`}
  </div>`;
}

/** A menu where it was asked for; on links, pictures, marked text and with Shift the browser's own. */
function openAt(event, message, row, press) {
  press.cancel();
  if (press.isOpen()) {
    event.preventDefault();
    return;
  }
  const marked = String(window.getSelection() ?? '') !== '';
  const pointed = event.button === 2;
  if (event.shiftKey || (pointed && marked) || event.target.closest('a, img, video, audio, input, textarea')) return;
  event.preventDefault();
  const box = row.getBoundingClientRect();
  const focused = event.target === row || !pointed ? { x: box.left + 72, y: Math.max(8, box.top) + 24 } : null;
  openMenu(message, pointed || event.pointerType === 'touch' || !focused ? { x: event.clientX, y: event.clientY } : focused);
}

/** What the author is called here; webhooks are what they say. @param {Message} message @param {Place} place */
function useAuthor(message, place) {
  const disguised = message.webhook_id && !message.interaction_metadata;
  return useStore((state) => (disguised ? message.author.username : nameIn(state, message.author, place.guildId)));
}

/** @param {{message: Message, place: Place}} props */
function Face({ message, place }) {
  const ref = useRef(null);
  return html`<button ref=${ref} type="button" class="msg-face" tabindex="-1" aria-hidden="true"
    onClick=${() => openPerson(message.author, place.guildId, ref.current)}><${Avatar} user=${message.author} size=${40} /></button>`;
}

/** @param {{message: Message, place: Place, name: string}} props */
function Head({ message, place, name }) {
  const ref = useRef(null);
  const known = useMember(message.author.id, place.guildId);
  const color = colorOf(known ?? message.member, place.guild);
  const webhook = message.webhook_id && !message.author.bot && !message.interaction_metadata;
  return html`<div class="msg-head">
    <button ref=${ref} type="button" class="msg-name" style=${color ? { color } : undefined} aria-haspopup="dialog"
      onClick=${() => openPerson(message.author, place.guildId, ref.current)}><bdi>${name}</bdi></button>
    ${(message.author.bot || webhook) && html`<${AppBadge} />`}
    <${Clock} message=${message} place=${place} />
    ${has(message, FLAG.silent) && html`<span class="msg-silent" title="Sent without a notification">silent</span>`}
  </div>`;
}

/** @param {{message: Message, place: Place, short?: boolean}} props */
export function Clock({ message, place, short = false }) {
  const at = Date.parse(message.timestamp);
  return html`<time class=${short ? 'msg-clock short' : 'msg-clock'} datetime=${message.timestamp} title=${dateText(at, 'F', place.locale)}>
    ${short ? dateText(at, 't', place.locale) : saidText(at, now(), place.locale)}</time>`;
}
