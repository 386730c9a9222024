// What is shown before and beside everything: starting, nobody of that name, no connection, nothing here.
// @ts-check

import { html, useEffect, useState } from '../html.js';
import { placeOf } from '../state/place.js';
import { useStore } from '../state/store.js';
import { Button, Icon, Spinner } from '../ui/ui.js';
import { openDrawer } from './layout.js';
import { openOverlay } from './overlays.js';
import { People } from './people.js';

/** The frame's shape until there is something to show; at once it would only flicker. */
export function Starting() {
  return html`<div class="starting" role="status">
    <span class="unseen">The playground is starting.</span>
    <div class="starting-rail" aria-hidden="true">${[0, 1, 2].map((n) => html`<span key=${n} class="bone bone-round"></span>`)}</div>
    <div class="starting-side" aria-hidden="true">${[70, 50, 62, 44, 58].map((width) => html`<span key=${width} class="bone" style=${{ width: `${width}%` }}></span>`)}</div>
    <div class="starting-main" aria-hidden="true">${[[30, 82], [22, 54], [26, 70], [18, 38]].map(([name, text]) => html`<div key=${name} class="starting-row">
      <span class="bone bone-face"></span><div><span class="bone" style=${{ width: `${name}%` }}></span><span class="bone" style=${{ width: `${text}%` }}></span></div></div>`)}</div>
  </div>`;
}

/** The simulator was never reached. */
export function Unreachable() {
  return html`<main class="alone" id="main" tabindex="-1"><div class="alone-card">
    <${Icon} name="plug" size=${44} />
    <h1>The simulator cannot be reached</h1>
    <p>Is it still running? The page tries again by itself, and goes on as soon as it answers.</p>
    <p class="alone-tries"><${Spinner} size=${16} /> Trying again</p>
  </div></main>`;
}

/** The address names somebody who is not there, or nobody is there at all. */
export function Nobody() {
  const people = useStore((state) => state.people);
  const { person } = placeOf(location.hash);
  useEffect(() => {
    document.title = 'Guildhall playground';
  }, []);
  return html`<main class="alone" id="main" tabindex="-1"><div class="alone-card">
    <${Icon} name="person" size=${44} />
    <h1>${person ? html`There is nobody called <bdi>${person}</bdi>` : 'Welcome'}</h1>
    ${people.length === 0 ? html`<p>This world has no people yet. Add the first.</p>` : html`<p>Choose who you want to be.</p>`}
    <div class="alone-people"><${People} /></div>
  </div></main>`;
}

/** Above everything while the connection is lost; it does not come for a blink. */
export function Banner() {
  const lost = useStore((state) => state.connection === 'lost' && state.me !== null);
  const [shown, show] = useState(false);
  useEffect(() => {
    const timer = lost ? window.setTimeout(() => show(true), 600) : window.setTimeout(() => show(false), 0);
    return () => window.clearTimeout(timer);
  }, [lost]);
  if (!lost || !shown) return null;
  return html`<div class="banner"><${Icon} name="plug" size=${18} /><p>The connection to the simulator is lost. What you see may be old. Trying again …</p></div>`;
}

/** No channel to show. @param {{phone: boolean}} props */
export function NothingHere({ phone }) {
  const guild = useStore((state) => state.guilds.get(state.place.guild ?? ''));
  const none = useStore((state) => state.guilds.size === 0);
  return html`<div class="empty" data-region="messages" tabindex="-1">
    <${Icon} name=${guild ? 'lock' : 'home'} size=${44} />
    <h2>${guild ? 'There is no channel here that you can see' : none ? 'You are in no server' : 'Choose a channel'}</h2>
    <p>${guild ? 'A right that was given to you, or a new channel, appears here at once.' : 'Join one, or act as somebody who is in one.'}</p>
    <div class="empty-buttons">
      ${none && html`<${Button} kind="primary" icon="plus" onClick=${() => openOverlay({ kind: 'join-server' })}>Join a server<//>`}
      <${Button} kind="secondary" icon="swap" onClick=${() => openOverlay({ kind: 'people' })}>Switch person<//>
      ${phone && html`<${Button} kind="secondary" icon="menu" onClick=${() => openDrawer('channels')}>Channels<//>`}
    </div>
  </div>`;
}
