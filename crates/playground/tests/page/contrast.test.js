// Holds the pairs of colours that carry words to WCAG AA, in both themes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const sheet = readFileSync(new URL('../../page/css/tokens.css', import.meta.url), 'utf8');
const BACKGROUNDS = ['--bg-rail', '--bg-side', '--bg-side-foot', '--bg-chat', '--bg-float', '--bg-raised', '--bg-input', '--bg-code', '--bg-embed'];
const FILLS = ['--brand', '--brand-hover', '--positive', '--positive-hover', '--danger', '--danger-hover'];

/** [r, g, b, a] of `#rrggbb` or `rgb(r g b / p%)`. */
function parsed(colour) {
  const hex = /^#([0-9a-f]{6})$/i.exec(colour);
  if (hex) return [0, 2, 4].map((at) => parseInt(hex[1].slice(at, at + 2), 16)).concat(1);
  const rgb = /^rgb\((\d+) (\d+) (\d+) \/ ([\d.]+)%\)$/.exec(colour);
  assert.ok(rgb, `${colour} is a colour`);
  return [Number(rgb[1]), Number(rgb[2]), Number(rgb[3]), Number(rgb[4]) / 100];
}

/** The tokens of a theme: 0 is light, 1 is dark. */
function theme(which) {
  const found = {};
  for (const [, name, value] of sheet.matchAll(/(--[a-z0-9-]+):\s*([^;]+);/g)) {
    const pair = /^light-dark\(((?:[^()]|\([^()]*\))+),\s*((?:[^()]|\([^()]*\))+)\)$/.exec(value);
    const one = pair ? pair[which + 1].trim() : value;
    if (/^(#|rgb)/.test(one)) found[name] = parsed(one);
  }
  return found;
}

const over = (top, below) => [0, 1, 2].map((n) => top[n] * top[3] + below[n] * (1 - top[3])).concat(1);

function luminance([r, g, b]) {
  const [x, y, z] = [r, g, b].map((part) => {
    const s = part / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
}

function contrast(a, b) {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

for (const [which, name] of ['light', 'dark'].entries()) {
  const colours = theme(which);
  const hold = (front, back, least, shown = colours[back]) => {
    const ratio = contrast(colours[front], shown);
    assert.ok(ratio >= least, `${front} on ${back} in the ${name} theme is ${ratio.toFixed(2)}, less than ${least}`);
  };

  test(`words can be read on every background of the ${name} theme`, () => {
    for (const back of BACKGROUNDS) {
      for (const front of ['--text', '--text-strong', '--text-muted', '--text-link', '--text-brand', '--text-positive', '--text-danger', '--text-warning']) {
        hold(front, back, 4.5);
      }
    }
  });

  test(`words can be read where something is hovered, chosen or mentioned in the ${name} theme`, () => {
    for (const veil of ['--bg-hover', '--bg-active', '--bg-row', '--bg-mention', '--bg-mention-hover', '--bg-highlight']) {
      for (const back of ['--bg-side', '--bg-chat', '--bg-float']) {
        const shown = over(colours[veil], colours[back]);
        for (const front of ['--text', '--text-strong', '--text-muted', '--text-link']) hold(front, veil, 4.5, shown);
      }
    }
    hold('--text-pill', '--bg-pill', 4.5, over(colours['--bg-pill'], colours['--bg-chat']));
    hold('--text-strong', '--bg-selection', 4.5);
    hold('--text-tooltip', '--bg-tooltip', 4.5);
  });

  test(`buttons, badges and faces can be read in the ${name} theme`, () => {
    for (const fill of FILLS) hold('--on-fill', fill, 4.5);
    for (const fill of ['--neutral', '--neutral-hover']) hold('--on-neutral', fill, 4.5);
    hold('--on-warning', '--warning', 4.5);
    for (let n = 0; n < 8; n++) hold('--on-fill', `--tint-${n}`, 4.5);
  });

  test(`borders of fields, focus and states can be told apart in the ${name} theme`, () => {
    for (const back of ['--bg-chat', '--bg-side', '--bg-float', '--bg-rail']) {
      hold('--focus', back, 3);
    }
    for (const back of ['--bg-chat', '--bg-float', '--bg-input']) hold('--line-input', back, 3);
    for (const state of ['online', 'idle', 'dnd', 'offline']) hold(`--status-${state}`, '--bg-side', 3);
  });
}
