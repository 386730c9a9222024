// Settings: of the person (name, language), and of this browser (theme, movement).
// @ts-check

import * as api from '../api.js';
import { html, useState } from '../html.js';
import { plainName } from '../state/names.js';
import { get, useStore } from '../state/store.js';
import { Avatar, Button, Choice, Dialog, SelectField, TextField, toast } from '../ui/ui.js';
import { LOCALES, localeName } from './locales.js';
import { closeOverlay, openOverlay } from './overlays.js';
import { changeSettings, useSettings } from './settings.js';

export function Preferences() {
  const me = useStore((state) => state.me);
  if (!me) return null;
  return html`<${Dialog} title="Settings" onClose=${closeOverlay} size="m">
    <${Person} me=${me} />
    <hr class="rule" />
    <${Browser} />
  <//>`;
}

function Person({ me }) {
  const locale = useStore((state) => state.locale);
  const [name, setName] = useState(me.global_name ?? '');
  const [error, fail] = useState(/** @type {string|null} */ (null));
  const [busy, work] = useState(false);
  const change = async (body, what) => {
    work(true);
    fail(null);
    try {
      await api.changeMe(get().me?.id, body);
      toast(what, 'success');
    } catch (cause) {
      fail(cause.message);
    }
    work(false);
  };
  const submit = (event) => {
    event.preventDefault();
    change({ display_name: name.trim() }, 'The name is changed.');
  };
  return html`<section class="prefs">
    <h3>${plainName(me)}</h3>
    <form class="prefs-name" onSubmit=${submit}>
      <${Avatar} user=${me} size=${56} />
      <${TextField} label="Display name" value=${name} onInput=${setName} error=${error} max=${32} placeholder=${me.username}
        hint=${`The account is called ${me.username}.`} />
      <${Button} kind="secondary" type="submit" busy=${busy} disabled=${name.trim() === (me.global_name ?? '')}>Save<//>
    </form>
    <${SelectField} label="Language of the client" value=${locale} hint="Bots hear it with every command, and answer in it if they can."
      onChange=${(value) => change({ locale: value }, 'The language is changed.')}
      options=${LOCALES.map((value) => ({ value, label: localeName(value) }))} />
  </section>`;
}

function Browser() {
  const settings = useSettings();
  return html`<section class="prefs">
    <h3>This browser</h3>
    <${Choice} label="Theme" value=${settings.theme} onChange=${(theme) => changeSettings({ theme })} options=${[
      { value: 'system', label: 'As the machine', icon: 'gear' },
      { value: 'dark', label: 'Dark', icon: 'moon' },
      { value: 'light', label: 'Light', icon: 'sun' },
    ]} />
    <${Choice} label="Movement" value=${settings.motion} onChange=${(motion) => changeSettings({ motion })} options=${[
      { value: 'system', label: 'As the machine' },
      { value: 'less', label: 'Less' },
      { value: 'full', label: 'All' },
    ]} />
    <${Button} kind="ghost" icon="keyboard" onClick=${() => openOverlay({ kind: 'shortcuts' })}>Keyboard shortcuts<//>
  </section>`;
}
