// Files that wait to be sent with a message: what may be added, and how they are described to the simulator.
// @ts-check

/** Most files of a message. */
export const MOST_FILES = 10;
/** Largest file, in bytes. */
export const LARGEST_FILE = 10 * 1024 * 1024;
/** Longest description of a file, in characters. */
export const LONGEST_DESCRIPTION = 1024;

/**
 * @typedef {{key: number, file: File, name: string, description: string, spoiler: boolean}} Upload
 */

let count = 0;

/**
 * The files that fit, and a sentence for each reason why others do not.
 * @param {Upload[]} known @param {Iterable<File>} fresh
 * @returns {{uploads: Upload[], refused: string[]}}
 */
export function withFiles(known, fresh) {
  const uploads = [...known];
  const refused = [];
  let over = 0;
  for (const file of fresh) {
    if (file.size > LARGEST_FILE) refused.push(`${file.name} is larger than ${sizeOf(LARGEST_FILE)}.`);
    else if (uploads.length >= MOST_FILES) over += 1;
    else uploads.push({ key: count++, file, name: file.name || 'file', description: '', spoiler: false });
  }
  if (over > 0) refused.push(`A message takes ${MOST_FILES} files; ${over} more ${over === 1 ? 'was' : 'were'} left out.`);
  return { uploads, refused };
}

/** The files as they are sent, and the entries of `attachments` that describe them. @param {Upload[]} uploads */
export function sent(uploads) {
  const named = uploads.map(({ file, name, spoiler }) => {
    const wanted = spoiler && !name.startsWith('SPOILER_') ? `SPOILER_${name}` : name;
    return wanted === file.name ? file : new File([file], wanted, { type: file.type });
  });
  const attachments = uploads.map(({ description }, id) => ({
    id: String(id), filename: named[id].name, ...(description ? { description } : {}),
  }));
  return { files: named, attachments };
}

/** @param {number} bytes */
export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} byte${bytes === 1 ? '' : 's'}`;
  const [amount, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KB'] : [bytes / 1024 / 1024, 'MB'];
  return `${Number(amount.toFixed(amount < 10 ? 1 : 0))} ${unit}`;
}

/** The files of a drop or of the clipboard. @param {DataTransfer|null} data */
export const filesOf = (data) => [...(data?.files ?? [])];

/** Whether something that is dragged holds files. @param {DataTransfer|null} data */
export const holdsFiles = (data) => [...(data?.types ?? [])].includes('Files');
