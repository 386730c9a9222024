// Where delimiters stand in a text, found in one pass each, so that the parser never searches: every question that
// it asks here is answered without walking through the text again, however hostile the text is.
// @ts-check

/**
 * Runs of one sign that no backslash takes its meaning from.
 * @typedef {{count: number, starts: number[], ends: number[], at: Int32Array, odd: Int32Array, long: Int32Array}} Runs
 *   `at`: by position, the first run that ends after it; `odd`, `long`: by run, the first one from there whose length is
 *   odd, or at least two.
 */

const BACKSLASH = 92;
const TICK = 96;
const SPACE = /\s/;
const WORD = /\w/;

export class Scan {
  /** @param {string} text @param {{steps: number}} meter counts the work, for the tests */
  constructor(text, meter) {
    this.text = text;
    this.meter = meter;
    /** @type {Map<string, any>} */
    this.known = new Map();
  }

  /** @template T @param {string} name @param {() => T} make @returns {T} */
  once(name, make) {
    if (!this.known.has(name)) {
      this.meter.steps += this.text.length;
      this.known.set(name, make());
    }
    return this.known.get(name);
  }

  /** One for each sign behind an active backslash. */
  get escaped() {
    return this.once('escaped', () => {
      const { text } = this;
      const marks = new Uint8Array(text.length + 1);
      for (let i = 0; i < text.length; i++) {
        if (text.charCodeAt(i) === BACKSLASH) marks[++i] = 1;
      }
      return marks;
    });
  }

  /** @param {string} sign @param {boolean} [raw] whether backslashes mean nothing @returns {Runs} */
  runs(sign, raw = false) {
    return this.once(`runs ${sign}`, () => {
      const { text } = this;
      const code = sign.charCodeAt(0);
      const isSign = raw ? (i) => text.charCodeAt(i) === code
        : (i) => text.charCodeAt(i) === code && this.escaped[i] === 0;
      const starts = [];
      const ends = [];
      for (let i = 0; i < text.length; i++) {
        if (!isSign(i)) continue;
        starts.push(i);
        while (i < text.length && isSign(i)) i++;
        ends.push(i);
      }
      const count = starts.length;
      const at = new Int32Array(text.length + 2).fill(count);
      for (let run = 0, i = 0; run < count; run++) {
        for (; i < ends[run]; i++) at[i] = run;
      }
      const odd = new Int32Array(count + 1).fill(count);
      const long = new Int32Array(count + 1).fill(count);
      for (let run = count - 1; run >= 0; run--) {
        const length = ends[run] - starts[run];
        odd[run] = length % 2 === 1 ? run : odd[run + 1];
        long[run] = length >= 2 ? run : long[run + 1];
      }
      return { count, starts, ends, at, odd, long };
    });
  }

  /**
   * Where emphasis by one sign ends that begins at `open`: at the first run of odd length, inside of which signs
   * only stand in pairs; -1 where it does not.
   * @param {string} sign @param {number} open @param {number} end
   */
  single(sign, open, end) {
    const { text } = this;
    if (sign === '*' && (open + 1 >= end || SPACE.test(text[open + 1]))) return -1;
    const runs = this.runs(sign);
    let run = runs.at[open + 1];
    if (run < runs.count && runs.starts[run] <= open) {
      if ((Math.min(runs.ends[run], end) - open - 1) % 2 === 1) return -1;
      run += 1;
    }
    const odd = runs.odd[run];
    if (odd < runs.count && runs.ends[odd] <= end) {
      return this.#closes(sign, runs.ends[odd] - 1, end, runs.ends[odd] - runs.starts[odd]);
    }
    const cut = this.#cut(runs, open, end);
    return cut % 2 === 1 ? this.#closes(sign, end - 1, end, cut) : -1;
  }

  /** Where emphasis by a doubled sign ends: two signs that are the last of their run. @param {string} sign @param {number} open @param {number} end */
  double(sign, open, end) {
    const runs = this.runs(sign);
    const run = runs.long[Math.min(runs.at[open] + 1, runs.count)];
    if (run < runs.count && runs.ends[run] <= end) return runs.ends[run] - 2;
    return this.#cut(runs, open, end) >= 2 ? end - 2 : -1;
  }

