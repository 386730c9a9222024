// The developers' panel, as far as it is pure: JSON as lines, meanings of rules, words, entries of the journal.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

process.env.TZ = 'UTC';
const { linesOf, placeOf, wayTo } = await import('../../page/js/panel/tree.js');
const { meaningOf, pathText } = await import('../../page/js/panel/rules.js');
const { duration, has, outcomeOf } = await import('../../page/js/panel/words.js');
const { interactionOf, told } = await import('../../page/js/panel/entries.js');

const drawn = (value, opened = new Map()) => linesOf(value, opened).map((line) =>
  `${' '.repeat(line.depth)}${line.key ?? ''}${line.key === null ? '' : ':'}${line.bracket || JSON.stringify(line.value)}${line.sort === 'branch' && !line.open ? `${line.count}` : ''}${line.comma ? ',' : ''}`);

test('JSON becomes lines with its brackets and commas', () => {
  assert.deepEqual(drawn({ a: 1, b: [true, null], c: {} }), ['{', ' a:1,', ' b:[,', '  true,', '  null', ' ],', ' c:{0', '}']);
  assert.deepEqual(drawn('x'), ['"x"']);
});

test('what is deep or has many members is folded until somebody opens it', () => {
  const many = { list: Array.from({ length: 50 }, (_, at) => at) };
  assert.deepEqual(drawn(many), ['{', ' list:[50', '}']);
  assert.equal(drawn(many, new Map([['/list', true]])).length, 54);
  assert.deepEqual(drawn({ a: { b: 1 } }, new Map([['/a', false]])), ['{', ' a:{1', '}']);
});

test('the way to a place opens what is above it, and ends where the body ends', () => {
  const body = { data: { embeds: [{ title: 'x' }] } };
  assert.deepEqual(wayTo(body, ['data', 'embeds', '0', 'title']), { place: '/data/embeds/0/title', above: ['', '/data', '/data/embeds', '/data/embeds/0'] });
  assert.equal(wayTo(body, ['data', 'embeds', '3', 'title']).place, '/data/embeds', 'what is missing is shown where it is missing');
  assert.equal(wayTo(body, ['content']).place, '');
  assert.equal(placeOf(['a/b', '~']), '/a~1b/~0');
});

test('every rule that the simulator holds bodies against has a meaning', () => {
  const folder = new URL('../../../discord-sim/src/validate/', import.meta.url);
  const codes = new Set();
  for (const file of readdirSync(folder)) {
    // Features of servers are no rules.
    if (file === 'guild.rs') continue;
    for (const [, code] of readFileSync(new URL(file, folder), 'utf8').matchAll(/"([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+)"/g)) codes.add(code);
  }
  assert.ok(codes.size > 50, 'the rules were found');
  const meaningless = [...codes].filter((rule) => !meaningOf({ kind: 'x', rule }));
  assert.deepEqual(meaningless, []);
});

test('a problem is explained by its rule first, then by its kind', () => {
  assert.match(meaningOf({ kind: 'refused', rule: '40060' })?.remedy ?? '', /@original/);
  assert.match(meaningOf({ kind: 'limited', rule: 'shared' })?.means ?? '', /too often/);
  assert.equal(meaningOf({ kind: 'refused', rule: 'NEW_RULE' }), null);
  assert.equal(pathText(['data', 'embeds', '0', 'fields', '3', 'value']), 'data.embeds[0].fields[3].value');
});

test('durations are as fine as they are short', () => {
  assert.deepEqual([0.4213, 12.34, 345.6, 1240, 125_000, 3_900_000].map(duration), ['0.42 ms', '12.3 ms', '346 ms', '1.24 s', '2 min 5 s', '1 h 5 min']);
  assert.equal(duration(null), '');
});

test('outcomes are told in words', () => {
  const outcome = (more) => outcomeOf({ state: 'done', answer: 'message', answered_ms: 4.2, done_ms: 4.2, requests: 1, ...more }).text;
  assert.equal(outcome({}), 'answered in 4.20 ms');
  assert.equal(outcome({ answer: 'deferred', done_ms: 1200 }), 'deferred, done in 1.20 s');
  assert.equal(outcome({ answer: 'deferred', state: 'answered' }), 'deferred, 4.20 ms');
  assert.equal(outcome({ state: 'failed', requests: 0 }), 'no answer');
  assert.equal(outcome({ state: 'failed' }), 'refused');
  assert.equal(outcome({ answer: 'modal' }), 'modal in 4.20 ms');
  assert.equal(outcome({ state: 'waiting' }), 'waiting');
});

test('entries of the journal are told in a line, and know their interaction', () => {
  const request = (status) => ({ what: { request: { method: 'POST', path: '/interactions/1573506844381413376/***/callback', status, interaction: '7', application: '1' } } });
  assert.deepEqual(told(request(204)), { kind: 'request', icon: 'bot', text: 'POST /interactions/…3376/***/callback', end: '204', tone: 'good', application: '1' });
  assert.deepEqual([told(request(0)).end, told(request(400)).tone], ['cut', 'bad']);
  assert.equal(interactionOf(request(204)), '7');
  assert.equal(told({ what: { gateway: { kind: 'closed', connection: 3, code: 4009, by_client: false } } }).text, 'connection 3 closed by the simulator: Session timed out');
  assert.equal(told({ what: { gateway: { kind: 'sent', op: 11, event: null, connection: 1 } } }).text, '← Heartbeat ACK');
  assert.equal(told({ what: { shown: { sort: 'follow_up', text: '\n# Hello', interaction: '7' } } }).text, 'follow up: # Hello');
  assert.equal(interactionOf({ what: { said: { text: 'x' } } }), null);
});

test('a search wants all of its words, in whatever order', () => {
  assert.ok(has('bob hang', ['/hangman start', null, 'Bob']));
  assert.ok(!has('bob zoe', ['Bob']));
  assert.ok(has('', []));
});
