// The column of channels: the server's name with its menu, its channels or the private ones, and oneself below.
// @ts-check

import { html } from '../html.js';
import { useStore } from '../state/store.js';
import { Icon, IconButton } from '../ui/ui.js';
import { ChannelList } from './channel-list.js';
import { DirectList } from './directs.js';
import { guildItems } from './guild-menu.js';
import { Me } from './me.js';
import { openOverlay } from './overlays.js';
import { Part } from './part.js';

export function Side() {
  const guild = useStore((state) => (state.place.guild ? state.guilds.get(state.place.guild) : undefined));
  const open = useStore((state) => state.overlay?.kind === 'menu' && state.overlay.label === guild?.name);
  return html`<div class="side">
    <nav class="side-channels" aria-label=${guild ? `Channels of ${guild.name}` : 'Direct messages'} data-region="channels">
      ${guild ? html`<${Head} guild=${guild} open=${open} />` : html`<${DirectHead} />`}
      <${Part} name="The list of channels">
        ${guild ? html`<${ChannelList} key=${guild.id} guildId=${guild.id} />` : html`<${DirectList} />`}
      <//>
    </nav>
    <${Part} name="Your place"><${Me} /><//>
  </div>`;
}

function Head({ guild, open }) {
  const onClick = (event) => openOverlay({ kind: 'menu', anchor: event.currentTarget, label: guild.name, items: guildItems(guild),
    placement: 'bottom-start' });
  return html`<h2 class="side-head">
    <button class="side-name" aria-haspopup="menu" aria-expanded=${String(open)} onClick=${onClick}>
      <span class="cut" dir="auto">${guild.name}</span><${Icon} name=${open ? 'close' : 'chevron-down'} size=${18} />
    </button>
  </h2>`;
}

function DirectHead() {
  return html`<div class="side-head">
    <button class="side-find" onClick=${() => openOverlay({ kind: 'finder' })}>Find a conversation</button>
    <${IconButton} icon="plus" label="New message" placement="bottom" onClick=${() => openOverlay({ kind: 'new-direct' })} />
  </div>`;
}
