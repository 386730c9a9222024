// Where the list stands: at its end and staying there, or where the reader reads, to the pixel, whatever comes, goes or
// grows above and below.
// @ts-check

/** So near to the end is at the end, in px. */
const NEAR = 6;
/** Visible rows that are remembered: the first that is still there holds the place. */
const MARKS = 8;
/** How long a row that was jumped to is lit up, in ms. */
const LIT_MS = 2200;

export class Scroller {
  /** Whether it follows the end. */
  stuck = true;
  /** Whether the end of the list is the newest message. */
  whole = true;
  /** @type {{key: string, top: number}[]} */
  marks = [];
  /** Where it stood last, in px. */
  top = 0;

  /** @param {HTMLElement} view what scrolls @param {HTMLElement} content its rows are children with `data-key` */
  constructor(view, content) {
    this.view = view;
    this.content = content;
  }

  /** How far the end is, in px. */
  get distance() {
    return this.view.scrollHeight - this.view.scrollTop - this.view.clientHeight;
  }

  /** Takes down where the reader is. */
  remember() {
    // What grew below is not scrolled away from.
    this.stuck = this.whole && (this.distance <= NEAR || (this.stuck && this.view.scrollTop >= this.top));
    this.top = this.view.scrollTop;
    const rows = this.rows();
    const edge = this.view.getBoundingClientRect().top;
    let low = 0;
    for (let high = rows.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (rows[middle].getBoundingClientRect().bottom <= edge) low = middle + 1;
      else high = middle;
    }
    this.marks = rows.slice(low, low + MARKS).map((row) => ({ key: row.dataset.key ?? '', top: row.getBoundingClientRect().top - edge }));
  }

  /** Goes back to where the reader was, after something changed. */
  restore() {
    if (this.stuck) {
      this.toEnd();
      return;
    }
    const edge = this.view.getBoundingClientRect().top;
    for (const { key, top } of this.marks) {
      const row = this.row(key);
      if (!row) continue;
      const moved = row.getBoundingClientRect().top - edge - top;
      if (Math.abs(moved) >= 0.5) this.view.scrollTop += moved;
      return;
    }
  }

  toEnd() {
    const end = this.view.scrollHeight - this.view.clientHeight;
    if (Math.abs(this.view.scrollTop - end) >= 1) this.view.scrollTop = end;
    this.top = this.view.scrollTop;
  }

  /** To a row; it stands in the middle, or a little below the top. @param {HTMLElement} row @param {'middle'|'top'} where */
  to(row, where) {
    const own = row.getBoundingClientRect();
    const box = this.view.getBoundingClientRect();
    const room = where === 'top' ? 48 : Math.max(16, (box.height - own.height) / 2);
    this.view.scrollTop += own.top - box.top - room;
    this.remember();
  }

  /** @returns {HTMLElement[]} */
  rows() {
    return /** @type {any} */ ([...this.content.children].filter((child) => /** @type {any} */ (child).dataset?.key));
  }

  /** @param {string} key @returns {HTMLElement|undefined} */
  row(key) {
    return this.rows().find((row) => row.dataset.key === key);
  }
}

/** Lights a row up for a while. @param {HTMLElement} row */
export function light(row) {
  delete row.dataset.lit;
  void row.offsetWidth;
  row.dataset.lit = '';
  window.setTimeout(() => delete row.dataset.lit, LIT_MS);
}
