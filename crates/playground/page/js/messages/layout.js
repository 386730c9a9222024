// How pictures stand together and how large they are; how fields of an embed share their lines. Pure.
// @ts-check

/** Most room that a single picture takes, in px. */
export const WIDEST = 550;
export const HIGHEST = 350;
/** The room of a picture whose size nobody knows. */
const UNKNOWN = { width: 400, height: 300 };
/** Most fields in a line. */
const ABREAST = 3;

/**
 * The size in which a picture is shown, before it is here.
 * @param {{width?: number|null, height?: number|null}} picture @param {number} [widest] @param {number} [highest]
 */
export function shownSize(picture, widest = WIDEST, highest = HIGHEST) {
  const known = Number(picture.width) > 0 && Number(picture.height) > 0;
  const width = known ? Number(picture.width) : UNKNOWN.width;
  const height = known ? Number(picture.height) : UNKNOWN.height;
  const scale = Math.min(1, widest / width, highest / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Rows of a gallery, as Discord lays them out: how many stand in each. @param {number} count @returns {number[]} */
export function galleryRows(count) {
  if (count <= 3) return [count];
  if (count === 4) return [2, 2];
  const first = count % 3;
  const rest = Array(Math.floor(count / 3)).fill(3);
  return first === 0 ? rest : [first, ...rest];
}

/**
 * Fields in their lines: those that are inline stand three abreast, the others alone.
 * @template {{inline?: boolean, [name: string]: any}} F @param {F[]} fields @returns {F[][]}
 */
export function fieldLines(fields) {
  /** @type {F[][]} */
  const lines = [];
  for (const field of fields) {
    const last = lines[lines.length - 1];
    if (field.inline && last?.[0].inline && last.length < ABREAST) last.push(field);
    else lines.push([field]);
  }
  return lines;
}

/**
 * Embeds of one address are one embed with several pictures.
 * @param {any[]} embeds @returns {{embed: any, images: any[]}[]}
 */
export function merged(embeds) {
  /** @type {{embed: any, images: any[]}[]} */
  const list = [];
  for (const embed of embeds) {
    const same = embed.url && embed.image && list.find((one) => one.embed.url === embed.url && one.images.length > 0);
    if (same && same.images.length < 4) same.images.push(embed.image);
    else list.push({ embed, images: embed.image ? [embed.image] : [] });
  }
  return list;
}

/** The bars of a voice message: `count` of them from 0 to 1. @param {string|null|undefined} waveform bytes in base64 @param {number} count */
export function bars(waveform, count) {
  let bytes = '';
  try {
    bytes = atob(waveform ?? '');
  } catch {
    bytes = '';
  }
  if (bytes.length === 0) return Array(count).fill(0);
  return Array.from({ length: count }, (_, at) => bytes.charCodeAt(Math.floor((at * bytes.length) / count)) / 255);
}
