// A scenario of faults, written here and played.
// @ts-check

import * as api from '../api.js';
import { html, useState } from '../html.js';
import { Button, TextField } from '../ui/ui.js';
import { keep, recall } from './state.js';

const EXAMPLE = `seed: 7
steps:
  - at: 5s
    gateway: reconnect
  - on: {request: create_interaction_response, nth: 3}
    rest: {fault: drop, times: 1}
`;

export function Scenario() {
  const [text, type] = useState(() => recall().scenario ?? EXAMPLE);
  const [told, tell] = useState({ error: '', done: '' });
  const play = async (event) => {
    event.preventDefault();
    keep({ scenario: text });
    try {
      const { seed } = await api.playScenario(text);
      tell({ error: '', done: `It is played, with the seed ${seed}.` });
    } catch (error) {
      tell({ error: error.message, done: '' });
    }
  };
  return html`<form class="panel-form" onSubmit=${play}>
    <${TextField} label="Steps, in YAML or JSON" lines=${8} class="field-input code-input" spellcheck=${false} value=${text} onInput=${type} error=${told.error || null} hint=${told.done || null} />
    <${Button} size="s" kind="primary" type="submit" icon="play">Play it<//>
  </form>`;
}
