// Which components of a message wait for their interaction, and whether the last one failed.
// @ts-check

import { useStore } from '../state/store.js';

/** @typedef {import('../types.js').Interaction} Interaction */

/** By the map of interactions, which is replaced when one changes: those of each message. @type {WeakMap<Map<string, Interaction>, Map<string, Interaction[]>>} */
const indexed = new WeakMap();

/** @param {Map<string, Interaction>} interactions @param {string} message @returns {Interaction[]} */
function ofMessage(interactions, message) {
  let index = indexed.get(interactions);
  if (!index) {
    index = new Map();
    for (const interaction of interactions.values()) {
      if (interaction.type !== 3 || !interaction.message_id) continue;
      const list = index.get(interaction.message_id);
      if (list) list.push(interaction);
      else index.set(interaction.message_id, [interaction]);
    }
    indexed.set(interactions, index);
  }
  return index.get(message) ?? [];
}

/** @param {string} message @param {string|null|undefined} customId */
export const useWaiting = (message, customId) => useStore((state) => ofMessage(state.interactions, message)
  .some((interaction) => interaction.state === 'waiting' && interaction.custom_id === customId));

/** Whether the last one that is decided failed: gone at the next success. @param {string} message */
export const useFailed = (message) => useStore((state) => ofMessage(state.interactions, message)
  .findLast((interaction) => interaction.state !== 'waiting')?.state === 'failed');
