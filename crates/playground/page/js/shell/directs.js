// Private channels: with people, bots and groups.
// @ts-check

import { html, useMemo } from '../html.js';
import { directsOf, KIND } from '../state/channels.js';
import { channelName } from '../state/names.js';
import { isUnread } from '../state/read.js';
import { useStore } from '../state/store.js';
import { useRoving } from '../ui/roving.js';
import { AppBadge, Avatar, Icon, STATUS } from '../ui/ui.js';
import { channelItems } from './channel-menu.js';
import { openMenuAt } from './overlays.js';
import { presenceOf } from './presence.js';
import { hrefOf, hrefOfGuild, onLink } from './visit.js';

export function DirectList() {
  const channels = useStore((state) => state.channels);
  const place = useStore((state) => state.place);
  const directs = useMemo(() => directsOf(channels.values()), [channels]);
  const roving = useRoving('a');
  const home = place.channel === null;
  return html`<div class="channels" ...${roving}>
    <a class=${`channel direct-home${home ? ' current' : ''}`} href=${homeAddress()} aria-current=${home ? 'page' : undefined} onClick=${onLink}>
      <${Icon} name="people" size=${22} /><span class="cut">People and bots</span>
    </a>
    <h3 class="category category-plain">Direct messages</h3>
    ${directs.length === 0 && html`<p class="side-empty">Nobody wrote to you yet. Begin with the button above.</p>`}
    <ul aria-label="Direct messages">
      ${directs.map((channel) => html`<li key=${channel.id}><${Row} channel=${channel} current=${place.channel === channel.id} /></li>`)}
    </ul>
  </div>`;
}

/** The private channels without one of them. */
const homeAddress = () => hrefOfGuild(null).replace(/(\/@me)\/.*$/, '$1');

/** Who the other one is. @param {import('../types.js').Channel} channel @param {import('../types.js').User|null} me */
const otherIn = (channel, me) => channel.recipients?.find((user) => user.id !== me?.id) ?? channel.recipients?.[0];

function Row({ channel, current }) {
  const me = useStore((state) => state.me);
  const other = otherIn(channel, me);
  const user = useStore((state) => (other ? state.users.get(other.id) ?? other : undefined));
  const unread = useStore((state) => isUnread(state, channel));
  const mentions = useStore((state) => state.mentions.get(channel.id) ?? 0);
  const status = useStore((state) => (user ? presenceOf(state, user.id)?.status : undefined));
  const name = channelName(channel);
  const group = channel.type === KIND.group;
  const said = [!group && STATUS[status ?? 'offline'], mentions > 0 && `${mentions} unread`].filter(Boolean).join(', ');
  return html`<a class=${`channel direct${current ? ' current' : ''}${unread || mentions ? ' unread' : ''}`} href=${hrefOf(channel)}
    aria-current=${current ? 'page' : undefined} onClick=${onLink}
    onContextMenu=${(event) => openMenuAt(event, name, channelItems(channel))}>
    ${group ? html`<span class="direct-group"><${Icon} name="people" size=${18} /></span>` : html`<${Avatar} user=${user} size=${32} status=${status ?? 'offline'} />`}
    <span class="direct-words"><span class="direct-name"><span class="cut" dir="auto">${name}</span>${user?.bot && html`<${AppBadge} />`}</span>
      ${group && html`<span class="direct-note">${(channel.recipients?.length ?? 0) + 1} members</span>`}</span>
    ${said && html`<span class="unseen">, ${said}</span>`}
    ${mentions > 0 && html`<span class="badge" aria-hidden="true">${mentions}</span>`}
  </a>`;
}
