// Pickers for selects of messages and modals: of given options, of people, roles and channels. The value is a list of
// option values or ids; `onChange` comes with the whole list.
// @ts-check

import { html, useMemo, useState } from '../html.js';
import { Emoji } from '../markdown/emoji.js';
import { useStore } from '../state/store.js';
import { Picker } from './picker.js';
import { channelOption, findChannels, findRoles, personOption, roleOption, useFound } from './entities.js';

/**
 * @typedef {{component: any, value: string[], onChange: (value: string[]) => void, guildId: string|null,
 *   channelId?: string|null, disabled?: boolean, busy?: boolean, label?: string, id?: string, said?: Record<string, any>}} Props
 *   With an `id` a <label> names it; `said` are more attributes for what has the focus.
 */

/** What is chosen before anybody chose. @param {any} component @returns {string[]} */
export function startValue(component) {
  if (component.type === 3) return (component.options ?? []).filter((option) => option.default).map((option) => option.value);
  return (component.default_values ?? []).map((one) => one.id);
}

/** @param {Props} props */
export function StringPicker(props) {
  const options = useMemo(() => (props.component.options ?? []).map((option) => ({ id: option.value, label: option.label,
    description: option.description, face: option.emoji ? html`<${Emoji} emoji=${option.emoji} />` : null })), [props.component.options]);
  return html`<${Picker} ...${props} options=${options} all=${options} />`;
}

/** @param {Props} props */
export function UserPicker(props) {
  const [query, ask] = useState('');
  const people = useFound(props.guildId, query);
  const options = people.map((user) => personOption(user, props.guildId));
  return html`<${Picker} ...${props} options=${options} all=${chosen(props.value, (id) => personOption(id, props.guildId))} onQuery=${ask} query=${query} empty="Nobody is called that." />`;
}

/** @param {Props} props */
export function RolePicker(props) {
  const [query, ask] = useState('');
  const guild = useStore((state) => state.guilds.get(props.guildId ?? ''));
  const options = useMemo(() => findRoles(guild, query).map(roleOption), [guild, query]);
  const all = chosen(props.value, (id) => roleOption(guild?.roles.find((role) => role.id === id) ?? { id, name: 'deleted-role', color: 0 }));
  return html`<${Picker} ...${props} options=${options} all=${all} onQuery=${ask} query=${query} empty="No role is called that." />`;
}

/** @param {Props} props */
export function MentionablePicker(props) {
  const [query, ask] = useState('');
  const guild = useStore((state) => state.guilds.get(props.guildId ?? ''));
  const people = useFound(props.guildId, query);
  const roles = useMemo(() => findRoles(guild, query).map(roleOption), [guild, query]);
  const options = [...people.map((user) => ({ ...personOption(user, props.guildId), group: 'Members' })),
    ...roles.map((role) => ({ ...role, group: 'Roles' }))];
  const all = chosen(props.value, (id) => {
    const role = guild?.roles.find((one) => one.id === id);
    return role ? roleOption(role) : personOption(id, props.guildId);
  });
  return html`<${Picker} ...${props} options=${options} all=${all} onQuery=${ask} query=${query} empty="Nobody and no role is called that." />`;
}

/** @param {Props} props */
export function ChannelPicker(props) {
  const [query, ask] = useState('');
  const channels = useStore((state) => state.channels);
  const { channel_types: types } = props.component;
  const options = useMemo(() => findChannels(channels, props.guildId, types, query).map(channelOption), [channels, props.guildId, types, query]);
  const all = chosen(props.value, (id) => channelOption(channels.get(id) ?? { id, name: 'unknown', type: 0 }));
  return html`<${Picker} ...${props} options=${options} all=${all} onQuery=${ask} query=${query} empty="No channel is called that." />`;
}

/** @template T @param {string[]} value @param {(id: string) => T} option @returns {T[]} */
const chosen = (value, option) => value.map(option);
