// What an option's pill offers to choose from: choices, True and False, people, roles, channels, or what the bot says.
// @ts-check

import { useEffect, useMemo, useRef, useState } from '../html.js';
import { autocomplete } from '../state/acts.js';
import { useStore } from '../state/store.js';
import { autocompleteData } from './build.js';
import { OPTION, plain, shownName } from './commands.js';
import { askMembers, candidates, search, shownAs, worldOf } from './entities.js';
import { ranked } from './rank.js';

/** How long after the last letter the bot is asked, in ms. */
const ASK_MS = 250;
/** Most options of a list. */
const MOST = 25;

/** @typedef {import('./drafts.js').Command} Command */
/** @typedef {import('./commands.js').Option} Option */
/**
 * @typedef {{id: string, label: string, value: any, detail?: string, kind?: string, entity?: any}} Pick
 * @typedef {{status: 'none'|'ready'|'loading'|'failed', options: Pick[]}} Picks
 */

/** @type {any[]} */
const BOOLEANS = [{ name: 'True', value: true }, { name: 'False', value: false }];

/**
 * @param {{channel: import('../types.js').Channel, command: Command, option: Option, focused: boolean}} pill
 * @returns {Picks}
 */
export function usePicks({ channel, command, option, focused }) {
  const filled = command.filled.get(option.name);
  const text = filled?.picked ? '' : filled?.text ?? '';
  const asked = useAutocomplete({ channel, command, option, text, wanted: focused && Boolean(option.autocomplete) && !filled?.picked });
  const members = useStore((state) => state.members.get(channel.guild_id ?? ''));
  useAsk(channel, option, focused ? text : '');
  const fixed = useMemo(() => (focused && !option.autocomplete ? local(option, channel, text) : null), [option, channel, text, focused, members]);
  if (option.autocomplete) return asked;
  return fixed ? { status: 'ready', options: fixed } : { status: 'none', options: [] };
}

/** What is known here. @param {Option} option @param {import('../types.js').Channel} channel @param {string} text @returns {Pick[]|null} */
function local(option, channel, text) {
  const choices = option.choices?.length ? option.choices : option.type === OPTION.boolean ? BOOLEANS : null;
  if (choices) {
    return ranked(choices, text, (choice) => [shownName(choice), choice.name, String(choice.value)], MOST)
      .map((choice, at) => ({ id: String(at), label: shownName(choice), value: choice.value }));
  }
  if (![OPTION.user, OPTION.role, OPTION.mentionable, OPTION.channel].includes(option.type)) return null;
  return search(candidates(option, channel), text, MOST).map((entity) => ({
    id: entity.id, label: shownAs(entity), value: entity.id, detail: entity.detail, kind: entity.kind, entity }));
}

/** The pick that is called exactly what was typed. @param {Pick[]} options @param {string} text */
export function exactPick(options, text) {
  const wanted = plain(text).replace(/^[@#]/, '');
  const same = options.filter((option) => plain(option.label).replace(/^[@#]/, '') === wanted || plain(option.detail ?? '') === wanted);
  return same.length === 1 ? same[0] : options.find((option) => plain(String(option.value)) === wanted) ?? null;
}

/** Large servers do not tell all their members at the start. */
function useAsk(channel, option, text) {
  const query = option.type === OPTION.user || option.type === OPTION.mentionable ? text.replace(/^@/, '') : '';
  useEffect(() => {
    if (!query) return undefined;
    const timer = window.setTimeout(() => askMembers(channel, query), ASK_MS);
    return () => window.clearTimeout(timer);
  }, [query, channel.id]);
}

/** @returns {Picks} */
function useAutocomplete({ channel, command, option, text, wanted }) {
  const [asked, tell] = useState(/** @type {{text: string, id: string|null}|null} */ (null));
  const last = useRef(/** @type {Pick[]} */ ([]));
  useEffect(() => {
    if (!wanted) return undefined;
    let isLatest = true;
    const ask = () => {
      const options = autocompleteData(command.entry, command.filled, option.name, worldOf(channel));
      autocomplete(channel.id, command.entry.command, options).then(
        ({ id }) => isLatest && tell({ text, id }),
        () => isLatest && tell({ text, id: null }),
      );
    };
    const timer = window.setTimeout(ask, text === '' ? 0 : ASK_MS);
    return () => {
      isLatest = false;
      window.clearTimeout(timer);
    };
  }, [wanted, text]);
  const answer = useStore((state) => (asked?.id ? state.interactions.get(asked.id) : undefined));
  const choices = answer?.choices;
  const options = useMemo(() => (choices ?? []).map((choice, at) =>
    ({ id: String(at), label: shownName(choice), value: choice.value })), [choices]);
  if (!wanted) return { status: 'none', options: [] };
  if (asked && asked.text === text) {
    if (choices) {
      last.current = options;
      return { status: 'ready', options };
    }
    if (asked.id === null || answer?.state === 'failed') return { status: 'failed', options: [] };
  }
  // Until the answer is there, what was offered before and still fits.
  return { status: 'loading', options: text ? ranked(last.current, text, (known) => [known.label]) : [] };
}
