import type { FieldProblem } from '../../../errors.ts';
import type { Offices } from '../../../reference/index.ts';
import type { Duty, Lang, Level } from '../../viewer.ts';

type Values = Readonly<Record<string, string | number>>;
type Say = (key: string, values?: Values) => string;

/** How the pages of applications say things in one language. Days and times are UTC. */
export interface Words {
  readonly lang: Lang;
  t(key: string, values?: Values): string;
  /** Of a Date or a plain date. */
  day(date: Date | string): string;
  time(date: Date): string;
  office(id: number): string;
  level(level: Level): string;
  duties(duties: readonly Duty[]): string;
  problem(problem: Pick<FieldProblem, 'key' | 'values'>): string;
}

const locales = { en: 'en-GB', fr: 'fr-FR' } as const;

export function wordsIn(lang: Lang, t: Say, offices: Offices): Words {
  const days = new Intl.DateTimeFormat(locales[lang], {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const hours = new Intl.DateTimeFormat(locales[lang], { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
  const day = (date: Date | string): string =>
    days.format(typeof date === 'string' ? new Date(`${date}T00:00:00Z`) : date);
  return {
    lang,
    day,
    t: (key, values = {}) => t(key, values),
    time: date => `${day(date)}, ${hours.format(date)}`,
    office(id) {
      const office = offices.byId(id);
      return office === undefined ? '' : lang === 'fr' ? office.nameFr : office.nameEn;
    },
    level: level => t(`common:level.${level}`),
    duties: duties => duties.map(duty => t(`common:duty.${duty}`)).join(', '),
    problem: ({ key, values }) => t(key, values ?? {}),
  };
}
