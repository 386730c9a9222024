// Making a poll: a question, two to ten answers, how long, and whether several may be chosen.
// @ts-check

import { html, useId, useRef, useState } from '../html.js';
import { Button, Dialog, IconButton, SelectField, Switch, TextField } from '../ui/ui.js';
import { EmojiPicker } from './emoji.js';
import { EmojiSign } from './emoji-sign.js';

/** Longest question and answer, in characters. */
const LONGEST_QUESTION = 300;
const LONGEST_ANSWER = 55;
const MOST_ANSWERS = 10;

const HOURS = [[1, '1 hour'], [4, '4 hours'], [8, '8 hours'], [24, '24 hours'], [72, '3 days'], [168, '1 week'], [336, '2 weeks']]
  .map(([hours, label]) => ({ value: String(hours), label: String(label) }));

/** @typedef {{key: number, text: string, emoji: import('./emoji-find.js').Emoji|null}} Answer */

/**
 * What is wrong, by field.
 * @param {string} question @param {Answer[]} answers
 */
export function wrongIn(question, answers) {
  const wrong = {};
  if (!question.trim()) wrong.question = 'A poll needs a question.';
  if (answers.filter((answer) => answer.text.trim()).length < 2) wrong.answers = 'A poll needs two answers.';
  return wrong;
}

/**
 * A poll as Discord's API takes it. @param {string} question @param {Answer[]} answers @param {string} hours @param {boolean} several
 */
export const pollOf = (question, answers, hours, several) => ({
  question: { text: question.trim() },
  answers: answers.filter((answer) => answer.text.trim()).map(({ text, emoji }) => ({
    poll_media: { text: text.trim(), ...(emoji ? { emoji: emoji.id ? { id: emoji.id } : { name: emoji.name } } : {}) },
  })),
  duration: Number(hours),
  allow_multiselect: several,
});

/** @param {{onClose: () => void, onSend: (poll: ReturnType<typeof pollOf>) => void}} props */
export function PollDialog({ onClose, onSend }) {
  const form = useId();
  const count = useRef(2);
  const [question, ask] = useState('');
  const [answers, setAnswers] = useState(/** @type {Answer[]} */ ([{ key: 0, text: '', emoji: null }, { key: 1, text: '', emoji: null }]));
  const [hours, setHours] = useState('24');
  const [several, allow] = useState(false);
  const [wrong, tell] = useState(/** @type {any} */ ({}));
  const put = (key, parts) => setAnswers(answers.map((answer) => (answer.key === key ? { ...answer, ...parts } : answer)));
  const submit = (event) => {
    event.preventDefault();
    const found = wrongIn(question, answers);
    tell(found);
    if (Object.keys(found).length === 0) onSend(pollOf(question, answers, hours, several));
    else requestAnimationFrame(() => focusWrong(form));
  };
  const foot = html`<${Button} kind="secondary" onClick=${onClose}>Cancel<//><${Button} kind="primary" type="submit" form=${form}>Post<//>`;
  return html`<${Dialog} title="Create a poll" onClose=${onClose} footer=${foot}>
    <form id=${form} class="composer-form" onSubmit=${submit} novalidate>
      <${TextField} label="Question" value=${question} onInput=${ask} max=${LONGEST_QUESTION} required error=${wrong.question}
        placeholder="What do you want to ask?" />
      <fieldset class="composer-answers"><legend class="field-label">Answers</legend>
        ${answers.map((answer, n) => html`<${AnswerLine} key=${answer.key} answer=${answer} n=${n} 
          onChange=${(parts) => put(answer.key, parts)} error=${n === answers.findIndex((one) => !one.text.trim()) ? wrong.answers : null}
          onRemove=${answers.length > 2 ? () => setAnswers(answers.filter(({ key }) => key !== answer.key)) : null} />`)}
        ${answers.length < MOST_ANSWERS && html`<${Button} kind="ghost" icon="plus"
          onClick=${() => setAnswers([...answers, { key: count.current++, text: '', emoji: null }])}>Add another answer<//>`}
      </fieldset>
      <${SelectField} label="Duration" value=${hours} onChange=${setHours} options=${HOURS} />
      <${Switch} label="Allow several answers" checked=${several} onChange=${allow} />
    </form>
  <//>`;
}

/** @param {string} form */
const focusWrong = (form) =>
  /** @type {HTMLElement|null|undefined} */ (document.getElementById(form)?.querySelector('[aria-invalid="true"]'))?.focus();

/**
 * @param {{answer: Answer, n: number, onChange: (parts: Partial<Answer>) => void, error?: string|null,
 *   onRemove: (() => void)|null}} props
 */
function AnswerLine({ answer, n, onChange, error, onRemove }) {
  const [anchor, open] = useState(/** @type {Element|null} */ (null));
  const ask = (event) => open(event.currentTarget);
  const label = answer.emoji ? `Emoji of answer ${n + 1}: ${answer.emoji.short.replaceAll('_', ' ')}` : `Add an emoji to answer ${n + 1}`;
  return html`<div class="composer-answer">
    ${answer.emoji ? html`<button type="button" class="icon-button" aria-label=${label} onClick=${ask}><${EmojiSign} emoji=${answer.emoji} /></button>`
      : html`<${IconButton} icon="smile" label=${label} onClick=${ask} />`}
    <${TextField} label=${`Answer ${n + 1}`} hideLabel value=${answer.text} onInput=${(text) => onChange({ text })} max=${LONGEST_ANSWER}
      placeholder=${`Answer ${n + 1}`} error=${error} />
    ${onRemove && html`<${IconButton} icon="trash" label=${`Remove answer ${n + 1}`} onClick=${onRemove} />`}
    ${anchor && html`<${EmojiPicker} anchor=${anchor} onClose=${() => open(null)} onPick=${(emoji) => onChange({ emoji })} />`}
  </div>`;
}
