// Hostile markdown: whatever is written, it is understood without an error, in linear time, and nothing is lost.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parse, plain } from '../../page/js/markdown/parser.js';

/** Most steps for each sign of the text: lists are read again at each of their depths. */
const STEPS = 60;
const LENGTH = 100_000;

const SIGNS = ['*', '**', '_', '__', '~~', '||', '`', '``', '```', '[', ']', '(', ')', '](', '> ', '>>> ', '# ', '- ', '1. ',
  '-# ', '\\', '<', '<@', '<@1', '<t:', '<:a:', '<a:a:', '</a', '<id:', '<#', 'https://', '[a](https://a', '[a](https://a "',
  '<https://', '@everyone', '😀', '\u200d', '\ufe0f', '🇩', '1\ufe0f', '\n', '\r\n', ' ', '\t', '"', "'", '¯\\_', 'a', '_a',
  '*a', '**a', '~~a', '||a', '`a', '<', '&', '\u202e', '\u0000', '\ud83d', '<script>', 'ﷺ', '1', '#', 'h', '\u0301'];

/** Numbers that look random and are the same each time. */
function dice(seed) {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % most;
  };
}

function understood(text, place) {
  const meter = { steps: 0 };
  const nodes = parse(text, place, meter);
  assert.ok(meter.steps <= STEPS * (text.length + 10), `${meter.steps} steps for ${text.length}: ${JSON.stringify(text.slice(0, 60))}`);
  return nodes;
}

/** Whether one text is the other with some of it left out. */
function isPartOf(part, whole) {
  let at = 0;
  for (const sign of part) {
    at = whole.indexOf(sign, at);
    if (at < 0) return false;
    at += sign.length;
  }
  return true;
}

/** What stands for something is written as it was; lines that blocks add are left out. */
const written = (nodes) => plain(nodes, (node) => ({ user: '', role: '', channel: '', place: '', command: '', emoji: '', time: '' })[node.type])
  .replaceAll('\n', '');

test('100 KB of each sign alone is read in linear time', () => {
  for (const sign of SIGNS) understood(sign.repeat(Math.ceil(LENGTH / sign.length)));
});

test('100 KB of each two signs in turn is read in linear time', () => {
  const length = 3_000;
  for (const one of SIGNS) {
    for (const other of SIGNS) understood((one + other).repeat(Math.ceil(length / (one.length + other.length))));
  }
});

test('what opens and never closes, and what closes all at once, is read in linear time', () => {
  const half = 20_000;
  for (const [open, close] of [['[', ']'], ['(', ')'], ['**', '**'], ['*a ', '*'], ['_a ', '_'], ['||', '||'], ['[a](', ')'],
    ['[a](https://', ')'], ['`', '``'], ['<', '>'], ['[a](https://a "', '")'], ['- ', '\n'], ['> ', '\n']]) {
    understood(open.repeat(half) + close.repeat(half));
    understood(close.repeat(half) + open.repeat(half));
    understood(open.repeat(half) + 'a' + close);
  }
});

test('lists as deep as a text is long are read in linear time', () => {
  understood(Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}- a`).join('\n'));
  understood(Array.from({ length: 400 }, (_, depth) => `${' '.repeat(400 - depth)}- a`).join('\n'));
});

test('markup of any kind in any order never fails and loses nothing but markup', () => {
  const next = dice(7);
  for (let round = 0; round < 3000; round++) {
    const text = Array.from({ length: 1 + next(40) }, () => SIGNS[next(SIGNS.length)]).join('');
    for (const place of /** @type {const} */ (['full', 'title', 'line'])) {
      const shown = written(understood(text, place));
      assert.ok(isPartOf(shown, text), `${JSON.stringify(text)} became ${JSON.stringify(shown)}`);
    }
  }
});

test('a text without signs is one text', () => {
  const next = dice(11);
  const letters = 'abc xyz äöü ß 漢字 עברית \u202e\u200b\u0301 .,;!?';
  for (let round = 0; round < 300; round++) {
    const text = Array.from({ length: 1 + next(200) }, () => letters[next(letters.length)]).join('');
    assert.deepEqual(parse(text), [{ type: 'text', text }]);
  }
});
