// The messages of a channel: the list, where it stands, what is new in it.
// @ts-check

import { html, useLayoutEffect, useMemo, useRef, useState } from '../html.js';
import { load, more, pageOf, toNewest } from '../state/messages.js';
import { channelName } from '../state/names.js';
import { useStore } from '../state/store.js';
import { allowed, edit, pin, remove, reply } from './actions.js';
import { Beginning, Day, NewLine, PresentBar, Skeleton, Trouble, UnreadBar } from './bars.js';
import { entered, messageOf, pressed } from './keys.js';
import { useNews } from './news.js';
import { CommandRow, PendingRow } from './outgoing.js';
import { usePlace } from './place.js';
import { openReactions } from './react.js';
import { Row } from './row.js';
import { commandsOf, rowsOf, sentAt } from './rows.js';
import { useReading } from './reading.js';
import { useScrolling } from './scrolling.js';

/** @type {import('../types.js').Message[]} */
const NOTHING = [];
/** @type {import('../types.js').Pending[]} */
const NONE = [];

/** @param {{channelId: string}} props */
export const MessagePane = ({ channelId }) => html`<${Pane} key=${channelId} channelId=${channelId} />`;

/** @param {{channelId: string}} props */
function Pane({ channelId }) {
  const page = useStore((state) => state.messages.get(channelId));
  const pending = useStore((state) => state.pending.get(channelId)) ?? NONE;
  const dismissed = useStore((state) => state.dismissed);
  const interactions = useStore((state) => state.interactions);
  const name = useStore((state) => channelName(state.channels.get(channelId)));
  const place = usePlace(channelId);
  const whole = Boolean(page) && !page?.after;
  const items = useMemo(() => (page?.items ?? NOTHING).filter((message) => !dismissed.has(message.id)), [page?.items, dismissed]);
  const reading = useReading(channelId, items, whole && page?.status === 'ready', place.me?.id);
  const commands = useMemo(() => commandsOf(interactions, channelId, dismissed), [interactions, channelId, dismissed]);
  const rows = useMemo(() => rowsOf({ items, pending, commands, me: place.me, unread: reading.line, whole, start: page ? !page.before : false }),
    [items, pending, commands, place, reading.line, whole, page?.before]);
  const scrolling = useScrolling({ channelId, page, rows, line: reading.beyond ? null : reading.line, decided: reading.decided, onEnd: reading.atEnd });
  useNews(items, whole && page?.status === 'ready', place.guildId, place.me?.id);
  const [stop, setStop] = useState(/** @type {string|null} */ (null));
  const tab = items.some((message) => message.id === stop) ? stop : items[items.length - 1]?.id ?? null;
  const focused = useRef(/** @type {string|null} */ (null));
  useKeptFocus(scrolling.content, rows, focused);

  if (!page || (page.items.length === 0 && page.status === 'loading')) return html`<div class="msg-pane"><${Skeleton} rows=${12} /></div>`;
  if (page.status === 'failed') return html`<div class="msg-pane"><${Trouble} text=${page.error} onRetry=${() => load(channelId)} /></div>`;
  return html`<div class="msg-pane">
    ${reading.beyond && html`<${UnreadBar} since=${sentAt(reading.readAt ?? items[0].id)} locale=${place.locale} onRead=${reading.markRead}
      onJump=${() => scrolling.jump(reading.readAt ?? '', true)} />`}
    <div id="messages-list" ref=${scrolling.view} class="msg-scroller" onScroll=${scrolling.onScroll}
      onKeyDown=${(event) => pressed(event, around(scrolling, channelId, tab))}
      onFocusIn=${(event) => {
    entered(event, event.currentTarget, document.getElementById(`msg-${tab}`));
    const key = messageOf(event.target)?.dataset.key;
    focused.current = key ?? null;
    if (key && key !== stop) setStop(key);
  }}
      onFocusOut=${({ target, currentTarget }) => queueMicrotask(() => {
    // What has gone meanwhile did not lose the focus by anybody's will.
    if (target.isConnected && !target.disabled && !currentTarget.contains(document.activeElement)) focused.current = null;
  })}>
      <span ref=${scrolling.top} tabindex="-1"></span>
      <div ref=${scrolling.content} class="msg-list" role="log" aria-live="off" aria-label=${`Messages in ${name}`}>
        ${page.before ? html`<div class="msg-older"><${Skeleton} rows=${4} /></div>` : html`<${Beginning} channelId=${channelId} />`}
        ${rows.map((row) => drawn(row, place, tab))}
        ${page.after && html`<div class="msg-older"><${Skeleton} rows=${4} /></div>`}
        <div class="msg-end"></div>
      </div>
      <span ref=${scrolling.bottom} tabindex="-1"></span>
    </div>
    <${PresentBar} count=${scrolling.atEnd ? 0 : reading.fresh} older=${scrolling.far || Boolean(page.after)}
      onJump=${() => (page.after ? toNewest(channelId).then(scrolling.toEnd) : scrolling.toEnd())} />
  </div>`;
}

/** @param {import('./rows.js').Row} row @param {import('./place.js').Place} place @param {string|null} tab */
function drawn(row, place, tab) {
  switch (row.kind) {
    case 'day': return html`<${Day} key=${row.key} name=${row.key} at=${row.at} fresh=${row.fresh} locale=${place.locale} />`;
    case 'new': return html`<${NewLine} key="new" />`;
    case 'pending': return html`<${PendingRow} key=${row.key} pending=${row.pending} start=${row.start} place=${place} />`;
    case 'command': return html`<${CommandRow} key=${row.key} interaction=${row.interaction} place=${place} />`;
    default: return html`<${Row} key=${row.key} message=${row.message} start=${row.start} place=${place} tab=${row.key === tab} />`;
  }
}

/** What keys do in the list. */
function around(scrolling, channelId, tab) {
  return {
    list: scrolling.content.current,
    edges: () => /** @type {[any, any]} */ ([scrolling.top.current, scrolling.bottom.current]),
    more: (side) => more(channelId, side),
    end: scrolling.toEnd,
    act: (row, key) => act(row, key, channelId),
  };
}

/** One key does what the toolbar does. @param {HTMLElement} row @param {string} key @param {string} channelId */
function act(row, key, channelId) {
  const message = pageOf(channelId)?.items.find((one) => one.id === row.dataset.key);
  if (!message) return false;
  const may = allowed(message);
  if (key === 'e' && may.edit) edit(message);
  else if (key === 'r' && may.reply) reply(message);
  else if (key === 'p' && may.pin) pin(message);
  else if (key === '+' && may.react) openReactions(message, row);
  else if ((key === 'Delete' || key === 'Backspace') && may.remove) remove(message, false);
  else return false;
  return true;
}

/**
 * When the row that has the focus goes, the one in its place gets it; when only a part of it goes, the row.
 * @param {{current: HTMLElement|null}} content @param {any[]} rows @param {{current: string|null}} focused the row that had it last
 */
function useKeptFocus(content, rows, focused) {
  const keys = useRef(/** @type {string[]} */ ([]));
  useLayoutEffect(() => {
    const all = /** @type {HTMLElement[]} */ ([...(content.current?.children ?? [])].filter((row) => row.role === 'article'));
    const at = keys.current.indexOf(focused.current ?? '');
    keys.current = all.map((row) => row.dataset.key ?? '');
    const isLost = document.activeElement === document.body || !document.activeElement;
    if (at < 0 || !isLost) return;
    const same = all.find((row) => row.dataset.key === focused.current);
    (same ?? all[Math.min(at, all.length - 1)] ?? document.getElementById('main'))?.focus({ preventScroll: true });
  }, [rows]);
}
