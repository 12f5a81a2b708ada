import { currentStatuses, queryString, routeNames, type FacetName, type RouteName } from '../criteria.ts';
import type { Facets } from '../search-facets.ts';
import { headingList } from '../../headings/index.ts';
import { ownBlock } from '../../own-fields/presenter.ts';
import type {
  DatesFacet,
  FacetSources,
  Option,
  OptionFacet,
  RangeFacet,
  SelectFacet,
  ShownFacet,
} from './facet-shapes.ts';
import { hrefOf } from './presenter-chips.ts';
import { containerFacet, hidingFacet, placeFacet, productFacet, typedInput } from './presenter-goods-facets.ts';
import type { Names } from './presenter-names.ts';
import { quickPeriods } from '../quick-periods.ts';
import { offered } from './presenter-options.ts';
import { statuses } from '../../seizure.ts';

const shownFirst: Partial<Record<FacetName, number>> = { country: 5 };
const usuallyFirst = 8;
/** Ticks behind "more"; what is rarer still is in the list below them. */
const mostMore = 12;

/** The panel, and a key of all it shows: it is half of the page, and the same for all who search so in a language. */
export function facetPanel(sources: FacetSources) {
  return { key: keyOf(sources), shown: () => facetsOf(sources) };
}

/** None where something was typed that cannot be read. */
function keyOf({ criteria, facets, names, lists, refusals, now }: FacetSources): string | undefined {
  if (refusals !== undefined && refusals.size > 0) return undefined;
  const counted = [names.lang, lists.version, numberOf(facets), now.toISOString().slice(0, 10)];
  return `facets ${counted.join(' ')} ${queryString(criteria)}`;
}

const numbered = new WeakMap<Facets, number>();
let last = 0;

/** Counts are kept for a while: a number for each of them. */
function numberOf(facets: Facets): number {
  const number = numbered.get(facets) ?? (last += 1);
  numbered.set(facets, number);
  return number;
}

export function facetsOf(sources: FacetSources): ShownFacet[] {
  return [
    dates(sources),
    productFacet(sources),
    placeFacet(sources),
    containerFacet(sources),
    long(sources, 'country', false),
    headingFacet(sources),
    ...ownBlock(sources),
    statusFacet(sources),
    transportFacet(sources),
    hidingFacet(sources),
    routeFacet(sources),
    long(sources, 'detection'),
    quantityFacet(sources),
    long(sources, 'location'),
    long(sources, 'direction'),
    long(sources, 'office'),
  ];
}

function countOf(facets: Facets, name: FacetName, code: string): { count?: number } {
  return facets.uncounted ? {} : { count: facets.counts[name].get(code) ?? 0 };
}

function commonestFirst(a: Option, b: Option): number {
  return (b.count ?? 0) - (a.count ?? 0);
}

function dates({ criteria, names, refusals, now }: FacetSources): DatesFacet {
  const input = (name: 'from' | 'to') =>
    typedInput(name, names.label(`search:${name}`), criteria[name] ?? '', refusals);
  return {
    kind: 'dates',
    legend: names.label('search:facet.date'),
    inputs: [input('from'), input('to')],
    quick: quickPeriods(now).map(({ key, from, to }) => ({
      label: names.label(`search:quick.${key}`),
      href: hrefOf(criteria, { from, to }),
      current: criteria.from === from && criteria.to === to,
    })),
  };
}

function quantityFacet({ criteria, names, lists, refusals }: FacetSources): RangeFacet {
  const input = (name: 'min' | 'max') =>
    typedInput(name, names.label(`search:${name}`), String(criteria[name] ?? ''), refusals);
  const isRefused = ['min', 'max', 'unit'].some(name => refusals?.has(name));
  const units = lists.all('unit').map(({ code }) => ({ value: code, label: unitLabel(code, names) }));
  const select = {
    id: 'f-unit',
    name: 'unit',
    label: names.label('search:unitLabel'),
    value: criteria.unit ?? '',
    options: [{ value: '', label: names.label('common:any') }, ...units],
  };
  return {
    kind: 'range',
    legend: names.label('search:facet.quantity'),
    note: names.label('search:withUnit'),
    folded: true,
    ...(isRefused ? { open: true } : {}),
    ...(criteria.unit === undefined ? {} : { open: true, on: 1 }),
    range: { type: 'text', from: input('min'), to: input('max'), select },
  };
}

