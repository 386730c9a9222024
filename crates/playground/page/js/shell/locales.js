// The languages that Discord's client speaks.
// @ts-check

export const LOCALES = ['en-US', 'en-GB', 'bg', 'cs', 'da', 'de', 'el', 'es-ES', 'es-419', 'fi', 'fr', 'hi', 'hr', 'hu', 'id',
  'it', 'ja', 'ko', 'lt', 'nl', 'no', 'pl', 'pt-BR', 'ro', 'ru', 'sv-SE', 'th', 'tr', 'uk', 'vi', 'zh-CN', 'zh-TW'];

/** A language in its own words, with its sign. @param {string} locale */
export function localeName(locale) {
  try {
    const own = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
    return `${own.charAt(0).toLocaleUpperCase(locale)}${own.slice(1)} (${locale})`;
  } catch {
    return locale;
  }
}
