// Makes a thread out of a message: asks for its name, and goes there.
// @ts-check

import * as api from '../api.js';
import { html, useState } from '../html.js';
import { Button, Dialog, TextField } from '../ui/ui.js';
import { get } from '../state/store.js';
import { openLayer } from './open.js';
import { summaryOf } from './summary.js';
import { visit } from './visit.js';

/** Longest name of a thread, in signs. */
const MOST = 100;

/** @param {import('../types.js').Message} message */
export function openThread(message) {
  openLayer((close) => html`<${Ask} message=${message} onClose=${close} />`);
}

/** @param {{message: import('../types.js').Message, onClose: () => void}} props */
function Ask({ message, onClose }) {
  const [name, rename] = useState(() => summaryOf(message).slice(0, 40));
  const [error, fail] = useState(/** @type {string|null} */ (null));
  const [busy, wait] = useState(false);
  const make = async (event) => {
    event.preventDefault();
    const me = get().me?.id;
    if (!me || busy) return;
    if (!name.trim()) {
      fail('A thread needs a name.');
      return;
    }
    wait(true);
    try {
      const thread = await api.openThread(me, message.channel_id, { name: name.trim(), message_id: message.id });
      onClose();
      visit(thread);
    } catch (refused) {
      fail(refused.message);
      wait(false);
    }
  };
  const foot = html`<${Button} onClick=${onClose}>Cancel<//><${Button} kind="primary" busy=${busy} onClick=${make}>Create thread<//>`;
  return html`<${Dialog} title="Create thread" size="s" onClose=${onClose} footer=${foot}>
    <form onSubmit=${make}><${TextField} label="Name of the thread" value=${name} onInput=${rename} max=${MOST} error=${error} required /></form>
  <//>`;
}
