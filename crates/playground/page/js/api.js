// One function for each thing that the page asks the simulator for.
// @ts-check

const BASE = '/sim/v1';

/** What the simulator would not do, in its words. */
export class Refused extends Error {
  /** @param {number} status @param {string} text @param {any} body */
  constructor(status, text, body) {
    super(text);
    this.status = status;
    this.body = body;
  }
}

/** @param {string} method @param {string} path @param {any} [body] @param {File[]} [files] */
export async function call(method, path, body, files = []) {
  /** @type {RequestInit} */
  const request = { method };
  if (files.length > 0) {
    const form = new FormData();
    form.append('payload_json', JSON.stringify(body ?? {}));
    files.forEach((file, n) => form.append(`files[${n}]`, file, file.name));
    request.body = form;
  } else if (body instanceof Blob) {
    request.body = body;
  } else if (body !== undefined) {
    request.body = JSON.stringify(body);
    request.headers = { 'content-type': 'application/json' };
  }
  let response;
  try {
    response = await fetch(BASE + path, request);
  } catch {
    throw new Refused(0, 'The simulator cannot be reached.', null);
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) {
    throw new Refused(response.status, answer?.error ?? `The simulator said ${response.status}.`, answer);
  }
  return answer;
}

const part = encodeURIComponent;
const query = (values) => {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return given.length ? `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}` : '';
};
const as = (user) => `/as/${part(user)}`;
const inChannel = (user, channel) => `${as(user)}/channels/${channel}`;
const onMessage = (user, channel, message) => `${inChannel(user, channel)}/messages/${message}`;
const inGuild = (user, guild) => `${as(user)}/guilds/${guild}`;

// Seeing.
export const people = () => call('GET', '/people');
export const ready = (user) => call('GET', as(user));
export const messages = (user, channel, where = {}) =>
  call('GET', `${inChannel(user, channel)}/messages${query(where)}`);
export const pins = (user, channel) => call('GET', `${inChannel(user, channel)}/pins`);
export const threads = (user, channel, where = {}) => call('GET', `${inChannel(user, channel)}/threads${query(where)}`);
export const commands = (user, channel) => call('GET', `${inChannel(user, channel)}/commands`);
export const members = (user, guild, where = {}) => call('GET', `${inGuild(user, guild)}/members${query(where)}`);
export const search = (user, guild, where) => call('GET', `${inGuild(user, guild)}/search${query(where)}`);
export const feedAddress = (user) => {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return `${scheme}://${location.host}${BASE}${as(user)}/feed`;
};

// Acting.
export const interact = (user, body, files) => call('POST', `${as(user)}/interactions`, body, files);
export const send = (user, channel, body, files) => call('POST', `${inChannel(user, channel)}/messages`, body, files);
export const edit = (user, channel, message, body) => call('PATCH', onMessage(user, channel, message), body);
export const remove = (user, channel, message) => call('DELETE', onMessage(user, channel, message));
export const react = (user, channel, message, emoji, on) =>
  call(on ? 'PUT' : 'DELETE', `${onMessage(user, channel, message)}/reactions/${part(emoji)}`);
export const pin = (user, channel, message, on) => call(on ? 'PUT' : 'DELETE', `${onMessage(user, channel, message)}/pin`);
export const vote = (user, channel, message, answers) =>
  call('PUT', `${onMessage(user, channel, message)}/votes`, { answers });
export const typing = (user, channel) => call('POST', `${inChannel(user, channel)}/typing`);
export const openThread = (user, channel, body, files) => call('POST', `${inChannel(user, channel)}/threads`, body, files);
export const changeChannel = (user, channel, body) => call('PATCH', inChannel(user, channel), body);
export const threadMembership = (user, channel, on) =>
  call(on ? 'PUT' : 'DELETE', `${inChannel(user, channel)}/membership`);
export const openDirect = (user, other) => call('POST', `${as(user)}/directs`, { user_id: other });
export const moderate = (user, guild, member, body) =>
  call('POST', `${inGuild(user, guild)}/members/${member}/moderation`, body);
export const bans = (user, guild) => call('GET', `${inGuild(user, guild)}/bans`);
export const unban = (user, guild, member) => call('DELETE', `${inGuild(user, guild)}/bans/${member}`);
export const membership = (user, guild, on) => call(on ? 'PUT' : 'DELETE', `${inGuild(user, guild)}/membership`);
export const addBot = (user, guild, body) => call('POST', `${inGuild(user, guild)}/bots`, body);
export const voice = (user, guild, channel, on) => call(on ? 'PUT' : 'DELETE', `${inGuild(user, guild)}/voice/${channel}`);
export const changeMe = (user, body) => call('PATCH', as(user), body);
export const skus = (user) => call('GET', `${as(user)}/skus`);
export const buy = (user, body) => call('POST', `${as(user)}/buy`, body);

// The world itself, as a test or a world file would found it.
export const addUser = (body) => call('POST', '/users', body);
export const addMember = (guild, body) => call('POST', `/guilds/${part(guild)}/members`, body);

// Developers.
export const interactions = (where = {}) => call('GET', `/interactions${query(where)}`);
export const interaction = (id) => call('GET', `/interactions/${id}`);
export const replay = (id, how) => call('POST', `/interactions/${id}/replay`, { how });
export const journal = (where = {}) => call('GET', `/journal${query(where)}`);
export const problems = () => call('GET', '/problems');
export const clock = () => call('GET', '/clock');
export const moveClock = (body) => call('POST', '/clock', body);
export const fault = (body) => call('POST', '/faults', body);
export const faults = () => call('GET', '/faults');
export const removeFault = (name) => call('DELETE', `/faults/${part(name)}`);
export const clearFaults = () => call('DELETE', '/faults');
export const connections = () => call('GET', '/connections');
/** A scenario in JSON, or in YAML as in files. @param {string} text */
export const playScenario = (text) => call('POST', '/scenario', new Blob([text], { type: 'application/yaml' }));
export const shop = () => call('GET', '/entitlements');
export const entitlements = (body) => call('POST', '/entitlements', body);
export const sessionTest = (where = {}) => call('GET', `/session/test${query(where)}`);
export const state = () => call('GET', '/state');
export const reset = () => call('POST', '/reset');
