// The live feed of one person: a socket that comes back by itself, and says whether it is there.
// @ts-check

import { feedAddress } from './api.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5000;

/**
 * Follows a person's feed until the returned function is called.
 * @param {string} user
 * @param {{told: (notice: any) => void, live: () => void, lost: () => void}} listener `live` comes with each (new)
 *   connection: what was missed before it has to be fetched.
 */
export function follow(user, listener) {
  let pause = FIRST_PAUSE_MS;
  let stopped = false;
  let timer = 0;
  /** @type {WebSocket|null} */
  let socket = null;

  const open = () => {
    const opened = new WebSocket(feedAddress(user));
    socket = opened;
    opened.onmessage = (event) => {
      if (opened !== socket) return;
      const notice = read(event.data);
      if (!notice) return;
      if (notice.kind === 'hello') {
        pause = FIRST_PAUSE_MS;
        listener.live();
      } else {
        listener.told(notice);
      }
    };
    opened.onclose = () => {
      if (stopped || opened !== socket) return;
      listener.lost();
      timer = window.setTimeout(open, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    };
  };
  open();
  return () => {
    stopped = true;
    window.clearTimeout(timer);
    socket?.close();
  };
}

/** A frame's notice; what is none is passed over. @param {any} frame */
function read(frame) {
  try {
    const notice = JSON.parse(frame);
    return typeof notice?.kind === 'string' ? notice : null;
  } catch {
    return null;
  }
}
