// The developers' panel: what happened, why, and means to make things happen.
// @ts-check

import { html, useRef } from '../html.js';
import { Part } from '../shell/part.js';
import { toggle } from '../shell/layout.js';
import { Icon, IconButton } from '../ui/ui.js';
import { Discord } from './discord.js';
import { Interactions } from './interactions.js';
import { Journal } from './journal.js';
import { Edge } from './resize.js';
import { Session } from './session.js';
import { Shop } from './shop.js';
import { setPanel, usePanel } from './state.js';

export { inspect } from './state.js';

/** @type {{id: import('./state.js').Tab, label: string, icon: string, view: any}[]} */
const TABS = [
  { id: 'interactions', label: 'Interactions', icon: 'bolt', view: Interactions },
  { id: 'journal', label: 'Journal', icon: 'list', view: Journal },
  { id: 'discord', label: 'Discord', icon: 'plug', view: Discord },
  { id: 'shop', label: 'Shop', icon: 'gift', view: Shop },
  { id: 'session', label: 'Session', icon: 'code', view: Session },
];

export function Panel() {
  const tab = usePanel((state) => state.tab);
  const { view, label } = TABS.find(({ id }) => id === tab) ?? TABS[0];
  return html`<div class="panel">
    <${Edge} />
    <header class="panel-head">
      <h2 class="panel-title"><${Icon} name="bug" size=${18} /> Developers</h2>
      <${IconButton} icon="close" label="Close the panel" placement="bottom-end" onClick=${() => toggle('panel')} />
    </header>
    <${Tabs} tab=${tab} />
    <div class="panel-body" role="tabpanel" id="panel-view" aria-labelledby=${`panel-tab-${tab}`}>
      <${Part} key=${tab} name=${`The tab ${label}`}><${view} /><//>
    </div>
  </div>`;
}

function Tabs({ tab }) {
  const list = useRef(/** @type {HTMLElement|null} */ (null));
  const onKeyDown = (event) => {
    const at = TABS.findIndex(({ id }) => id === tab);
    const last = TABS.length - 1;
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    setPanel({ tab: TABS[to].id });
    /** @type {HTMLElement|undefined} */ (list.current?.querySelectorAll('button')[to])?.focus();
  };
  return html`<div ref=${list} class="panel-tabs" role="tablist" aria-label="Developers’ panel" onKeyDown=${onKeyDown}>
    ${TABS.map(({ id, label, icon }) => html`<button key=${id} type="button" class="panel-tab" role="tab" id=${`panel-tab-${id}`}
      aria-selected=${String(id === tab)} aria-controls="panel-view" tabindex=${id === tab ? 0 : -1}
      onClick=${() => setPanel({ tab: id, ...(id === 'interactions' && id === tab ? { selected: null } : {}) })}>
      <${Icon} name=${icon} size=${16} /><span>${label}</span>
    </button>`)}
  </div>`;
}
