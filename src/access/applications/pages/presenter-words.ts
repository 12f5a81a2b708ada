import type { FieldProblem } from '../../../errors.ts';
import type { Offices } from '../../../reference/index.ts';
import type { Duty, Lang, Level } from '../../viewer.ts';
import { dateText, timeText } from '../../../text/formats.ts';

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

export function wordsIn(lang: Lang, t: Say, offices: Offices): Words {
  return {
    lang,
    day: date => dateText(date, lang),
    t: (key, values = {}) => t(key, values),
    time: date => timeText(date, lang),
    office(id) {
      const office = offices.byId(id);
      return office === undefined ? '' : lang === 'fr' ? office.nameFr : office.nameEn;
    },
    level: level => t(`common:level.${level}`),
    duties: duties => duties.map(duty => t(`common:duty.${duty}`)).join(', '),
    problem: ({ key, values }) => t(key, values ?? {}),
  };
}
