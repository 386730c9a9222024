// The members of large servers, page by page.
// @ts-check

import * as api from '../api.js';
import { get, mapped, set } from './store.js';

/** Members of a page. */
const PAGE = 100;
/** The last member that was fetched, by server: the next page begins after it. @type {Map<string, string>} */
const ends = new Map();

/** The page that comes with the server. @param {string} guild @param {import('../types.js').Member[]} members */
export function firstMembers(guild, members) {
  const last = members[members.length - 1];
  if (last) ends.set(guild, last.user.id);
  else ends.delete(guild);
}

/** Fetches the next page of members; returns whether there was one. @param {string} guild */
export async function moreMembers(guild) {
  const me = get().me?.id;
  if (!me) return false;
  const { members } = await api.members(me, guild, { after: ends.get(guild), limit: PAGE });
  if (get().me?.id !== me || members.length === 0) return false;
  ends.set(guild, members[members.length - 1].user.id);
  learn(guild, members);
  return true;
}

/** Members whose names contain something, whether they were fetched or not. @param {string} guild @param {string} text */
export async function findMembers(guild, text) {
  const me = get().me?.id;
  if (!me) return [];
  const { members } = await api.members(me, guild, { query: text, limit: 25 });
  if (get().me?.id === me) learn(guild, members);
  return members;
}

/** @param {string} guild @param {import('../types.js').Member[]} found */
function learn(guild, found) {
  const own = new Map(get().members.get(guild));
  const users = new Map(get().users);
  for (const member of found) {
    own.set(member.user.id, member);
    users.set(member.user.id, member.user);
  }
  set({ members: mapped(get().members, guild, own), users });
}
