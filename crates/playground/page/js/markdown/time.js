// Times in words of the person's language: Discord's timestamp styles, and when a relative one changes next. Pure.
// @ts-check

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Discord's styles of `<t:…>`, but the relative one. @type {Record<string, Intl.DateTimeFormatOptions>} */
const STYLES = {
  t: { hour: 'numeric', minute: '2-digit' },
  T: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
  d: { day: '2-digit', month: '2-digit', year: 'numeric' },
  D: { day: 'numeric', month: 'long', year: 'numeric' },
  f: { day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' },
  F: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' },
  s: { day: '2-digit', month: '2-digit', year: 'numeric', hour: 'numeric', minute: '2-digit' },
  S: { day: '2-digit', month: '2-digit', year: 'numeric', hour: 'numeric', minute: '2-digit', second: '2-digit' },
};

/** @type {Map<string, any>} */
const made = new Map();

/** @template T @param {string} key @param {() => T} make @returns {T} */
function once(key, make) {
  if (!made.has(key)) made.set(key, make());
  return made.get(key);
}

/** A language that this browser knows, for one that Discord knows. @param {string} locale */
function known(locale) {
  return once(`locale ${locale}`, () => {
    try {
      return Intl.getCanonicalLocales(locale)[0] ?? 'en-US';
    } catch {
      return 'en-US';
    }
  });
}

/** @param {number} at in ms @param {string} style one of Discord's letters but R @param {string} locale */
export function dateText(at, style, locale) {
  const letter = style in STYLES ? style : 'f';
  const format = once(`${letter} ${locale}`, () => new Intl.DateTimeFormat(known(locale), STYLES[letter]));
  return format.format(at);
}

/**
 * How far away, in the unit in which Discord says it: below a minute in seconds, below an hour in minutes…
 * @param {number} distance in ms, below 0 in the past @returns {[number, Intl.RelativeTimeFormatUnit]}
 */
function parts(distance) {
  const away = Math.abs(distance);
  if (Math.round(away / SECOND) < 60) return [Math.round(distance / SECOND), 'second'];
  if (Math.round(away / MINUTE) < 60) return [Math.round(distance / MINUTE), 'minute'];
  if (Math.round(away / HOUR) < 24) return [Math.round(distance / HOUR), 'hour'];
  if (Math.round(away / DAY) < 30) return [Math.round(distance / DAY), 'day'];
  if (Math.round(away / DAY) < 345) return [Math.round(distance / (30.44 * DAY)), 'month'];
  return [Math.sign(distance) * Math.max(1, Math.round(away / (365.25 * DAY))), 'year'];
}

/** @param {number} at in ms @param {number} now in ms @param {string} locale */
export function relativeText(at, now, locale) {
  const format = once(`R ${locale}`, () => new Intl.RelativeTimeFormat(known(locale), { numeric: 'always' }));
  const [count, unit] = parts(at - now);
  return format.format(count === 0 ? -0 : count, unit);
}

/** Whether two moments are on one day of this machine's calendar. @param {number} one @param {number} other */
export function sameDay(one, other) {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

/**
 * When something was said, as it stands beside the name: the time today, with "yesterday" or the date before.
 * @param {number} at @param {number} now @param {string} locale
 */
export function saidText(at, now, locale) {
  if (sameDay(at, now)) return dateText(at, 't', locale);
  if (sameDay(at, now - DAY)) {
    const day = once(`day ${locale}`, () => new Intl.RelativeTimeFormat(known(locale), { numeric: 'auto' })).format(-1, 'day');
    return `${day[0].toLocaleUpperCase(known(locale))}${day.slice(1)}, ${dateText(at, 't', locale)}`;
  }
  return dateText(at, 's', locale);
}

/** What a poll, or anything that ends, has left: "3h", "12m". @param {number} left in ms */
export function leftText(left) {
  if (left >= DAY) return `${Math.round(left / DAY)}d`;
  if (left >= HOUR) return `${Math.round(left / HOUR)}h`;
  return left >= MINUTE ? `${Math.round(left / MINUTE)}m` : `${Math.max(0, Math.round(left / SECOND))}s`;
}

/** A length of sound or video: 1:05. @param {number} seconds */
export function lengthText(seconds) {
  const whole = Math.max(0, Math.round(seconds) || 0);
  const minutes = Math.floor(whole / 60);
  const clock = [Math.floor(minutes / 60), minutes % 60, whole % 60];
  return clock.slice(clock[0] ? 0 : 1).map((part, n) => (n ? String(part).padStart(2, '0') : String(part))).join(':');
}
