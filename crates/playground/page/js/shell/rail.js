// The servers, and the private channels before them.
// @ts-check

import { html, memo } from '../html.js';
import { marksOf } from '../state/read.js';
import { useStore } from '../state/store.js';
import { useRoving } from '../ui/roving.js';
import { GuildIcon, Icon, Tooltip } from '../ui/ui.js';
import { guildItems } from './guild-menu.js';
import { openMenuAt, openOverlay } from './overlays.js';
import { hrefOfGuild, onLink } from './visit.js';

export function Rail() {
  const guilds = useStore((state) => state.guilds);
  const place = useStore((state) => state.place);
  const roving = useRoving('a, button');
  return html`<nav class="rail" aria-label="Servers" data-region="rail" ...${roving}>
    <ul class="rail-list">
      <${Entry} id="@me" name="Direct messages" current=${place.guild === null} icon=${html`<${Icon} name="chat" size=${24} />`} />
      <li class="rail-line" aria-hidden="true"></li>
      ${[...guilds.values()].map((guild) => html`<${Entry} key=${guild.id} id=${guild.id} name=${guild.name}
        current=${place.guild === guild.id} guild=${guild} />`)}
      <li class="rail-entry">
        <${Tooltip} text="Join a server" placement="right">
          <button class="rail-link rail-plus" aria-label="Join a server" onClick=${() => openOverlay({ kind: 'join-server' })}>
            <${Icon} name="plus" size=${22} />
          </button>
        <//>
      </li>
    </ul>
  </nav>`;
}

const Entry = memo(({ id, name, current, guild, icon }) => {
  const unread = useStore((state) => marksOf(state).get(id)?.unread ?? false);
  const mentions = useStore((state) => marksOf(state).get(id)?.mentions ?? 0);
  // Where one was last in it changes with the place.
  useStore((state) => state.place);
  const said = [name, mentions > 0 && count(mentions), mentions === 0 && unread && 'unread'].filter(Boolean).join(', ');
  const onContextMenu = (event) => guild && openMenuAt(event, name, guildItems(guild));
  const kind = `rail-entry${current ? ' current' : ''}${unread ? ' unread' : ''}`;
  return html`<li class=${kind}>
    <${Tooltip} text=${name} placement="right">
      <a class="rail-link" href=${hrefOfGuild(id === '@me' ? null : id)} aria-current=${current ? 'true' : undefined}
        onClick=${onLink} onContextMenu=${onContextMenu}>
        <span class="unseen">${said}</span>
        ${guild ? html`<${GuildIcon} guild=${guild} size=${48} />` : icon}
      </a>
    <//>
    ${mentions > 0 && html`<span class="badge rail-badge" aria-hidden="true">${mentions > 99 ? '99+' : mentions}</span>`}
  </li>`;
});

/** @param {number} mentions */
const count = (mentions) => `${mentions} ${mentions === 1 ? 'mention' : 'mentions'}`;
