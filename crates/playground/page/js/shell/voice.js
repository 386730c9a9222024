// A voice channel or a stage: who is there, and the way in and out. Nothing is heard: it is a simulator.
// @ts-check

import * as api from '../api.js';
import { html, useState } from '../html.js';
import { can, nameIn } from '../state/names.js';
import { get, useStore } from '../state/store.js';
import { AppBadge, Avatar, Button, tintOf } from '../ui/ui.js';
import { openProfile } from './overlays.js';
import { attempt } from './try.js';

/** @param {{channel: import('../types.js').Channel}} props */
export function VoiceBar({ channel }) {
  const states = useStore((state) => state.guilds.get(channel.guild_id ?? '')?.voice_states);
  const me = useStore((state) => state.me?.id);
  const [busy, work] = useState(false);
  const inside = (states ?? []).filter((state) => state.channel_id === channel.id);
  const here = inside.some((state) => state.user_id === me);
  const full = !here && !!channel.user_limit && inside.length >= channel.user_limit;
  const change = async () => {
    work(true);
    await attempt(() => api.voice(get().me?.id, channel.guild_id, channel.id, !here));
    work(false);
  };
  return html`<section class="voice" aria-label="Who is here">
    ${inside.length === 0 && html`<p class="voice-none">Nobody is here yet. What is said cannot be heard: bots only see who comes and goes.</p>`}
    ${inside.length > 0 && html`<ul class="voice-tiles">${inside.map((state) => html`<${Tile} key=${state.user_id} id=${state.user_id} guildId=${channel.guild_id} />`)}</ul>`}
    <${Button} kind=${here ? 'danger' : 'success'} icon=${here ? 'hangup' : 'speaker'} busy=${busy}
      disabled=${!here && (full || !can(channel, 'CONNECT'))} onClick=${change}>${here ? 'Leave' : full ? 'Full' : 'Join'}<//>
  </section>`;
}

function Tile({ id, guildId }) {
  const user = useStore((state) => state.users.get(id) ?? state.members.get(guildId)?.get(id)?.user);
  const name = useStore((state) => nameIn(state, user, guildId));
  return html`<li><button class="voice-tile" style=${{ '--tint': tintOf(id) }} onClick=${(event) => user && openProfile(event.currentTarget, user, guildId)}>
    <${Avatar} user=${user} size=${56} /><span class="voice-name"><span class="cut" dir="auto">${name}</span>${user?.bot && html`<${AppBadge} />`}</span>
  </button></li>`;
}
