// What became of a command that has no message: it is on its way, or the bot did not answer. Only this window knows.
// @ts-check

import { html, memo } from '../html.js';
import { inspect } from '../panel/state.js';
import { get, mapped, set, subscribe, useStore } from '../state/store.js';
import { announce } from '../ui/announce.js';
import { Avatar } from '../ui/avatar.js';
import { Button, IconButton, Spinner } from '../ui/button.js';
import { Icon } from '../ui/icons.js';

/** A bot that answers within this time needs no notice that it was asked, in ms. */
const PATIENCE_MS = 700;

/** @typedef {import('../types.js').Notice} Notice */

let count = 0;

/** @param {string} channel @param {Omit<Notice, 'id'>} notice */
export function notify(channel, notice) {
  const id = count++;
  put(channel, [...(get().notices.get(channel) ?? []), { ...notice, id }]);
  return id;
}

/** @param {string} channel @param {number} id */
export const dismiss = (channel, id) => put(channel, (get().notices.get(channel) ?? []).filter((notice) => notice.id !== id));

/** @param {string} channel @param {Notice[]} notices */
function put(channel, notices) {
  set({ notices: mapped(get().notices, channel, notices.length ? notices : undefined) });
}

/**
 * Watches an own interaction until the bot has answered; tells when it is slow and when it failed.
 * @param {import('../types.js').Interaction} interaction @param {string} command as a person knows it
 */
export function watch({ id, channel_id: channel, application_id: application }, command) {
  /** @type {number|null} */
  let shown = null;
  const timer = window.setTimeout(() => {
    shown = notify(channel, { kind: 'sent', command, application, text: 'Sending…' });
  }, PATIENCE_MS);
  const look = () => {
    const now = get().interactions.get(id);
    if (now?.state === 'waiting') return;
    window.clearTimeout(timer);
    stop();
    if (shown !== null) dismiss(channel, shown);
    if (now?.state !== 'failed' || now.answer !== null) return;
    const text = 'The application did not respond';
    notify(channel, { kind: 'failed', command, application, text, interaction: id });
    announce(`${command}: ${text}`, true);
  };
  const stop = subscribe(look);
  look();
}

/** @param {{channelId: string}} props */
export const Notices = memo(({ channelId }) => {
  const notices = useStore((state) => state.notices.get(channelId));
  if (!notices) return null;
  return html`<ul class="composer-notices" aria-label="Commands">
    ${notices.map((notice) => html`<${Line} key=${notice.id} notice=${notice} channelId=${channelId} />`)}
  </ul>`;
});

/** @param {{notice: Notice, channelId: string}} props */
function Line({ notice, channelId }) {
  const application = useStore((state) => state.applications.get(notice.application));
  const name = application?.user?.global_name || application?.name || 'The application';
  const close = () => dismiss(channelId, notice.id);
  return html`<li class=${`composer-notice composer-notice-${notice.kind}`}>
    ${application?.user ? html`<${Avatar} user=${application.user} size=${24} />` : html`<${Icon} name="bot" size=${20} />`}
    <p class="composer-notice-text">
      <span class="composer-notice-who" dir="auto">${name}</span>
      <span class="composer-notice-command" dir="auto">${notice.command}</span>
      <span class="composer-notice-said">
        ${notice.kind === 'sent' ? html`<${Spinner} size=${14} />` : html`<${Icon} name="warning" size=${16} />`} ${notice.text}
      </span>
    </p>
    ${notice.interaction && html`<${IconButton} icon="bug" size=${16} label="Inspect interaction"
      onClick=${() => inspect(/** @type {string} */ (notice.interaction))} />`}
    ${notice.again && html`<${Button} size="s" onClick=${() => { close(); notice.again?.(); }}>Try again<//>`}
    ${notice.kind !== 'sent' && html`<span class="composer-notice-private"><${Icon} name="eye" size=${14} /> Only you see this</span>
      <${IconButton} icon="close" size=${16} label="Dismiss" onClick=${close} />`}
  </li>`;
}
