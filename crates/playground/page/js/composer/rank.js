// Searching in short lists by name: what begins with the query first, then words that do, then what holds it.
// @ts-check

/** @param {string} text */
export const folded = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * @template T
 * @param {Iterable<T>} items @param {string} query @param {(item: T) => (string|null|undefined)[]} namesOf best first
 * @param {number} [most]
 * @returns {T[]}
 */
export function ranked(items, query, namesOf, most = 50) {
  const wanted = folded(query.trim());
  if (!wanted) return [...items].slice(0, most);
  const found = [];
  for (const item of items) {
    const rank = best(namesOf(item), wanted);
    if (rank !== Infinity) found.push({ item, rank });
  }
  found.sort((a, b) => a.rank - b.rank);
  return found.slice(0, most).map(({ item }) => item);
}

/** @param {(string|null|undefined)[]} names @param {string} wanted */
function best(names, wanted) {
  let rank = Infinity;
  for (const [at, name] of names.entries()) {
    if (name) rank = Math.min(rank, fit(folded(name), wanted) + at * 0.1);
  }
  return rank;
}

function fit(name, wanted) {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.split(/[\s_-]+/).some((word) => word.startsWith(wanted))) return 2;
  return name.includes(wanted) ? 3 : Infinity;
}
