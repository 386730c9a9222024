// A forum: its posts with their tags, and a new one.
// @ts-check

import * as api from '../api.js';
import { html, useEffect, useMemo, useState } from '../html.js';
import { Markdown } from './others.js';
import { apply } from '../state/apply.js';
import { can, nameOf } from '../state/names.js';
import { isUnread } from '../state/read.js';
import { get, useStore } from '../state/store.js';
import { useInPlace } from '../ui/field.js';
import { Avatar, Button, Icon, Spinner, TextField } from '../ui/ui.js';
import { Ago, madeAt } from './ago.js';
import { useAsked } from './ask.js';
import { come } from './threads.js';
import { hrefOf, visit } from './visit.js';

/** Flag of a forum in which posts must have a tag, and of a post that is pinned. */
const TAG_REQUIRED = 1 << 4;
const PINNED = 1 << 1;

/** @typedef {import('../types.js').Channel} Channel */

/** @param {{channel: Channel}} props */
export function Forum({ channel }) {
  const { answer, error, busy, again } = useAsked(() => api.threads(get().me?.id, channel.id), [channel.id]);
  const channels = useStore((state) => state.channels);
  const [tag, choose] = useState(/** @type {string|null} */ (null));
  const [writing, write] = useState(false);
  // What the feed tells of its posts makes the list old.
  const sign = useMemo(() => [...channels.values()].filter((one) => one.parent_id === channel.id)
    .map((one) => `${one.id}:${one.last_message_id}`).join(), [channels, channel.id]);
  useEffect(() => {
    const timer = window.setTimeout(again, 400);
    return () => window.clearTimeout(timer);
  }, [sign]);
  const firsts = useMemo(() => new Map((answer?.messages ?? []).map((message) => [message.channel_id, message])), [answer]);
  const posts = (answer?.threads ?? []).map((post) => channels.get(post.id) ?? post)
    .filter((post) => tag === null || post.applied_tags?.includes(tag));
  const tags = channel.available_tags ?? [];
  const may = can(channel, 'SEND_MESSAGES');
  return html`<div class="forum" data-region="messages" tabindex="-1">
    <div class="forum-bar">
      ${may && !writing && html`<${Button} kind="primary" icon="plus" onClick=${() => write(true)}>New post<//>`}
      ${tags.length > 0 && html`<div class="forum-tags" role="group" aria-label="Show only posts with a tag">
        ${tags.map((one) => html`<${Tag} key=${one.id} tag=${one} pressed=${tag === one.id} onClick=${() => choose(tag === one.id ? null : one.id)} />`)}
      </div>`}
    </div>
    ${writing && html`<${NewPost} channel=${channel} onDone=${() => write(false)} />`}
    ${error && html`<p class="float-note">${error} <${Button} size="s" onClick=${again}>Try again<//></p>`}
    ${busy && !answer && html`<p class="float-note"><${Spinner} label="Loading" /></p>`}
    ${answer && posts.length === 0 && !writing && html`<div class="empty"><${Icon} name="forum" size=${40} />
      <h2>${tag ? 'No post has this tag' : 'No posts yet'}</h2><p>${may ? 'Begin with a question or an idea.' : 'You cannot post here.'}</p></div>`}
    <ul class="posts">${posts.map((post) => html`<li key=${post.id}><${Post} post=${post} first=${firsts.get(post.id)} tags=${tags} /></li>`)}</ul>
  </div>`;
}

function Tag({ tag, pressed, onClick }) {
  return html`<button class="tag" aria-pressed=${String(pressed)} onClick=${onClick}>
    ${tag.emoji_name && html`<span aria-hidden="true">${tag.emoji_name}</span>`}<span dir="auto">${tag.name}</span></button>`;
}

function Post({ post, first, tags }) {
  const own = tags.filter((tag) => post.applied_tags?.includes(tag.id));
  const unread = useStore((state) => isUnread(state, post));
  const author = first?.author ?? get().users.get(post.owner_id ?? '');
  const count = post.message_count ?? 0;
  const picture = first?.attachments?.find((file) => String(file.content_type ?? '').startsWith('image/'));
  return html`<a class=${`post${unread ? ' unread' : ''}`} href=${hrefOf(post)} onClick=${() => come(post)}>
    <div class="post-words">
      ${own.length > 0 && html`<div class="post-tags">${own.map((tag) => html`<span key=${tag.id} class="tag-plain">${tag.emoji_name ?? ''} ${tag.name}</span>`)}</div>`}
      <h2 class="post-title" dir="auto">${(post.flags ?? 0) & PINNED ? html`<${Icon} name="pin" size=${16} label="Pinned" />` : ''}${post.name}
        ${post.thread_metadata?.archived && html`<span class="tag-plain">closed</span>`}</h2>
      <p class="post-text"><strong dir="auto">${nameOf(author, post.guild_id)}: </strong>
        ${first?.content ? html`<span dir="auto">${first.content.slice(0, 280)}</span>` : html`<em>${first ? 'a message without text' : 'the first message is gone'}</em>`}</p>
      <p class="post-foot"><${Avatar} user=${author} size=${16} /><${Icon} name="chat" size=${14} />${count} ${count === 1 ? 'reply' : 'replies'}
        <span aria-hidden="true">·</span><${Ago} date=${madeAt(post.last_message_id ?? post.id)} /></p>
    </div>
    ${picture && html`<img class="post-picture" src=${new URL(picture.url, location.href).pathname} alt=${picture.description ?? ''} loading="lazy" />`}
  </a>`;
}

function NewPost({ channel, onDone }) {
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const [chosen, choose] = useState(/** @type {string[]} */ ([]));
  const [error, fail] = useState(/** @type {string|null} */ (null));
  const [busy, work] = useState(false);
  const form = useInPlace('.forum-bar > .button');
  const tags = (channel.available_tags ?? []).filter((tag) => !tag.moderated || can(channel, 'MANAGE_THREADS'));
  const submit = async (event) => {
    event.preventDefault();
    const missing = !name.trim() ? 'A post needs a title.' : !text.trim() ? 'A post needs a text.'
      : (channel.flags ?? 0) & TAG_REQUIRED && chosen.length === 0 ? 'Posts of this forum need a tag.' : null;
    fail(missing);
    if (missing) return;
    work(true);
    try {
      const post = await api.openThread(get().me?.id, channel.id, { name: name.trim(), content: text.trim(), tags: chosen });
      apply({ kind: 'channel', channel: post });
      onDone();
      visit({ guild: channel.guild_id, channel: post.id });
    } catch (cause) {
      fail(cause.message);
      work(false);
    }
  };
  const toggle = (id) => choose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id].slice(-5));
  return html`<form ref=${form} class="new-post" novalidate onSubmit=${submit} aria-label="New post">
    ${channel.topic && html`<div class="new-post-topic"><${Markdown} text=${channel.topic} guildId=${channel.guild_id} /></div>`}
    <${TextField} label="Title" value=${name} onInput=${setName} max=${100} required=${true} />
    <${TextField} label="Text" value=${text} onInput=${setText} lines=${4} max=${2000} required=${true} />
    ${tags.length > 0 && html`<fieldset class="field"><legend class="field-label">Tags</legend><div class="forum-tags">
      ${tags.map((tag) => html`<button key=${tag.id} type="button" class="tag" aria-pressed=${String(chosen.includes(tag.id))} onClick=${() => toggle(tag.id)}>${tag.emoji_name ?? ''} ${tag.name}</button>`)}
    </div></fieldset>`}
    ${error && html`<p class="field-error" role="alert"><${Icon} name="warning" size=${16} />${error}</p>`}
    <div class="people-form-foot"><${Button} kind="ghost" onClick=${onDone}>Cancel<//><${Button} kind="primary" type="submit" busy=${busy}>Post<//></div>
  </form>`;
}
