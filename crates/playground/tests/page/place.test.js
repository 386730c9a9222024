// Where floating things stand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placed } from '../../page/js/ui/place.js';

const window = { width: 1000, height: 600 };
const size = { width: 200, height: 100 };
const box = (left, top, width = 40, height = 20) => ({ left, top, right: left + width, bottom: top + height });

test('it stands on the wished side where there is room', () => {
  assert.deepEqual(placed(box(300, 300), size, window, 'bottom-start'), { left: 300, top: 326 });
  assert.deepEqual(placed(box(300, 300), size, window, 'top-end'), { left: 140, top: 194 });
  assert.deepEqual(placed(box(300, 300), size, window, 'right-start'), { left: 346, top: 300 });
  assert.deepEqual(placed(box(300, 300), size, window, 'left'), { left: 94, top: 260 });
});

test('it stands on the other side where there is none', () => {
  assert.equal(placed(box(300, 560), size, window, 'bottom-start').top, 454);
  assert.equal(placed(box(940, 300), size, window, 'right-start').left, 734);
});

test('it never leaves the window', () => {
  for (const [left, top] of [[0, 0], [990, 0], [0, 590], [990, 590], [-500, 9000]]) {
    for (const placement of ['top', 'bottom-start', 'left-end', 'right-start']) {
      const at = placed(box(left, top), size, window, placement);
      assert.ok(at.left >= 8 && at.left <= 792 && at.top >= 8 && at.top <= 492, `${placement} of ${left},${top}: ${JSON.stringify(at)}`);
    }
  }
});

test('what is larger than the window begins at its edge', () => {
  assert.deepEqual(placed(box(10, 10), { width: 2000, height: 2000 }, window), { left: 8, top: 8 });
});
