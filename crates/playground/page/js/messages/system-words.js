// What Discord itself says in a channel, in words, with the icon that stands before them. Pure.
// @ts-check

import { TYPE } from './kinds.js';

/** @typedef {import('../types.js').Message} Message */
/**
 * The words are split around the names in them: `{author}` and `{target}` are people, `{bold}` a name that stands out.
 * @typedef {{icon: string, tone?: 'positive'|'danger'|'brand', words: string, text: string, bold?: string, target?: any,
 *   link?: 'pins'|'message'|'thread'}} Words
 */

const JOINED = ['{author} joined the party.', '{author} is here.', 'Welcome, {author}. We hope you brought pizza.',
  'A wild {author} appeared.', '{author} just landed.', '{author} just slid into the server.',
  'Welcome {author}. Say hi!', 'Everyone welcome {author}!'];

/** @param {Message} message @param {{channel?: string}} place @returns {Omit<Words, 'text'>} */
function wordsOf(message, { channel = '' }) {
  const target = message.mentions?.[0];
  const { content } = message;
  switch (message.type) {
    case TYPE.recipientAdd: return { icon: 'enter', tone: 'positive', words: '{author} added {target} to the group.', target };
    case TYPE.recipientRemove:
      return target && target.id !== message.author.id
        ? { icon: 'leave', tone: 'danger', words: '{author} removed {target} from the group.', target }
        : { icon: 'leave', tone: 'danger', words: '{author} left the group.' };
    case TYPE.call: return { icon: 'speaker', tone: 'positive', words: '{author} started a call.' };
    case TYPE.renamed: return { icon: 'pencil', words: '{author} changed the name of this channel to {bold}.', bold: content };
    case TYPE.icon: return { icon: 'image', words: '{author} changed the icon of this channel.' };
    case TYPE.pinned: return { icon: 'pin', words: '{author} pinned a message to this channel.', link: 'message' };
    case TYPE.joined:
      return { icon: 'enter', tone: 'positive', words: JOINED[Number(Date.parse(message.timestamp) % JOINED.length)] };
    case TYPE.boost: return boost(content, null);
    case TYPE.boostOne: return boost(content, 1);
    case TYPE.boostTwo: return boost(content, 2);
    case TYPE.boostThree: return boost(content, 3);
    case TYPE.followed:
      return { icon: 'announcement', words: '{author} added {bold} to this channel. Its announcements are shown here.', bold: content };
    case TYPE.threadCreated: return { icon: 'thread', words: '{author} started a thread: {bold}.', bold: content, link: 'thread' };
    case TYPE.autoModeration: return { icon: 'shield', words: 'AutoMod has blocked a message of {author}.' };
    case TYPE.purchase: return { icon: 'star', tone: 'brand', words: '{author} subscribed to {bold}.', bold: message['role_subscription_data']?.tier_name ?? 'a role' };
    case TYPE.bought: return { icon: 'gift', tone: 'brand', words: '{author} bought something in this server.' };
    case TYPE.stageStart: return { icon: 'stage', tone: 'positive', words: '{author} started {bold}.', bold: content };
    case TYPE.stageEnd: return { icon: 'stage', words: '{author} ended {bold}.', bold: content };
    case TYPE.stageSpeaker: return { icon: 'mic', words: '{author} is now a speaker.' };
    case TYPE.stageTopic: return { icon: 'stage', words: '{author} changed the topic of the stage to {bold}.', bold: content };
    case TYPE.applicationPremium: return { icon: 'gift', tone: 'brand', words: '{author} upgraded an app to premium for this server.' };
    case TYPE.alertOn: return { icon: 'shield', tone: 'danger', words: '{author} turned on security actions.' };
    case TYPE.alertOff: return { icon: 'shield', words: '{author} turned off security actions.' };
    case TYPE.raid: return { icon: 'warning', tone: 'danger', words: `{author} reported a raid in ${channel || 'this server'}.` };
    case TYPE.falseAlarm: return { icon: 'info', words: '{author} resolved an activity alert.' };
    case TYPE.pollResult: return { icon: 'poll', words: "{author}'s poll has closed.", link: 'message' };
    default: return { icon: 'info', words: content || '{author} did something that this page has no words for.' };
  }
}

/** @param {string} content how often, if more than once @param {number|null} level */
function boost(content, level) {
  const times = /^\d+$/.test(content) && content !== '1' ? ` ${content} times` : '';
  const reached = level ? ` The server has reached level ${level}.` : '';
  return { icon: 'bolt', tone: /** @type {const} */ ('brand'), words: `{author} just boosted the server${times}.${reached}` };
}

/** @param {Message} message @param {{channel?: string, name?: string}} [place] @returns {Words} */
export function systemWords(message, place = {}) {
  const words = wordsOf(message, place);
  const name = place.name ?? message.author.global_name ?? message.author.username;
  const other = words.target?.global_name ?? words.target?.username ?? '';
  const text = words.words.replace('{author}', name).replace('{target}', other).replace('{bold}', words.bold ?? '');
  return { ...words, text };
}
