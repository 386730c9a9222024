// The fields of modals: what is in them, what is wrong with it, what is sent.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { check, effort, fieldsOf, itemsOf, startOf, submission } from '../../page/js/modals/fields.js';

const label = (component, more = {}) => ({ type: 18, id: 1, label: 'Label', component: { id: 2, ...component }, ...more });
const only = (component) => fieldsOf([label(component)])[0];
const options = [{ label: 'A', value: 'a' }, { label: 'B', value: 'b', default: true }, { label: 'C', value: 'c' }];

test('labels, old rows and texts are read in their order', () => {
  const items = itemsOf([
    { type: 10, content: 'Hello' },
    label({ type: 4, custom_id: 'name', style: 1 }, { description: 'Yours' }),
    { type: 1, components: [{ type: 4, custom_id: 'old', label: 'Old', style: 1, required: false }] },
  ]);
  assert.deepEqual(items.map((item) => (item.kind === 'text' ? item.content : `${item.field.label}/${item.field.description}/${item.field.required}`)),
    ['Hello', 'Label/Yours/true', 'Old//false']);
});

test('fields begin with what the bot put into them', () => {
  assert.equal(startOf(only({ type: 4, custom_id: 'x', value: 'so far' })), 'so far');
  assert.deepEqual(startOf(only({ type: 3, custom_id: 'x', options })), ['b']);
  assert.equal(startOf(only({ type: 21, custom_id: 'x', options })), 'b');
  assert.equal(startOf(only({ type: 23, custom_id: 'x', default: true })), true);
  assert.deepEqual(startOf(only({ type: 5, custom_id: 'x', default_values: [{ id: '7', type: 'user' }] })), ['7']);
});

test('texts are held to their lengths as people count letters', () => {
  const field = only({ type: 4, custom_id: 'x', min_length: 2, max_length: 3 });
  assert.equal(check(field, ''), 'This field is required.');
  assert.equal(check(field, 'a'), 'Must be at least 2 characters long.');
  assert.equal(check(field, '😀😀😀'), null);
  assert.equal(check(field, 'abcd'), 'Must be 3 characters or fewer.');
  assert.equal(check(only({ type: 4, custom_id: 'x', required: false, min_length: 2 }), ''), null);
});

test('choices and files are counted; none is right where none is needed', () => {
  const select = only({ type: 3, custom_id: 'x', options, min_values: 2, max_values: 2 });
  assert.equal(check(select, []), 'This field is required.');
  assert.equal(check(select, ['a']), 'Choose at least 2 options.');
  assert.equal(check(select, ['a', 'b', 'c']), 'Choose at most 2 options.');
  assert.equal(check(only({ type: 3, custom_id: 'x', options, min_values: 2, max_values: 2, required: false }), []), null);
  assert.equal(check(only({ type: 22, custom_id: 'x', options }), ['a', 'b', 'c']), null, 'all may be ticked by default');
  assert.equal(check(only({ type: 21, custom_id: 'x', options }), null), 'Choose one.');
  assert.equal(check(only({ type: 19, custom_id: 'x' }), []), 'A file is required.');
  assert.equal(check(only({ type: 23, custom_id: 'x', required: true }), false), null, 'a single checkbox cannot be required');
});

test('a submission has the tree of the modal with the values, and files by their number', () => {
  const files = [new File(['1'], 'a.png'), new File(['2'], 'b.png')];
  const components = [
    { type: 10, id: 9, content: 'Hello' },
    label({ type: 19, custom_id: 'files', max_values: 2 }),
    label({ type: 23, custom_id: 'yes' }),
    label({ type: 21, custom_id: 'one', options }),
    { type: 1, id: 5, components: [{ type: 4, id: 6, custom_id: 'old' }] },
  ];
  const sent = submission(components, new Map(Object.entries({ files, yes: true, one: 'b', old: 'text' })));
  assert.deepEqual(sent.files, files);
  assert.deepEqual(sent.components, [
    { type: 10, id: 9 },
    { type: 18, id: 1, component: { type: 19, id: 2, custom_id: 'files', values: ['0', '1'] } },
    { type: 18, id: 1, component: { type: 23, id: 2, custom_id: 'yes', value: true } },
    { type: 18, id: 1, component: { type: 21, id: 2, custom_id: 'one', value: 'b' } },
    { type: 1, id: 5, components: [{ type: 4, id: 6, custom_id: 'old', value: 'text' }] },
  ]);
});

test('what was there from the start is no effort', () => {
  const fields = [only({ type: 4, custom_id: 'x', value: 'a long text of the bot' })];
  assert.equal(effort(fields, new Map([['x', 'a long text of the bot']])), 0);
  assert.equal(effort(fields, new Map([['x', 'own words']])), 9);
});
