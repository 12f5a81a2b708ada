import { BadRequest } from '../../errors.ts';
import { readQuery, type QueryOf } from '../../fields/index.ts';
import type { Offices } from '../../reference/index.ts';
import { today } from '../../text/plain-date.ts';
import { printable } from '../../text/readable-text.ts';
import { queryString, readCriteria, type Criteria } from '../../seizures/index.ts';
import type { AnalysisContext } from '../context.ts';

type QueryFields = Parameters<typeof readQuery>[1];

export type PeriodCriteria = Criteria & { readonly from: string; readonly to: string };

/** A search over a period, and what a page of the analysis asks of it. */
export interface Question<F extends QueryFields = QueryFields> {
  /** The search, its region written out as countries. */
  readonly criteria: PeriodCriteria;
  /** A region or a Member: its code, or '' for all. */
  readonly area: string;
  readonly asked: QueryOf<F>;
  /** The search as it was asked for, without the region. */
  readonly plain: Criteria;
}

/** Months shown where no period is asked for, the present one among them. */
const usualMonths = 12;

/**
 * Reads the address of a page: its own fields, a region, and the filters of `/seizures` for the rest. Without dates the
 * last twelve months are meant. Throws BadRequest naming everything unknown or malformed.
 */
export function readQuestion<F extends QueryFields>(
  query: Readonly<Record<string, unknown>>,
  fields: F,
  { lists, offices }: Pick<AnalysisContext, 'lists' | 'offices'>,
): Question<F> {
  const { area: given = '', ...others } = query;
  const isOwn = ([name]: [string, unknown]): boolean => Object.hasOwn(fields, name);
  const asked = readQuery(Object.fromEntries(Object.entries(others).filter(isOwn)), fields);
  const plain = readCriteria(Object.fromEntries(Object.entries(others).filter(entry => !isOwn(entry))), lists, offices);
  const area = readArea(given, offices);
  const to = plain.to ?? today();
  const from = plain.from ?? monthsBefore(to, usualMonths - 1);
  if (from > to) throw new BadRequest([{ path: 'from', key: 'search:datesReversed' }]);
  const country = area === '' ? plain.country : countriesOf(area, offices);
  return { criteria: { ...plain, from, to, country }, area, asked, plain };
}

function readArea(given: unknown, offices: Offices): string {
  if (typeof given === 'string' && (given === '' || countriesOf(given, offices).length > 0)) return given;
  throw new BadRequest([{ path: 'area', key: 'search:unknownValue', values: { value: printable(given) } }]);
}

function countriesOf(area: string, offices: Offices): readonly string[] {
  const office = offices.byCode(area);
  if (office?.kind === 'rilo') return offices.membersOf(office.id);
  return office?.kind === 'administration' && office.country ? [office.country] : [];
}

/** The first day of the month so many months before a day. */
export function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 10);
}

/** The query of an address that was written down, as a request has it. */
export function parametersOf(query: string): Record<string, string | string[]> {
  const parameters: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const known = parameters[name];
    parameters[name] = known === undefined ? value : [...[known].flat(), value];
  }
  return parameters;
}

export type Change = Readonly<Record<string, string | undefined>>;

/** The address of another page, or of this one with some of its fields changed, for the same search. */
export function addressOf(path: string, { plain, area }: Question, own: Change = {}): string {
  const query = queryString(
    { ...plain, sort: plain.q === '' ? 'newest' : plain.sort, view: 'table', rows: 25 },
    { area: area || undefined, ...own },
  );
  return query === '' ? path : `${path}?${query}`;
}

/** The list of the records of a question, narrowed further. */
export function recordsAddress({ criteria }: Pick<Question, 'criteria'>, narrowed: Partial<Criteria> = {}): string {
  return `/seizures?${queryString({ ...criteria, ...narrowed, view: 'table', rows: 25 })}`;
}

/** Whether a question asks for words, which PostgreSQL alone has. */
export function asksWords({ q, place, port, container, own }: Criteria): boolean {
  return q !== '' || place !== undefined || port !== undefined || container !== undefined || own.length > 0;
}

/** When the copy was whole that a question is counted in; undefined where PostgreSQL counts, as it does all words. */
export async function timeOf(figures: AnalysisContext['figures'], criteria: Criteria): Promise<number | undefined> {
  return asksWords(criteria) ? undefined : figures.asOf();
}
