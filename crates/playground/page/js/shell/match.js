// Finds names by some of their letters, the best first.
// @ts-check

/** Letters without case and marks, as people type them. @param {string} text */
export const folded = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();

/**
 * How well a name fits, or 0: the same, its beginning, a word's beginning, somewhere, its letters in order.
 * @param {string} name @param {string} wanted folded
 */
export function fit(name, wanted) {
  if (wanted === '') return 1;
  const text = folded(name);
  const short = 1 - Math.min(text.length, 100) / 200;
  if (text === wanted) return 10;
  if (text.startsWith(wanted)) return 8 + short;
  const at = text.indexOf(wanted);
  if (at > 0 && /[^\p{L}\p{N}]/u.test(text[at - 1])) return 6 + short;
  if (at > 0) return 4 + short;
  return inOrder(text, wanted) ? 2 + short : 0;
}

/** @param {string} text @param {string} wanted */
function inOrder(text, wanted) {
  let at = 0;
  for (const letter of text) if (letter === wanted[at]) at++;
  return at >= wanted.length;
}

/**
 * What fits, the best first; what fits alike stays in order.
 * @template T @param {T[]} all @param {string} text @param {(one: T) => string} nameOf @param {number} most @returns {T[]}
 */
export function best(all, text, nameOf, most) {
  const wanted = folded(text);
  return all
    .map((one) => ({ one, score: fit(nameOf(one), wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ one }) => one);
}
