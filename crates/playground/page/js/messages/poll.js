// Polls: answers to vote for, results in bars, how long it is open.
// @ts-check

import * as api from '../api.js';
import { html, memo, useId, useState } from '../html.js';
import { Emoji } from '../markdown/emoji.js';
import { leftText } from '../markdown/time.js';
import { useNow } from '../state/now.js';
import { Button, Icon } from '../ui/ui.js';
import { counted } from './votes.js';
import { attempt } from './trouble.js';

/** @param {{message: import('../types.js').Message}} props */
export const Poll = memo(({ message }) => {
  const { poll } = message;
  const name = useId();
  const { total, answers } = counted(poll);
  const mine = answers.filter((answer) => answer.mine).map((answer) => answer.id);
  const ends = poll.expiry ? Date.parse(poll.expiry) : Infinity;
  const left = useNow((at) => (ends === Infinity ? '' : ends <= at ? 'over' : leftText(ends - at)));
  const over = Boolean(poll.results?.is_finalized) || left === 'over';
  const [chosen, choose] = useState(/** @type {number[]} */ ([]));
  const [peeks, peek] = useState(false);
  const [busy, wait] = useState(false);
  const results = over || mine.length > 0 || peeks;
  const toggle = (id) => choose(poll.allow_multiselect ? (chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]) : [id]);
  const vote = async (ids) => {
    wait(true);
    await attempt((me) => api.vote(me, message.channel_id, message.id, ids));
    wait(false);
    choose([]);
    peek(false);
  };
  const hint = over ? 'The poll is over' : poll.allow_multiselect ? 'Select one or more answers' : 'Select one answer';
  return html`<section class="msg-poll" aria-label=${`Poll: ${poll.question?.text ?? ''}`}>
    <h3 class="msg-poll-question" id=${name} dir="auto">${poll.question?.text}</h3>
    <p class="msg-poll-hint">${hint}</p>
    <div class="msg-poll-answers" role=${results ? 'list' : poll.allow_multiselect ? 'group' : 'radiogroup'} aria-labelledby=${name}>
      ${answers.map((answer) => (results ? html`<${Result} key=${answer.id} answer=${answer} over=${over} />`
    : html`<${Answer} key=${answer.id} answer=${answer} group=${name} several=${poll.allow_multiselect} on=${chosen.includes(answer.id)} onToggle=${toggle} />`))}
    </div>
    <footer class="msg-poll-foot">
      <span>${total === 1 ? '1 vote' : `${total} votes`}<span aria-hidden="true"> • </span>${over ? 'Closed' : left ? `${left} left` : 'Open'}</span>
      ${!over && html`<span class="msg-poll-actions">
        ${mine.length > 0 ? html`<${Button} kind="secondary" size="s" busy=${busy} onClick=${() => vote([])}>Remove vote<//>`
    : html`<${Button} kind="ghost" size="s" onClick=${() => peek(!peeks)}>${peeks ? 'Go back to vote' : 'Show results'}<//>
          ${!peeks && html`<${Button} kind="primary" size="s" busy=${busy} disabled=${chosen.length === 0} onClick=${() => vote(chosen)}>Vote<//>`}`}
      </span>`}
    </footer>
  </section>`;
}, (before, after) => before.message.poll === after.message.poll && before.message.id === after.message.id);

/** @param {{answer: any, group: string, several: boolean, on: boolean, onToggle: (id: number) => void}} props */
function Answer({ answer, group, several, on, onToggle }) {
  return html`<label class=${`msg-answer${on ? ' chosen' : ''}`}>
    ${answer.media.emoji && html`<${Emoji} emoji=${answer.media.emoji} />`}
    <span class="msg-answer-text" dir="auto">${answer.media.text}</span>
    <input type=${several ? 'checkbox' : 'radio'} name=${group} checked=${on} onChange=${() => onToggle(answer.id)} />
  </label>`;
}

/** @param {{answer: any, over: boolean}} props */
function Result({ answer, over }) {
  const look = `msg-answer result${answer.mine ? ' chosen' : ''}${over && answer.leads ? ' leads' : ''}`;
  return html`<div class=${look} role="listitem">
    <span class="msg-answer-bar" style=${{ width: `${answer.percent}%` }}></span>
    ${answer.media.emoji && html`<${Emoji} emoji=${answer.media.emoji} />`}
    <span class="msg-answer-text" dir="auto">${answer.media.text}</span>
    <span class="msg-answer-count">${answer.count === 1 ? '1 vote' : `${answer.count} votes`}</span>
    <span class="msg-answer-percent">${answer.percent}%</span>
    ${answer.mine && html`<${Icon} name="check" size=${18} label="My vote" />`}
  </div>`;
}
