// What belongs to the browser: theme and movement. Kept, and told to the style sheets.
// @ts-check

import { useEffect, useState } from '../html.js';

const KEPT = 'guildhall.settings';
/** @typedef {{theme: 'system'|'dark'|'light', motion: 'system'|'less'|'full'}} Settings */

/** @type {Settings} */
let settings = { theme: 'system', motion: 'system' };
/** @type {Set<(now: Settings) => void>} */
const listeners = new Set();

/** Puts the settings on, now and when another window changes them. */
export function keepSettings() {
  take();
  window.addEventListener('storage', (event) => event.key === KEPT && take());
}

function take() {
  try {
    settings = { ...settings, ...JSON.parse(localStorage.getItem(KEPT) ?? '{}') };
  } catch {
    // A browser that keeps nothing begins with what the machine wants.
  }
  show();
}

/** @param {Partial<Settings>} parts */
export function changeSettings(parts) {
  settings = { ...settings, ...parts };
  try {
    localStorage.setItem(KEPT, JSON.stringify(settings));
  } catch {
    // Then they hold for this window.
  }
  show();
}

function show() {
  const { dataset } = document.documentElement;
  if (settings.theme === 'system') delete dataset.theme;
  else dataset.theme = settings.theme;
  if (settings.motion === 'system') delete dataset.motion;
  else dataset.motion = settings.motion;
  listeners.forEach((listener) => listener(settings));
}

export function useSettings() {
  const [now, tell] = useState(settings);
  useEffect(() => {
    listeners.add(tell);
    tell(settings);
    return () => void listeners.delete(tell);
  }, []);
  return now;
}

/** The theme that is shown. */
export const shownTheme = () =>
  settings.theme === 'system' ? (window.matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark') : settings.theme;

/** The other theme. */
export const switchTheme = () => changeSettings({ theme: shownTheme() === 'dark' ? 'light' : 'dark' });
