// What of a channel is new to the reader: the line above it, how many there are, when it was seen.
// @ts-check

import { useEffect, useRef, useState } from '../html.js';
import { order } from '../state/messages.js';
import { sawNewest } from '../state/read.js';
import { get } from '../state/store.js';
import { firstUnread } from './rows.js';

/** @typedef {import('../types.js').Message} Message */

const isLooking = () => !document.hidden && document.hasFocus();

/** @param {string} channelId @param {Message[]} items @param {boolean} ready whether the newest are here @param {string|undefined} me */
export function useReading(channelId, items, ready, me) {
  const readAt = useRef(get().read.get(channelId));
  const last = useRef(/** @type {string|null} */ (null));
  const isAtEnd = useRef(false);
  /** The line above what is new: `undefined` until the first messages are here. */
  const [line, setLine] = useState(/** @type {string|null|undefined} */ (undefined));
  /** The first message that nobody has seen. */
  const [unseen, setUnseen] = useState(/** @type {string|null} */ (null));
  const waits = useRef(unseen);
  waits.current = unseen;
  /** Whether the line is still that of the opening: it may have to go further up. */
  const opening = useRef(true);

  useEffect(() => {
    if (!ready) return;
    const newest = items[items.length - 1]?.id ?? '0';
    const before = last.current;
    last.current = newest;
    if (before === null) {
      const first = firstUnread(items, readAt.current, me);
      setLine(first);
      setUnseen(first);
      return;
    }
    const fresh = items.filter((message) => order(message.id, before) > 0);
    if (opening.current && line) {
      const first = firstUnread(items, readAt.current, me);
      if (first && order(first, line) < 0) {
        setLine(first);
        if (waits.current === line) setUnseen(first);
      }
    }
    if (fresh.some((message) => message.author.id === me)) {
      opening.current = false;
      setLine(null);
      setUnseen(null);
      return;
    }
    if (fresh.length === 0 || waits.current !== null || (isAtEnd.current && isLooking())) return;
    opening.current = false;
    setLine(fresh[0].id);
    setUnseen(fresh[0].id);
  }, [items, ready]);

  useEffect(() => {
    const look = () => isAtEnd.current && isLooking() && setUnseen(null);
    window.addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
      sawNewest(channelId, false);
    };
  }, [channelId]);

  const markRead = () => {
    readAt.current = last.current ?? undefined;
    opening.current = false;
    setLine(null);
    setUnseen(null);
  };
  const first = items[0];
  const beyond = Boolean(ready && line && first && line === first.id && opening.current && get().messages.get(channelId)?.before);
  return {
    line: line ?? null,
    decided: line !== undefined,
    readAt: readAt.current,
    beyond,
    fresh: unseen === null ? 0 : items.filter((message) => order(message.id, unseen) >= 0 && message.author.id !== me).length,
    markRead,
    /** @param {boolean} is whether the newest message is in view */
    atEnd: (is) => {
      isAtEnd.current = is;
      sawNewest(channelId, is);
      if (is && isLooking()) setUnseen(null);
    },
  };
}
