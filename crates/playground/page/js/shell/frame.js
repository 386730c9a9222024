// The frame: servers, channels, the open channel, members and the developers' panel, as columns or as drawers.
// @ts-check

import { html, useEffect, useRef } from '../html.js';
import { hasMessages, isForum, isVoice, KIND } from '../state/channels.js';
import { watchReading } from '../state/read.js';
import { useStore } from '../state/store.js';
import { giveBack } from '../ui/layers.js';
import { NARROW, useMedia, WIDE } from '../ui/media.js';
import { usePhone } from '../ui/ui.js';
import { Forum } from './forum.js';
import { Guard } from './guard.js';
import { Header } from './header.js';
import { Home } from './home.js';
import { enter, watchKeys } from './keys.js';
import { besideShown, closeDrawer, watchHistory } from './layout.js';
import { GroupMembers, MemberList } from './members.js';
import { Composer, MessagePane, Modals, Panel } from './others.js';
import { Overlays } from './overlay-view.js';
import { Part } from './part.js';
import { Rail } from './rail.js';
import { SearchColumn } from './search.js';
import { keepSettings } from './settings.js';
import { Side } from './side.js';
import { Banner, Nobody, NothingHere, Starting, Unreachable } from './states.js';
import { VoiceBar } from './voice.js';

keepSettings();
watchHistory();
watchReading();
watchKeys();

export function Frame() {
  const connection = useStore((state) => state.connection);
  const me = useStore((state) => state.me);
  if (connection === 'nobody') return html`<${Nobody} /><${Overlays} />`;
  if (!me) return connection === 'lost' ? html`<${Unreachable} />` : html`<${Starting} />`;
  return html`<${Whole} key=${me.id} />`;
}

function Whole() {
  const phone = usePhone();
  const ui = useStore((state) => state.ui);
  const narrow = useMedia(NARROW);
  const panel = narrow ? ui.drawer === 'panel' : ui.panel;
  const covered = ui.drawer !== null && (phone || panel);
  return html`<div class=${`frame${phone ? ' phone' : ''}${panel ? ' with-panel' : ''}`}>
    <${SkipLinks} />
    <${Banner} />
    <div class="columns" inert=${covered}>
      ${!phone && html`<${Part} name="The list of servers"><${Rail} /><//><${Side} />`}
      <${Main} phone=${phone} narrow=${narrow} />
      ${panel && !narrow && html`<${PanelColumn} />`}
    </div>
    ${phone && ui.drawer === 'channels' && html`<${Drawer} side="left" label="Servers and channels">
      <${Part} name="The list of servers"><${Rail} /><//><${Side} /><//>`}
    ${phone && ui.drawer === 'members' && html`<${Drawer} side="right" label="Members"><${Beside} /><//>`}
    ${narrow && ui.drawer === 'panel' && html`<${Drawer} side="right" label="Developers’ panel" wide=${true}><${PanelColumn} /><//>`}
    <${Guard} />
    <${Part} name="The dialog"><${Modals} /><//>
    <${Overlays} />
  </div>`;
}

function SkipLinks() {
  const to = (id) => (event) => {
    event.preventDefault();
    const target = document.getElementById(id) ?? document.getElementById('main');
    if (target) enter(target);
  };
  return html`<div class="skips">
    <a class="skip" href="#main" onClick=${to('messages-list')}>To the messages</a>
    <a class="skip" href="#main" onClick=${to('composer-input')}>To writing</a>
  </div>`;
}

/** The middle: what is open. */
function Main({ phone, narrow }) {
  const channel = useStore((state) => state.channels.get(state.place.channel ?? ''));
  const place = useStore((state) => state.place);
  const ui = useStore((state) => state.ui);
  const wide = useMedia(WIDE);
  const beside = !phone && (place.guild ? besideShown(ui, wide, narrow) : channel?.type === KIND.group);
  return html`<main class="main" id="main" tabindex="-1">
    <${Part} name="The head"><${Header} /><//>
    <div class="main-columns">
      <div class="open">${channel ? html`<${Open} key=${channel.id} channel=${channel} />`
        : place.guild ? html`<${NothingHere} phone=${phone} />` : html`<${Home} />`}</div>
      ${beside && html`<${Beside} />`}
    </div>
  </main>`;
}

function Open({ channel }) {
  if (isForum(channel)) return html`<${Part} name="The forum"><${Forum} channel=${channel} /><//>`;
  if (!hasMessages(channel)) return html`<${NothingHere} phone=${false} />`;
  return html`
    ${isVoice(channel) && html`<${Part} name="The voice channel"><${VoiceBar} channel=${channel} /><//>`}
    <${Part} name="The list of messages"><${MessagePane} channelId=${channel.id} /><//>
    <${Part} name="The field for writing"><${Composer} channelId=${channel.id} /><//>`;
}

/** The column beside the messages: what is found, or who is here. */
function Beside() {
  const place = useStore((state) => state.place);
  const words = useStore((state) => state.ui.search);
  const channel = useStore((state) => state.channels.get(state.place.channel ?? ''));
  if (place.guild && words !== null) return html`<${Part} name="The search"><${SearchColumn} guildId=${place.guild} words=${words} /><//>`;
  if (place.guild) return html`<${Part} name="The list of members"><${MemberList} key=${place.guild} guildId=${place.guild} /><//>`;
  return channel?.type === KIND.group ? html`<${GroupMembers} channel=${channel} />` : null;
}

function PanelColumn() {
  return html`<section class="panel-column" aria-label="Developers’ panel" data-region="panel">
    <${Part} name="The developers’ panel"><${Panel} /><//>
  </section>`;
}

/** A column over the messages, where there is no room beside them. Escape, the ground and the way back close it. */
function Drawer({ side, label, wide = false, children }) {
  // Asked while it is drawn: what is below it loses the focus as soon as it stands.
  const before = useRef(document.activeElement);
  useEffect(() => {
    const drawer = document.querySelector('.drawer');
    const stop = drawer?.querySelector('[aria-current="page"]') ?? drawer?.querySelector('a, button, input') ?? drawer;
    if (stop instanceof HTMLElement) stop.focus({ preventScroll: true });
    return () => {
      const lost = !document.activeElement || document.activeElement === document.body || drawer?.contains(document.activeElement);
      // What is below can take the focus only when the drawer is gone.
      if (lost) window.setTimeout(() => giveBack(before.current), 0);
    };
  }, []);
  return html`<div class=${`drawer-ground ${side}`} onClick=${(event) => event.target === event.currentTarget && closeDrawer()}>
    <div class=${`drawer ${side}${wide ? ' wide' : ''}`} role="dialog" aria-label=${label} tabindex="-1">${children}</div>
  </div>`;
}
