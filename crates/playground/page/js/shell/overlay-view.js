// Draws what the frame lays over the page.
// @ts-check

import { html } from '../html.js';
import { useStore } from '../state/store.js';
import { Menu } from '../ui/ui.js';
import { AddToServer } from './add-person.js';
import { Finder } from './finder.js';
import { AddBot, Bans, JoinServer, Rights } from './guild-dialogs.js';
import { NewDirect } from './home.js';
import { closeThis } from './overlays.js';
import { PeoplePopover } from './people.js';
import { Pins } from './pins.js';
import { Preferences } from './preferences.js';
import { Profile } from './profile.js';
import { ChannelInfo, Gone, Shortcuts } from './shortcuts.js';
import { NewThread, RenameThread, Threads } from './threads.js';

const KINDS = { profile: Profile, people: PeoplePopover, preferences: Preferences, shortcuts: Shortcuts, finder: Finder,
  'join-server': JoinServer, 'new-direct': NewDirect, rights: Rights, 'add-bot': AddBot, 'add-person': AddToServer, bans: Bans,
  'new-thread': NewThread, 'rename-thread': RenameThread, gone: Gone, pins: Pins, threads: Threads, 'channel-info': ChannelInfo };

let count = 0;
/** Each one that is opened begins anew. @type {WeakMap<object, number>} */
const numbers = new WeakMap();

export function Overlays() {
  const overlay = useStore((state) => state.overlay);
  if (!overlay) return null;
  if (!numbers.has(overlay)) numbers.set(overlay, count++);
  const key = numbers.get(overlay);
  if (overlay.kind === 'menu') return html`<${Menu} key=${key} ...${overlay} onClose=${() => closeThis(overlay)} />`;
  const Drawn = KINDS[overlay.kind];
  return Drawn ? html`<${Drawn} key=${key} ...${overlay} />` : null;
}
