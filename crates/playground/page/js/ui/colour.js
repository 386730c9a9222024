// Colours that others chose, made readable in both themes.
// @ts-check

/** What names stand on at worst: a hovered row of the light theme, something that floats in the dark one. */
const LIGHT_GROUND = [226, 228, 236];
const DARK_GROUND = [50, 50, 61];
/** WCAG AA for words. */
const ENOUGH = 4.5;
const STEPS = 24;

/** @type {Map<number, string>} */
const known = new Map();

/** A colour as Discord numbers it, as CSS that can be read in either theme. @param {number} number */
export function readable(number) {
  const before = known.get(number);
  if (before) return before;
  const rgb = [(number >> 16) & 255, (number >> 8) & 255, number & 255];
  const css = `light-dark(${written(towards(rgb, 0, LIGHT_GROUND))}, ${written(towards(rgb, 255, DARK_GROUND))})`;
  known.set(number, css);
  return css;
}

/** A colour as Discord numbers it, as it is. @param {number} number */
export const plain = (number) => `#${number.toString(16).padStart(6, '0')}`;

/** Nearer to an end until there is enough contrast with the ground. */
function towards(rgb, end, ground) {
  for (let n = 0; n <= STEPS; n++) {
    const mixed = rgb.map((part) => Math.round(part + ((end - part) * n) / STEPS));
    if (contrast(mixed, ground) >= ENOUGH) return mixed;
  }
  return [end, end, end];
}

const written = (rgb) => `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** @param {number[]} a @param {number[]} b */
export function contrast(a, b) {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(rgb) {
  const [r, g, b] = rgb.map((part) => {
    const s = part / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
