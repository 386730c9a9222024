// The list as it scrolls: it keeps its place, fetches what is missing at its ends, and goes where it is sent.
// @ts-check

import { useEffect, useLayoutEffect, useRef, useState } from '../html.js';
import { hold, load, more } from '../state/messages.js';
import { toast } from '../ui/ui.js';
import { onJump, takeWanted } from './jump.js';
import { light, Scroller } from './scroller.js';

/** So near to an end the next messages are fetched, in px. */
const SOON = 900;
/** Further away than so many windows is far away. */
const FAR = 1.5;

/**
 * @param {{channelId: string, page: import('../types.js').Page|undefined, rows: any[], line: string|null, decided: boolean,
 *   onEnd: (is: boolean) => void}} what `line`: the first message that is new
 */
export function useScrolling({ channelId, page, rows, line, decided, onEnd }) {
  const view = useRef(/** @type {HTMLElement|null} */ (null));
  const content = useRef(/** @type {HTMLElement|null} */ (null));
  const top = useRef(null);
  const bottom = useRef(null);
  const scroller = useRef(/** @type {Scroller|null} */ (null));
  const began = useRef(false);
  /** The message to go to as soon as it is here. */
  const goal = useRef(/** @type {{id: string, asked: boolean, above: boolean}|null} */ (null));
  const [atEnd, setAtEnd] = useState(true);
  const [far, setFar] = useState(false);
  const shown = page !== undefined && page.status !== 'failed' && !(page.items.length === 0 && page.status === 'loading');

  const fetchNear = () => {
    const box = view.current;
    if (!box || !began.current || goal.current) return;
    if (box.scrollTop < SOON) more(channelId, 'before');
    if (box.scrollHeight - box.scrollTop - box.clientHeight < SOON) more(channelId, 'after');
  };
  const tell = () => {
    const now = scroller.current;
    if (!now) return;
    setAtEnd(now.stuck);
    setFar(now.distance > now.view.clientHeight * FAR);
    hold(channelId, !now.stuck);
    onEnd(now.stuck);
  };
  const onScroll = () => {
    scroller.current?.remember();
    tell();
    fetchNear();
  };
  /** Where it shall go, if that is here now. */
  const arrive = () => {
    const wish = goal.current;
    const now = scroller.current;
    if (!wish || !now || page?.status !== 'ready') return;
    const exact = now.row(wish.id);
    const row = exact ?? (wish.above ? now.rows().find((one) => /^\d+$/.test(one.dataset.key ?? '') && BigInt(one.dataset.key ?? 0) > BigInt(wish.id)) : undefined);
    if (!row && !wish.asked) {
      goal.current = { ...wish, asked: true };
      now.stuck = false;
      load(channelId, wish.id);
      return;
    }
    goal.current = null;
    if (!row) {
      toast('That message is not there any more.');
      return;
    }
    now.stuck = false;
    now.to(row, wish.above ? 'top' : 'middle');
    if (!wish.above) {
      row.focus({ preventScroll: true });
      light(row);
    }
    tell();
  };
  const jump = (id, above = false) => {
    goal.current = { id, asked: false, above };
    arrive();
  };

  useLayoutEffect(() => {
    if (!view.current || !content.current) return undefined;
    const own = new Scroller(view.current, content.current);
    scroller.current = own;
    const sizes = new ResizeObserver(() => {
      own.restore();
      setFar(own.distance > own.view.clientHeight * FAR);
    });
    sizes.observe(view.current);
    sizes.observe(content.current);
    return () => sizes.disconnect();
  }, [shown]);

  useLayoutEffect(() => {
    const now = scroller.current;
    if (!now || !shown) return;
    now.whole = !page?.after;
    if (page?.after) now.stuck = false;
    now.restore();
    if (goal.current) arrive();
    else if (!began.current && page?.status === 'ready' && decided) {
      began.current = true;
      begin(now, line);
      tell();
    }
  }, [rows, page, shown, decided]);

  useEffect(() => {
    const look = () => {
      const id = takeWanted(channelId);
      if (id) jump(id);
    };
    look();
    return onJump(look);
  });
  useEffect(() => () => hold(channelId, false), [channelId]);
  // What fits into the window without scrolling asks for more by itself.
  useEffect(() => fetchNear(), [page?.items.length, page?.status]);

  return { view, content, top, bottom, atEnd, far, onScroll, jump, toEnd: () => {
    const now = scroller.current;
    if (!now) return;
    now.stuck = now.whole;
    now.toEnd();
  } };
}

/** At the end, or at the line above what is new if that is further up. @param {Scroller} scroller @param {string|null} line */
function begin(scroller, line) {
  scroller.stuck = scroller.whole;
  scroller.toEnd();
  const first = line ? scroller.row('new') ?? scroller.row(line) : undefined;
  if (!first) return;
  if (first.getBoundingClientRect().top < scroller.view.getBoundingClientRect().top) scroller.to(first, 'top');
}
