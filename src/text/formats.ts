import type { Language } from '../i18n/index.ts';

/** The locale in which each language of the portal writes dates and numbers. */
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR' };

/** Formats are kept: making one takes longer than drawing a small page. */
const kept = new Map<string, unknown>();

function keep<T>(kind: string, lang: Language, options: object, make: (locale: string) => T): T {
  const key = `${kind} ${lang} ${JSON.stringify(options)}`;
  const found = (kept.get(key) as T | undefined) ?? make(locales[lang]);
  kept.set(key, found);
  return found;
}

/** A format of dates and times, in UTC unless the options name a zone. */
export function dateFormat(lang: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return keep('date', lang, options, locale => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }));
}

export function numberFormat(lang: Language, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return keep('number', lang, options, locale => new Intl.NumberFormat(locale, options));
}

/** The name of a language, in a language; its code where it has none. */
export function languageName(code: string, lang: Language): string {
  return keep('language', lang, {}, locale => new Intl.DisplayNames(locale, { type: 'language' })).of(code) ?? code;
}

/** Written a hundred times on a page: their options are not compared each time. */
function inBoth(options: Intl.DateTimeFormatOptions): (lang: Language) => Intl.DateTimeFormat {
  const made: Partial<Record<Language, Intl.DateTimeFormat>> = {};
  return lang => (made[lang] ??= dateFormat(lang, options));
}
const dayFormat = inBoth({ day: 'numeric', month: 'short', year: 'numeric' });
const minuteFormat = inBoth({ hour: '2-digit', minute: '2-digit' });

/** A plain date, or the day of an instant in UTC, as "14 Feb 2026". */
export function dateText(date: Date | string, lang: Language): string {
  return dayFormat(lang).format(new Date(date));
}

/** An instant as "14 Feb 2026, 08:31". */
export function timeText(instant: Date | string, lang: Language): string {
  const time = minuteFormat(lang).format(new Date(instant));
  return `${dateText(instant, lang)}, ${time}`;
}

/** A number with at most so many significant digits, grouped as the language writes it. */
export function numberText(value: number, lang: Language, digits = 12): string {
  return numberFormat(lang, { maximumSignificantDigits: digits }).format(value);
}
