// Being somebody: choosing a person, following their feed, fetching everything anew when too much was missed.
// @ts-check

import * as api from '../api.js';
import { follow } from '../feed.js';
import { apply, arriveReady } from './apply.js';
import { hasMessages } from './channels.js';
import { load } from './messages.js';
import { go, placeOf } from './place.js';
import { catchUp } from './read.js';
import { forget, get, set } from './store.js';

let stop = () => {};
/** Whose feed that is. @type {string|null} */
let following = null;
/** Notices that came while everything was fetched: they are newer. @type {any[]|null} */
let held = null;

/** Asks who there is. */
export async function loadPeople() {
  const { people } = await api.people();
  set({ people });
  return people;
}

/** Becomes a person, by id or name. @param {string} user */
export function become(user) {
  stop();
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
    forget();
    set({ connection: 'nobody' });
    loadPeople().catch(() => {});
  }
}

/** @param {any} notice @param {string} user */
function hear(notice, user) {
  if (notice.kind === 'again') fetchAll(user);
  else if (notice.kind === 'people') loadPeople().catch(() => {});
  else apply(notice);
}

/** @param {string} user */
async function fetchAll(user) {
  held ??= [];
  try {
    const [ready] = await Promise.all([api.ready(user), loadPeople()]);
    arriveReady(ready);
    const { place, messages } = get();
    set({ messages: new Map([...messages].filter(([id]) => id === place.channel)) });
    const missed = held ?? [];
    held = null;
    missed.forEach((notice) => hear(notice, user));
    set({ connection: 'live', commands: get().commands + 1 });
    go(placeOf(location.hash));
    const { channel } = get().place;
    if (channel && hasMessages(get().channels.get(channel))) await load(channel);
    catchUp();
  } catch (error) {
    held = null;
    set({ connection: 'lost' });
    if (error.status === 404) askWhether(user);
  }
}
