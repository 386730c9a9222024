// From what Discord tells of files, embeds and components to media that can be shown. Pure.
// @ts-check

import { filePath, ownPath } from './address.js';

/** @typedef {import('./picture.js').Media} Media */

const IS_SPOILER = 1 << 3;
const PICTURES = /\.(png|jpe?g|gif|webp|avif)$/i;
const VIDEOS = /\.(mp4|webm|mov)$/i;
const SOUNDS = /\.(mp3|ogg|wav|flac|m4a|opus)$/i;

/** @param {any} file @returns {'picture'|'video'|'voice'|'sound'|'file'} */
export function kindOf(file) {
  const type = String(file.content_type ?? '').split(';')[0];
  const name = String(file.filename ?? file.name ?? '');
  if (file.waveform !== undefined && file.waveform !== null) return 'voice';
  if (type.startsWith('image/') && type !== 'image/svg+xml') return 'picture';
  if (type.startsWith('video/')) return 'video';
  if (type.startsWith('audio/')) return 'sound';
  if (type && type !== 'application/octet-stream') return 'file';
  return PICTURES.test(name) ? 'picture' : VIDEOS.test(name) ? 'video' : SOUNDS.test(name) ? 'sound' : 'file';
}

/** @param {any} file */
export const isSpoiler = (file) => ((file.flags ?? 0) & IS_SPOILER) !== 0 || String(file.filename ?? '').startsWith('SPOILER_');

/** An attachment that is seen. @param {any} file @returns {Media} */
export const ofFile = (file) => ({ key: file.id, path: filePath(file), url: file.url, name: file.filename, alt: file.description ?? '',
  width: file.width, height: file.height, spoiler: isSpoiler(file), video: kindOf(file) === 'video' });

/** Attachments that no embed shows already. @param {any} message @returns {any[]} */
export function unseenFiles(message) {
  const files = message.attachments ?? [];
  if (files.length === 0 || !message.embeds?.length) return files;
  const parts = message.embeds.flatMap((embed) => [embed.image, embed.thumbnail, embed.video]);
  const seen = new Set(parts.map((part) => filePath(part)).filter(Boolean));
  return seen.size === 0 ? files : files.filter((file) => !seen.has(filePath(file)));
}

/** A picture of an embed. @param {any} image @param {string} key @returns {Media} */
export const ofEmbed = (image, key) => ({ key, path: ownPath(image.url) ?? ownPath(image.proxy_url), url: image.url ?? '', name: 'picture',
  alt: image.description ?? '', width: image.width, height: image.height, spoiler: false, video: false });

/** An item of a gallery, or a thumbnail, of Components V2. @param {any} item @param {string} key @returns {Media} */
export function ofComponent(item, key) {
  const media = item.media ?? {};
  const name = media.name ?? nameIn(media.url);
  return { key, path: ownPath(media.url) ?? ownPath(media.proxy_url) ?? (media.attachment_id ? filePath(media) : null), url: media.url ?? '', name,
    alt: item.description ?? '', width: media.width, height: media.height, spoiler: Boolean(item.spoiler),
    video: kindOf({ content_type: media.content_type, name }) === 'video' };
}

/** The last part of an address. @param {string|null|undefined} address */
export function nameIn(address) {
  const last = String(address ?? '').split(/[?#]/)[0].split('/').pop() ?? '';
  try {
    return decodeURIComponent(last) || 'file';
  } catch {
    return last || 'file';
  }
}
