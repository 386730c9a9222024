// Finding slash commands, cutting typed lines, and building what is sent.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { autocompleteData, commandData } from '../../page/js/composer/build.js';
import { added, begun, leftOf, picked, removed, typed, typedBehind, typedLine } from '../../page/js/composer/command.js';
import { entriesOf, findEntries, grouped } from '../../page/js/composer/commands.js';
import { lineOf, matchEntry, splitOptions } from '../../page/js/composer/line.js';
import { REQUIRED, hintOf, valueOf } from '../../page/js/composer/values.js';

const category = { type: 3, name: 'category', description: 'Of what', autocomplete: true };
const difficulty = { type: 3, name: 'difficulty', name_localized: 'schwierigkeit', description: 'How hard',
  choices: [{ name: 'Easy', name_localized: 'Leicht', value: 'easy' }, { name: 'Hard', value: 'hard' }] };
const count = { type: 4, name: 'count', description: 'How many', required: true, min_value: 1, max_value: 10 };
const offered = {
  applications: [{ id: '2', name: 'Hangman' }, { id: '1', name: 'Auction' }],
  commands: [
    { id: '20', application_id: '2', type: 1, name: 'hangman', description: 'A game', options: [
      { type: 1, name: 'start', description: 'Begins', description_localized: 'Beginnt', options: [category, difficulty, count] },
      { type: 1, name: 'stats', description: 'Numbers' },
      { type: 2, name: 'words', description: 'Lists', options: [{ type: 1, name: 'add', description: 'Adds', options: [category] }] },
    ] },
    { id: '21', application_id: '2', type: 3, name: 'Report', description: '' },
    { id: '10', application_id: '1', type: 1, name: 'bid', name_localized: 'bieten', description: 'Offers' },
  ],
};
const entries = entriesOf(offered);
const start = entries.find((entry) => entry.name === 'hangman start');
const nobody = { find: () => null };
const filled = (values) => new Map(Object.entries(values).map(([name, text]) => [name, { text }]));

test('sub-commands are entries of their own, and commands of menus are none', () => {
  assert.deepEqual(entries.map((entry) => entry.name), ['bid', 'hangman start', 'hangman stats', 'hangman words add']);
  assert.equal(start.description, 'Beginnt');
  assert.equal(entries[0].shown, 'bieten');
});

test('required options come first', () => {
  assert.deepEqual(start.options.map((option) => option.name), ['count', 'category', 'difficulty']);
});

test('entries are found by prefix, by a word within, and by the name of another language', () => {
  const names = (query) => findEntries(entries, query).map((entry) => entry.name);
  assert.deepEqual(names('hangman sta'), ['hangman start', 'hangman stats']);
  assert.deepEqual(names('sta'), ['hangman start', 'hangman stats']);
  assert.deepEqual(names('angm'), ['hangman start', 'hangman stats', 'hangman words add']);
  assert.deepEqual(names('bie'), ['bid']);
  assert.deepEqual(names('bid'), ['bid']);
  assert.deepEqual(names('auction'), ['bid']);
  assert.deepEqual(names('nothing'), []);
  assert.equal(names('').length, 4);
});

test('an application stands where its best entry stands', () => {
  assert.deepEqual(grouped(findEntries(entries, '')).map((group) => group.application.name), ['Auction', 'Hangman']);
});

test('a line is matched once the whole name and a space stand there', () => {
  assert.equal(matchEntry('/hangman star', entries), null);
  assert.equal(matchEntry('/hangman start', entries), null);
  assert.equal(matchEntry('/hangman start', entries, true).entry, start);
  assert.deepEqual(matchEntry('/Hangman  start category:a', entries), { entry: start, rest: 'category:a' });
  assert.equal(matchEntry('/bieten ', entries).entry.name, 'bid');
  assert.equal(matchEntry('/hangmanstart ', entries), null);
  assert.equal(matchEntry('hangman start ', entries), null);
});

