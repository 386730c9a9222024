// The threads of a channel, and dialogs that begin or rename one.
// @ts-check

import * as api from '../api.js';
import { html, useMemo, useState } from '../html.js';
import { apply } from '../state/apply.js';
import { iconOf, KIND, threadsOf } from '../state/channels.js';
import { can } from '../state/names.js';
import { get, useStore } from '../state/store.js';
import { Button, Dialog, Icon, Popover, Spinner, Switch, TextField } from '../ui/ui.js';
import { Ago, madeAt } from './ago.js';
import { useAsked } from './ask.js';
import { closeOverlay, openOverlay } from './overlays.js';
import { hrefOf, visit } from './visit.js';

/** @param {{anchor: any, channel: string}} props */
export function Threads({ anchor, channel: id }) {
  const channel = useStore((state) => state.channels.get(id));
  const channels = useStore((state) => state.channels);
  const active = useMemo(() => threadsOf(channels.values(), id).reverse(), [channels, id]);
  const { answer, error, busy } = useAsked(() => api.threads(get().me?.id, id, { archived: true }), [id]);
  const archived = answer?.threads ?? [];
  const may = can(channel, 'CREATE_PUBLIC_THREADS') || can(channel, 'CREATE_PRIVATE_THREADS');
  const none = active.length === 0 && archived.length === 0 && answer;
  return html`<${Popover} anchor=${anchor ?? document.body} placement="bottom-end" label="Threads" kind="float-list" onClose=${closeOverlay}>
    <header class="float-head"><${Icon} name="thread" /><h2>Threads</h2>
      ${may && html`<${Button} kind="primary" size="s" onClick=${() => openOverlay({ kind: 'new-thread', channel: id })}>New thread<//>`}</header>
    ${none && html`<p class="float-note">There are no threads here yet. A thread keeps a matter out of the channel’s way.</p>`}
    ${active.length > 0 && html`<${Group} title="Active" threads=${active} />`}
    ${archived.length > 0 && html`<${Group} title="Closed" threads=${archived} />`}
    ${busy && html`<p class="float-note"><${Spinner} label="Loading" /></p>`}
    ${error && html`<p class="float-note">${error}</p>`}
  <//>`;
}

function Group({ title, threads }) {
  return html`<section><h3 class="float-group">${title} — ${threads.length}</h3>
    <ul class="rows">${threads.map((thread) => html`<li key=${thread.id}>
      <a class="row row-link" href=${hrefOf(thread)} onClick=${() => come(thread)}>
        <${Icon} name=${iconOf(thread)} size=${18} />
        <span class="row-words"><span class="cut" dir="auto">${thread.name}</span>
          <span class="row-note">${thread.message_count ?? 0} ${thread.message_count === 1 ? 'message' : 'messages'} · <${Ago} date=${madeAt(thread.last_message_id ?? thread.id)} /></span></span>
      </a></li>`)}</ul></section>`;
}

/** A closed thread is not among the known channels until it is looked at. */
export function come(thread) {
  if (!get().channels.has(thread.id)) apply({ kind: 'channel', channel: thread });
  closeOverlay();
}

/** @param {{channel: string, message?: string}} props `message`: the thread begins at it */
export function NewThread({ channel: id, message }) {
  const channel = useStore((state) => state.channels.get(id));
  const onlyPrivate = !can(channel, 'CREATE_PUBLIC_THREADS');
  const mayPrivate = !message && channel?.type === KIND.text && can(channel, 'CREATE_PRIVATE_THREADS');
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const [hidden, hide] = useState(onlyPrivate);
  const make = async () => {
    const body = { name: name.trim(), ...(message ? { message_id: message } : {}), ...(hidden ? { private: true } : {}) };
    const thread = await api.openThread(get().me?.id, id, body);
    apply({ kind: 'channel', channel: thread });
    if (text.trim()) await api.send(get().me?.id, thread.id, { content: text.trim() });
    visit({ guild: thread.guild_id ?? channel?.guild_id, channel: thread.id });
  };
  return html`<${NameDialog} title="New thread" action="Create thread" name=${name} setName=${setName} act=${make}>
    ${mayPrivate && html`<${Switch} label="Private thread" checked=${hidden} disabled=${onlyPrivate} onChange=${hide} hint="Only people who are invited and moderators see it." />`}
    ${!message && html`<${TextField} label="First message" value=${text} onInput=${setText} lines=${3} max=${2000} />`}
  <//>`;
}

/** @param {{channel: string}} props */
export function RenameThread({ channel: id }) {
  const [name, setName] = useState(get().channels.get(id)?.name ?? '');
  const rename = async () => {
    const thread = await api.changeChannel(get().me?.id, id, { name: name.trim() });
    if (thread?.id) apply({ kind: 'channel', channel: thread });
  };
  return html`<${NameDialog} title="Rename thread" action="Rename" name=${name} setName=${setName} act=${rename} />`;
}

/** A name, more, and an act that may be refused. */
export function NameDialog({ title, action, name, setName, act, label = 'Name', children = null }) {
  const [error, fail] = useState(/** @type {string|null} */ (null));
  const [busy, work] = useState(false);
  const submit = async (event) => {
    event.preventDefault();
    if (!name.trim()) {
      fail('It needs a name.');
      return;
    }
    work(true);
    try {
      await act();
      closeOverlay();
    } catch (cause) {
      fail(cause.message);
      work(false);
    }
  };
  const foot = html`<${Button} kind="secondary" onClick=${closeOverlay}>Cancel<//>
    <${Button} kind="primary" type="submit" form="name-form" busy=${busy}>${action}<//>`;
  return html`<${Dialog} title=${title} size="s" onClose=${closeOverlay} footer=${foot}>
    <form id="name-form" onSubmit=${submit}>
      <${TextField} label=${label} value=${name} onInput=${setName} error=${error} max=${100} required=${true} />
      ${children}
    </form>
  <//>`;
}
