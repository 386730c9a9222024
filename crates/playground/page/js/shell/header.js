// The head of the main part: where one is, what it is about, and what can be looked at here.
// @ts-check

import { html, useEffect, useState } from '../html.js';
import { iconOf, isDirect, isForum, isThread, isVoice, KIND, KIND_NAMES } from '../state/channels.js';
import { channelName } from '../state/names.js';
import { get, useStore } from '../state/store.js';
import { Markdown } from './others.js';
import { NARROW, WIDE } from '../ui/media.js';
import { AppBadge, Avatar, Icon, IconButton, STATUS, useMedia, usePhone } from '../ui/ui.js';
import { channelItems } from './channel-menu.js';
import { besideShown, openDrawer, search, toggle } from './layout.js';
import { closeOverlay, openOverlay, openProfile } from './overlays.js';
import { presenceOf } from './presence.js';
import { shownTheme, switchTheme } from './settings.js';
import { hrefOf } from './visit.js';

/** From this width on the field for searching stands in the head, if the panel takes no room from it. */
const ROOMY = '(min-width: 1060px)';

/** Whether there is room for the field in the head. */
export function useRoomy() {
  const panel = useStore((state) => state.ui.panel);
  const [roomy, wide, narrow] = [useMedia(ROOMY), useMedia(WIDE), useMedia(NARROW)];
  return roomy && (wide || narrow || !panel);
}

export function Header() {
  const phone = usePhone();
  const channel = useStore((state) => state.channels.get(state.place.channel ?? ''));
  const guild = useStore((state) => state.guilds.get(state.place.guild ?? ''));
  return html`<header class="head">
    ${phone && html`<${MenuButton} />`}
    ${channel ? html`<${Name} channel=${channel} phone=${phone} />` : html`<h1 class="head-name">
      <${Icon} name=${guild ? 'home' : 'people'} size=${22} /><span class="cut" dir="auto">${guild?.name ?? 'People and bots'}</span></h1>`}
    ${channel && !phone && html`<${Topic} channel=${channel} />`}
    <span class="head-room"></span>
    <${Tools} channel=${channel} guild=${guild} phone=${phone} />
  </header>`;
}

/** Opens the servers and channels on phones, and says that something waits there. */
function MenuButton() {
  const waits = useStore((state) => [...state.mentions].reduce((sum, [id, count]) => (id === state.place.channel ? sum : sum + count), 0));
  const label = waits ? `Servers and channels, ${waits} ${waits === 1 ? 'mention' : 'mentions'}` : 'Servers and channels';
  return html`<${IconButton} icon="menu" label=${label} class="head-menu" onClick=${() => openDrawer('channels')}
    badge=${waits > 0 && html`<span class="badge head-badge" aria-hidden="true">${waits}</span>`} />`;
}

function Name({ channel, phone }) {
  const parent = useStore((state) => (isThread(channel) ? state.channels.get(channel.parent_id ?? '') : undefined));
  const me = useStore((state) => state.me);
  const other = isDirect(channel) ? channel.recipients?.find((user) => user.id !== me?.id) : undefined;
  const user = useStore((state) => (other ? state.users.get(other.id) ?? other : undefined));
  const status = useStore((state) => (user ? presenceOf(state, user.id)?.status ?? 'offline' : undefined));
  const open = useStore((state) => state.overlay?.kind === 'channel-info');
  const direct = channel.type === KIND.direct;
  const show = (event) => (direct && user ? openProfile(event.currentTarget, user, null)
    : open ? closeOverlay() : openOverlay({ kind: 'channel-info', anchor: event.currentTarget, channel: channel.id }));
  return html`
    ${parent && html`<a class="head-parent" href=${hrefOf(parent)} aria-label=${`Back to ${parent.name}`}>
      ${phone ? html`<${Icon} name="arrow-left" size=${20} />` : html`<${Icon} name=${iconOf(parent)} size=${20} /><span class="cut" dir="auto">${parent.name}</span>`}
    </a>${!phone && html`<${Icon} name="chevron-right" size=${16} />`}`}
    <h1 class="head-name">
      <button class="head-title" aria-haspopup="dialog" aria-expanded=${String(open)} onClick=${show}>
        ${direct ? html`<${Avatar} user=${user} size=${24} status=${status} />` : html`<${Icon} name=${iconOf(channel)} size=${22} label=${KIND_NAMES[channel.type]} />`}
        <span class="cut" dir="auto">${channelName(channel)}</span>
        ${user?.bot && html`<${AppBadge} />`}
        ${direct && status && html`<span class="unseen">, ${STATUS[status] ?? status}</span>`}
      </button>
    </h1>`;
}