test('of two names that fit the longer one is meant', () => {
  const commands = [{ id: '1', application_id: '1', name: 'a' }, { id: '2', application_id: '1', name: 'a b' }];
  assert.equal(matchEntry('/a b c', entriesOf({ applications: [], commands })).entry.name, 'a b');
});

test('values may hold spaces and colons', () => {
  const cut = splitOptions('category:two words: yes COUNT:3 ', start.options);
  assert.deepEqual(cut.given.map(({ option, text }) => [option.name, text]), [['category', 'two words: yes'], ['count', '3']]);
  assert.equal(cut.head, '');
});

test('options may be typed by either name, and text before the first is kept', () => {
  const cut = splitOptions('hello schwierigkeit:Leicht category:x', start.options);
  assert.equal(cut.head, 'hello ');
  assert.deepEqual(cut.given.map(({ option, text }) => [option.name, text]), [['difficulty', 'Leicht'], ['category', 'x']]);
  assert.equal(splitOptions('xcategory:1', start.options).given.length, 0);
});

test('a line that was cut is written the same again', () => {
  const line = '/hangman start category:two words count:3';
  const { entry, rest } = matchEntry(line, entries);
  assert.equal(lineOf(entry, splitOptions(rest, entry.options).given), line);
});

test('letters that change their length in small letters do not move the cuts', () => {
  const cut = splitOptions('category:İİİ count:3', start.options);
  assert.deepEqual(cut.given.map(({ text }) => text), ['İİİ', '3']);
});

test('what is sent is nested, and choices are sent by value', () => {
  const { options, errors } = commandData(start, filled({ count: '3', difficulty: 'leicht', category: 'animals' }), nobody);
  assert.equal(errors.size, 0);
  assert.deepEqual(options, [{ name: 'start', type: 1, options: [
    { name: 'count', type: 4, value: 3 }, { name: 'category', type: 3, value: 'animals' },
    { name: 'difficulty', type: 3, value: 'easy' }] }]);
  assert.deepEqual(commandData(entries[0], new Map(), nobody).options, []);
});

test('what is missing or out of bounds is told at its option', () => {
  const { errors } = commandData(start, filled({ difficulty: 'soft' }), nobody);
  assert.equal(errors.get('count'), REQUIRED);
  assert.ok(errors.has('difficulty') && !errors.has('category'));
  assert.equal(commandData(start, filled({ count: '11' }), nobody).errors.get('count'), 'Must be between 1 and 10.');
  assert.equal(commandData(start, filled({ count: '1.5' }), nobody).errors.get('count'), 'Must be a whole number.');
});

test('a file is sent as the number of its part', () => {
  const entry = { ...entries[0], options: [{ type: 11, name: 'file', required: true }] };
  const file = /** @type {any} */ ({ name: 'a.png' });
  const given = commandData(entry, new Map([['file', { text: '', file }]]), nobody);
  assert.deepEqual(given.options, [{ name: 'file', type: 11, value: '0' }]);
  assert.deepEqual(given.files, [file]);
  assert.equal(commandData(entry, new Map(), nobody).errors.get('file'), REQUIRED);
});

test('while an option is typed exactly one is focused, and the others are sent as far as they are right', () => {
  const sent = autocompleteData(start, filled({ count: 'x', category: 'ani', difficulty: 'Hard' }), 'category', nobody);
  assert.deepEqual(sent, [{ name: 'start', type: 1, options: [
    { name: 'category', type: 3, value: 'ani', focused: true }, { name: 'difficulty', type: 3, value: 'hard' }] }]);
});

test('values of every type are read from text', () => {
  const world = { find: (option, text) => (text === '@ann' ? '7' : null) };
  const value = (type, text, rest = {}) => valueOf({ name: 'x', type, ...rest }, { text }, world);
  assert.deepEqual(value(5, 'TRUE'), { value: true });
  assert.deepEqual(value(10, '1,5'), { value: 1.5 });
  assert.deepEqual(value(10, '-2e3'), { value: -2000 });
  assert.deepEqual(value(6, '@ann'), { value: '7' });
  assert.ok('error' in value(8, 'nobody'));
  assert.ok('error' in value(5, 'perhaps'));
  assert.ok('error' in value(4, '9007199254740993'));
  assert.ok('error' in value(3, 'ab', { min_length: 3 }));
  assert.deepEqual(value(3, '😀😀', { max_length: 2 }), { value: '😀😀' });
  assert.equal(valueOf({ name: 'x', type: 3 }, { text: '  ' }, world), null);
});

