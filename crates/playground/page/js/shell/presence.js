// What somebody does now, as any shared server tells it.
// @ts-check

/** @param {import('../state/store.js').State} state @param {string} userId @returns {import('../types.js').Member|undefined} */
export function presenceOf({ members }, userId) {
  let found;
  for (const own of members.values()) {
    const member = own.get(userId);
    if (member?.status && member.status !== 'offline') return member;
    found ??= member;
  }
  return found;
}

/** How an activity is told. @type {Record<number, string>} */
const VERBS = { 0: 'Playing', 1: 'Streaming', 2: 'Listening to', 3: 'Watching', 5: 'Competing in' };

/** The first activity in words; a custom one in its own. @param {any[]|undefined} activities */
export function activityOf(activities) {
  const one = activities?.[0];
  if (!one) return null;
  if (one.type === 4) return [one.emoji?.id ? null : one.emoji?.name, one.state].filter(Boolean).join(' ') || null;
  return `${VERBS[one.type] ?? 'Playing'} ${one.name}`;
}
