// Selects of messages: what is chosen is sent at once, or when several may be, as soon as the list is closed.
// @ts-check

import { html, useEffect, useState } from '../html.js';
import { pressComponent } from '../state/acts.js';
import { toast } from '../ui/ui.js';
import { ChannelPicker, MentionablePicker, RolePicker, startValue, StringPicker, UserPicker } from './pickers.js';
import { useWaiting } from './waiting.js';

const PICKERS = { 3: StringPicker, 5: UserPicker, 6: RolePicker, 7: MentionablePicker, 8: ChannelPicker };

/** @param {{component: any, message: any, guildId: string|null}} props */
export function Select({ component, message, guildId }) {
  const busy = useWaiting(message.id, component.custom_id);
  const [value, choose] = useState(() => startValue(component));
  // An edit of the message shows what the bot says is chosen.
  const told = JSON.stringify([component.options, component.default_values, component.custom_id]);
  useEffect(() => choose(startValue(component)), [told]);
  const change = async (next) => {
    const before = value;
    choose(next);
    try {
      await pressComponent(message, component, next);
    } catch (error) {
      choose(before);
      toast(error.message, 'danger');
    }
  };
  const Picker = PICKERS[component.type];
  return html`<div class="cmp-select-slot"><${Picker} component=${component} value=${value} onChange=${change} guildId=${guildId}
    disabled=${component.disabled || message.frozen} busy=${busy} label=${component.placeholder || 'Choose'} /></div>`;
}
