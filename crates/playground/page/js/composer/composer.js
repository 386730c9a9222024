// The composer of a channel: what somebody writes, attaches, answers or asks a bot to do.
// @ts-check

import { html, useCallback, useEffect, useId, useMemo, useRef } from '../html.js';
import { hasMessages } from '../state/channels.js';
import { channelName } from '../state/names.js';
import { set, useStore } from '../state/store.js';
import { usePhone } from '../ui/ui.js';
import { CommandMode } from './command-mode.js';
import { entriesOf } from './commands.js';
import { useDesk } from './desk.js';
import { useDraft } from './drafts.js';
import { DropTarget } from './drop.js';
import { Field } from './field.js';
import { Notices } from './notices.js';
import { useOffered } from './offered.js';
import { ReplyBar, stopReplying } from './reply-bar.js';
import { Closed, Foot } from './state-line.js';
import { AddButton, EmojiButton, SendButton } from './tools.js';
import { Uploads } from './uploads.js';
import { lastOwnMessage, useVerdict } from './verdict.js';

/** @param {{channelId: string}} props */
export function Composer({ channelId }) {
  const channel = useStore((state) => state.channels.get(channelId));
  const me = useStore((state) => state.me?.id);
  if (!channel || !me || !hasMessages(channel)) return null;
  return html`<${Desk} key=${`${me}/${channelId}`} channel=${channel} />`;
}

/** What a channel is called where something is sent to. @param {import('../types.js').Channel} channel */
const target = (channel) => (channel.guild_id ? `#${channelName(channel)}` : `@${channelName(channel)}`);

/** @param {{channel: import('../types.js').Channel}} props */
function Desk({ channel }) {
  const [draft, change, now] = useDraft(channel.id);
  const verdict = useVerdict(channel);
  const reply = useStore((state) => state.replies.get(channel.id));
  const offered = useOffered(channel.id);
  const entries = useMemo(() => (offered ? entriesOf(offered) : []), [offered]);
  const field = useRef(/** @type {HTMLTextAreaElement|null} */ (null));
  const about = useId();
  const focus = useCallback((option) => requestAnimationFrame(() => fieldCalled(option)?.focus()), []);
  const known = offered !== undefined && offered.status !== 'loading';
  const desk = useDesk({ channel, entries, known, verdict, answers: reply !== undefined, now, change, focus, field });
  useFocus(field, reply, draft.command);

  const closed = verdict.kind === 'closed';
  const where = target(channel);
  const ready = draft.command !== null || draft.text.trim() !== '' || draft.uploads.length > 0;
  return html`<section class="composer" aria-label=${`Write in ${where}`}>
    <${Notices} channelId=${channel.id} />
    <div class=${`composer-box${closed ? ' closed' : ''}`}>
      ${reply && !closed && html`<${ReplyBar} channel=${channel} message=${reply} ping=${draft.ping} onPing=${(ping) => change({ ping })} />`}
      ${draft.uploads.length > 0 && !draft.command && html`<${Uploads} uploads=${draft.uploads} onChange=${(uploads) => change({ uploads })} />`}
      ${closed ? html`<${Closed} verdict=${verdict} />` : html`<div class="composer-row">
        <${AddButton} channel=${channel} onFiles=${desk.addFiles} onCommand=${() => desk.leave('/')} />
        ${draft.command
          ? html`<${CommandMode} key=${draft.command.entry.key} channel=${channel} command=${draft.command} start=${desk.start.current}
              now=${() => now().command} taker=${desk.taker} onChange=${(command) => change({ command })} onSend=${desk.sendCommand}
              onLeave=${desk.leave} />`
          : html`<${Field} channel=${channel} text=${draft.text} names=${draft.names} entries=${entries}
              status=${offered?.status} field=${field}
              placeholder=${`Message ${where}`} describedby=${about} onText=${desk.type} onEntry=${(entry) => desk.begin(entry)}
              onSend=${desk.send} onUp=${() => edit(channel.id)} onEscape=${() => stopReplying(channel.id)} onFiles=${desk.addFiles} />
            <${EmojiButton} channel=${channel} onInsert=${desk.insert} />`}
        <${SendButton} ready=${ready} onSend=${desk.send} />
      </div>`}
    </div>
    <${Foot} id=${about} channel=${channel} draft=${draft} verdict=${verdict} />
    <${DropTarget} where=${where} enabled=${!closed} onFiles=${desk.addFiles} />
  </section>`;
}

/** The field of an option, or the one that has the caret first. @param {string} [option] @returns {HTMLElement|null} */
const fieldCalled = (option) => (option === undefined ? document.getElementById('composer-input')
  : document.querySelector(`[data-option="${CSS.escape(option)}"]`));

/** @param {string} channel */
function edit(channel) {
  const message = lastOwnMessage(channel);
  if (message) set({ editing: message.id });
  return message !== undefined;
}

/** The field has the caret when a channel is opened (not on phones, where a keyboard would cover it) and when somebody is answered. */
function useFocus(field, reply, command) {
  const phone = usePhone();
  useEffect(() => {
    const isFree = document.activeElement === document.body || !document.activeElement;
    if (!phone && !command && isFree) field.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    if (reply) field.current?.focus();
  }, [reply]);
}
