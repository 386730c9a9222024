// The page's start: who we are, then the frame.
// @ts-check

import { html, render } from './html.js';
import { Frame } from './shell/frame.js';
import { become, loadPeople } from './state/session.js';
import { go, placeOf } from './state/place.js';
import { get } from './state/store.js';

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
  } catch {
    window.setTimeout(start, 1000);
  }
}

window.addEventListener('hashchange', () => {
  const wanted = placeOf(location.hash);
  const { me } = get();
  if (wanted.person && me && wanted.person !== me.username && wanted.person !== me.id) become(wanted.person);
  else go(wanted);
});
