// The commands of a channel above the field, by application, while a slash and a name are typed.
// @ts-check

import { html, memo, useLayoutEffect, useMemo, useRef } from '../html.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icons.js';
import { findEntries, grouped, requiredFirst, shownName } from './commands.js';
import { useList } from './list.js';

/** Most entries that are drawn at a time; who looks for another types more letters. */
const MOST = 60;

/**
 * What is offered for a text that begins with a slash.
 * @param {import('./commands.js').Entry[]} entries @param {string} text @param {boolean} wanted
 */
export function useSlash(entries, text, wanted) {
  const isCommand = wanted && text.startsWith('/') && !text.includes('\n');
  const query = isCommand ? text.slice(1) : '';
  const groups = useMemo(() => (isCommand ? grouped(findEntries(entries, query).slice(0, MOST)) : []), [entries, query, isCommand]);
  const options = useMemo(() => groups.flatMap((group) => group.entries).map((entry) => ({ id: entry.key, entry })), [groups]);
  const list = useList({ options, about: `/${query}`, open: options.length > 0, what: ['command', 'commands'] });
  return { ...list, open: options.length > 0, groups,
    /** @param {(entry: import('./commands.js').Entry) => void} onPick */
    pick: (onPick) => list.option && onPick(list.option.entry) };
}

/** @param {{slash: ReturnType<typeof useSlash>, onPick: (entry: import('./commands.js').Entry) => void}} props */
export function SlashList({ slash, onPick }) {
  const ref = useRef(/** @type {HTMLElement|null} */ (null));
  useLayoutEffect(() => {
    ref.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }, [slash.active]);
  const to = (application) =>
    ref.current?.querySelector(`[data-application="${CSS.escape(application)}"]`)?.scrollIntoView({ block: 'start' });
  return html`<div class="composer-float composer-slash" onMouseDown=${(event) => event.preventDefault()}>
    ${slash.groups.length > 1 && html`<div class="composer-slash-rail" aria-hidden="true">
      ${slash.groups.map(({ application }) => html`<button key=${application.id} type="button" tabindex="-1"
        title=${application.name} onClick=${() => to(application.id)}><${ApplicationSign} application=${application} size=${32} /></button>`)}
    </div>`}
    <div ref=${ref} id=${slash.id} class="composer-slash-list" role="listbox" aria-label="Commands">
      ${slash.groups.map(({ application, entries }) => html`<div key=${application.id} role="group" aria-label=${application.name}
        data-application=${application.id}>
        <div class="composer-slash-head" aria-hidden="true"><${ApplicationSign} application=${application} size=${16} />
          <span dir="auto">${application.user?.global_name || application.name}</span></div>
        ${entries.map((entry) => html`<${Row} key=${entry.key} entry=${entry} id=${`${slash.id}-${entry.key}`}
          active=${entry.key === slash.active} onActive=${slash.onActive} onPick=${onPick} />`)}
      </div>`)}
    </div>
  </div>`;
}

/** @type {Record<string, string>} */
const STATES = { loading: 'Loading commands…', failed: 'The commands could not be loaded.', ready: 'No application offers commands here.' };

/** What stands there when there is no command to show. @param {{status: string|undefined}} props */
export const SlashState = ({ status }) => html`<div class="composer-float">
  <p class="composer-float-note" role="status">${STATES[status ?? 'loading']}</p></div>`;

/** @param {{application: any, size: number}} props */
export function ApplicationSign({ application, size }) {
  if (application?.user) return html`<${Avatar} user=${application.user} size=${size} />`;
  return html`<${Icon} name="bot" size=${size} />`;
}

const Row = memo(({ entry, id, active, onActive, onPick }) => {
  const options = requiredFirst(entry.options);
  return html`<div id=${id} class=${`composer-slash-row${active ? ' active' : ''}`} role="option" aria-selected=${String(active)}
    onPointerMove=${() => !active && onActive(entry.key)} onClick=${() => onPick(entry)}>
    <span class="composer-slash-what">
      <span class="composer-slash-name" dir="auto">/${entry.shown}</span>
      ${options.slice(0, 4).map((option) => html`<span key=${option.name} dir="auto"
        class=${`composer-slash-option${option.required ? ' required' : ''}`}>${shownName(option)}</span>`)}
      ${options.length > 4 && html`<span class="composer-slash-more">+${options.length - 4}</span>`}
    </span>
    <span class="composer-slash-description" dir="auto">${entry.description}</span>
    <span class="composer-slash-owner" aria-hidden="true" dir="auto">${entry.application.name}</span>
  </div>`;
}, (a, b) => a.entry === b.entry && a.active === b.active && a.id === b.id);
