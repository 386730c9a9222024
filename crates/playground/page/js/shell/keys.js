// The keyboard: shortcuts, and F6 from region to region.
// @ts-check

import { arranged, hasMessages, isForum, directsOf } from '../state/channels.js';
import { isUnread } from '../state/read.js';
import { get } from '../state/store.js';
import { isCovered } from '../ui/ui.js';
import { focusable } from '../ui/layers.js';
import { matches, PHONE } from '../ui/media.js';
import { closeDrawer, search, toggle } from './layout.js';
import { closeOverlay, openOverlay } from './overlays.js';
import { visit } from './visit.js';

/** What can be done with keys, as people read it. */
export const SHORTCUTS = [
  { title: 'Going somewhere', keys: [
    [['Ctrl', 'K'], 'Go to a channel, a person or a server'],
    [['Alt', '↑'], 'The channel above'],
    [['Alt', '↓'], 'The channel below'],
    [['Alt', 'Shift', '↓'], 'The next unread channel'],
    [['F6'], 'The next part of the page'],
    [['Shift', 'F6'], 'The part before'],
  ] },
  { title: 'Writing', keys: [
    [['Enter'], 'Send'],
    [['Shift', 'Enter'], 'A new line'],
    [['↑'], 'Edit the last message, in an empty field'],
    [['/'], 'Use a command'],
  ] },
  { title: 'On a message', keys: [
    [['↑', '↓'], 'The message above or below'],
    [['Enter'], 'Into the message, Esc out of it'],
    [['E'], 'Edit'],
    [['R'], 'Reply'],
    [['+'], 'Add a reaction'],
    [['P'], 'Pin'],
    [['Delete'], 'Delete'],
    [['Menu'], 'All that can be done'],
  ] },
  { title: 'Looking', keys: [
    [['Ctrl', 'Shift', 'S'], 'Act as somebody else'],
    [['Ctrl', 'Shift', 'U'], 'Show or hide the members'],
    [['Ctrl', 'Shift', 'D'], 'Show or hide the developers’ panel'],
    [['Ctrl', '/'], 'This list'],
    [['Esc'], 'Close what is open, then back to writing'],
  ] },
];

/** The parts of the page in order; those that are not shown are passed over. */
const REGIONS = ['[data-region="rail"]', '[data-region="channels"]', '.me', '#messages-list, [data-region="messages"]', '#composer-input',
  '[data-region="members"]', '[data-region="panel"]'];

/** Shown elements of each region. */
const regions = () => REGIONS.map((selector) => /** @type {HTMLElement|null} */ (document.querySelector(selector)))
  .filter((element) => element !== null && element.getClientRects().length > 0 && !element.closest('[inert]'));

/** @param {number} by */
function toRegion(by) {
  const all = regions();
  const at = all.findIndex((region) => region?.contains(document.activeElement));
  const to = all[(at + by + all.length) % all.length] ?? all[0];
  if (to) enter(to);
}

/** Brings the focus into a part: to what is current there, to the message that arrows go on from, to the first. @param {HTMLElement} region */
export function enter(region) {
  const inside = focusable(region);
  const stop = region.matches('#composer-input') ? region
    : inside.find((element) => element.matches('[aria-current], [role="article"]')) ?? inside[0] ?? region;
  if (stop === region && !region.hasAttribute('tabindex') && !region.matches('#composer-input')) region.tabIndex = -1;
  stop.focus();
}

/** The channels that the list shows now, in its order. */
function order() {
  const { channels, place } = get();
  if (!place.guild) return directsOf(channels.values());
  return arranged(channels.values(), place.guild).flatMap((group) => group.channels).filter((channel) => hasMessages(channel) || isForum(channel));
}

/** @param {number} by @param {boolean} unread */
function toChannel(by, unread) {
  const state = get();
  const all = order();
  const at = all.findIndex((channel) => channel.id === state.place.channel || channel.id === state.channels.get(state.place.channel ?? '')?.parent_id);
  for (let n = 1; n <= all.length; n++) {
    const channel = all[(at + by * n + all.length * n) % all.length];
    if (!unread || isUnread(state, channel)) {
      visit({ guild: channel.guild_id, channel: channel.id });
      return;
    }
  }
}

/** @type {Record<string, () => void>} */
const CHORDS = {
  'ctrl+k': () => (get().overlay?.kind === 'finder' ? closeOverlay() : openOverlay({ kind: 'finder' })),
  'ctrl+/': () => openOverlay({ kind: 'shortcuts' }),
  'ctrl+shift+s': () => openOverlay({ kind: 'people' }),
  'ctrl+shift+u': () => toggle('members'),
  'ctrl+shift+d': () => toggle('panel'),
  'alt+arrowup': () => toChannel(-1, false),
  'alt+arrowdown': () => toChannel(1, false),
  'alt+shift+arrowup': () => toChannel(-1, true),
  'alt+shift+arrowdown': () => toChannel(1, true),
  f6: () => toRegion(1),
  'ctrl+f6': () => toRegion(1),
  'shift+f6': () => toRegion(-1),
  'ctrl+shift+f6': () => toRegion(-1),
};

/** @param {KeyboardEvent} event */
const chord = (event) =>
  [event.ctrlKey || event.metaKey ? 'ctrl' : '', event.altKey ? 'alt' : '', event.shiftKey ? 'shift' : '', event.key.toLowerCase()].filter(Boolean).join('+');

const isField = (element) => element instanceof HTMLElement && (element.isContentEditable || element.matches('input, textarea, select'));

/** @param {KeyboardEvent} event */
function press(event) {
  if (event.isComposing || event.defaultPrevented || !get().me) return;
  const keys = chord(event);
  const act = CHORDS[keys];
  const covered = isCovered() && keys !== 'ctrl+k';
  if (act && !covered) {
    event.preventDefault();
    act();
  } else if (!covered && event.key === 'Escape') {
    escape(event);
  } else if (!covered && !isField(event.target)) {
    letters(event);
  }
}

/** Nothing lies over the page: a drawer closes, then what was searched, then the focus goes back to writing. */
function escape(event) {
  const { ui, editing, replies, place } = get();
  if (ui.drawer) closeDrawer();
  else if (ui.search !== null && document.activeElement?.closest('.found, .search-box')) search(null);
  else if (editing || replies.has(place.channel ?? '')) return;
  else document.getElementById('composer-input')?.focus();
  event.preventDefault();
}

/** `?` shows the shortcuts; other letters that nothing waits for are the beginning of a message. */
function letters(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.key.length !== 1 || event.key === ' ') return;
  const at = document.activeElement;
  if (event.key === '?' && !matches(PHONE)) {
    event.preventDefault();
    openOverlay({ kind: 'shortcuts' });
  } else if (at === document.body || at?.id === 'main') {
    document.getElementById('composer-input')?.focus();
  }
}

export function watchKeys() {
  document.addEventListener('keydown', press);
}