test('the bounds of an option are told before anything is wrong', () => {
  assert.equal(hintOf(count), 'Must be between 1 and 10.');
  assert.equal(hintOf(category), '');
  assert.equal(hintOf({ name: 'x', type: 3, min_length: 2, max_length: 2 }), 'Must be exactly 2 characters long.');
});

test('a begun command shows what is required, and the caret stands where something is missing', () => {
  const { command, focus } = begun(start);
  assert.deepEqual([command.given, focus], [['count'], 'count']);
  assert.deepEqual(leftOf(command).map((option) => option.name), ['category', 'difficulty']);
  assert.equal(begun(entries[0]).focus, '');
});

test('a whole line fills the pills in the order of typing', () => {
  const { command, focus } = begun(start, 'category:two words difficulty:easy count:3');
  assert.deepEqual(command.given, ['count', 'category', 'difficulty']);
  assert.deepEqual([...command.filled].map(([name, { text }]) => [name, text]), [['category', 'two words'], ['difficulty', 'easy'], ['count', '3']]);
  assert.equal(focus, 'count');
  assert.equal(commandData(start, command.filled, nobody).errors.size, 0);
});

test('typing the name of an option within another goes on there', () => {
  let step = typedBehind(begun(start).command, 'category:');
  assert.deepEqual([step.focus, step.command.tail], ['category', '']);
  step = typed(step.command, 'category', 'animals');
  assert.equal(step.focus, null);
  step = typed(step.command, 'category', 'animals difficulty:');
  assert.deepEqual([step.focus, step.command.filled.get('category').text], ['difficulty', 'animals']);
  assert.equal(typed(step.command, 'difficulty', 'category:x').focus, null, 'what is filled is not filled again');
});

test('words behind a command go to its required option', () => {
  const entry = { ...entries[0], options: [{ type: 3, name: 'text', required: true }] };
  const { command, focus } = begun(entry, 'hello there');
  assert.equal(command.filled.get('text').text, 'hello there');
  assert.equal(focus, 'text');
  assert.equal(begun({ ...entry, options: [category] }, 'hello').command.tail, 'hello');
});

test('a pick goes on to what is missing, a removed pill back to the one before', () => {
  const begin = typedBehind(begun(start).command, 'category:').command;
  const step = picked(begin, 'category', { text: 'Animals', picked: { value: 'animals', label: 'Animals' } });
  assert.equal(step.focus, 'count');
  const again = picked(step.command, 'count', { text: '3' });
  assert.equal(again.focus, '');
  assert.equal(typedLine(again.command), '/hangman start count:3 category:Animals');
  const less = removed(again.command, 'category');
  assert.deepEqual([less.command.given, less.focus], [['count'], 'count']);
  assert.deepEqual(removed(less.command, 'count').command.given, ['count'], 'a required one is emptied');
  assert.equal(added(less.command, 'difficulty').focus, 'difficulty');
});

test('the name of the option whose pill has the caret already may be typed all the same', () => {
  const { command } = begun(start);
  assert.equal(typed(command, 'count', 'count:').command.filled.get('count').text, '');
  const half = typed(command, 'count', 'count').command;
  assert.equal(typed(half, 'count', 'count:').command.filled.get('count').text, '');
  assert.equal(typed(command, 'count', 'count:3').command.filled.get('count').text, '3', 'as a paste');
  const full = typed(command, 'category', 'a category').command;
  assert.equal(typed(full, 'category', 'a category:').command.filled.get('category').text, 'a category:');
});
