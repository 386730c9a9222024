// Interactions as they happen, newest first: who, what, with which bot, how it went.
// @ts-check

import * as api from '../api.js';
import { html, memo, useEffect, useMemo, useRef, useState } from '../html.js';
import { announce, Button, Icon, IconButton, SelectField, Spinner, TextField } from '../ui/ui.js';
import { useRoving } from '../ui/roving.js';
import { useLive } from './live.js';
import { getPanel, setPanel, usePanel } from './state.js';
import { Trace } from './trace.js';
import { counted, has, outcomeOf, timeOf, TYPES } from './words.js';

const PAGE = 50;
const MOST = 500;

export function Interactions() {
  const selected = usePanel((state) => state.selected);
  return selected ? html`<${Trace} key=${selected} id=${selected} />` : html`<${List} />`;
}

function List() {
  const [limit, reach] = useState(PAGE);
  const filter = usePanel((state) => state.filter);
  const { data, error } = useLive(() => api.interactions({ limit }), [limit]);
  const all = data?.interactions ?? [];
  const shown = useMemo(() => all.filter((one) => wanted(one, filter)), [all, filter]);
  const roving = useRoving('.panel-row');
  useReturn(Boolean(data));
  useAnnounced(all);
  return html`<div class="panel-pane">
    <${Filter} all=${all} filter=${filter} />
    ${error && html`<p class="panel-wrong" role="alert">${error}</p>`}
    ${!data && !error && html`<p class="panel-empty"><${Spinner} label="Loading" /></p>`}
    ${data && shown.length === 0 && html`<${Empty} any=${all.length > 0} />`}
    <ul class="panel-list" aria-label="Interactions" ...${roving}>
      ${shown.map((one) => html`<${Row} key=${one.id} one=${one} mark=${signature(one)} />`)}
      ${data && all.length === limit && limit < MOST && html`<li class="panel-more">
        <${Button} size="s" onClick=${() => reach(Math.min(limit * 2, MOST))}>Show older ones<//></li>`}
    </ul>
  </div>`;
}

/** Whoever comes back from a trace is where they left. @param {boolean} ready */
function useReturn(ready) {
  useEffect(() => {
    const { last } = getPanel();
    if (!ready || !last) return;
    /** @type {HTMLElement|null} */ (document.querySelector(`.panel-row[data-id="${last}"]`))?.focus();
    setPanel({ last: null });
  }, [ready]);
}

/** Says which interaction nobody answered. @param {any[]} all */
function useAnnounced(all) {
  const known = useRef(/** @type {Set<string>|null} */ (null));
  useEffect(() => {
    const failed = all.filter(({ state }) => state === 'failed');
    const fresh = failed.filter(({ id }) => known.current && !known.current.has(id));
    if (all.length > 0) known.current = new Set(failed.map(({ id }) => id));
    fresh.forEach(({ name, application }) => announce(`${application.name} did not answer ${name}.`));
  }, [all]);
}

/** @param {any} one @param {{text: string, bot: string, person: string, problems: boolean}} filter */
function wanted(one, { text, bot, person, problems }) {
  return (!bot || one.application.id === bot) && (!person || one.user.id === person) && (!problems || one.problems > 0 || one.state === 'failed')
    && has(text, [one.name, one.custom_id, one.user.name, one.application.name, one.id]);
}

/** What of a row may change. */
const signature = (one) => `${one.state} ${one.answered_ms} ${one.done_ms} ${one.problems} ${one.requests}`;

const Row = memo(({ one }) => {
  const type = TYPES[one.type] ?? TYPES[2];
  return html`<li><button type="button" class="panel-row" data-id=${one.id} onClick=${() => setPanel({ selected: one.id })}>
    <span class="panel-row-icon" title=${type.label}><${Icon} name=${type.icon} size=${16} label=${type.label} /></span>
    <span class="panel-row-main">
      <span class="panel-row-name" dir="auto">${one.name}</span>
      <span class="panel-row-sub"><span dir="auto">${one.user.name}</span> → <span dir="auto">${one.application.name}</span> · <time datetime=${one.at}>${timeOf(one.at)}</time></span>
    </span>
    <span class="panel-row-end"><${Outcome} summary=${one} />
      ${one.problems > 0 && html`<span class="panel-count">${counted(one.problems, 'problem')}</span>`}</span>
  </button></li>`;
}, (before, after) => before.mark === after.mark && before.one.id === after.one.id);

/** @param {{summary: any}} props */
export function Outcome({ summary }) {
  const { text, tone } = outcomeOf(summary);
  return html`<span class=${`panel-chip chip-${tone}`}>${text}</span>`;
}

function Filter({ all, filter }) {
  const put = (parts) => setPanel({ filter: { ...filter, ...parts } });
  const options = (key, everybody) => {
    const known = new Map(all.map((one) => [one[key].id, one[key].name]));
    return [{ value: '', label: everybody }, ...[...known].map(([value, label]) => ({ value, label }))];
  };
  return html`<div class="panel-filter" role="search" aria-label="Interactions">
    <${TextField} label="Search" hideLabel=${true} icon="search" type="search" placeholder="Search" value=${filter.text} onInput=${(text) => put({ text })} />
    <div class="panel-filter-row">
      <${SelectField} label="Bot" hideLabel=${true} value=${filter.bot} options=${options('application', 'All bots')} onChange=${(bot) => put({ bot })} />
      <${SelectField} label="Person" hideLabel=${true} value=${filter.person} options=${options('user', 'Everybody')} onChange=${(person) => put({ person })} />
      <${IconButton} icon="warning" label="Only problems" pressed=${filter.problems} placement="bottom-end" onClick=${() => put({ problems: !filter.problems })} />
    </div>
  </div>`;
}

function Empty({ any }) {
  return html`<div class="panel-empty">
    <${Icon} name=${any ? 'filter' : 'bolt'} size=${28} />
    <p>${any ? 'Nothing is left by this filter.' : 'Nobody has used a bot yet. Type / in a channel, or press a button.'}</p>
    ${any && html`<${Button} size="s" onClick=${() => setPanel({ filter: { text: '', bot: '', person: '', problems: false } })}>Show all<//>`}
  </div>`;
}
