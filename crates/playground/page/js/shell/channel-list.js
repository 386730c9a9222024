// A server's channels: categories that fold, unread ones, mentions, threads below their channel, who is in voice.
// @ts-check

import { html, memo, useMemo, useState } from '../html.js';
import { arranged, iconOf, isThread, isVoice, KIND_NAMES, threadsByParent } from '../state/channels.js';
import { nameIn } from '../state/names.js';
import { isUnread } from '../state/read.js';
import { useStore } from '../state/store.js';
import { useRoving } from '../ui/roving.js';
import { Avatar, Icon } from '../ui/ui.js';
import { channelItems } from './channel-menu.js';
import { openMenuAt, openProfile } from './overlays.js';
import { hrefOf, onLink } from './visit.js';

/** @typedef {import('../types.js').Channel} Channel */

const FOLDED = 'guildhall.folded';
/** @type {Channel[]} */
const NONE = [];

/** @param {{guildId: string}} props */
export function ChannelList({ guildId }) {
  const channels = useStore((state) => state.channels);
  const groups = useMemo(() => arranged(channels.values(), guildId), [channels, guildId]);
  const threads = useMemo(() => threadsByParent(channels.values()), [channels]);
  const [folded, fold] = useState(kept);
  const roving = useRoving('a, button');
  const toggle = (id) => {
    const now = new Set(folded);
    if (!now.delete(id)) now.add(id);
    fold(now);
    keep(now);
  };
  if (groups.length === 0) return html`<p class="side-empty">There is no channel here that you can see.</p>`;
  return html`<div class="channels" ...${roving}>
    ${groups.map(({ category, channels: own }) => html`<section key=${category?.id ?? ''} class="channel-group">
      ${category && html`<${Category} category=${category} folded=${folded.has(category.id)} onToggle=${toggle} />`}
      <ul aria-label=${category?.name ?? 'Channels'}>
        ${own.map((channel) => html`<${Entry} key=${channel.id} channel=${channel} folded=${!!category && folded.has(category.id)}
          threads=${threads.get(channel.id) ?? NONE} />`)}
      </ul>
    </section>`)}
  </div>`;
}

function Category({ category, folded, onToggle }) {
  return html`<h3 class="category">
    <button aria-expanded=${String(!folded)} onClick=${() => onToggle(category.id)}>
      <${Icon} name=${folded ? 'chevron-right' : 'chevron-down'} size=${12} /><span class="cut" dir="auto">${category.name}</span>
    </button>
  </h3>`;
}

/** A channel with what is below it. What is folded shows only what is unread, or where one is. */
const Entry = memo(({ channel, folded, threads }) => {
  const current = useStore((state) => state.place.channel);
  const unread = useStore((state) => isUnread(state, channel));
  const mentions = useStore((state) => state.mentions.get(channel.id) ?? 0);
  const me = useStore((state) => state.me?.id);
  const shown = threads.filter((thread) => thread.member || thread.id === current || thread.owner_id === me);
  if (folded && !unread && mentions === 0 && current !== channel.id && !shown.some((thread) => thread.id === current)) return null;
  return html`<li>
    <${Row} channel=${channel} current=${current === channel.id} unread=${unread} mentions=${mentions} />
    ${shown.length > 0 && html`<ul class="threads" aria-label=${`Threads of ${channel.name}`}>
      ${shown.map((thread) => html`<li key=${thread.id}><${ThreadRow} thread=${thread} current=${current === thread.id} /></li>`)}
    </ul>`}
    ${isVoice(channel) && html`<${InVoice} channel=${channel} />`}
  </li>`;
}, (before, after) => before.channel === after.channel && before.folded === after.folded && alike(before.threads, after.threads));

/** @param {any[]} a @param {any[]} b */
const alike = (a, b) => a.length === b.length && a.every((one, at) => one === b[at]);

function ThreadRow({ thread, current }) {
  const unread = useStore((state) => isUnread(state, thread));
  const mentions = useStore((state) => state.mentions.get(thread.id) ?? 0);
  return html`<${Row} channel=${thread} current=${current} unread=${unread} mentions=${mentions} />`;
}

const Row = memo(({ channel, current, unread, mentions }) => {
  const name = channel.name ?? '';
  const said = [KIND_NAMES[channel.type]?.toLowerCase(), mentions > 0 && `${mentions} ${mentions === 1 ? 'mention' : 'mentions'}`,
    unread && mentions === 0 && 'unread'].filter(Boolean).join(', ');
  const kind = `channel${isThread(channel) ? ' thread' : ''}${current ? ' current' : ''}${unread || mentions ? ' unread' : ''}`;
  return html`<a class=${kind} href=${hrefOf(channel)} aria-current=${current ? 'page' : undefined}
    onClick=${onLink} onContextMenu=${(event) => openMenuAt(event, name, channelItems(channel))}>
    ${!isThread(channel) && html`<${Icon} name=${iconOf(channel)} size=${20} />`}
    <span class="cut" dir="auto">${name}</span><span class="unseen">, ${said}</span>
    ${channel.nsfw && html`<span class="channel-note">18+</span>`}
    ${mentions > 0 && html`<span class="badge" aria-hidden="true">${mentions}</span>`}
  </a>`;
});

/** @param {{channel: Channel}} props */
function InVoice({ channel }) {
  const guild = useStore((state) => state.guilds.get(channel.guild_id ?? ''));
  const members = useStore((state) => state.members.get(channel.guild_id ?? ''));
  const inside = (guild?.voice_states ?? []).filter((state) => state.channel_id === channel.id);
  if (inside.length === 0) return null;
  return html`<ul class="in-voice" aria-label=${`In ${channel.name}`}>
    ${inside.map((state) => html`<${InVoiceRow} key=${state.user_id} state=${state} guildId=${guild?.id} member=${members?.get(state.user_id)} />`)}
  </ul>`;
}

function InVoiceRow({ state, guildId, member }) {
  const user = useStore((all) => all.users.get(state.user_id)) ?? member?.user;
  const name = useStore((all) => nameIn(all, user, guildId));
  return html`<li><button class="in-voice-row" onClick=${(event) => user && openProfile(event.currentTarget, user, guildId)}>
    <${Avatar} user=${user} size=${24} /><span class="cut" dir="auto">${name}</span>
  </button></li>`;
}

/** @returns {Set<string>} */
function kept() {
  try {
    return new Set(JSON.parse(localStorage.getItem(FOLDED) ?? '[]'));
  } catch {
    return new Set();
  }
}

/** @param {Set<string>} folded */
function keep(folded) {
  try {
    localStorage.setItem(FOLDED, JSON.stringify([...folded]));
  } catch {
    // Then they are folded in this window.
  }
}
