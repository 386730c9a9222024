// What stands between and around messages: days, the line above what is new, bars that lead to it, the beginning.
// @ts-check

import { html } from '../html.js';
import { dateText, saidText } from '../markdown/time.js';
import { channelName } from '../state/names.js';
import { now } from '../state/now.js';
import { get, useStore } from '../state/store.js';
import { Avatar, Button, Icon } from '../ui/ui.js';

/** @param {{at: number, fresh: boolean, locale: string, name: string}} props */
export const Day = ({ at, fresh, locale, name }) => html`<div class=${`msg-day${fresh ? ' fresh' : ''}`} role="separator" data-key=${name}
  aria-label=${`${fresh ? 'New messages, ' : ''}${dateText(at, 'D', locale)}`}>
  <span class="msg-day-words">${dateText(at, 'D', locale)}</span>${fresh && html`<span class="msg-new-word">New</span>`}</div>`;

export const NewLine = () => html`<div class="msg-day fresh single" role="separator" aria-label="New messages" data-key="new">
  <span class="msg-new-word">New</span></div>`;

/** @param {{count: number, older: boolean, onJump: () => void}} props `older`: the end is far away */
export function PresentBar({ count, older, onJump }) {
  if (count === 0 && !older) return null;
  const words = count > 0 ? (count === 1 ? '1 new message' : `${count > 99 ? '99+' : count} new messages`) : "You're viewing older messages";
  return html`<div class=${`msg-bar present${count > 0 ? ' fresh' : ''}`}><button type="button" onClick=${onJump}>
    <span>${words}</span><span class="msg-bar-act">Jump to present<${Icon} name="arrow-down" size=${16} /></span></button></div>`;
}

/** @param {{since: number, locale: string, onJump: () => void, onRead: () => void}} props */
export const UnreadBar = ({ since, locale, onJump, onRead }) => html`<div class="msg-bar unread">
  <button type="button" onClick=${onJump}>New messages since ${saidText(since, now(), locale)}</button>
  <button type="button" class="msg-bar-act" onClick=${onRead}>Mark as read<${Icon} name="check" size=${16} /></button></div>`;

/** Where a channel begins. @param {{channelId: string}} props */
export function Beginning({ channelId }) {
  const channel = useStore((state) => state.channels.get(channelId));
  if (!channel) return null;
  const name = channelName(channel);
  const others = (channel.recipients ?? []).filter((user) => user.id !== get().me?.id);
  if (others.length > 0) {
    return html`<div class="msg-beginning"><${Avatar} user=${others[0]} size=${72} /><h2><bdi>${name}</bdi></h2>
      <p>This is the beginning of your messages with <strong><bdi>${name}</bdi></strong>.</p></div>`;
  }
  const thread = [10, 11, 12].includes(channel.type);
  return html`<div class="msg-beginning"><span class="msg-beginning-sign"><${Icon} name=${thread ? 'thread' : 'hash'} size=${40} /></span>
    <h2>${thread ? html`<bdi>${name}</bdi>` : html`Welcome to <bdi>#${name}</bdi>!`}</h2>
    <p>${thread ? 'This is where the thread begins.' : html`This is the beginning of <bdi>#${name}</bdi>.`}${channel.topic ? html` <bdi>${channel.topic}</bdi>` : ''}</p></div>`;
}

/** What stands where messages will be. @param {{rows?: number}} props */
export const Skeleton = ({ rows = 8 }) => html`<div class="msg-skeleton" aria-hidden="true">
  ${Array.from({ length: rows }, (_, row) => html`<div key=${row} class="msg-skeleton-row"><span class="face"></span><div>
    <span style=${{ width: `${90 + ((row * 37) % 70)}px` }}></span><span style=${{ width: `${40 + ((row * 29) % 50)}%` }}></span>
    ${row % 3 === 0 && html`<span style=${{ width: `${20 + ((row * 13) % 40)}%` }}></span>`}</div></div>`)}</div>`;

/** @param {{text: string|undefined, onRetry: () => void}} props */
export const Trouble = ({ text, onRetry }) => html`<div class="msg-trouble" role="alert"><${Icon} name="warning" size=${40} />
  <p>The messages could not be fetched${text ? html`: <bdi>${text}</bdi>` : '.'}</p><${Button} kind="primary" onClick=${onRetry}>Try again<//></div>`;
