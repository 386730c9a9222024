// Commands that the simulator did not take when their composer was used for something else already. Only this window knows.
// @ts-check

import { html, memo } from '../html.js';
import { get, mapped, set, useStore } from '../state/store.js';
import { Avatar } from '../ui/avatar.js';
import { Button, IconButton } from '../ui/button.js';
import { Icon } from '../ui/icons.js';

/** @typedef {import('../types.js').Notice} Notice */

let count = 0;

/** @param {string} channel @param {Omit<Notice, 'id'>} notice */
export function notify(channel, notice) {
  put(channel, [...(get().notices.get(channel) ?? []), { ...notice, id: count++ }]);
}

/** @param {string} channel @param {number} id */
export const dismiss = (channel, id) => put(channel, (get().notices.get(channel) ?? []).filter((notice) => notice.id !== id));

/** @param {string} channel @param {Notice[]} notices */
function put(channel, notices) {
  set({ notices: mapped(get().notices, channel, notices.length ? notices : undefined) });
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
  return html`<li class="composer-notice">
    ${application?.user ? html`<${Avatar} user=${application.user} size=${24} />` : html`<${Icon} name="bot" size=${20} />`}
    <p class="composer-notice-text">
      <span class="composer-notice-who" dir="auto">${name}</span>
      <span class="composer-notice-command" dir="auto">${notice.command}</span>
      <span class="composer-notice-said">
        <${Icon} name="warning" size=${16} /> ${notice.text}
      </span>
    </p>
    <${Button} size="s" onClick=${() => { close(); notice.again(); }}>Try again<//>
    <span class="composer-notice-private"><${Icon} name="eye" size=${14} /> Only you see this</span>
    <${IconButton} icon="close" size=${16} label="Dismiss" onClick=${close} />
  </li>`;
}
