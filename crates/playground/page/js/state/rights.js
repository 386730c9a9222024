// What others may do in a channel, by Discord's rules: roles first, then what the channel says otherwise.
// @ts-check

import { PERMISSIONS } from './names.js';

const ADMINISTRATOR = 1n << BigInt(PERMISSIONS.ADMINISTRATOR);
const VIEW = 1n << BigInt(PERMISSIONS.VIEW_CHANNEL);

/**
 * Whether a member sees a channel with these overwrites.
 * @param {Partial<import('../types.js').Member>} member @param {import('../types.js').Guild} guild
 * @param {{id: string, type: number, allow: string, deny: string}[]|undefined} overwrites
 */
export function sees(member, guild, overwrites) {
  const user = member.user?.id;
  if (user === guild.owner_id) return true;
  const own = new Set(member.roles ?? []);
  let bits = 0n;
  for (const role of guild.roles) if (role.id === guild.id || own.has(role.id)) bits |= BigInt(role.permissions);
  if (bits & ADMINISTRATOR) return true;
  const apply = (chosen) => {
    let allow = 0n;
    let deny = 0n;
    for (const one of chosen) {
      allow |= BigInt(one.allow);
      deny |= BigInt(one.deny);
    }
    bits = (bits & ~deny) | allow;
  };
  const all = overwrites ?? [];
  apply(all.filter((one) => one.id === guild.id));
  apply(all.filter((one) => one.type === 0 && one.id !== guild.id && own.has(one.id)));
  apply(all.filter((one) => one.type === 1 && one.id === user));
  return Boolean(bits & VIEW);
}
