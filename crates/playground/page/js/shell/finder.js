// The quick switcher: channels, threads, private channels, people and servers by some letters of their names.
// @ts-check

import { html, useMemo, useState } from '../html.js';
import { hasMessages, iconOf, isDirect, isForum, isThread } from '../state/channels.js';
import { channelName, plainName } from '../state/names.js';
import { isUnread } from '../state/read.js';
import { get, useStore } from '../state/store.js';
import { Avatar, Dialog, GuildIcon, Icon, Listbox, optionId, step } from '../ui/ui.js';
import { best } from './match.js';
import { closeOverlay } from './overlays.js';
import { openDirect } from './profile.js';
import { attempt } from './try.js';
import { visit } from './visit.js';

const MOST = 30;
/** A first sign says what is looked for. @type {Record<string, string[]>} */
const SIGNS = { '#': ['channel'], '@': ['direct', 'user'], '*': ['guild'] };

/** Everything one can go to. @returns {any[]} */
function all() {
  const { channels, guilds, people, applications, me, users } = get();
  const written = new Set();
  const options = [];
  for (const channel of channels.values()) {
    if (!hasMessages(channel) && !isForum(channel)) continue;
    const other = isDirect(channel) ? channel.recipients?.[0] : undefined;
    if (other && channel.type === 1) written.add(other.id);
    options.push({ id: channel.id, kind: isDirect(channel) ? 'direct' : 'channel', name: channelName(channel), channel,
      user: other && users.get(other.id) ? users.get(other.id) : other, note: guilds.get(channel.guild_id ?? '')?.name });
  }
  const bots = [...applications.values()].map((one) => one.user);
  for (const user of [...people.map((person) => person.user), ...bots]) {
    if (!user || user.id === me?.id || written.has(user.id)) continue;
    options.push({ id: user.id, kind: 'user', name: plainName(user), user, note: 'new conversation' });
  }
  for (const guild of guilds.values()) options.push({ id: guild.id, kind: 'guild', name: guild.name, guild, note: 'server' });
  return options;
}

/** Without words: what is unread, then what was spoken in last. */
function first(options) {
  const state = get();
  const weight = ({ channel }) => (!channel ? 0 : state.mentions.has(channel.id) ? 3 : isUnread(state, channel) ? 2 : isThread(channel) ? 0.5 : 1);
  return options.filter((option) => option.channel && option.channel.id !== state.place.channel)
    .sort((a, b) => weight(b) - weight(a)).slice(0, 12);
}

export function Finder() {
  const [text, type] = useState('');
  const [wished, wish] = useState(/** @type {string|null} */ (null));
  const channels = useStore((state) => state.channels);
  const options = useMemo(() => {
    const kinds = SIGNS[text[0]];
    const words = kinds ? text.slice(1) : text;
    const from = kinds ? all().filter((option) => kinds.includes(option.kind)) : all();
    return words.trim() || kinds ? best(from, words, (option) => option.name, MOST) : first(from);
  }, [text, channels]);
  const active = options.some((option) => option.id === wished) ? wished : options[0]?.id ?? null;
  const choose = (option) => {
    closeOverlay();
    if (option.kind === 'user') attempt(() => openDirect(option.user.id));
    else if (option.kind === 'guild') visit({ guild: option.guild.id });
    else visit({ guild: option.channel.guild_id, channel: option.channel.id });
  };
  const onKeyDown = (event) => {
    const next = step(options, active, event.key);
    const chosen = options.find((option) => option.id === active);
    if (next) wish(next);
    else if (event.key === 'Enter' && chosen && !event.isComposing) choose(chosen);
    else return;
    event.preventDefault();
  };
  return html`<${Dialog} label="Go to" size="m" kind="finder" onClose=${closeOverlay}>
    <input class="finder-input" type="text" role="combobox" aria-label="Go to a channel, person or server" placeholder="Where to?"
      aria-expanded="true" aria-controls="finder-list" aria-activedescendant=${optionId('finder-list', active)} aria-autocomplete="list"
      autocomplete="off" dir="auto" value=${text} onInput=${(event) => type(event.currentTarget.value)} onKeyDown=${onKeyDown} />
    <${Listbox} id="finder-list" label="Places" options=${options} active=${active} onActive=${wish} onSelect=${choose} renderOption=${draw} />
    ${options.length === 0 && html`<p class="people-none" role="status">Nothing is called that.</p>`}
    <p class="finder-hint">Begin with <kbd>#</kbd> for channels, <kbd>@</kbd> for people, <kbd>*</kbd> for servers.</p>
  <//>`;
}

function draw({ kind, name, channel, user, guild, note }) {
  const sign = kind === 'guild' ? html`<${GuildIcon} guild=${guild} size=${24} />`
    : user && channel?.type !== 3 ? html`<${Avatar} user=${user} size=${24} />` : html`<${Icon} name=${iconOf(channel)} size=${20} />`;
  const unread = channel && isUnread(get(), channel);
  return html`${sign}<span class=${`option-name cut${unread ? ' unread' : ''}`} dir="auto">${name}</span>
    ${unread && html`<span class="unseen">, unread</span>`}
    ${note && html`<span class="option-note cut" dir="auto">${note}</span>`}`;
}
