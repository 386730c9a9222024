// The members of a server, or of a group: by hoisted role, there, away.
// @ts-check

import { html, memo, useMemo, useRef, useState } from '../html.js';
import { isThread } from '../state/channels.js';
import { moreMembers } from '../state/members.js';
import { colorOf, nameIn, plainName } from '../state/names.js';
import { useNow } from '../state/now.js';
import { sees } from '../state/rights.js';
import { useStore } from '../state/store.js';
import { useRoving } from '../ui/roving.js';
import { AppBadge, Avatar, Icon, STATUS } from '../ui/ui.js';
import { VirtualList } from '../ui/virtual.js';
import { grouped } from './member-groups.js';
import { userMenu } from './others.js';
import { openMenuAt, openProfile } from './overlays.js';
import { activityOf } from './presence.js';

const HEAD = 42;
const ROW = 44;

/** @param {{guildId: string}} props */
export function MemberList({ guildId }) {
  const guild = useStore((state) => state.guilds.get(guildId));
  const members = useStore((state) => state.members.get(guildId));
  const place = useStore((state) => state.channels.get(state.place.channel ?? ''));
  const parent = useStore((state) => (isThread(place) ? state.channels.get(place?.parent_id ?? '') : undefined));
  const channel = parent ?? place;
  const overwrites = channel?.permission_overwrites;
  const roving = useRoving('.member');
  const end = useRef({ done: false, busy: false });
  const [, redraw] = useState(0);
  const rows = useMemo(() => {
    if (!guild || !members) return [];
    const shown = [...members.values()].filter((member) => sees(member, guild, overwrites));
    return grouped(shown, guild).flatMap(({ id, name, members: own }) => [
      { key: `head-${id}`, height: HEAD, head: `${name} — ${own.length}` },
      ...own.map((member) => ({ key: member.user.id, height: ROW, member })),
    ]);
  }, [members, guild?.roles, guild?.owner_id, overwrites]);
  const missing = (guild?.member_count ?? 0) > (members?.size ?? 0);
  const onEnd = async () => {
    if (!missing || end.current.busy || end.current.done) return;
    end.current.busy = true;
    try {
      end.current.done = !(await moreMembers(guildId));
    } catch {
      end.current.done = true;
    }
    end.current.busy = false;
    redraw((count) => count + 1);
  };
  const row = (one) => (one.head ? html`<h3 key=${one.key} class="member-head cut" dir="auto">${one.head}</h3>`
    : html`<${MemberRow} key=${one.key} member=${one.member} guild=${guild} />`);
  return html`<aside class="members" aria-label="Members" data-region="members">
    <h2 class="unseen">Members</h2>
    <${VirtualList} rows=${rows} renderRow=${row} class="member-list" onEnd=${onEnd} roving=${roving} />
  </aside>`;
}

const MemberRow = memo(({ member, guild }) => {
  const { user, status = 'offline' } = member;
  const name = useStore((state) => nameIn(state, user, guild.id));
  const owner = guild.owner_id === user.id;
  const resting = useNow((present) => Date.parse(member.communication_disabled_until ?? '') > present);
  const activity = status === 'offline' ? null : activityOf(member.activities);
  const said = [STATUS[status] ?? status, owner && 'server owner', resting && 'timed out'].filter(Boolean).join(', ');
  return html`<button class=${`member${status === 'offline' ? ' away' : ''}`} aria-haspopup="dialog"
    onClick=${(event) => openProfile(event.currentTarget, user, guild.id)}
    onContextMenu=${(event) => openMenuAt(event, name, userMenu(user, guild.id))}>
    <${Avatar} user=${user} member=${member} size=${32} status=${status} />
    <span class="member-words">
      <span class="member-name"><span class="cut" dir="auto" style=${{ color: colorOf(member, guild) ?? '' }}>${name}</span>
        ${owner && html`<${Icon} name="crown" size=${14} />`}
        ${resting && html`<${Icon} name="clock" size=${14} />`}
        ${user.bot && html`<${AppBadge} />`}</span>
      <span class="unseen">, ${said}${activity ? ', ' : ''}</span>
      ${activity && html`<span class="member-activity cut" dir="auto">${activity}</span>`}
    </span>
  </button>`;
});

/** The people of a group. @param {{channel: import('../types.js').Channel}} props */
export function GroupMembers({ channel }) {
  const me = useStore((state) => state.me);
  const all = [me, ...(channel.recipients ?? [])].filter((user) => user !== null);
  return html`<aside class="members" aria-label="Members" data-region="members">
    <h2 class="member-head">Members — ${all.length}</h2>
    <div class="member-list">${all.map((user) => html`<button key=${user.id} class="member" aria-haspopup="dialog"
      onClick=${(event) => openProfile(event.currentTarget, user, null)}>
      <${Avatar} user=${user} size=${32} /><span class="member-words cut" dir="auto">${plainName(user)}</span></button>`)}</div>
  </aside>`;
}
