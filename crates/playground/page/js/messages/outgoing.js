// What is on its way: own messages that did not arrive yet or were refused, commands that nothing answered.
// @ts-check

import { Dots } from '../components/button.js';
import { html, memo } from '../html.js';
import { Markdown } from '../markdown/view.js';
import { inspect } from '../panel/state.js';
import { dropPending, sendAgain } from '../state/acts.js';
import { get, set, useStore } from '../state/store.js';
import { AppBadge, Avatar, Button, Icon } from '../ui/ui.js';
import { nameIn } from '../state/names.js';

/** @typedef {import('./place.js').Place} Place */

/** @param {{pending: import('../types.js').Pending, start: boolean, place: Place}} props */
export const PendingRow = memo(({ pending, start, place }) => {
  const { me, guildId } = place;
  const name = useStore((state) => nameIn(state, me, guildId));
  const failed = pending.error !== null;
  return html`<div class=${`msg pending${start ? ' start' : ''}${failed ? ' failed' : ''}`} role="article" tabindex="-1"
    aria-label=${`${name}, ${failed ? 'not sent' : 'sending'}: ${pending.content}`} data-key=${`nonce ${pending.nonce}`}>
    <div class="msg-gutter">${start && html`<span class="msg-face"><${Avatar} user=${me} size=${40} /></span>`}</div>
    <div class="msg-main">
      ${start && html`<div class="msg-head"><span class="msg-name"><bdi>${name}</bdi></span></div>`}
      <div class="msg-body">
        ${pending.content && html`<${Markdown} text=${pending.content} guildId=${guildId} />`}
        ${pending.files.map((file, at) => html`<p key=${at} class="msg-sending"><${Icon} name="paperclip" size=${16} /><bdi>${file.name}</bdi></p>`)}
        ${failed && html`<div class="msg-failed" role="alert"><${Icon} name="warning" size=${16} /><span>${pending.error}</span></div>
          <div class="msg-failed-acts">
            <${Button} size="s" onClick=${() => sendAgain(pending)}>Try again<//>
            <${Button} size="s" kind="ghost" onClick=${() => dropPending(pending.channel_id, pending.nonce)}>Delete<//></div>`}
      </div>
    </div>
  </div>`;
});

/** @param {{interaction: import('../types.js').Interaction, place: Place}} props */
export const CommandRow = memo(({ interaction, place }) => {
  const application = useStore((state) => state.applications.get(interaction.application_id));
  const bot = application?.user ?? null;
  const name = useStore((state) => (bot ? nameIn(state, bot, place.guildId) : application?.name ?? 'The application'));
  const mine = useStore((state) => nameIn(state, place.me, place.guildId));
  const failed = interaction.state === 'failed';
  const dismiss = () => set({ dismissed: new Set([...get().dismissed, interaction.id]) });
  return html`<div class=${`msg start ephemeral outgoing${failed ? ' failed' : ''}`} role="article" tabindex="-1"
    aria-label=${`${name}: ${failed ? 'the application did not respond' : 'sending the command'} ${interaction.name}`} data-key=${`command ${interaction.id}`}>
    <div class="msg-above"><span class="msg-above-sign" aria-hidden="true"></span><${Avatar} user=${place.me} size=${16} />
      <span class="msg-above-name"><bdi>${mine}</bdi></span>
      <span class="msg-above-used">used <span class="msg-command"><bdi>/${interaction.name}</bdi></span></span></div>
    <div class="msg-gutter"><span class="msg-face"><${Avatar} user=${bot ?? { id: interaction.application_id, username: name, global_name: null, avatar: null, bot: true }} size=${40} /></span></div>
    <div class="msg-main">
      <div class="msg-head"><span class="msg-name"><bdi>${name}</bdi></span><${AppBadge} /></div>
      <div class="msg-body">
        ${failed ? html`<p class="msg-failed" role="alert"><${Icon} name="warning" size=${16} />The application did not respond</p>
          <p class="msg-only"><${Icon} name="eye" size=${16} /><span>Only you can see this<span aria-hidden="true"> • </span>
            <button type="button" class="msg-only-dismiss" onClick=${dismiss}>Dismiss message</button><span aria-hidden="true"> • </span>
            <button type="button" class="msg-only-dismiss" onClick=${() => inspect(interaction.id)}>Inspect interaction</button></span></p>`
    : html`<p class="msg-thinking"><${Dots} /><span>Sending the command…</span></p>`}
      </div>
    </div>
  </div>`;
});
