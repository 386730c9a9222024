// Times, durations and outcomes in few words.
// @ts-check

const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** @param {string} iso */
export const timeOf = (iso) => clockTime.format(new Date(iso));

/** `0.42 ms`, `12.3 ms`, `1.24 s`, `2 min 5 s`. @param {number|null|undefined} ms */
export function duration(ms) {
  if (ms === null || ms === undefined) return '';
  if (ms < 10) return `${ms.toFixed(2)} ms`;
  if (ms < 100) return `${ms.toFixed(1)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(2)} s`;
  const seconds = Math.round(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${seconds % 60} s`;
}

/** What the first answer was, as a verb. @type {Record<string, string>} */
const ANSWERS = { message: 'answered', update: 'changed', modal: 'modal', choices: 'suggested', activity: 'launched',
  upgrade: 'offered', deferred_update: 'taken' };

/**
 * How an interaction went: words and a tone.
 * @param {any} summary @returns {{text: string, tone: 'good'|'open'|'late'|'bad'}}
 */
export function outcomeOf(summary) {
  const { state, answer, answered_ms: answered, done_ms: done, requests } = summary;
  if (state === 'failed') return { text: requests > 0 ? 'refused' : 'no answer', tone: 'bad' };
  if (state === 'waiting') return { text: 'waiting', tone: 'open' };
  if (state === 'answered') return { text: `deferred${answered === null ? '' : `, ${duration(answered)}`}`, tone: 'late' };
  if (answer === 'deferred') return { text: `deferred, done in ${duration(done)}`, tone: 'good' };
  const verb = ANSWERS[answer] ?? 'answered';
  return { text: answered === null ? verb : `${verb} in ${duration(answered)}`, tone: 'good' };
}

/** Interaction types. @type {Record<number, {icon: string, label: string}>} */
export const TYPES = {
  2: { icon: 'slash', label: 'Command' },
  3: { icon: 'dot', label: 'Component' },
  4: { icon: 'keyboard', label: 'Suggestions' },
  5: { icon: 'list', label: 'Modal' },
};

/** @param {number} count @param {string} one @param {string} [many] */
export const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** Whether all words of a search are in a text. @param {string} search @param {(string|null|undefined)[]} texts */
export function has(search, texts) {
  const text = texts.filter(Boolean).join(' ').toLowerCase();
  return search.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
