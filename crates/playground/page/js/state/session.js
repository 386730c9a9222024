// Being somebody: choosing a person, following their feed, fetching everything anew when too much was missed.
// @ts-check

import * as api from '../api.js';
import { follow } from '../feed.js';
import { apply, arriveInteraction, arriveReady } from './apply.js';
import { hasMessages } from './channels.js';
import { load } from './messages.js';
import { go, placeOf } from './place.js';
import { catchUp } from './read.js';
import { forget, get, set } from './store.js';

let stop = () => {};
/** Whose feed that is. @type {string|null} */
let following = null;
/** Goes up when everything is fetched anew: what an earlier time brings is too late. */
let turn = 0;
let retry = 0;
/** Notices that came while everything was fetched: they are newer. @type {any[]|null} */
let held = null;

/** Between tries to fetch everything while the feed is there, in ms. */
const PAUSE_MS = 1000;

/** Asks who there is. */
export async function loadPeople() {
  const { people } = await api.people();
  set({ people });
  return people;
}

/** Becomes a person, by id or name. @param {string} user */
export function become(user) {
  stop();
  drop();
  forget();
  following = user;
  held = [];
  stop = follow(user, {
    live: () => fetchAll(user),
    told: (notice) => {
      if (held) held.push(notice);
      else hear(notice, user);
    },
    lost: () => {
      drop();
      set({ connection: 'lost' });
      askWhether(user);
    },
  });
}

/** A feed that does not open may be one of somebody who is not there. @param {string} user */
async function askWhether(user) {
  try {
    await api.ready(user);
  } catch (error) {
    if (error.status !== 404 || following !== user) return;
    stop();
    drop();
    forget();
    set({ connection: 'nobody' });
    loadPeople().catch(() => {});
  }
}

/** What is being fetched is not wanted any more. */
function drop() {
  turn++;
  window.clearTimeout(retry);
}

/** @param {any} notice @param {string} user */
function hear(notice, user) {
  if (notice.kind === 'again') fetchAll(user);
  else if (notice.kind === 'people') loadPeople().catch(() => {});
  else {
    try {
      apply(notice);
    } catch (error) {
      // One that cannot be understood holds up no other.
      reportError(error);
    }
  }
}

/** What became of own interactions may have been told while the feed was gone. */
async function askForAnswers() {
  const { me, interactions } = get();
  const waiting = [...interactions.values()].filter((interaction) => interaction.state === 'waiting');
  for (const { id } of waiting) {
    const found = await api.interaction(id).catch((error) => error);
    const known = get().interactions.get(id);
    if (get().me?.id !== me?.id || known?.state !== 'waiting') continue;
    if (found.status === 404) arriveInteraction({ ...known, state: 'failed' });
    else if (found.summary) arriveInteraction({ ...known, state: found.summary.state, answer: found.summary.answer });
  }
}

/** @param {string} user */
async function fetchAll(user) {
  drop();
  const own = turn;
  // Older than what comes now, but for answers to own interactions: nothing else tells of them.
  held = (held ?? []).filter((notice) => notice.kind === 'interaction');
  try {
    const [ready] = await Promise.all([api.ready(user), loadPeople()]);
    if (own !== turn) return;
    arriveReady(ready);
    const { place, messages, modal, interactions, channels } = get();
    // A form of a world that is no more leads nowhere.
    const isLeft = channels.has(interactions.get(modal ?? '')?.channel_id ?? '');
    set({ messages: new Map([...messages].filter(([id]) => id === place.channel)), modal: isLeft ? modal : null });
    const missed = held ?? [];
    held = null;
    missed.forEach((notice) => hear(notice, user));
    askForAnswers();
    set({ connection: 'live', commands: get().commands + 1 });
    go(placeOf(location.hash));
    const { channel } = get().place;
    if (channel && hasMessages(get().channels.get(channel))) await load(channel);
    catchUp();
  } catch (error) {
    if (own !== turn) return;
    set({ connection: 'lost' });
    if (error.status === 404) askWhether(user);
    else retry = window.setTimeout(() => fetchAll(user), PAUSE_MS);
  }
}
