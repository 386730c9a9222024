// What messages are called, counted and said.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { commandOf, isForward, isSystem, mentions } from '../../page/js/messages/kinds.js';
import { isSpoiler, kindOf, nameIn, ofComponent, unseenFiles } from '../../page/js/messages/media.js';
import { speaker } from '../../page/js/messages/speaker.js';
import { systemWords } from '../../page/js/messages/system-words.js';
import { counted } from '../../page/js/messages/votes.js';

const ann = { id: '1', username: 'ann', global_name: 'Ann' };
const bob = { id: '2', username: 'bob', global_name: null };
const message = (more) => ({ id: '9', author: ann, type: 0, flags: 0, content: '', timestamp: '2026-01-01T00:00:00Z', ...more });

test('the command that brought an answer is found behind forms and not behind buttons', () => {
  const used = { type: 2, name: 'play', user: bob };
  assert.deepEqual(commandOf(message({ type: 20, interaction_metadata: used })), { name: 'play', user: bob, menu: false });
  assert.deepEqual(commandOf(message({ type: 23, interaction_metadata: used }))?.menu, true);
  assert.equal(commandOf(message({ interaction_metadata: { type: 5, user: bob, triggering_interaction_metadata: used } }))?.name, 'play');
  assert.equal(commandOf(message({ interaction_metadata: { type: 3, user: bob } })), null);
  assert.equal(commandOf(message({})), null);
});

test('a message calls on me by name, by role, or on everybody, and not by itself', () => {
  assert.ok(mentions(message({ mentions: [bob] }), '2'));
  assert.ok(mentions(message({ mention_roles: ['7'] }), '2', ['7']));
  assert.ok(mentions(message({ mention_everyone: true }), '2'));
  assert.ok(!mentions(message({ mentions: [ann] }), '1'));
  assert.ok(!mentions(message({ mentions: [] }), '2', ['7']));
});

test('what Discord says has words for each of its kinds', () => {
  for (let type = 1; type < 50; type++) {
    const one = message({ type, content: '2', mentions: [bob] });
    if (!isSystem(one)) continue;
    const { text, icon } = systemWords(one, { channel: 'general' });
    assert.ok(icon && text.length > 0 && !/[{}]|undefined/.test(text), `${type}: ${text}`);
  }
  assert.equal(systemWords(message({ type: 6 })).text, 'Ann pinned a message to this channel.');
  assert.equal(systemWords(message({ type: 2, mentions: [bob] })).text, 'Ann removed bob from the group.');
  assert.equal(systemWords(message({ type: 18, content: '<b>' })).text, 'Ann started a thread: <b>.');
});

test('a forward is one only with what it shows', () => {
  assert.ok(isForward(message({ message_reference: { type: 1 }, message_snapshots: [{ message: {} }] })));
  assert.ok(!isForward(message({ message_reference: { type: 0 }, message_snapshots: [] })));
});

test('files are shown as what they are', () => {
  const kinds = [['a.png', 'image/png'], ['a.svg', 'image/svg+xml'], ['a.mp4', 'video/mp4'], ['a.ogg', 'audio/ogg; codecs=opus'],
    ['a.PNG', undefined], ['a.html', 'text/html'], ['a.png', 'text/plain'], ['a', undefined]];
  assert.deepEqual(kinds.map(([filename, content_type]) => kindOf({ filename, content_type })),
    ['picture', 'file', 'video', 'sound', 'picture', 'file', 'file', 'file']);
  assert.equal(kindOf({ filename: 'a.ogg', waveform: '' }), 'voice');
  assert.ok(isSpoiler({ filename: 'SPOILER_a.png' }) && isSpoiler({ flags: 8 }) && !isSpoiler({ filename: 'a.png', flags: 0 }));
  assert.equal(nameIn('http://here/attachments/1/2/a%20b.txt?ex=1'), 'a b.txt');
  assert.equal(nameIn('http://here/%zz'), '%zz');
});

test('a picture that an embed shows is not shown twice', () => {
  const file = (id) => ({ id, url: `http://here/attachments/1/${id}/a.png` });
  const embeds = [{ image: { url: 'http://here/attachments/1/2/a.png' } }];
  assert.deepEqual(unseenFiles({ attachments: [file('2'), file('3')], embeds }).map(({ id }) => id), ['3']);
  assert.equal(unseenFiles({ attachments: [file('2')], embeds: [] }).length, 1);
  assert.equal(unseenFiles({}).length, 0);
});

test('media of components of other places is not loaded', () => {
  const item = ofComponent({ media: { url: 'https://example.org/attachments/1/2/a.png' }, description: 'A', spoiler: true }, 'k');
  assert.deepEqual([item.path, item.alt, item.spoiler, item.name], [null, 'A', true, 'a.png']);
});

test('votes are counted, with none and with ties', () => {
  const poll = (counts) => ({ answers: [1, 2, 3].map((id) => ({ answer_id: id, poll_media: { text: `${id}` } })), results: counts && { answer_counts: counts } });
  const some = counted(poll([{ id: 1, count: 2, me_voted: true }, { id: 3, count: 1, me_voted: false }]));
  assert.equal(some.total, 3);
  assert.deepEqual(some.answers.map(({ count, percent, mine, leads }) => [count, percent, mine, leads]),
    [[2, 67, true, true], [0, 0, false, false], [1, 33, false, false]]);
  assert.deepEqual(counted(poll(null)).answers.map(({ percent, leads }) => [percent, leads]), [[0, false], [0, false], [0, false]]);
});

test('one thing is said a second, what comes faster is counted', () => {
  const said = [];
  let time = 0;
  /** @type {[() => void, number][]} */
  const later = [];
  const tell = speaker((text) => said.push(text), () => time, (act, ms) => later.push([act, time + ms]));
  const pass = (ms) => {
    time += ms;
    for (const one of later.splice(0)) (one[1] <= time ? one[0]() : later.push(one));
  };
  tell('a');
  assert.deepEqual(said, ['a']);
  tell('b');
  pass(1000);
  assert.deepEqual(said, ['a', 'b']);
  for (const text of ['c', 'd', 'e']) tell(text);
  pass(500);
  assert.equal(said.length, 2);
  pass(500);
  assert.deepEqual(said, ['a', 'b', '3 new messages']);
  pass(5000);
  tell('f');
  assert.equal(said.at(-1), 'f');
});
