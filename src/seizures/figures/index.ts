import { now as portalNow } from '../../text/clock.ts';
import { BadRequest, type FieldProblem } from '../../errors.ts';
import type { Language } from '../../i18n/index.ts';
import { currentStatuses, queryString, readCriteria, usualSort, type Criteria } from '../search/criteria.ts';
import { chipsOf } from '../search/pages/presenter-chips.ts';
import { namesFor, type Names } from '../search/pages/presenter-names.ts';
import type { Seizures } from '../context.ts';
import { isTooLong, mostYears } from './period.ts';

/** A search over a period, as figures are made of it. */
export type FiguresCriteria = Criteria & { readonly from: string; readonly to: string };

/** One condition of a search in words. */
export interface Condition {
  readonly label: string;
  readonly value: string;
}

/** The questions of figures for publication, for other features: what a search asks, and what it is called. */
export interface PublishedFigures {
  readonly names: (lang: Language) => Names;
  /**
   * Reads a search's query string. Throws BadRequest naming what is unknown, malformed, or cannot be drawn over a
   * period.
   */
  read(query: Readonly<Record<string, unknown>>): FiguresCriteria;
  /** The search back as a query string, without order, page and view. */
  queryString(criteria: Criteria): string;
  /** Its conditions in words, in the order of the search's filters. */
  words(criteria: Criteria, lang: Language): readonly Condition[];
  /** Members that could have reported: of the countries asked for, else of the world. */
  membersAsked(criteria: Criteria): number;
}

/** Opens the figures over the seizures' context. `now` decides which day a period may reach. */
export function publishedFigures(
  { context }: Pick<Seizures, 'context'>,
  now: () => Date = portalNow,
): PublishedFigures {
  const names = namesFor(context);
  return {
    names,
    read(query) {
      const criteria = readCriteria(query, context.lists, context.offices);
      const problems = periodProblems(criteria, now().toISOString().slice(0, 10));
      if (problems.length > 0) throw new BadRequest(problems);
      return criteria as FiguresCriteria;
    },
    queryString: criteria => queryString(unordered(criteria)),
    words: (criteria, lang) => chipsOf(criteria, names(lang)).map(({ label, value }) => ({ label, value })),
    membersAsked: ({ country }) =>
      context.offices.all.filter(
        office =>
          office.kind === 'administration' &&
          office.activeTo === null &&
          (country.length === 0 || country.includes(office.country ?? '')),
      ).length,
  };
}

/** What a search may ask that a picture of a period cannot show. */
function periodProblems({ from, to, status, import: importId }: Criteria, today: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (from === undefined) problems.push({ path: 'from', key: 'search:figures.fromMissing' });
  if (to === undefined) problems.push({ path: 'to', key: 'search:figures.toMissing' });
  if (from !== undefined && from > today) problems.push({ path: 'from', key: 'search:figures.ahead' });
  if (from !== undefined && to !== undefined && isTooLong(from, to))
    problems.push({ path: 'to', key: 'search:figures.tooLong', values: { most: mostYears } });
  if (status.some(one => !currentStatuses.includes(one as never)))
    problems.push({ path: 'status', key: 'search:figures.notInForce' });
  if (importId !== undefined) problems.push({ path: 'import', key: 'search:figures.ofImport' });
  return problems;
}

/** Order, view and page choose no records. */
function unordered(criteria: Criteria): Criteria {
  return { ...criteria, sort: usualSort(criteria.q), view: 'table', rows: 25 };
}