function unitLabel(code: string, names: Names): string {
  const short = names.unit(code);
  const long = names.of('unit', code);
  return short === long ? long : `${long} (${short})`;
}

function headingFacet({ criteria, facets, names }: FacetSources): OptionFacet {
  const options = headingList
    .map(({ code }) => {
      const heading = names.heading(code);
      return {
        value: code,
        label: heading.label,
        ...countOf(facets, 'heading', code),
        checked: criteria.heading.includes(code),
        heading,
      };
    })
    .sort(commonestFirst);
  return { kind: 'options', legend: names.label('search:facet.heading'), name: 'heading', options };
}

/** Asking for none means the records in force; the ticks say so, and saying it is no filter. */
function statusFacet({ criteria, facets, names }: FacetSources): OptionFacet {
  const asked: readonly string[] = criteria.status.length > 0 ? criteria.status : currentStatuses;
  const options = statuses.map(status => ({
    value: status,
    label: names.label(`common:status.${status}`),
    ...countOf(facets, 'status', status),
    checked: asked.includes(status),
  }));
  return { kind: 'options', legend: names.label('search:facet.status'), name: 'status', options };
}

/** Modes with the counts of their kinds; a kind shows where it was asked for. */
function transportFacet({ criteria, facets, names, lists }: FacetSources): OptionFacet {
  const counts = new Map<string, number>();
  for (const [code, n] of facets.counts.transport) {
    const mode = lists.lookUp('transport', code)?.parent ?? code;
    counts.set(mode, (counts.get(mode) ?? 0) + n);
  }
  const asked = criteria.transport;
  const modes = lists
    .all('transport')
    .filter(({ parent }) => parent === null)
    .map(({ code }) => option(code, counts));
  const kinds = asked
    .filter(code => !modes.some(({ value }) => value === code))
    .map(code => option(code, facets.counts.transport));
  return {
    kind: 'options',
    legend: names.label('search:facet.transport'),
    name: 'transport',
    folded: true,
    ...(facets.uncounted ? {} : { note: names.count(counts.size) }),
    options: [...kinds, ...modes].sort((a, b) => Number(b.checked) - Number(a.checked) || commonestFirst(a, b)),
  };

  function option(value: string, from: ReadonlyMap<string, number>): Option {
    return {
      value,
      label: names.of('transport', value),
      ...(facets.uncounted ? {} : { count: from.get(value) ?? 0 }),
      checked: asked.includes(value),
    };
  }
}

/** A long list: what is on and what is commonest as ticks, then more, then everything in one list to pick from. */
function long({ criteria, facets, names, lists, offices }: FacetSources, name: FacetName, folded = true): OptionFacet {
  const counts = facets.counts[name];
  const asked = criteria[name];
  const option = (value: string): Option => ({
    value,
    label: names.of(name, value),
    ...countOf(facets, name, value),
    checked: asked.includes(value),
  });
  const found = [...counts]
    .filter(([code]) => !asked.includes(code))
    .sort((a, b) => b[1] - a[1])
    .map(([code]) => code);
  const ticks = [...asked, ...found].map(option);
  const first = Math.max(asked.length, shownFirst[name] ?? usuallyFirst);
  const most = Math.max(first, (shownFirst[name] ?? usuallyFirst) + mostMore);
  return {
    kind: 'long',
    legend: names.label(`search:facet.${name}`),
    name,
    options: ticks.slice(0, first),
    more: ticks.slice(first, most),
    find: { label: names.label(`search:find.${name}`), ...offered({ lists, offices, lang: names.lang, list: name }) },
    ...(folded ? { folded } : {}),
    ...(folded && !facets.uncounted ? { note: names.count(counts.size) } : {}),
  };
}

function routeFacet({ criteria, names, lists, offices }: FacetSources): SelectFacet {
  const on = routeNames.reduce((sum, name) => sum + criteria[name].length, 0);
  const select = (name: RouteName) => {
    const [value = '', ...rest] = criteria[name];
    return {
      id: `f-${name}`,
      name,
      label: names.label(`search:filter.${name}`),
      rest,
      ...offered({ lists, offices, lang: names.lang, list: 'country', value }),
    };
  };
  return {
    kind: 'selects',
    legend: names.label('search:facet.route'),
    folded: true,
    ...(on > 0 ? { open: true, on } : {}),
    selects: routeNames.map(select),
  };
}
