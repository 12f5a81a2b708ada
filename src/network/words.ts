import type { TFunction } from 'i18next';
import type { FieldProblem } from '../errors.ts';
import type { Language, Texts } from '../i18n/index.ts';
import type { Lists, Office, Offices } from '../reference/index.ts';

/** Names and dates of the network in one language. */
export interface Words {
  readonly lang: Language;
  readonly t: TFunction;
  country(code: string): string;
  office(office: Office): string;
  /** "ESA" for RILO-ESA; the code itself for any other office. */
  short(code: string): string;
  /** A plain date as "14 Feb 2026". */
  date(plain: string): string;
  /** An instant as "14 Feb 2026, 08:31 UTC". */
  time(iso: string): string;
  /** "1 Feb 2010 to 3 Mar 2014", "since 1 Feb 2010". */
  period(from: string | null, to: string | null): string;
  language(code: string): string;
  problem(problem: FieldProblem): string;
}

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR' };

/** Words over the portal's lists. */
export function wordsIn(lang: Language, { lists, texts }: { lists: Lists; offices: Offices; texts: Texts }): Words {
  const t = texts.t[lang];
  const days = new Intl.DateTimeFormat(locales[lang], { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const hours = new Intl.DateTimeFormat(locales[lang], { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
  const languages = new Intl.DisplayNames(locales[lang], { type: 'language' });
  const date = (plain: string): string => days.format(new Date(`${plain}T00:00:00Z`));
  return {
    lang, t, date,
    country: (code) => lists.name('country', code, lang),
    office: ({ nameEn, nameFr }) => lang === 'fr' ? nameFr : nameEn,
    short: (code) => code.replace(/^RILO-/, ''),
    time: (iso) => `${days.format(new Date(iso))}, ${hours.format(new Date(iso))} UTC`,
    period(from, to) {
      if (from !== null && to !== null) return t('network:period.between', { from: date(from), to: date(to) });
      if (from !== null) return t('network:period.since', { from: date(from) });
      return to === null ? t('network:period.always') : t('network:period.until', { to: date(to) });
    },
    language: (code) => languages.of(code) ?? code,
    problem: ({ key, values }) => t(key, { ...values }),
  };
}