function Topic({ channel }) {
  if (!channel.topic) return null;
  return html`<div class="head-topic" dir="auto"><${Markdown} text=${channel.topic} guildId=${channel.guild_id} place="line" inline=${true} /></div>`;
}

function Tools({ channel, guild, phone }) {
  const ui = useStore((state) => state.ui);
  const overlay = useStore((state) => state.overlay?.kind);
  const roomy = useRoomy();
  const at = (kind) => (event) => (overlay === kind ? closeOverlay() : openOverlay({ kind, anchor: event.currentTarget, channel: channel.id }));
  const threads = channel && guild && (channel.type === KIND.text || channel.type === KIND.announcement);
  const pins = channel && !isForum(channel);
  const narrow = useMedia(NARROW);
  const panelOpen = narrow ? ui.drawer === 'panel' : ui.panel;
  const shown = besideShown(ui, useMedia(WIDE), narrow) && ui.search === null;
  if (phone) {
    const items = [
      threads && { id: 'threads', label: 'Threads', icon: 'thread', onSelect: () => openOverlay({ kind: 'threads', anchor: null, channel: channel.id }) },
      pins && { id: 'pins', label: 'Pinned messages', icon: 'pin', onSelect: () => openOverlay({ kind: 'pins', anchor: null, channel: channel.id }) },
      guild && { id: 'search', label: 'Search', icon: 'search', onSelect: () => search('') },
      { id: 'panel', label: 'Developers’ panel', icon: 'bug', onSelect: () => toggle('panel') },
      { id: 'theme', label: shownTheme() === 'dark' ? 'Light theme' : 'Dark theme', icon: shownTheme() === 'dark' ? 'sun' : 'moon', onSelect: switchTheme },
      ...(channel ? ['-', ...channelItems(channel)] : []),
    ];
    return html`${guild && html`<${IconButton} icon="people" label="Members" onClick=${() => toggle('members')} />`}
      <${IconButton} icon="dots" label="More" aria-haspopup="menu"
        onClick=${(event) => openOverlay({ kind: 'menu', anchor: event.currentTarget, label: 'More', items })} />`;
  }
  return html`<div class="head-tools" role="group" aria-label="Tools">
    ${threads && html`<${IconButton} icon="thread" label="Threads" placement="bottom" aria-haspopup="dialog" aria-expanded=${String(overlay === 'threads')} onClick=${at('threads')} />`}
    ${isThread(channel) && html`<${ThreadMenu} channel=${channel} />`}
    ${pins && html`<${IconButton} icon="pin" label="Pinned messages" placement="bottom" aria-haspopup="dialog" aria-expanded=${String(overlay === 'pins')} onClick=${at('pins')} />`}
    ${guild && html`<${IconButton} icon="people" label=${shown ? 'Hide members' : 'Show members'} placement="bottom"
      pressed=${shown} onClick=${() => toggle('members')} />`}
    ${guild && (roomy ? html`<${SearchBox} key=${guild.id} />` : html`<${IconButton} icon="search" label="Search" placement="bottom"
      pressed=${ui.search !== null} onClick=${() => search(ui.search === null ? '' : null)} />`)}
    <${IconButton} icon="bug" label="Developers’ panel" placement="bottom-end" pressed=${panelOpen} onClick=${() => toggle('panel')} />
  </div>`;
}

function ThreadMenu({ channel }) {
  const open = (event) => openOverlay({ kind: 'menu', anchor: event.currentTarget, label: channel.name, items: channelItems(channel), placement: 'bottom-end' });
  return html`<${IconButton} icon="dots" label="Thread" placement="bottom" aria-haspopup="menu" onClick=${open} />`;
}

/** The field in the head; what is found stands in the column beside the messages. */
export function SearchBox({ wide = false }) {
  const words = useStore((state) => state.ui.search);
  const [text, type] = useState(words ?? '');
  useEffect(() => {
    if (words === null) type('');
  }, [words]);
  const submit = (event) => {
    event.preventDefault();
    search(text.trim() || (wide ? '' : null));
  };
  const clear = () => {
    type('');
    if (get().ui.search !== null) search(wide ? '' : null);
  };
  const onKeyDown = (event) => {
    if (event.key !== 'Escape' || !text) return;
    event.stopPropagation();
    clear();
  };
  return html`<form class=${`search-box${wide ? ' wide' : ''}`} role="search" onSubmit=${submit}>
    <input type="text" aria-label="Search this server" placeholder="Search" enterkeyhint="search" autocomplete="off" value=${text}
      dir="auto" onInput=${(event) => type(event.currentTarget.value)} onKeyDown=${onKeyDown} />
    ${text ? html`<button type="button" aria-label="Clear" onClick=${clear}><${Icon} name="close" size=${16} /></button>`
      : html`<${Icon} name="search" size=${16} />`}
  </form>`;
}
