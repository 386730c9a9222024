// Slash commands as entries of a list: each sub-command is one of its own, found by what it is called.
// @ts-check

/** Option types by number. */
export const OPTION = {
  subcommand: 1, group: 2, string: 3, integer: 4, boolean: 5, user: 6, channel: 7, role: 8, mentionable: 9, number: 10,
  attachment: 11,
};

/** Command types by number. */
export const COMMAND = { slash: 1, user: 2, message: 3 };

/**
 * @typedef {{name: string, name_localized?: string, description?: string, description_localized?: string, type: number,
 *   required?: boolean, choices?: Choice[], autocomplete?: boolean, min_value?: number, max_value?: number,
 *   min_length?: number, max_length?: number, channel_types?: number[], options?: Option[]}} Option
 * @typedef {{name: string, name_localized?: string, value: string|number}} Choice
 * @typedef {{key: string, command: any, application: any, path: {name: string, type: number}[], name: string,
 *   shown: string, description: string, options: Option[]}} Entry A command, or one of its sub-commands, that can be
 *   used: `name` is the registered one, `shown` the one of the person's locale.
 */

/** @param {{name: string, name_localized?: string}} thing */
export const shownName = (thing) => thing.name_localized || thing.name;

/** @param {{description?: string, description_localized?: string}} thing */
export const shownDescription = (thing) => thing.description_localized || thing.description || '';

/** Required ones first, each kind in the order of its registration. @param {Option[]} options */
export const requiredFirst = (options) =>
  [...options.filter((option) => option.required), ...options.filter((option) => !option.required)];

const isBranch = (option) => option.type === OPTION.subcommand || option.type === OPTION.group;

/**
 * Every slash command that can be used, applications in the order of their names.
 * @param {{applications: any[], commands: any[]}} offered
 * @returns {Entry[]}
 */
export function entriesOf({ applications, commands }) {
  const known = new Map(applications.map((application) => [application.id, application]));
  const entries = commands
    .filter((command) => (command.type ?? COMMAND.slash) === COMMAND.slash)
    .flatMap((command) => leaves(command, known.get(command.application_id) ?? { id: command.application_id, name: '' }));
  return entries.sort((a, b) =>
    compare(a.application.name, b.application.name) || compare(a.application.id, b.application.id) || compare(a.name, b.name));
}

/** @returns {Entry[]} */
function leaves(command, application) {
  const walk = (node, path, names, shown) => {
    const branches = (node.options ?? []).filter(isBranch);
    if (branches.length > 0) {
      return branches.flatMap((branch) => walk(branch, [...path, { name: branch.name, type: branch.type }],
        [...names, branch.name], [...shown, shownName(branch)]));
    }
    const name = names.join(' ');
    return [{ key: `${command.id}/${names.join('/')}`, command, application, path, name, shown: shown.join(' '),
      description: shownDescription(node), options: requiredFirst(node.options ?? []) }];
  };
  return walk(command, [], [command.name], [shownName(command)]);
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** Spaces and capitals do not matter when something is looked for. @param {string} text */
export const plain = (text) => text.toLowerCase().replace(/\s+/g, ' ').trim();

/** How well a name fits: 0 the same, 1 begins with it, 2 a word of it does, 3 holds it; null not at all. */
function fit(name, wanted) {
  const own = plain(name);
  if (own === wanted) return 0;
  if (own.startsWith(wanted)) return 1;
  if (own.split(/[\s_-]/).some((word) => word.startsWith(wanted))) return 2;
  return own.includes(wanted) ? 3 : null;
}

/** @param {Entry} entry @param {string} wanted */
function rank(entry, wanted) {
  const fits = [fit(entry.shown, wanted), fit(entry.name, wanted)].filter((found) => found !== null);
  if (fits.length > 0) return Math.min(...fits.map(Number));
  // `start` finds `/hangman start`, and so does the application's name.
  return plain(entry.application.name ?? '').startsWith(wanted) ? 4 : null;
}

/** The entries that fit what was typed behind the slash, the best first. @param {Entry[]} entries @param {string} query */
export function findEntries(entries, query) {
  const wanted = plain(query);
  if (!wanted) return entries;
  return entries
    .map((entry) => ({ entry, rank: rank(entry, wanted) }))
    .filter((found) => found.rank !== null)
    .sort((a, b) => Number(a.rank) - Number(b.rank))
    .map((found) => found.entry);
}

/**
 * The same entries by application; an application stands where its best entry stood.
 * @param {Entry[]} entries
 * @returns {{application: any, entries: Entry[]}[]}
 */
export function grouped(entries) {
  const groups = new Map();
  for (const entry of entries) {
    const group = groups.get(entry.application.id) ?? { application: entry.application, entries: [] };
    group.entries.push(entry);
    groups.set(entry.application.id, group);
  }
  return [...groups.values()];
}
