// The session as a testkit test in Rust, and the way back to the world's start.
// @ts-check

import * as api from '../api.js';
import { html, useState } from '../html.js';
import { highlight } from '../markdown/highlight.js';
import { copyText } from '../shell/copy.js';
import { get } from '../state/store.js';
import { Button, Choice, confirm, SelectField, Spinner, TextField } from '../ui/ui.js';
import { Section } from './discord.js';
import { clearLog } from './log.js';
import { attempt, useLive } from './live.js';
import { setPanel, usePanel } from './state.js';
import { counted } from './words.js';

/** Acts of "the last ones" when nobody says. */
const LAST = '5';

export function Session() {
  return html`<div class="panel-pane"><div class="panel-scroll">
    <${Section} title="Copy as test"><${CopyAsTest} /><//>
    <${Section} title="The world"><${World} /><//>
  </div></div>`;
}

function CopyAsTest() {
  const mark = usePanel((state) => state.mark);
  const [range, choose] = useState('start');
  const [last, count] = useState(LAST);
  const [name, call] = useState('');
  const [bot, test] = useState('');
  const state = useLive(api.state, [], { live: false });
  const bots = [{ value: '', label: 'The one that was used most' }, ...(state.data?.applications ?? []).map(({ id, name: label }) => ({ value: id, label }))];
  const where = { name: name.trim() || undefined, bot: bot || undefined, ...(range === 'last' ? { last: Math.max(1, Number(last) || 1) } : {}), ...(range === 'mark' ? { since: mark } : {}) };
  const { data, error } = useLive(() => api.sessionTest(where), [range, last, name, mark, bot]);
  const setMark = () => {
    setPanel({ mark: get().journal });
    choose('mark');
  };
  return html`
    <p class="panel-note">What people did with a bot, done again on testkit’s stage, with what was shown after each act.</p>
    <${Choice} label="Which part" value=${range} onChange=${choose} options=${[
      { value: 'start', label: 'Since the start' }, { value: 'last', label: 'The last acts' }, { value: 'mark', label: 'Since the mark' }]} />
    <div class="panel-form">
      ${range === 'last' && html`<${TextField} label="How many acts" type="number" min="1" max="500" value=${last} onInput=${count} />`}
      ${range === 'mark' && html`<p class="panel-note">${mark > 0 ? `The mark stands after entry ${mark} of the journal.` : 'No mark was set yet.'}</p>`}
      ${bots.length > 2 && html`<${SelectField} label="Bot" value=${bot} options=${bots} onChange=${test} />`}
      <${TextField} label="Name of the test" placeholder="a session from the playground" value=${name} onInput=${call} max=${80} />
    </div>
    <div class="panel-buttons"><${Button} size="s" icon="pin" onClick=${setMark}>Set the mark here<//></div>
    ${error && html`<p class="panel-none" role="status">${error}</p>`}
    ${!data && !error && html`<${Spinner} label="Loading" />`}
    ${data && !error && html`<${Source} test=${data} />`}`;
}

function Source({ test }) {
  const download = () => {
    const address = URL.createObjectURL(new Blob([test.rust], { type: 'text/plain' }));
    const link = Object.assign(document.createElement('a'), { href: address, download: test.file });
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(address), 1000);
  };
  return html`<figure class="source">
    <figcaption><code>${test.file}</code> · ${counted(test.acts, 'act')}</figcaption>
    <div class="panel-buttons">
      <${Button} size="s" kind="primary" icon="copy" onClick=${() => copyText(test.rust, 'The test is')}>Copy<//>
      <${Button} size="s" icon="download" onClick=${download}>Download<//>
    </div>
    <pre class="source-code" tabindex="0" aria-label=${test.file}><code>${highlight(test.rust, 'rust').map(({ kind, text }, at) =>
      (kind ? html`<span key=${at} class=${`md-${kind}`}>${text}</span>` : text))}</code></pre>
  </figure>`;
}

function World() {
  const reset = async () => {
    const sure = await confirm({ title: 'Begin anew?', text: 'Messages, games in progress at Discord and everything that was changed are gone; bots connect again. Their own databases stay.',
      action: 'Begin anew', danger: true });
    if (!sure || !await attempt(api.reset, 'The world is as it was at the start.')) return;
    clearLog();
    setPanel({ selected: null, mark: 0 });
  };
  return html`<p class="panel-note">Back to the world as it was when the simulator started.</p>
    <div class="panel-buttons"><${Button} size="s" kind="danger" icon="refresh" onClick=${reset}>Reset the world<//></div>`;
}
