// What can be done with a channel's draft: writing, beginning a command, adding files, sending.
// @ts-check

import { useEffect, useRef } from '../html.js';
import { announce, toast } from '../ui/ui.js';
import { begun } from './command.js';
import { MOST_FILES, withFiles } from './files.js';
import { matchEntry } from './line.js';
import { submitCommand, submitMessage, tellRefused } from './submit.js';
import { tellTyping } from './typing.js';

/** @typedef {import('./drafts.js').Draft} Draft */
/** @typedef {import('./drafts.js').Command} Command */
/**
 * What they work on; `known` is whether the commands of the channel are, `now` is the draft as it is at this moment, `focus` puts the caret into the field.
 * @typedef {{channel: import('../types.js').Channel, entries: import('./commands.js').Entry[], known: boolean,
 *   verdict: import('./writing.js').Verdict, answers: boolean, now: () => Draft,
 *   change: (parts: Partial<Draft>) => void, focus: (option?: string) => void,
 *   field: {current: HTMLTextAreaElement|null}}} Desk
 */

/** @param {Desk} desk */
export function useDesk(desk) {
  const start = useRef(/** @type {string|null} */ (null));
  const taker = useRef(/** @type {((files: File[]) => void)|null} */ (null));
  const { channel, now, change, focus, entries } = desk;
  /** @param {import('./commands.js').Entry} entry @param {string} [rest] */
  const begin = (entry, rest = '') => {
    const step = begun(entry, rest);
    start.current = step.focus;
    change({ command: step.command, text: '' });
  };
  /** @param {string} text @param {Map<string, string>} names @param {boolean} [whole] */
  const type = (text, names, whole = false) => {
    const found = matchEntry(text, entries, whole);
    if (found) {
      begin(found.entry, found.rest);
      return;
    }
    change({ text, names });
    if (text && !text.startsWith('/')) tellTyping(channel.id);
  };
  // Whoever types a command before the commands are known is not made to type it again.
  useEffect(() => {
    const { text, names, command } = now();
    if (text.startsWith('/') && !command) type(text, names);
  }, [entries]);
  return {
    /** Where the caret is at first in a command. */
    start,
    /** Takes dropped files while a command is filled in. */
    taker,
    begin,
    type,
    /** @param {File[]} files */
    addFiles: (files) => (taker.current ? taker.current(files) : addFiles(desk, files)),
    send: () => (now().command ? sendCommand(desk, /** @type {Command} */ (now().command)) : sendMessage(desk)),
    /** @param {Command} command */
    sendCommand: (command) => sendCommand(desk, command),
    /** Leaves the command that is filled in. @param {string} text what stands in the field then */
    leave: (text) => {
      change({ command: null, text });
      focus();
    },
    /** Writes something where the caret is. @param {string} text @param {Map<string, string>} names */
    insert: (text, names) => {
      const known = now();
      const at = desk.field.current?.selectionStart ?? known.text.length;
      change({ text: known.text.slice(0, at) + text + known.text.slice(at), names: new Map([...known.names, ...names]) });
      focus();
    },
  };
}

/** @param {Desk} desk @param {File[]} files */
function addFiles({ now, change, focus }, files) {
  const { uploads, refused } = withFiles(now().uploads, files);
  refused.forEach((reason) => toast(reason, 'danger'));
  if (uploads.length > now().uploads.length) announce(`${uploads.length} of ${MOST_FILES} files`);
  change({ uploads });
  focus();
}

/** @param {Desk} desk */
function sendMessage({ channel, known, verdict, answers, now, change }) {
  if (now().text.startsWith('/') && !known) {
    announce('Loading commands…');
    return;
  }
  if (verdict.kind === 'closed' || verdict.kind === 'slow') {
    announce(verdict.text, true);
    return;
  }
  const problem = submitMessage(channel, now(), answers);
  if (problem) announce(problem, true);
  else change({ text: '', names: new Map(), uploads: [], ping: true });
}

/** @param {Desk} desk @param {Command} command */
function sendCommand({ channel, now, change, focus }, command) {
  const wrong = (errors) => {
    const given = [...new Set([...command.given, ...errors.keys()])];
    change({ command: { ...command, errors, given } });
    focus([...errors.keys()][0]);
  };
  const tail = command.tail.trim();
  if (tail) {
    announce(`There is no option ${tail}.`, true);
    return;
  }
  const errors = submitCommand(channel, command, (error, name) => {
    const known = command.entry.options.some((option) => option.name === name);
    const isFree = now().command === null && now().text === '';
    if (known && isFree) wrong(new Map([[name, error]]));
    else tellRefused(channel, command, error, () => change({ command, text: '' }));
  });
  if (errors) {
    wrong(errors);
    return;
  }
  change({ command: null, text: '' });
  focus();
}
