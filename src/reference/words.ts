import type { TFunction } from 'i18next';
import type { FieldProblem } from '../errors.ts';
import type { Language, Texts } from '../i18n/index.ts';
import type { Lists } from './lists.ts';
import type { Office } from './offices.ts';
import { dateText, languageName, numberFormat, timeText } from '../text/formats.ts';

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

/** Words over the portal's lists. */
export function wordsIn(lang: Language, { lists, texts }: { lists: Lists; texts: Texts }): Words {
  const t = texts.t[lang];
  return {
    lang,
    t,
    country: code => lists.name('country', code, lang),
    office: ({ nameEn, nameFr }) => (lang === 'fr' ? nameFr : nameEn),
    short: code => code.replace(/^RILO-/, ''),
    date: plain => dateText(plain, lang),
    time: iso => `${timeText(iso, lang)} UTC`,
    count: value => numberFormat(lang).format(value),
    language: code => languageName(code, lang),
    problem: ({ key, values }) => t(key, { ...values }),
  };
}
