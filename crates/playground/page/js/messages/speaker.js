// Says one thing a second at most: what comes faster is counted. Pure.
// @ts-check

const PAUSE_MS = 1000;

/**
 * @param {(text: string) => void} say
 * @param {() => number} [time] @param {(act: () => void, ms: number) => any} [later]
 */
export function speaker(say, time = Date.now, later = setTimeout) {
  /** @type {string[]} */
  let waiting = [];
  let last = -Infinity;
  let planned = false;
  const speak = () => {
    planned = false;
    if (waiting.length === 0) return;
    say(waiting.length === 1 ? waiting[0] : `${waiting.length} new messages`);
    waiting = [];
    last = time();
  };
  return (text) => {
    waiting.push(text);
    if (planned) return;
    const left = last + PAUSE_MS - time();
    if (left <= 0) {
      speak();
    } else {
      planned = true;
      later(speak, left);
    }
  };
}
