// Addresses of pictures and files: the simulator's own are loaded by their path, those of other places never. Pure.
// @ts-check

/** Where the simulator keeps files. */
const OWN = /^\/(?:cdn\/)?(?:attachments|emojis|stickers|avatars|icons|banners|embed\/avatars|role-icons|app-icons|soundboard-sounds)\//;
/** Names under which this machine is reached. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]', '0.0.0.0']);
/** Discord's own places for files, which the simulator stands in for. */
const DISCORD = new Set(['cdn.discordapp.com', 'media.discordapp.net']);

/** @param {string|null|undefined} address @returns {URL|null} */
function parsed(address) {
  try {
    return address ? new URL(address, 'http://none.invalid') : null;
  } catch {
    return null;
  }
}

/**
 * The path of a file that the simulator keeps; null for files of other places.
 * @param {string|null|undefined} address @param {string} [here] the host of this page
 * @returns {string|null}
 */
export function ownPath(address, here = globalThis.location?.host ?? '') {
  const url = parsed(address);
  if (!url || !OWN.test(url.pathname) || !/^https?:$/.test(url.protocol)) return null;
  const own = url.host === here || url.hostname === 'none.invalid' || LOOPBACK.has(url.hostname) || DISCORD.has(url.host);
  return own ? url.pathname + url.search : null;
}

/** The path of a file that came with a message: whatever the simulator calls itself, it keeps it. @param {any} file */
export function filePath(file) {
  const url = parsed(file?.url);
  return url && OWN.test(url.pathname) ? url.pathname + url.search : null;
}

/** An address that may be opened; null for all but http and https. @param {string|null|undefined} address */
export function openable(address) {
  const url = parsed(address);
  return url && /^https?:$/.test(url.protocol) && url.hostname !== 'none.invalid' ? url.href : null;
}

/** The host of an address, for people. @param {string|null|undefined} address */
export function hostOf(address) {
  const url = parsed(address);
  return url && url.hostname !== 'none.invalid' ? url.hostname.replace(/^www\./, '') : '';
}

const CHANNEL = /^https:\/\/(?:(?:ptb|canary)\.)?discord(?:app)?\.com\/channels\/(?:@me|\d{1,20})\/(\d{1,20})(?:\/(\d{1,20}))?\/?$/;

/** The channel, and the message in it, that an address of Discord leads to. @param {string|null|undefined} address @returns {{channel: string, message: string|null}|null} */
export function placeIn(address) {
  const found = CHANNEL.exec(address ?? '');
  return found ? { channel: found[1], message: found[2] ?? null } : null;
}

const UNITS = ['bytes', 'KB', 'MB', 'GB'];

/** The size of a file in words. @param {number|null|undefined} bytes */
export function sizeText(bytes) {
  let size = Number(bytes) || 0;
  let unit = 0;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toFixed(size < 10 ? 2 : 1)} ${UNITS[unit]}`;
}