  /** The length of the part before `end` of a run which goes on behind it. @param {Runs} runs @param {number} open @param {number} end */
  #cut(runs, open, end) {
    const last = runs.at[end - 1];
    if (last >= runs.count) return 0;
    const start = runs.starts[last];
    return start > open && start < end && runs.ends[last] > end ? end - start : 0;
  }

  /** @param {string} sign @param {number} at @param {number} end @param {number} length of its run */
  #closes(sign, at, end, length) {
    const { text } = this;
    if (sign === '_') return at + 1 < end && WORD.test(text[at + 1]) ? -1 : at;
    return length === 1 && SPACE.test(text[at - 1]) ? -1 : at;
  }

  /** The first place from `from` at which `what` stands; the text's length if there is none. @param {string} what @param {number} from */
  next(what, from) {
    const places = this.once(`next ${what}`, () => {
      const { text } = this;
      const found = new Int32Array(text.length + 2).fill(text.length);
      for (let i = text.length - 1; i >= 0; i--) found[i] = text.startsWith(what, i) ? i : found[i + 1];
      return found;
    });
    return from < places.length ? places[from] : this.text.length;
  }

  /** Backticks that close code which `length` of them opened: a run of just that length. @param {number} length @param {number} from @param {number} end */
  ticks(length, from, end) {
    const runs = this.runs('`', true);
    const byLength = this.once('ticks', () => {
      /** @type {Map<number, number[]>} */
      const lists = new Map();
      for (let run = 0; run < runs.count; run++) {
        const size = runs.ends[run] - runs.starts[run];
        const list = lists.get(size);
        if (list) list.push(runs.starts[run]);
        else lists.set(size, [runs.starts[run]]);
      }
      return lists;
    });
    const list = byLength.get(length) ?? [];
    let low = 0;
    for (let high = list.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (list[middle] < from) low = middle + 1;
      else high = middle;
    }
    if (low < list.length && list[low] + length <= end) return list[low];
    return this.#cut(runs, from - 1, end) === length ? end - length : -1;
  }

  /** By opening bracket or parenthesis, where its partner stands. */
  get partners() {
    return this.once('partners', () => {
      const { text, escaped } = this;
      const found = new Int32Array(text.length + 1).fill(-1);
      /** @type {Record<string, number[]>} */
      const open = { ']': [], ')': [] };
      for (let i = 0; i < text.length; i++) {
        if (escaped[i]) continue;
        const sign = text[i];
        if (sign === '[') open[']'].push(i);
        else if (sign === '(') open[')'].push(i);
        else if (sign === ']' || sign === ')') {
          const partner = open[sign].pop();
          if (partner !== undefined) found[partner] = i;
        }
      }
      return found;
    });
  }

  /** The first white space from `from`. @param {number} from */
  space(from) {
    const places = this.once('space', () => {
      const { text } = this;
      const found = new Int32Array(text.length + 2).fill(text.length);
      for (let i = text.length - 1; i >= 0; i--) found[i] = SPACE.test(text[i]) ? i : found[i + 1];
      return found;
    });
    return from < places.length ? places[from] : this.text.length;
  }

  /** The first quotation mark from `from` behind which only white space stands before a closing parenthesis. @param {number} from */
  titleEnd(from) {
    const places = this.once('titles', () => {
      const { text } = this;
      const found = new Int32Array(text.length + 2).fill(text.length);
      let closes = false;
      for (let i = text.length - 1; i >= 0; i--) {
        const sign = text[i];
        const isQuote = sign === '"' || sign === "'";
        found[i] = isQuote && closes ? i : found[i + 1];
        closes = sign === ')' || (closes && SPACE.test(sign));
      }
      return found;
    });
    return from < places.length ? places[from] : this.text.length;
  }

  /** How many backticks stand from `at`. @param {number} at @param {number} end */
  ticksAt(at, end) {
    const runs = this.runs('`', true);
    return this.text.charCodeAt(at) === TICK ? Math.min(runs.ends[runs.at[at]], end) - at : 0;
  }
}
