// What stands below and in place of the field: who types, how much room is left, why nothing can be written.
// @ts-check

import { html } from '../html.js';
import { get } from '../state/store.js';
import { Icon } from '../ui/ui.js';
import { contentOf, LONGEST_MESSAGE } from './submit.js';
import { Typing } from './typing.js';
import { lengthOf } from './values.js';
import { countdown, spoken } from './writing.js';

/** So many characters before the end the counter appears. */
const NEAR = 200;

/** A moment in the person's language. @param {Date} when */
export const moment = (when) => when.toLocaleString(get().locale, { dateStyle: 'medium', timeStyle: 'short' });

/** @param {{verdict: any}} props */
export function Closed({ verdict }) {
  const until = verdict.until !== null && new Date(verdict.until);
  return html`<p class="composer-closed" id="composer-input" tabindex="-1"><${Icon} name=${until ? 'clock' : 'lock'} size=${20} />
    <span>${verdict.text}${until && html` until <time datetime=${until.toISOString()}>${moment(until)}</time>
      ${' '}(${countdown(verdict.left)} left).`}</span></p>`;
}

/** @param {{id: string, channel: import('../types.js').Channel, draft: import('./drafts.js').Draft, verdict: any}} props */
export function Foot({ id, channel, draft, verdict }) {
  return html`<div class="composer-foot">
    <${Typing} channelId=${channel.id} />
    <div class="composer-state" id=${id}>
      ${verdict.kind === 'note' && html`<span class="composer-note"><${Icon} name="archive" size=${14} /> ${verdict.text}</span>`}
      <${Slow} channel=${channel} verdict=${verdict} />
      <${Counter} channel=${channel} draft=${draft} />
    </div>
  </div>`;
}

function Slow({ channel, verdict }) {
  const seconds = channel.rate_limit_per_user ?? 0;
  if (seconds === 0) return null;
  return html`<span class=${`composer-slow${verdict.kind === 'slow' ? ' waiting' : ''}`}
    title=${`A message every ${spoken(seconds)}`}><${Icon} name="clock" size=${14} /> Slow mode
    ${verdict.kind === 'slow' ? html` <span role="timer">${countdown(verdict.left)}</span>` : ` (${spoken(seconds)})`}</span>`;
}

function Counter({ channel, draft }) {
  if (draft.command || draft.text.length < LONGEST_MESSAGE - NEAR * 2) return null;
  const left = LONGEST_MESSAGE - lengthOf(contentOf(draft, channel));
  if (left > NEAR) return null;
  const said = left < 0 ? `${-left} characters too many` : `${left} characters left`;
  return html`<span class=${`composer-count${left < 0 ? ' over' : ''}`}><span aria-hidden="true">${left}</span>
    <span class="unseen">${said}</span></span>`;
}
