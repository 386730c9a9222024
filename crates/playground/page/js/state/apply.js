// What the feed tells, applied to the state. It is told what is, not what changed: the told replaces the known.
// @ts-check

import { firstMembers } from './members.js';
import { arrived, gone } from './messages.js';
import { noticed, recall } from './read.js';
import { get, mapped, set } from './store.js';

/** How long somebody is shown as typing, in ms. */
const TYPING_MS = 10_000;
/** Own interactions that are kept. */
const INTERACTIONS = 200;

/** Everything that a person sees at the start. @param {any} ready */
export function arriveReady(ready) {
  const guilds = new Map();
  const channels = new Map();
  const members = new Map();
  const users = new Map([[ready.user.id, ready.user]]);
  for (const { channels: own, threads, members: first, ...guild } of ready.guilds) {
    guilds.set(guild.id, guild);
    for (const channel of [...own, ...threads]) channels.set(channel.id, { guild_id: guild.id, ...channel });
    members.set(guild.id, new Map(first.map((member) => [member.user.id, member])));
    firstMembers(guild.id, first);
    for (const member of first) users.set(member.user.id, member.user);
  }
  for (const channel of ready.directs) {
    channels.set(channel.id, channel);
    for (const user of channel.recipients ?? []) users.set(user.id, user);
  }
  recall(ready.user.id, channels.values());
  const applications = new Map(ready.applications.map((application) => [application.id, application]));
  set({ me: ready.user, locale: ready.locale, guilds, channels, members, users, applications, clock: ready.clock });
}

/** @type {Record<string, (notice: any) => void>} */
const KINDS = {
  guild: ({ guild }) => set({ guilds: mapped(get().guilds, guild.id, { ...get().guilds.get(guild.id), ...guild }) }),
  guild_gone: ({ id }) => {
    const channels = new Map([...get().channels].filter(([, channel]) => channel.guild_id !== id));
    // Whoever comes back has missed what was said meanwhile.
    const messages = new Map([...get().messages].filter(([channel]) => channels.has(channel)));
    set({ guilds: mapped(get().guilds, id), members: mapped(get().members, id), channels, messages });
  },
  application: ({ application }) =>
    set({ applications: mapped(get().applications, application.id, application) }),
  channel: ({ channel }) => set({ channels: mapped(get().channels, channel.id, channel) }),
  channel_gone: ({ id }) => set({ channels: mapped(get().channels, id), messages: mapped(get().messages, id) }),
  member: ({ guild_id: guild, member }) => {
    const own = mapped(get().members.get(guild) ?? new Map(), member.user.id, member);
    set({ members: mapped(get().members, guild, own), users: mapped(get().users, member.user.id, member.user) });
  },
  member_gone: ({ guild_id: guild, user_id: user }) => {
    const own = mapped(get().members.get(guild) ?? new Map(), user);
    set({ members: mapped(get().members, guild, own) });
  },
  user: ({ user, locale }) => {
    const mine = user.id === get().me?.id;
    set({ users: mapped(get().users, user.id, user), ...(mine ? { me: user, locale: locale ?? get().locale } : {}) });
  },
  message: ({ message, created }) => {
    arrived(message);
    stopTyping(message.channel_id, message.author.id);
    newest(message);
    if (created) noticed(message);
  },
  message_gone: ({ channel_id: channel, id }) => gone(channel, id),
  typing: ({ channel_id: channel, user_id: user }) => {
    if (user === get().me?.id) return;
    const own = mapped(get().typing.get(channel) ?? new Map(), user, Date.now() + TYPING_MS);
    set({ typing: mapped(get().typing, channel, own) });
    window.setTimeout(() => stopTyping(channel, user, Date.now()), TYPING_MS + 50);
  },
  commands: () => set({ commands: get().commands + 1 }),
  interaction: ({ interaction }) => arriveInteraction(interaction),
  clock: ({ clock }) => set({ clock }),
  journal: ({ newest: number }) => set({ journal: number }),
};

/** @param {any} notice @returns {boolean} whether it is of a kind that is known here */
export function apply(notice) {
  if (!Object.hasOwn(KINDS, notice.kind)) return false;
  KINDS[notice.kind](notice);
  return true;
}

/** @param {import('../types.js').Interaction} interaction */
export function arriveInteraction(interaction) {
  const known = get().interactions.get(interaction.id);
  const interactions = mapped(get().interactions, interaction.id, interaction);
  for (const id of interactions.keys()) {
    if (interactions.size <= INTERACTIONS) break;
    interactions.delete(id);
  }
  const opens = interaction.answer === 'modal' && interaction.modal && known?.answer !== 'modal';
  set({ interactions, ...(opens ? { modal: interaction.id } : {}) });
}

function newest(message) {
  const channel = get().channels.get(message.channel_id);
  if (!channel) return;
  const last = channel.last_message_id;
  const isNewer = !last || message.id.length > last.length || (message.id.length === last.length && message.id > last);
  if (isNewer) set({ channels: mapped(get().channels, channel.id, { ...channel, last_message_id: message.id }) });
}

/** @param {string} channel @param {string} user @param {number} [now] only if the time is over */
function stopTyping(channel, user, now = Infinity) {
  const own = get().typing.get(channel);
  const until = own?.get(user);
  if (!own || until === undefined || until > now) return;
  set({ typing: mapped(get().typing, channel, mapped(own, user)) });
}
