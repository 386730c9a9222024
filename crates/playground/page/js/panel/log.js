// The part of the simulator's journal that is here: fetched as it grows, bounded, stopped on demand.
// @ts-check

import * as api from '../api.js';
import { onJournal } from './live.js';

/** Entries that are kept. */
export const MOST = 10_000;
const PAGE = 1000;

/** @typedef {{entries: any[], paused: boolean, missed: boolean, error: string|null}} Log */

/** @type {Log} */
let log = { entries: [], paused: false, missed: false, error: null };
let after = 0;
let running = false;
/** @type {Set<() => void>} */
const listeners = new Set();

export const getLog = () => log;

/** @param {Partial<Log>} parts */
function put(parts) {
  log = { ...log, ...parts };
  for (const listener of [...listeners]) listener();
}

async function fetchMore() {
  if (log.paused || running) return;
  running = true;
  try {
    for (;;) {
      const page = await api.journal({ after, limit: PAGE });
      if (log.paused) break;
      // After a reset of the simulator itself numbers begin anew.
      if (page.last < after) {
        after = 0;
        put({ entries: [] });
        continue;
      }
      after = page.last;
      if (page.entries.length > 0 || log.error) put({ entries: [...log.entries, ...page.entries].slice(-MOST), missed: log.missed || page.lost > 0, error: null });
      if (page.entries.length < PAGE) break;
    }
  } catch (error) {
    put({ error: error.message });
  }
  running = false;
}

/** Follows the journal while somebody looks; returns how to stop. @param {() => void} listener */
export function followLog(listener) {
  listeners.add(listener);
  fetchMore();
  const stop = onJournal(fetchMore);
  return () => {
    listeners.delete(listener);
    stop();
  };
}

/** @param {boolean} paused */
export function pauseLog(paused) {
  put({ paused });
  fetchMore();
}

/** What is here goes; what comes is shown. */
export const clearLog = () => put({ entries: [], missed: false });
