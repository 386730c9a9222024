// What is found for some words, in the column beside the messages.
// @ts-check

import * as api from '../api.js';
import { html, useEffect, useState } from '../html.js';
import { channelName } from '../state/names.js';
import { get, useStore } from '../state/store.js';
import { announce, Button, IconButton, Spinner } from '../ui/ui.js';
import { SearchBox, useRoomy } from './header.js';
import { search } from './layout.js';
import { MessageCard } from './preview.js';

const PAGE = 25;

/** @param {{guildId: string, words: string}} props */
export function SearchColumn({ guildId, words }) {
  const roomy = useRoomy();
  return html`<aside class="found" aria-label="Search results" data-region="members">
    <header class="found-head">
      <h2>${words ? 'Found' : 'Search'}</h2>
      <${IconButton} icon="close" label="Close search" onClick=${() => search(null)} />
    </header>
    ${!roomy && html`<${SearchBox} wide=${true} />`}
    ${words ? html`<${Found} key=${`${guildId}/${words}`} guildId=${guildId} words=${words} />`
      : html`<p class="float-note">Find messages of this server by words in them.</p>`}
  </aside>`;
}

function Found({ guildId, words }) {
  const channels = useStore((state) => state.channels);
  const [now, tell] = useState({ messages: /** @type {any[]} */ ([]), total: 0, busy: true, error: /** @type {string|null} */ (null) });
  const ask = async (offset) => {
    tell((before) => ({ ...before, busy: true, error: null }));
    try {
      const found = await api.search(get().me?.id, guildId, { content: words, offset, limit: PAGE });
      if (offset === 0) announce(found.total === 1 ? 'One message is found.' : `${found.total} messages are found.`);
      tell((before) => ({ messages: [...(offset ? before.messages : []), ...found.messages], total: found.total, busy: false, error: null }));
    } catch (error) {
      tell((before) => ({ ...before, busy: false, error: error.message }));
    }
  };
  useEffect(() => void ask(0), []);
  const { messages, total, busy, error } = now;
  return html`<div class="found-list">
    ${!busy && !error && html`<p class="found-count">${total === 0 ? `Nothing has “${words}” in it.` : `${total} ${total === 1 ? 'message' : 'messages'} with “${words}”`}</p>`}
    ${byChannel(messages).map(([channel, own]) => html`<section key=${own[0].id}>
      <h3 class="found-channel cut" dir="auto">#${channelName(channels.get(channel)) || 'a thread'}</h3>
      <ul class="cards">${own.map((message) => html`<${MessageCard} key=${message.id} message=${message} guildId=${guildId} />`)}</ul>
    </section>`)}
    ${error && html`<p class="float-note">${error}</p>`}
    ${busy && html`<p class="float-note"><${Spinner} label="Searching" /></p>`}
    ${!busy && messages.length < total && html`<${Button} kind="secondary" onClick=${() => ask(messages.length)}>Show more<//>`}
  </div>`;
}

/** Neighbours of the same channel together. @param {any[]} messages @returns {[string, any[]][]} */
function byChannel(messages) {
  /** @type {[string, any[]][]} */
  const groups = [];
  for (const message of messages) {
    const last = groups[groups.length - 1];
    if (last && last[0] === message.channel_id) last[1].push(message);
    else groups.push([message.channel_id, [message]]);
  }
  return groups;
}
