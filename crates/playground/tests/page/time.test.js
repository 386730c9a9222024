// Times in words, and code in colours.

import assert from 'node:assert/strict';
import { test } from 'node:test';

process.env.TZ = 'UTC';
const { dateText, leftText, lengthText, relativeText, saidText } = await import('../../page/js/markdown/time.js');
const { highlight } = await import('../../page/js/markdown/highlight.js');

const AT = Date.UTC(2026, 10, 5, 16, 7, 9);
const spaced = (text) => text.replaceAll(/[\u202f\u00a0]/g, ' ');

test('each style of a timestamp is written in the language of the person', () => {
  const expected = { t: '4:07 PM', T: '4:07:09 PM', d: '11/05/2026', D: 'November 5, 2026', f: 'November 5, 2026 at 4:07 PM',
    F: 'Thursday, November 5, 2026 at 4:07 PM', s: '11/05/2026, 4:07 PM', S: '11/05/2026, 4:07:09 PM' };
  for (const [style, text] of Object.entries(expected)) assert.equal(spaced(dateText(AT, style, 'en-US')), text);
  assert.equal(spaced(dateText(AT, 'F', 'de')), 'Donnerstag, 5. November 2026 um 16:07');
  assert.equal(spaced(dateText(AT, 't', 'not a language')), '4:07 PM');
});

test('relative times count in the unit that says enough', () => {
  const said = (seconds) => relativeText(AT + seconds * 1000, AT, 'en-US');
  assert.deepEqual([0, -1, 30, 59, 60, 3599, 7200, 86_400 * 3, -86_400 * 40, 86_400 * 350, -86_400 * 800].map(said),
    ['0 seconds ago', '1 second ago', 'in 30 seconds', 'in 59 seconds', 'in 1 minute', 'in 1 hour', 'in 2 hours', 'in 3 days',
      '1 month ago', 'in 1 year', '2 years ago']);
  assert.equal(relativeText(AT - 60_000, AT, 'de'), 'vor 1 Minute');
});

test('what was said today has a time, yesterday says so, and before has a date', () => {
  assert.equal(spaced(saidText(AT, AT + 3600_000, 'en-US')), '4:07 PM');
  assert.equal(spaced(saidText(AT, AT + 86_400_000, 'en-US')), 'Yesterday, 4:07 PM');
  assert.equal(spaced(saidText(AT, AT + 3 * 86_400_000, 'en-US')), '11/05/2026, 4:07 PM');
});

test('lengths are short', () => {
  assert.deepEqual([5, 65, 3600, Number.NaN].map(lengthText), ['0:05', '1:05', '1:00:00', '0:00']);
  assert.deepEqual([1500, 90_000, 7_200_000, 172_800_000].map(leftText), ['2s', '2m', '2h', '2d']);
});

test('code keeps every sign, in colours or not', () => {
  const code = 'fn main() { let a = "b\\"c"; // d\n  println!("{}", 0x1f); /* e\n */ }\n\'';
  for (const language of ['rust', 'js', 'py', 'sql', 'sh', 'html', 'json', 'css', 'yaml', 'diff', 'go', '', 'unknown']) {
    assert.equal(highlight(code, language).map(({ text }) => text).join(''), code, language);
  }
  const kinds = highlight(code, 'rust').filter(({ kind }) => kind).map(({ kind, text }) => `${kind} ${text}`);
  assert.deepEqual(kinds, ['keyword fn', 'call main', 'keyword let', 'string "b\\"c"', 'comment // d', 'call println',
    'string "{}"', 'number 0x1f', 'comment /* e\n */']);
  assert.deepEqual(highlight('+a\n-b\n c', 'diff').map(({ kind }) => kind), ['added', 'removed', '']);
});
