import type { TFunction } from 'i18next';
import type { FieldProblem } from '../errors.ts';
import type { Language, Texts } from '../i18n/index.ts';
import type { Lists } from './lists.ts';
import type { Office } from './offices.ts';

/** Names, dates and numbers in one language. */
export interface Words {
  readonly lang: Language;
  readonly t: TFunction;
  country(code: string): string;
  office(office: Pick<Office, 'nameEn' | 'nameFr'>): string;
  /** "ESA" for RILO-ESA; the code itself for any other office. */
  short(code: string): string;
  /** A plain date as "14 Feb 2026". */
  date(plain: string): string;
  /** An instant as "14 Feb 2026, 08:31 UTC". */
  time(iso: string): string;
  count(value: number): string;
  language(code: string): string;
  problem(problem: FieldProblem): string;
}

/** Made once for each language: to make them takes longer than a small page. */
const formats = { en: formatsOf('en-GB'), fr: formatsOf('fr-FR') };

function formatsOf(locale: string) {
  return {
    days: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
    hours: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }),
    numbers: new Intl.NumberFormat(locale),
    languages: new Intl.DisplayNames(locale, { type: 'language' }),
  };
}

/** Words over the portal's lists. */
export function wordsIn(lang: Language, { lists, texts }: { lists: Lists; texts: Texts }): Words {
  const t = texts.t[lang];
  const { days, hours, numbers, languages } = formats[lang];
  return {
    lang,
    t,
    country: code => lists.name('country', code, lang),
    office: ({ nameEn, nameFr }) => (lang === 'fr' ? nameFr : nameEn),
    short: code => code.replace(/^RILO-/, ''),
    date: plain => days.format(new Date(`${plain}T00:00:00Z`)),
    time: iso => `${days.format(new Date(iso))}, ${hours.format(new Date(iso))} UTC`,
    count: value => numbers.format(value),
    language: code => languages.of(code) ?? code,
    problem: ({ key, values }) => t(key, { ...values }),
  };
}
