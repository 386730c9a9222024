// The page's start: who we are, then the frame.
// @ts-check

import { html, render } from './html.js';
import { Frame } from './shell/frame.js';
import { become, loadPeople } from './state/session.js';
import { go, placeOf } from './state/place.js';
import { get, set } from './state/store.js';

/** Between tries to reach the simulator, in ms. */
const PAUSE_MS = 1000;

const app = /** @type {HTMLElement} */ (document.getElementById('app'));
render(html`<${Frame} />`, app);
start();

async function start() {
  const { person } = placeOf(location.hash);
  if (person) {
    become(person);
    return;
  }
  try {
    const people = await loadPeople();
    if (people.length > 0) become(people[0].user.username);
    else set({ connection: 'nobody' });
  } catch {
    set({ connection: 'lost' });
    window.setTimeout(start, PAUSE_MS);
  }
}

window.addEventListener('hashchange', () => {
  const wanted = placeOf(location.hash);
  const { me, connection } = get();
  const same = me && (wanted.person === me.username || wanted.person === me.id);
  if (wanted.person && (!same || connection === 'nobody')) become(wanted.person);
  else if (me) go(wanted);
});
