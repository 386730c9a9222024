// Where pictures come from, how large they are, how they and fields stand together.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { filePath, hostOf, openable, ownPath, placeIn, sizeText } from '../../page/js/messages/address.js';
import { bars, fieldLines, galleryRows, merged, shownSize } from '../../page/js/messages/layout.js';

test('only files of the simulator are loaded', () => {
  const here = 'play.test:7120';
  assert.equal(ownPath('http://play.test:7120/attachments/1/2/a.png?ex=1', here), '/attachments/1/2/a.png?ex=1');
  assert.equal(ownPath('http://127.0.0.1:9/attachments/1/2/a.png', here), '/attachments/1/2/a.png');
  assert.equal(ownPath('https://cdn.discordapp.com/emojis/1.png', here), '/emojis/1.png');
  for (const foreign of ['https://example.org/attachments/1/2/a.png', 'http://play.test:7120/sim/v1/reset', 'javascript:alert(1)',
    'data:image/png;base64,AA', 'blob:x', '//example.org/emojis/1.png', 'attachment://a.png', '', null, undefined, 'http://[']) {
    assert.equal(ownPath(foreign, here), null, String(foreign));
  }
});

test('a file that came with a message is loaded whatever the simulator calls itself', () => {
  assert.equal(filePath({ url: 'http://simulator.internal/attachments/1/2/a.png' }), '/attachments/1/2/a.png');
  assert.equal(filePath({ url: 'http://simulator.internal/other' }), null);
  assert.equal(filePath({}), null);
});

test('only http and https are opened', () => {
  assert.equal(openable('https://www.example.org'), 'https://www.example.org/');
  for (const bad of ['javascript:alert(1)', 'data:text/html,a', 'a/b', '', null]) assert.equal(openable(bad), null);
  assert.equal(hostOf('https://www.example.org/a'), 'example.org');
});

test('addresses of channels and messages are known', () => {
  assert.deepEqual(placeIn('https://discord.com/channels/1/2/3'), { channel: '2', message: '3' });
  assert.deepEqual(placeIn('https://canary.discord.com/channels/@me/2'), { channel: '2', message: null });
  for (const other of ['https://discord.com/channels/1', 'https://discord.com.example/channels/1/2', 'http://discord.com/channels/1/2', null]) {
    assert.equal(placeIn(other), null);
  }
});

test('sizes of files are short', () => {
  assert.deepEqual([0, 12, 2048, 15_000_000, undefined].map(sizeText), ['0 bytes', '12 bytes', '2.00 KB', '14.3 MB', '0 bytes']);
});

test('pictures keep their shape and have room before they are here', () => {
  assert.deepEqual(shownSize({ width: 240, height: 160 }), { width: 240, height: 160 });
  assert.deepEqual(shownSize({ width: 1100, height: 350 }), { width: 550, height: 175 });
  assert.deepEqual(shownSize({ width: 100, height: 100_000 }), { width: 1, height: 350 });
  assert.deepEqual(shownSize({}), { width: 400, height: 300 });
});

test('galleries stand as Discord lays them out', () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(galleryRows),
    [[1], [2], [3], [2, 2], [2, 3], [3, 3], [1, 3, 3], [2, 3, 3], [3, 3, 3], [1, 3, 3, 3]]);
});

test('inline fields stand three abreast, others alone', () => {
  const f = (name, inline) => ({ name, inline });
  const fields = [f('a', true), f('b', true), f('c', true), f('d', true), f('e', false), f('f', true)];
  assert.deepEqual(fieldLines(fields).map((line) => line.map(({ name }) => name).join('')), ['abc', 'd', 'e', 'f']);
});

test('embeds of one address become one with their pictures, four at most', () => {
  const embed = (url, image) => ({ url, image });
  const lists = merged([embed('a', 1), embed('a', 2), embed('b', 3), embed('a', 4), embed('a', 5), embed('a', 6), embed(undefined, 7)]);
  assert.deepEqual(lists.map(({ images }) => images), [[1, 2, 4, 5], [3], [6], [7]]);
});

test('a waveform that is none is flat', () => {
  assert.deepEqual(bars(btoa('\x00\xff'), 4), [0, 0, 1, 1]);
  assert.deepEqual(bars('not base64!', 2), [0, 0]);
  assert.deepEqual(bars(undefined, 1), [0]);
});
