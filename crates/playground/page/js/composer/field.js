// The text field: grows with its text, sends on Enter, and offers what could be meant while something is typed.
// @ts-check

import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from '../html.js';
import { useStore } from '../state/store.js';
import { Listbox } from '../ui/listbox.js';
import { askMembers } from './entities.js';
import { filesOf } from './files.js';
import { useList } from './list.js';
import { insertAt, remember, triggerAt } from './mentions.js';
import { SlashList, SlashState, useSlash } from './slash-list.js';
import { SuggestionRow, TITLES } from './suggestion-row.js';
import { suggestions } from './suggest.js';

/** How long after the last letter more members are asked for, in ms. */
const ASK_MS = 200;

/**
 * @param {{channel: import('../types.js').Channel, text: string, names: Map<string, string>, placeholder: string,
 *   describedby: string, status: string|undefined, entries: import('./commands.js').Entry[], field: {current: HTMLTextAreaElement|null},
 *   onText: (text: string, names: Map<string, string>, whole?: boolean) => void,
 *   onEntry: (entry: import('./commands.js').Entry) => void, onSend: () => void, onUp: () => boolean, onEscape: () => void,
 *   onFiles: (files: File[]) => void}} props
 */
export function Field(props) {
  const { channel, text, names, field, entries, onText } = props;
  const [caret, setCaret] = useState(0);
  const [closed, close] = useState('');
  const wanted = useRef(/** @type {number|null} */ (null));

  const slash = useSlash(entries, text, closed !== text);
  const trigger = useMemo(() => (slash.open || closed === text ? null : triggerAt(text, caret)), [text, caret, slash.open, closed]);
  const members = useStore((state) => state.members.get(channel.guild_id ?? ''));
  const offered = useMemo(() => (trigger ? suggestions(trigger, channel) : []), [trigger, channel, members]);
  const list = useList({ options: offered, about: trigger ? trigger.sigil + trigger.query : '', open: offered.length > 0 });
  useAsk(channel, trigger);

  useLayoutEffect(() => {
    if (wanted.current === null || !field.current) return;
    field.current.setSelectionRange(wanted.current, wanted.current);
    setCaret(wanted.current);
    wanted.current = null;
  });
  useGrowth(field, text);

  /** @param {import('./suggest.js').Suggestion} option */
  const pick = (option) => {
    if (!trigger) return;
    const known = remember(names, option.shown, option.exact, option.wire);
    const next = insertAt(text, trigger, caret, known.shown);
    wanted.current = next.caret;
    onText(next.text, known.names);
    field.current?.focus();
  };
  const open = slash.open ? slash : offered.length > 0 ? { ...list, pick: () => list.option && pick(list.option) } : null;
  const onKeyDown = (event) => keys(event, { props, open, hide: () => close(text) });
  const follow = () => field.current && setCaret(field.current.selectionStart);
  return html`
    ${slash.open && html`<${SlashList} slash=${slash} onPick=${props.onEntry} />`}
    ${!slash.open && text === '/' && html`<${SlashState} status=${props.status} />`}
    ${trigger && offered.length > 0 && html`<div class="composer-float">
      <p class="composer-float-title" aria-hidden="true">${TITLES[trigger.sigil]}</p>
      <${Listbox} id=${list.id} label=${TITLES[trigger.sigil]} options=${offered} active=${list.active}
        onActive=${list.onActive} onSelect=${pick}
        renderOption=${(option) => html`<${SuggestionRow} option=${option} />`} />
    </div>`}
    <textarea ref=${field} id="composer-input" class="composer-field" rows="1" dir="auto" spellcheck="true" autocomplete="off" enterkeyhint="send"
      aria-label=${props.placeholder} placeholder=${props.placeholder}
      aria-describedby=${props.describedby} ...${open ? { role: 'combobox', ...open.steers } : CLOSED} value=${text}
      onInput=${(event) => {
        setCaret(event.currentTarget.selectionStart);
        onText(event.currentTarget.value, names, event.inputType === 'insertFromPaste');
      }}
      onKeyDown=${onKeyDown} onKeyUp=${follow} onClick=${follow} onFocus=${follow} onBlur=${() => close(text)}
      onPaste=${(event) => pasted(event, props.onFiles)}></textarea>`;
}

/** While nothing is offered it is what it is: a text box of several lines. */
const CLOSED = { 'aria-autocomplete': 'list', 'aria-haspopup': 'listbox' };

/** @param {ClipboardEvent} event @param {(files: File[]) => void} onFiles */
export function pasted(event, onFiles) {
  const files = filesOf(event.clipboardData);
  if (files.length === 0) return;
  event.preventDefault();
  onFiles(files);
}

/** @param {KeyboardEvent} event @param {{props: any, open: any, hide: () => void}} now */
function keys(event, { props, open, hide }) {
  if (event.isComposing) return;
  const done = () => event.preventDefault();
  if (open) {
    if (open.onKey(event)) return;
    if ((event.key === 'Enter' && !event.shiftKey) || (event.key === 'Tab' && !event.shiftKey)) {
      done();
      open.pick(props.onEntry);
      return;
    }
    if (event.key === 'Escape') {
      done();
      hide();
      return;
    }
  }
  if (event.key === 'Enter' && !event.shiftKey) {
    done();
    props.onSend();
  } else if (event.key === 'ArrowUp' && props.text === '' && props.onUp()) {
    done();
  } else if (event.key === 'Escape') {
    props.onEscape();
  }
}

/** Asks for members that fit while a name is typed. */
function useAsk(channel, trigger) {
  const query = trigger?.sigil === '@' ? trigger.query : '';
  useEffect(() => {
    if (!query) return undefined;
    const timer = window.setTimeout(() => askMembers(channel, query), ASK_MS);
    return () => window.clearTimeout(timer);
  }, [query, channel.id]);
}

const GROWS = typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content');

/** Where the style sheet cannot let the field grow with its text. */
function useGrowth(field, text) {
  useLayoutEffect(() => {
    const element = field.current;
    if (!element || GROWS) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);
}
