// The journal: everything that happened, as it happens; filtered, paused, unfolded one by one.
// @ts-check

import * as api from '../api.js';
import { html, memo, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from '../html.js';
import { useRoving } from '../ui/roving.js';
import { Button, Icon, IconButton, SelectField, TextField } from '../ui/ui.js';
import { VirtualList } from '../ui/virtual.js';
import { Detail } from './detail.js';
import { interactionOf, KINDS, told } from './entries.js';
import { useLive } from './live.js';
import { clearLog, followLog, getLog, MOST, pauseLog } from './log.js';
import { setPanel, usePanel } from './state.js';
import { has, timeOf } from './words.js';

const HEIGHT = 30;
/** How near to the end one is still at the end, in px. */
const AT_END = 40;

function useLog() {
  const [, again] = useReducer((count) => count + 1, 0);
  useEffect(() => followLog(() => again(undefined)), []);
  return getLog();
}

export function Journal() {
  const { entries, paused, missed, error } = useLog();
  const filter = usePanel((state) => state.journal);
  const [selected, select] = useState(/** @type {any} */ (null));
  const rows = useMemo(() => narrowed(entries, filter), [entries, filter]);
  return html`<div class="panel-pane">
    <${Filter} filter=${filter} paused=${paused} count=${rows.length} />
    ${error && html`<p class="panel-wrong" role="alert">${error}</p>`}
    ${missed && html`<p class="panel-note">Older entries are gone: the simulator keeps so many only.</p>`}
    ${rows.length === 0 ? html`<p class="panel-empty">${entries.length > 0 ? 'Nothing is left by this filter.' : 'Nothing has happened yet.'}</p>`
      : html`<${Rows} rows=${rows} selected=${selected} select=${select} paused=${paused} />`}
    ${selected && html`<${Chosen} entry=${selected} close=${() => select(null)} />`}
  </div>`;
}

/** What of an entry a search looks at; entries are never changed. @type {WeakMap<any, any>} */
const words = new WeakMap();
function tellOf(entry) {
  const known = words.get(entry) ?? told(entry);
  words.set(entry, known);
  return known;
}

function narrowed(entries, { text, bot, kinds }) {
  const rows = [];
  for (const entry of entries) {
    const line = tellOf(entry);
    if (kinds.length > 0 && !kinds.includes(line.kind)) continue;
    if (bot && line.application !== bot) continue;
    if (text && !has(text, [line.text, line.end])) continue;
    rows.push({ key: String(entry.number), height: HEIGHT, entry, line });
  }
  return rows;
}

/** The list; while its end is in view it stays there. */
function Rows({ rows, selected, select, paused }) {
  const roving = useRoving('.log-row');
  const end = useRef(true);
  const host = useRef(/** @type {HTMLElement|null} */ (null));
  const scroller = () => host.current?.querySelector('.log');
  useLayoutEffect(() => {
    const list = scroller();
    if (list && end.current && !paused) list.scrollTop = list.scrollHeight;
  }, [rows, paused]);
  const onScroll = (event) => {
    const { scrollTop, scrollHeight, clientHeight } = event.target;
    end.current = scrollHeight - scrollTop - clientHeight < AT_END;
  };
  return html`<div ref=${host} class="log-host" onScrollCapture=${onScroll}>
    <${VirtualList} rows=${rows} class="log" role="list" aria-label="Journal" roving=${roving}
      renderRow=${(row) => html`<${LogRow} key=${row.key} row=${row} chosen=${row.entry === selected} select=${select} />`} />
  </div>`;
}

const LogRow = memo(({ row, chosen, select }) => {
  const { entry, line } = row;
  return html`<div role="listitem" class="log-item"><button type="button" class=${`log-row${line.tone ? ` tone-${line.tone}` : ''}`} aria-current=${chosen ? 'true' : undefined} onClick=${() => select(entry)}>
    <${Icon} name=${line.icon} size=${14} />
    <time datetime=${entry.at}>${timeOf(entry.at)}</time>
    <span class="log-text" dir="auto">${line.text}</span>
    <span class="log-end">${line.end}</span>
  </button></div>`;
}, (before, after) => before.row.entry === after.row.entry && before.chosen === after.chosen);

function Chosen({ entry, close }) {
  const of = interactionOf(entry);
  const title = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => title.current?.focus({ preventScroll: true }), [entry]);
  return html`<section class="log-detail" aria-label="The chosen entry" onKeyDown=${(event) => event.key === 'Escape' && (event.stopPropagation(), close())}>
    <header class="log-detail-head">
      <h3 ref=${title} tabindex="-1" dir="auto">#${entry.number} ${tellOf(entry).text}</h3>
      ${of && html`<${Button} size="s" kind="ghost" icon="bolt" onClick=${() => setPanel({ tab: 'interactions', selected: of })}>Its interaction<//>`}
      <${IconButton} icon="close" size=${18} label="Fold the entry" placement="top-end" onClick=${close} />
    </header>
    <div class="log-detail-body"><${Detail} entry=${entry} /></div>
  </section>`;
}

function Filter({ filter, paused, count }) {
  const { data } = useLive(api.state, [], { live: false });
  const put = (parts) => setPanel({ journal: { ...filter, ...parts } });
  const bots = [{ value: '', label: 'All bots' }, ...(data?.applications ?? []).map(({ id, name }) => ({ value: id, label: name }))];
  const turn = (kind) => put({ kinds: filter.kinds.includes(kind) ? filter.kinds.filter((one) => one !== kind) : [...filter.kinds, kind] });
  return html`<div class="panel-filter" role="search" aria-label="Journal">
    <div class="panel-filter-row">
      <${TextField} label="Search" hideLabel=${true} icon="search" type="search" placeholder="Search" value=${filter.text} onInput=${(text) => put({ text })} />
      <${SelectField} label="Bot" hideLabel=${true} value=${filter.bot} options=${bots} onChange=${(bot) => put({ bot })} />
    </div>
    <div class="panel-filter-row">
      <div class="panel-chips" role="group" aria-label="Sorts of entries">${KINDS.map(({ id, label }) => html`<button key=${id} type="button" class="panel-turn"
        aria-pressed=${String(filter.kinds.includes(id))} onClick=${() => turn(id)}>${label}</button>`)}</div>
      <span class="panel-number" title=${`At most ${MOST} are kept here`}>${count}</span>
      <${IconButton} icon=${paused ? 'play' : 'pause'} size=${18} label=${paused ? 'Go on' : 'Pause'} pressed=${paused} placement="bottom-end" onClick=${() => pauseLog(!paused)} />
      <${IconButton} icon="trash" size=${18} label="Clear the view" placement="bottom-end" onClick=${clearLog} />
    </div>
  </div>`;
}
