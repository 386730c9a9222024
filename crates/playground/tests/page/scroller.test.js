// The list keeps its place, whatever comes, goes or grows.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Scroller } from '../../page/js/messages/scroller.js';

const WINDOW = 500;

/** A list whose rows have heights, in a window that scrolls. */
function list(heights) {
  const rows = heights.map((height, n) => ({ height, dataset: { key: `k${n}` } }));
  const view = { scrollTop: 0, clientHeight: WINDOW, getBoundingClientRect: () => ({ top: 100, height: WINDOW }),
    get scrollHeight() { return rows.reduce((sum, row) => sum + row.height, 0); } };
  const topOf = (row) => 100 - view.scrollTop + rows.slice(0, rows.indexOf(row)).reduce((sum, one) => sum + one.height, 0);
  const dress = (row) => Object.assign(row, { getBoundingClientRect: () => ({ top: topOf(row), bottom: topOf(row) + row.height, height: row.height }) });
  rows.forEach(dress);
  const scroller = new Scroller(view, { get children() { return rows; } });
  return { rows, view, scroller, topOf, add: (at, height, key) => rows.splice(at, 0, dress({ height, dataset: { key } })) };
}

/** A reader at some place, and how far what they read moves when something changes. */
function moved(change, at = 600) {
  const all = list(Array(40).fill(60));
  all.scroller.stuck = false;
  all.view.scrollTop = at;
  all.scroller.remember();
  const read = all.rows.find((row) => all.topOf(row) >= 100);
  const before = all.topOf(read);
  change(all);
  all.scroller.restore();
  return all.rows.includes(read) ? all.topOf(read) - before : all.topOf(all.rows.find((row) => all.topOf(row) >= 100)) - before;
}

test('what a reader reads stays where it is', () => {
  assert.equal(moved(({ add }) => add(0, 900, 'older')), 0);
  assert.equal(moved(({ rows }) => { rows[2].height = 300; }), 0);
  assert.equal(moved(({ rows }) => { rows.splice(3, 2); }), 0);
  assert.equal(moved(({ rows, add }) => { add(rows.length, 700, 'newer'); }), 0);
  assert.equal(moved(({ rows, add }) => { add(0, 200, 'older'); rows.splice(30, 8); }), 0);
});

test('when what was read is gone, what stood next holds the place', () => {
  const change = moved(({ rows }) => rows.splice(10, 1));
  assert.equal(change, 0);
});

test('who is at the end stays at the end, and only there', () => {
  const all = list(Array(20).fill(60));
  all.scroller.toEnd();
  all.scroller.remember();
  assert.ok(all.scroller.stuck);
  all.add(20, 300, 'new');
  all.scroller.restore();
  assert.equal(all.scroller.distance, 0);
  all.view.scrollTop -= 40;
  all.scroller.remember();
  assert.ok(!all.scroller.stuck);
  const place = all.view.scrollTop;
  all.add(21, 300, 'newer');
  all.scroller.restore();
  assert.equal(all.view.scrollTop, place);
});

test('the end of what is here is not the end while there is more', () => {
  const all = list(Array(20).fill(60));
  all.scroller.whole = false;
  all.scroller.toEnd();
  all.scroller.remember();
  assert.ok(!all.scroller.stuck);
});

test('a window that becomes smaller shows the end still', () => {
  const all = list(Array(20).fill(60));
  all.scroller.toEnd();
  all.scroller.remember();
  all.view.clientHeight = 300;
  all.scroller.restore();
  assert.equal(all.scroller.distance, 0);
});

test('what grows below before the scrolling is told of does not count as scrolled away', () => {
  const all = list(Array(20).fill(60));
  all.scroller.toEnd();
  all.add(20, 300, 'new');
  all.scroller.remember();
  assert.ok(all.scroller.stuck);
  all.scroller.restore();
  assert.equal(all.scroller.distance, 0);
});
