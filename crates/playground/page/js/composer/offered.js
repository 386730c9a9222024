// The commands that a channel offers, asked for once and again when they have changed.
// @ts-check

import * as api from '../api.js';
import { useEffect, useReducer } from '../html.js';
import { get, useStore } from '../state/store.js';

/**
 * @typedef {{status: 'loading'|'ready'|'failed', version: number, applications: any[], commands: any[]}} Offered
 */

/** @type {Map<string, Offered>} */
const known = new Map();
/** @type {Set<() => void>} */
const waiting = new Set();

const keyOf = (channel) => `${get().me?.id}/${channel}`;

/** @param {string} key @param {Offered} offered */
function put(key, offered) {
  known.set(key, offered);
  waiting.forEach((tell) => tell());
}

/** Asks for a channel's commands if they are not known; what was known stays until the answer. @param {string} channel */
export async function ask(channel) {
  const { me, commands: version } = get();
  const key = keyOf(channel);
  const before = known.get(key);
  if (!me || (before && before.version === version && before.status !== 'failed')) return;
  put(key, { applications: [], commands: [], ...before, status: before?.status === 'ready' ? 'ready' : 'loading', version });
  try {
    const found = await api.commands(me.id, channel);
    if (known.get(key)?.version === version) put(key, { ...found, status: 'ready', version });
  } catch {
    if (known.get(key)?.version === version) put(key, { applications: [], commands: [], status: 'failed', version });
  }
}

/** What is known of a channel's commands. @param {string} channel @returns {Offered|undefined} */
export const offeredIn = (channel) => known.get(keyOf(channel));

/** The commands of a channel, in a component. @param {string} channel @returns {Offered|undefined} */
export function useOffered(channel) {
  const version = useStore((state) => state.commands);
  const [, again] = useReducer((count) => count + 1, 0);
  useEffect(() => {
    const tell = () => again(undefined);
    waiting.add(tell);
    ask(channel);
    return () => {
      waiting.delete(tell);
    };
  }, [channel, version]);
  return offeredIn(channel);
}

/** The commands of a menu: 2 on people, 3 on messages. @param {string} channel @param {number} type */
export function menuCommands(channel, type) {
  ask(channel);
  const offered = offeredIn(channel);
  const own = (offered?.commands ?? []).filter((command) => command.type === type);
  const applications = new Map((offered?.applications ?? []).map((application) => [application.id, application]));
  return own.map((command) => ({ command, application: applications.get(command.application_id) }));
}
