// The modal that a bot opened for this person.
// @ts-check

import { html, useEffect, useId, useMemo, useRef, useState } from '../html.js';
import { Markdown } from '../markdown/view.js';
import { submitModal } from '../state/acts.js';
import { get, set, useStore } from '../state/store.js';
import { announce, Avatar, Button, confirm, Dialog, Icon } from '../ui/ui.js';
import { check, effort, fieldsOf, itemsOf, startOf, submission } from './fields.js';
import { Input } from './inputs.js';

/** Who filled in more than this is asked before it is thrown away, in characters. */
const MUCH = 20;
const FAILED = 'Something went wrong. Try again.';

/** @typedef {import('./fields.js').Value} Value */
/** @typedef {import('../types.js').Interaction} Interaction */

export function Modals() {
  const id = useStore((state) => state.modal);
  const opener = useStore((state) => (state.modal ? state.interactions.get(state.modal) : undefined));
  if (!id || !opener?.modal) return null;
  return html`<${Modal} key=${id} opener=${opener} />`;
}

const close = () => set({ modal: null });

/** @param {{opener: Interaction}} props */
function Modal({ opener }) {
  const { title, components } = /** @type {NonNullable<Interaction['modal']>} */ (opener.modal);
  const form = useId();
  const items = useMemo(() => itemsOf(components), [components]);
  const fields = useMemo(() => fieldsOf(components), [components]);
  const [values, setValues] = useState(() => new Map(fields.map((field) => [field.id, startOf(field)])));
  const [errors, setErrors] = useState(/** @type {Map<string, string>} */ (new Map()));
  const { state, error, send } = useSubmission(opener, (field, text) => {
    setErrors(new Map([[field, text]]));
    focusOn(form, field);
  });
  const guild = useStore((all) => all.channels.get(opener.channel_id)?.guild_id ?? null);
  const busy = state === 'busy';

  const put = (id, value) => {
    if (busy) return;
    setValues((before) => new Map(before).set(id, value));
    // What was wrong is looked at again while it is mended.
    const field = fields.find((one) => one.id === id);
    if (field && errors.has(id) && !check(field, value)) setErrors((before) => new Map([...before].filter(([other]) => other !== id)));
  };
  const submit = (event) => {
    event.preventDefault();
    if (busy) return;
    const wrong = new Map(fields.flatMap((field) => {
      const text = check(field, values.get(field.id) ?? null);
      return text ? [[field.id, text]] : [];
    }));
    setErrors(wrong);
    if (wrong.size === 0) {
      send(submission(components, values));
      return;
    }
    announce(wrong.size === 1 ? '1 field needs another look.' : `${wrong.size} fields need another look.`, true);
    focusOn(form, [...wrong.keys()][0]);
  };
  const leave = async () => {
    const question = { title: 'Discard what you wrote?', text: 'Nothing of this form is kept.', action: 'Discard', danger: true };
    if (busy || effort(fields, values) <= MUCH || (await confirm(question))) close();
  };
  const foot = html`<${Button} kind="secondary" onClick=${leave}>Cancel<//>
    <${Button} kind="primary" type="submit" form=${form} busy=${busy}>Submit<//>`;
  const head = html`<${Title} id=${`${form}-title`} application=${opener.application_id} title=${title} />`;
  return html`<${Dialog} title=${head} labelledby=${`${form}-title`} kind="modal" sticky onClose=${leave} footer=${foot}>
    <form id=${form} class="modal-form" novalidate onSubmit=${submit}>
      <${Warning} application=${opener.application_id} />
      ${error && html`<p class="modal-failed" role="alert"><${Icon} name="warning" size=${20} /><span>${error}</span></p>`}
      ${items.map((item) => (item.kind === 'text'
        ? html`<div key=${item.key} class="modal-text"><${Markdown} text=${item.content} guildId=${guild} /></div>`
        : html`<${Input} key=${item.key} field=${item.field} value=${values.get(item.field.id) ?? null} error=${errors.get(item.field.id) ?? null}
            guildId=${guild} onChange=${(value) => put(item.field.id, value)} />`))}
    </form>
  <//>`;
}

/** @param {{id: string, application: string, title: string}} props */
function Title({ id, application, title }) {
  const own = useStore((state) => state.applications.get(application));
  return html`<span class="modal-title">${own?.user && html`<${Avatar} user=${own.user} size=${40} />`}
    <span class="modal-title-text"><span id=${id} dir="auto">${title}</span>
      <span class="modal-who" dir="auto">${nameOf(own)}</span></span></span>`;
}

/** @param {import('../types.js').Application|undefined} application */
const nameOf = (application) => application?.user?.global_name || application?.name || 'An application';

/** @param {{application: string}} props */
function Warning({ application }) {
  const own = useStore((state) => state.applications.get(application));
  return html`<p class="modal-note"><${Icon} name="bot" size=${18} />
    <span>This form goes to <strong dir="auto">${nameOf(own)}</strong>. Do not share passwords or other secrets.</span></p>`;
}

/** @param {string} form @param {string} field */
function focusOn(form, field) {
  requestAnimationFrame(() => {
    const place = document.getElementById(form)?.querySelector(`[data-field="${CSS.escape(field)}"]`);
    const element = place?.querySelector('input, textarea, button');
    if (element instanceof HTMLElement) element.focus();
    place?.scrollIntoView({ block: 'nearest' });
  });
}

/**
 * Sends what was filled in and waits for the bot: answered closes the modal, failed lets try again.
 * @param {Interaction} opener @param {(field: string, text: string) => void} onWrong
 */
function useSubmission(opener, onWrong) {
  const [sent, tell] = useState(/** @type {{id: string|null, error: string|null}} */ ({ id: null, error: null }));
  const answer = useStore((state) => (sent.id ? state.interactions.get(sent.id) : undefined));
  const there = useRef(true);
  useEffect(() => () => { there.current = false; }, []);
  useEffect(() => {
    if (!answer || answer.state === 'waiting' || get().modal !== opener.id) return;
    if (answer.state === 'failed') tell({ id: null, error: FAILED });
    else close();
  }, [answer?.state]);
  return {
    state: sent.id !== null ? /** @type {const} */ ('busy') : /** @type {const} */ ('open'),
    error: sent.error,
    /** @param {{components: any[], files: File[]}} filled */
    send: async ({ components, files }) => {
      tell({ id: '', error: null });
      try {
        const { id } = await submitModal(opener, components, files);
        if (there.current) tell({ id, error: null });
      } catch (error) {
        if (!there.current) return;
        const field = error.body?.field;
        tell({ id: null, error: field ? null : error.message || FAILED });
        if (field) onWrong(String(field), error.message);
      }
    },
  };
}
