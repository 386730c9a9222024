// Entries of the journal in one line each. Pure.
// @ts-check

/** @typedef {{kind: string, icon: string, text: string, end: string, tone: ''|'good'|'bad'|'late', application: string|null}} Told */

/** Opcodes of the gateway by number. @type {Record<number, string>} */
const OPS = { 0: 'Dispatch', 1: 'Heartbeat', 2: 'Identify', 3: 'Presence', 4: 'Voice state', 6: 'Resume', 7: 'Reconnect', 8: 'Request members',
  9: 'Invalid session', 10: 'Hello', 11: 'Heartbeat ACK', 31: 'Request sounds', 43: 'Request channels' };

/** Close codes of the gateway. @type {Record<number, string>} */
export const CLOSES = { 1000: 'Normal', 1001: 'Going away', 4000: 'Unknown error', 4001: 'Unknown opcode', 4002: 'Decode error', 4003: 'Not authenticated', 4004: 'Authentication failed',
  4005: 'Already authenticated', 4007: 'Invalid sequence', 4008: 'Rate limited', 4009: 'Session timed out', 4010: 'Invalid shard', 4011: 'Sharding required',
  4012: 'Invalid API version', 4013: 'Invalid intents', 4014: 'Disallowed intents' };

/** The sorts of entries, as the simulator calls them. */
export const KINDS = [
  { id: 'request', label: 'Requests' },
  { id: 'gateway', label: 'Gateway' },
  { id: 'delivery', label: 'Deliveries' },
  { id: 'interaction', label: 'People' },
  { id: 'shown', label: 'Seen' },
  { id: 'problem', label: 'Problems' },
];

/** @param {any} entry @returns {Told} */
export function told(entry) {
  const { request, gateway, delivery, interaction, said, shown, problem } = entry.what;
  if (request) {
    const { status } = request;
    return { kind: 'request', icon: 'bot', text: `${request.method} ${shortened(request.path)}`, end: status === 0 ? 'cut' : String(status),
      tone: status === 0 || status >= 400 ? 'bad' : 'good', application: request.application };
  }
  if (gateway) return { kind: 'gateway', icon: 'plug', ...ofGateway(gateway), application: gateway.application ?? null };
  if (delivery) {
    return { kind: 'delivery', icon: 'send', text: `${delivery.kind} to ${delivery.url}`, end: delivery.status ? String(delivery.status) : 'none',
      tone: delivery.status >= 200 && delivery.status < 300 ? 'good' : 'bad', application: delivery.application };
  }
  if (said) return { kind: 'interaction', icon: 'chat', text: `wrote ${JSON.stringify(said.text)}`, end: '', tone: '', application: null };
  if (shown) return { kind: 'shown', icon: 'eye', text: [shown.sort.replace('_', ' '), firstLine(shown.text)].filter(Boolean).join(': '), end: '', tone: '', application: null };
  if (problem) return { kind: 'problem', icon: 'warning', text: problem.text, end: problem.kind.replace(/_/g, ' '), tone: 'bad', application: null };
  const types = { 2: 'a command', 3: 'a component', 4: 'suggestions', 5: 'a modal' };
  return { kind: 'interaction', icon: 'person', text: `interaction: ${types[interaction?.type] ?? 'something'}`, end: '', tone: '', application: null };
}

/** @param {any} gateway @returns {{text: string, end: string, tone: ''|'good'|'bad'|'late'}} */
function ofGateway({ kind, op, event, code, by_client: byClient, connection, path }) {
  if (kind === 'connected') return { text: `connection ${connection} opened at ${path}`, end: 'open', tone: 'good' };
  if (kind === 'closed') {
    const by = byClient ? 'the bot' : 'the simulator';
    return { text: `connection ${connection} closed by ${by}${CLOSES[code] ? `: ${CLOSES[code]}` : ''}`, end: code ? String(code) : 'lost', tone: code === 1000 ? '' : 'late' };
  }
  if (kind === 'token_reset') return { text: 'the token was reset', end: '', tone: 'bad' };
  return { text: `${kind === 'sent' ? '←' : '→'} ${event ?? OPS[op] ?? `opcode ${op}`}`, end: `#${connection}`, tone: '' };
}

/** A path with long ids cut to their ends. @param {string} path */
const shortened = (path) => path.replace(/\d{13,}(\d{4})/g, '…$1');

/** @param {string} text */
const firstLine = (text) => text.split('\n').find((line) => line.trim()) ?? '';

/** The interaction that an entry belongs to. @param {any} entry @returns {string|null} */
export function interactionOf(entry) {
  const { request, gateway, delivery, interaction, shown, problem } = entry.what;
  return interaction?.id ?? (request ?? gateway ?? delivery ?? shown ?? problem)?.interaction ?? null;
}
