// Watches over where one is: names the window, says what changed, and moves on when a place is gone.
// @ts-check

import { html, useEffect, useRef } from '../html.js';
import { isThread } from '../state/channels.js';
import { channelName, plainName } from '../state/names.js';
import { go } from '../state/place.js';
import { marksOf } from '../state/read.js';
import { get, useStore } from '../state/store.js';
import { announce, isCovered, toast, usePhone } from '../ui/ui.js';
import { openOverlay } from './overlays.js';
import { remember } from './visit.js';

/** Servers that are left by own will: nothing is said about them. @type {Set<string>} */
const leaving = new Set();
/** @param {string} guild */
export const expectToLeave = (guild) => leaving.add(guild);

export function Guard() {
  return html`<${Title} /><${Announcer} /><${Connection} /><${Vanishing} />`;
}

/** What the window is called: the mentions, the channel, the server, the person. */
function Title() {
  const me = useStore((state) => state.me);
  const channel = useStore((state) => state.channels.get(state.place.channel ?? ''));
  const guild = useStore((state) => state.guilds.get(state.place.guild ?? ''));
  const mentions = useStore((state) => [...marksOf(state).values()].reduce((sum, mark) => sum + mark.mentions, 0));
  const name = channel ? (guild && !isThread(channel) ? `#${channel.name}` : channelName(channel)) : guild?.name;
  const title = [name, guild && channel && guild.name, me && plainName(me)].filter(Boolean).join(' · ');
  useEffect(() => {
    document.title = `${mentions > 0 ? `(${mentions}) ` : ''}${title || 'Guildhall playground'}`;
  }, [title, mentions]);
  return null;
}

/** Says where one has come to, and brings the focus along. */
function Announcer() {
  const place = useStore((state) => state.place);
  const me = useStore((state) => state.me);
  const phone = usePhone();
  const before = useRef('');
  useEffect(() => {
    remember(place);
    const now = `${me?.id}/${place.guild}/${place.channel}`;
    if (!me || now === before.current) return;
    const first = before.current === '';
    const other = !before.current.startsWith(`${me.id}/`);
    before.current = now;
    const channel = get().channels.get(place.channel ?? '');
    const guild = get().guilds.get(place.guild ?? '');
    const where = [channel ? channelName(channel) : 'Direct messages', guild?.name].filter(Boolean).join(', ');
    announce(other ? `You are ${plainName(me)}. ${where}` : where);
    if (!first && !phone && !isCovered()) focusMain();
  }, [place, me]);
  return null;
}

/** The composer, or the main part where there is none. */
export function focusMain() {
  window.setTimeout(() => {
    const target = document.getElementById('composer-input') ?? document.getElementById('main');
    target?.focus({ preventScroll: true });
  }, 0);
}

function Connection() {
  const connection = useStore((state) => state.connection);
  const before = useRef(connection);
  useEffect(() => {
    if (connection === 'lost' && before.current === 'live') announce('The connection is lost. Trying again.', true);
    if (connection === 'live' && before.current === 'lost') announce('The connection is back.');
    before.current = connection;
  }, [connection]);
  return null;
}

/** What one looks at may vanish: by a kick or a ban, because it is deleted, because a right is taken away. */
function Vanishing() {
  const place = useStore((state) => state.place);
  const guild = useStore((state) => state.guilds.get(state.place.guild ?? ''));
  const channel = useStore((state) => state.channels.get(state.place.channel ?? ''));
  const lands = useStore((state) => state.channels.size);
  const live = useStore((state) => state.connection === 'live' && state.me !== null);
  const seen = useRef({ place, guild, channel });
  useEffect(() => {
    const last = seen.current;
    if (guild) last.guild = guild;
    if (channel) last.channel = channel;
    last.place = place;
    if (!live) return;
    if (place.guild && !guild) leaveGuild(last.guild, place.guild);
    else if (place.channel && !channel) leaveChannel(last.channel, place);
    else if (place.guild && !place.channel) go({ guild: place.guild, channel: null });
  }, [place, guild, channel, lands, live]);
  return null;
}

function leaveGuild(guild, id) {
  go({ guild: null, channel: null });
  if (leaving.delete(id)) return;
  const name = guild?.id === id ? guild.name : 'the server';
  openOverlay({ kind: 'gone', title: `You are no longer in ${name}`,
    text: 'You were removed or banned, or the server is gone. You can come back when somebody lets you in again.' });
}

function leaveChannel(channel, place) {
  const known = channel?.id === place.channel ? channel : null;
  go({ guild: place.guild, channel: known && isThread(known) ? known.parent_id ?? null : null, home: !place.guild });
  toast(known ? `${channelName(known)} is gone, or you can no longer see it.` : 'This channel is not there, or you cannot see it.');
}
