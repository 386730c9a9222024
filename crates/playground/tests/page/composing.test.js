// Mentions and emojis in a text field, files, searching.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { USUAL, custom, findEmojis, reactionOf, usualCalled, written } from '../../page/js/composer/emoji-find.js';
import { LARGEST_FILE, MOST_FILES, sent, sizeOf, withFiles } from '../../page/js/composer/files.js';
import { insertAt, remember, toShown, toWire, triggerAt } from '../../page/js/composer/mentions.js';
import { ranked } from '../../page/js/composer/rank.js';

const nothing = () => null;

test('a name is being typed behind its sigil, and nowhere within a word or code', () => {
  const at = (text) => triggerAt(text, text.length);
  assert.deepEqual(at('hi @an'), { sigil: '@', query: 'an', start: 3 });
  assert.deepEqual(at('#'), { sigil: '#', query: '', start: 0 });
  assert.deepEqual(at('so :smi'), { sigil: ':', query: 'smi', start: 3 });
  assert.equal(at('ann@home'), null);
  assert.equal(at('10:30'), null);
  assert.equal(at(':s'), null);
  assert.equal(at('`code @an'), null);
  assert.equal(at('```\n@an'), null);
  assert.deepEqual(triggerAt('@an there', 3), { sigil: '@', query: 'an', start: 0 });
});

test('what was picked stands in place of what was typed, with one space behind it', () => {
  const trigger = triggerAt('hi @an', 6);
  assert.deepEqual(insertAt('hi @an', trigger, 6, '@Ann'), { text: 'hi @Ann ', caret: 8 });
  assert.deepEqual(insertAt('hi @an you', trigger, 6, '@Ann'), { text: 'hi @Ann you', caret: 8 });
});

test('two people of one name are told apart', () => {
  const first = remember(new Map(), '@Ann', '@ann1', '<@1>');
  const second = remember(first.names, '@Ann', '@ann2', '<@2>');
  assert.equal(second.shown, '@ann2');
  assert.equal(toWire('@Ann and @ann2', second.names, nothing), '<@1> and <@2>');
  assert.equal(remember(first.names, '@Ann', '@ann1', '<@1>').shown, '@Ann');
});

test('picked names are sent as what they mean, also after edits around them', () => {
  const names = new Map([['@Ann', '<@1>'], ['@Ann Marie', '<@2>'], [':blob:', '<:blob:9>']]);
  assert.equal(toWire('(@Ann Marie), @Ann’s @Anna :blob::blob:', names, nothing), '(<@2>), <@1>’s @Anna <:blob:9><:blob:9>');
});

test('typed names are found, those in code and in addresses are left alone', () => {
  const find = (sigil, name) => ({ '#general': '<#5>', '@bob': '<@3>', ':smile:': '😄' })[sigil + name + (sigil === ':' ? ':' : '')] ?? null;
  assert.equal(toWire('#general @bob. :smile: `@bob` me@bob', new Map(), find), '<#5> <@3>. 😄 `@bob` me@bob');
  assert.equal(toWire('```\n@bob\n``` @bob', new Map(), find), '```\n@bob\n``` <@3>');
  assert.equal(toWire('<@3> <:x:1> <t:5:R> @nobody', new Map(), find), '<@3> <:x:1> <t:5:R> @nobody');
});

test('a sent text is shown with names and sent the same again', () => {
  const shown = toShown('hi <@1>, <@&2> in <#5> <:blob:9> <@404>', (tag) => ({ '<@1>': '@Ann', '<@&2>': '@Ann', '<#5>': '#general' })[tag] ?? null);
  assert.equal(shown.text, 'hi @Ann, <@&2> in #general :blob: <@404>');
  assert.equal(toWire(shown.text, shown.names, nothing), 'hi <@1>, <@&2> in <#5> <:blob:9> <@404>');
});

test('every emoji has a name of its own and one sign', () => {
  const all = USUAL.flatMap((category) => category.emojis);
  assert.ok(all.length > 500);
  assert.equal(new Set(all.map((emoji) => emoji.short)).size, all.length);
  assert.equal(new Set(all.map((emoji) => emoji.name)).size, all.length);
  const segments = new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (const emoji of all) {
    assert.equal([...segments.segment(emoji.name)].length, 1, emoji.short);
    assert.match(emoji.short, /^[a-z0-9_]+$/);
    assert.match(emoji.name, /\p{Emoji}/u);
  }
});

test('emojis are found by name and by word, a server’s own first', () => {
  const own = [custom({ id: '9', name: 'heartbeat', animated: true })];
  assert.equal(findEmojis('thumbsup', [], 5)[0].name, '👍');
  assert.equal(findEmojis('+1', [], 5)[0].name, '👍');
  assert.deepEqual(findEmojis('heartb', own, 5).map((emoji) => emoji.id), ['9']);
  assert.equal(written(own[0]), '<a:heartbeat:9>');
  assert.equal(reactionOf(own[0]), 'heartbeat:9');
  assert.equal(written(usualCalled('SMILE')), '😄');
});

test('files beyond number and size are left out with a reason', () => {
  const file = (name, size) => /** @type {any} */ ({ name, size });
  const many = Array.from({ length: 12 }, (_, n) => file(`${n}.txt`, 1));
  const { uploads, refused } = withFiles([], [file('big.bin', LARGEST_FILE + 1), ...many]);
  assert.equal(uploads.length, MOST_FILES);
  assert.deepEqual(refused, ['big.bin is larger than 10 MB.', 'A message takes 10 files; 2 more were left out.']);
  assert.equal(sizeOf(1536), '1.5 KB');
  assert.equal(sizeOf(1), '1 byte');
});

test('a spoiler is told by the name of its file, a description beside it', () => {
  const file = new File(['x'], 'cat.png', { type: 'image/png' });
  const { uploads } = withFiles([], [file]);
  const { files, attachments } = sent([{ ...uploads[0], spoiler: true, description: 'A cat' }]);
  assert.deepEqual(attachments, [{ id: '0', filename: 'SPOILER_cat.png', description: 'A cat' }]);
  assert.equal(files[0].name, 'SPOILER_cat.png');
  assert.equal(sent(uploads).files[0], file);
});

test('names are found whatever their accents and capitals', () => {
  const found = (query) => ranked(['Zoë', 'Ann', 'Joann', 'Mary Ann'], query, (name) => [name]);
  assert.deepEqual(found('zoe'), ['Zoë']);
  assert.deepEqual(found('ann'), ['Ann', 'Mary Ann', 'Joann']);
  assert.equal(found('').length, 4);
});
