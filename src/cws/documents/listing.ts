import { z } from 'zod';
import { BadRequest } from '../../errors.ts';
import { readQuery } from '../../forms/index.ts';
import type { Parameter } from '../../forms/index.ts';
import { today } from '../../reference/index.ts';
import { cursorOf } from '../../web/cursor.ts';
import { alertKinds } from '../kinds/alert.ts';
import { kinds } from '../kinds/index.ts';
import type { CwsContext } from '../context.ts';
import { readings, standings } from './list.ts';
import type { DocumentQuery, Place, Standing } from './list.ts';

export const listedKinds = ['alert', 'sheet', 'release'] as const;
export type ListedKind = (typeof listedKinds)[number];
export type FilterName =
  | 'q'
  | 'heading'
  | 'alertKind'
  | 'country'
  | 'member'
  | 'year'
  | 'office'
  | 'standing'
  | 'reading';

/** What a list can be narrowed by, in the order of its panel. */
export const filtersOf: Readonly<Record<ListedKind, readonly FilterName[]>> = {
  alert: ['q', 'standing', 'reading', 'alertKind', 'heading', 'country', 'office'],
  sheet: ['q', 'standing', 'reading', 'heading', 'country', 'office'],
  release: ['q', 'reading', 'member', 'year', 'heading'],
};

/** What is shown where nothing else is asked for. Media releases are news of their day: withdrawn ones stay among them, marked. */
export function usualStanding(kind: ListedKind): Standing {
  return kind === 'release' ? 'all' : 'inForce';
}

/** Ways a kind can stand; what never expires cannot be asked for as expired. */
export function standingsOf(kind: ListedKind): readonly Standing[] {
  return standings.filter(one => one !== 'expired' || !kinds[kind].withoutValidity);
}

/** Years a media release may be asked for: from the first the portal can hold. */
export function yearsOf(): string[] {
  const last = Number(today().slice(0, 4));
  return Array.from({ length: 31 }, (_, back) => String(last - back));
}

export type Given = Readonly<Record<FilterName, string>>;
export interface Asked {
  /** As given, '' for what is not. */
  readonly given: Given;
  readonly query: DocumentQuery;
}

const pageSize = 25;
const nothing: Given = {
  q: '',
  heading: '',
  alertKind: '',
  country: '',
  member: '',
  year: '',
  office: '',
  standing: '',
  reading: '',
};
const place = cursorOf(
  z.tuple([
    z.string().regex(/^(?:\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}\.\d{6}Z)?)?$/),
    z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  ]),
);

/** Reads the address of a list. Throws BadRequest that names every unknown or malformed parameter. */
export function readListing(
  kind: ListedKind,
  typed: Readonly<Record<string, unknown>>,
  { lists, offices }: Pick<CwsContext, 'lists' | 'offices'>,
): Asked {
  const codes = (list: string): string[] => lists.all(list).map(({ code }) => code);
  const all: Readonly<Record<FilterName, Parameter>> = {
    q: 'words',
    heading: { anyOf: codes('heading') },
    alertKind: alertKinds,
    country: codes('country'),
    member: codes('country'),
    year: yearsOf(),
    office: offices.all.map(({ code }) => code),
    standing: standingsOf(kind),
    reading: readings,
  };
  const read: Readonly<Record<string, string>> = readQuery(typed, {
    ...Object.fromEntries(filtersOf[kind].map(name => [name, all[name]])),
    after: 'words',
    before: 'words',
  });
  const given: Given = { ...nothing, ...Object.fromEntries(filtersOf[kind].map(name => [name, read[name] ?? ''])) };
  const { q, heading, alertKind, country, member, year, office, standing, reading } = given;
  const [after, before] = [placeIn('after', read.after), placeIn('before', read.before)];
  return {
    given,
    query: {
      kinds: [kind],
      standing: standing === '' ? usualStanding(kind) : (standing as Standing),
      size: pageSize,
      order: kind === 'release' ? 'released' : 'published',
      ...(q === '' ? {} : { words: q }),
      ...(heading === '' ? {} : { headings: heading.split(',') }),
      ...(country === '' ? {} : { country }),
      ...(office === '' ? {} : { officeId: offices.byCode(office)?.id ?? -1 }),
      ...(year === '' ? {} : { year: Number(year) }),
      ...(alertKind === '' ? {} : { fact: { name: 'alertKind', value: alertKind } }),
      ...(member === '' ? {} : { fact: { name: 'member', value: member } }),
      ...(reading === 'unread' ? { unread: true } : {}),
      ...(reading === 'acknowledge' ? { unacknowledged: true } : {}),
      ...(before ? { before } : after ? { after } : {}),
    },
  };
}

function placeIn(name: string, text = ''): Place | undefined {
  if (text === '') return undefined;
  const read = place.safeParse(text);
  if (!read.success || !isDay(read.data[0]))
    throw new BadRequest([{ path: name, key: 'forms:problem.malformed', values: { value: text.slice(0, 60) } }]);
  return read.data;
}

/** '' or a time there is: a database refuses a 31st of February. */
function isDay(text: string): boolean {
  const day = text.slice(0, 10);
  return day === '' || (!Number.isNaN(Date.parse(text)) && new Date(day).toISOString().startsWith(day));
}
