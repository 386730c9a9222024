// The one store: plain values that are replaced, never changed, and components that are drawn when theirs differ.
// @ts-check

import { useLayoutEffect, useReducer, useRef } from '../html.js';

const start = () => ({
  /** @type {'starting'|'live'|'lost'|'nobody'} */
  connection: 'starting',
  /** @type {import('../types.js').User|null} */
  me: null,
  locale: 'en-US',
  /** @type {import('../types.js').Person[]} */
  people: [],
  /** @type {Map<string, import('../types.js').Guild>} */
  guilds: new Map(),
  /** Channels, threads and directs. @type {Map<string, import('../types.js').Channel>} */
  channels: new Map(),
  /** By guild, then user. @type {Map<string, Map<string, import('../types.js').Member>>} */
  members: new Map(),
  /** @type {Map<string, import('../types.js').User>} */
  users: new Map(),
  /** @type {Map<string, import('../types.js').Application>} */
  applications: new Map(),
  /** By channel. @type {Map<string, import('../types.js').Page>} */
  messages: new Map(),
  /** By channel. @type {Map<string, import('../types.js').Pending[]>} */
  pending: new Map(),
  /** By channel, then user: until when, in ms of this machine. @type {Map<string, Map<string, number>>} */
  typing: new Map(),
  /** Own ones. @type {Map<string, import('../types.js').Interaction>} */
  interactions: new Map(),
  /** Goes up when commands must be asked for again. */
  commands: 0,
  /** @type {import('../types.js').Clock|null} */
  clock: null,
  /** The newest entry of the journal that was told of. */
  journal: 0,
  /** Where we are. @type {{guild: string|null, channel: string|null}} */
  place: { guild: null, channel: null },
  /** The last message that was read, by channel. @type {Map<string, string>} */
  read: new Map(),
  /** Unread messages that are for me, by channel. @type {Map<string, number>} */
  mentions: new Map(),
  /** Ephemeral messages that were dismissed. @type {Set<string>} */
  dismissed: new Set(),
  /** The message that the composer answers, by channel. @type {Map<string, import('../types.js').Message>} */
  replies: new Map(),
  /** What became of own commands that have no message, by channel. @type {Map<string, import('../types.js').Notice[]>} */
  notices: new Map(),
  /** The message that is being edited. @type {string|null} */
  editing: null,
  /** The interaction whose modal is open. @type {string|null} */
  modal: null,
  /** What lies over the page by the frame's hand: a profile, settings, the switcher. @type {any} */
  overlay: null,
  /** What is unfolded: columns, drawers, what is searched for and the developers' panel. */
  ui: { panel: false, members: true, drawer: /** @type {null|'channels'|'members'|'panel'} */ (null),
    search: /** @type {string|null} */ (null) },
});

/** @typedef {ReturnType<typeof start>} State */

/** @type {State} */
let state = start();
/** @type {Set<() => void>} */
const listeners = new Set();
let scheduled = false;

export const get = () => state;

/** Replaces parts of the state. @param {Partial<State>} parts */
export function set(parts) {
  state = { ...state, ...parts };
  schedule();
}

/** Everything but what belongs to the window itself is forgotten. */
export function forget() {
  const { ui, people } = state;
  set({ ...start(), ui, people });
}

/**
 * A copy of a map with an entry changed; without a value the entry goes.
 * @template K, V
 * @param {Map<K, V>} map @param {K} key @param {V} [value]
 */
export function mapped(map, key, value) {
  const copy = new Map(map);
  if (value === undefined) copy.delete(key);
  else copy.set(key, value);
  return copy;
}

/** Calls after each change of the state, at most once for each frame; returns how to stop. @param {() => void} listener */
export function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * A part of the state, in a component that is drawn again when it differs (by `Object.is`).
 * @template R
 * @param {(state: State) => R} selector
 * @returns {R}
 */
export function useStore(selector) {
  const [, again] = useReducer((count) => count + 1, 0);
  const seen = useRef(/** @type {{selector: (state: State) => R, part: R}|null} */ (null));
  const part = selector(state);
  seen.current = { selector, part };
  useLayoutEffect(() => {
    const look = () => {
      const last = seen.current;
      if (last && !Object.is(last.selector(state), last.part)) again(undefined);
    };
    look();
    return subscribe(look);
  }, []);
  return part;
}

function schedule() {
  if (scheduled) return;
  scheduled = true;
  // Frames stop in a hidden tab, where nothing is seen but titles and counts must go on.
  if (document.hidden) window.setTimeout(tell, 50);
  else requestAnimationFrame(tell);
}

function tell() {
  scheduled = false;
  for (const listener of [...listeners]) listener();
}
