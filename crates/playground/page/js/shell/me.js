// Oneself, at the foot of the channels: who one is, the way to become another, theme and settings.
// @ts-check

import * as api from '../api.js';
import { html } from '../html.js';
import { plainName } from '../state/names.js';
import { get, useStore } from '../state/store.js';
import { Avatar, Icon, IconButton, STATUS, usePhone } from '../ui/ui.js';
import { openOverlay } from './overlays.js';
import { presenceOf } from './presence.js';
import { shownTheme, switchTheme, useSettings } from './settings.js';
import { attempt } from './try.js';

export function Me() {
  const me = useStore((state) => state.me);
  const status = useStore((state) => (state.connection === 'live' ? (state.me && presenceOf(state, state.me.id)?.status) || 'online' : 'offline'));
  const open = useStore((state) => state.overlay?.kind === 'people');
  const locale = useStore((state) => state.locale);
  const phone = usePhone();
  useSettings();
  if (!me) return null;
  const name = plainName(me);
  const dark = shownTheme() === 'dark';
  return html`<section class="me" aria-label="You">
    <${Voice} />
    <div class="me-row">
      <button class="me-who" id="me-who" aria-haspopup="dialog" aria-expanded=${String(open)} onClick=${() => openOverlay({ kind: 'people' })}>
        <${Avatar} user=${me} size=${32} status=${status} />
        <span class="me-words">
          <strong class="cut" dir="auto">${name}</strong><span class="unseen">, ${STATUS[status] ?? status}. </span>
          <span class="me-note"><${Icon} name="swap" size=${12} /><span class="cut">Switch person</span></span>
        </span>
        ${locale !== 'en-US' && html`<span class="me-locale">${locale}</span>`}
      </button>
      ${!phone && html`<${IconButton} icon=${dark ? 'sun' : 'moon'} label=${dark ? 'Light theme' : 'Dark theme'} onClick=${switchTheme} />`}
      <${IconButton} icon="gear" label="Settings" onClick=${() => openOverlay({ kind: 'preferences' })} />
    </div>
  </section>`;
}

/** Where one is in voice, and the way out. */
function Voice() {
  const inside = useStore(voiceOf);
  const channel = useStore((state) => state.channels.get(inside ?? ''));
  if (!channel) return null;
  const leave = () => attempt(() => api.voice(get().me?.id, channel.guild_id, channel.id, false));
  return html`<div class="me-voice">
    <div class="me-words"><strong class="me-connected">In voice</strong><span class="me-note cut">${channel.name}</span></div>
    <${IconButton} icon="hangup" label=${`Leave ${channel.name}`} onClick=${leave} />
  </div>`;
}

/** The voice channel in which I am. @param {import('../state/store.js').State} state @returns {string|null} */
export function voiceOf({ guilds, me }) {
  for (const guild of guilds.values()) {
    const own = guild.voice_states?.find((one) => one.user_id === me?.id && one.channel_id);
    if (own) return own.channel_id;
  }
  return null;
}
