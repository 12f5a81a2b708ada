import { choice, choices, cursorOf, freeText, instant, readQuery, textThat, whole } from '../../fields/index.ts';
import { alertKinds } from '../kinds/alert.ts';
import { kinds } from '../kinds/index.ts';
import type { CwsContext } from '../context.ts';
import { readings, standings, type DocumentQuery, type Place, type Standing } from './store-list.ts';
import { isPlainDate, today } from '../../text/plain-date.ts';

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

/**
 * What is shown where nothing else is asked for. Media releases are news of their day: withdrawn ones stay among them,
 * marked.
 */
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
const isSortedBy = (text: string): boolean => text === '' || isPlainDate(text) || instant(text);
const place = cursorOf<Place>([textThat(isSortedBy), whole(1)]);

/** Reads the address of a list. Throws BadRequest that names every unknown or malformed parameter. */
export function readListing(
  kind: ListedKind,
  typed: Readonly<Record<string, unknown>>,
  { lists, offices }: Pick<CwsContext, 'lists' | 'offices'>,
): Asked {
  const codes = (list: string): string[] => lists.all(list).map(({ code }) => code);
  const all = {
    q: freeText,
    heading: choices(codes('heading')),
    alertKind: choice(alertKinds),
    country: choice(codes('country')),
    member: choice(codes('country')),
    year: choice(yearsOf()),
    office: choice(offices.all.map(({ code }) => code)),
    standing: choice(standingsOf(kind)),
    reading: choice(readings),
  };
  const { after, before, ...narrowed } = readQuery(typed, {
    ...(Object.fromEntries(filtersOf[kind].map(name => [name, all[name]])) as Partial<typeof all>),
    after: place,
    before: place,
  });
  const given: Given = {
    ...nothing,
    ...Object.fromEntries(Object.entries(narrowed).map(([name, value]) => [name, [value].flat().join(',')])),
  };
  const { q, heading, alertKind, country, member, year, office, standing, reading } = given;
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
