import type { Viewer } from '../../../access/index.ts';
import type { Lists, Offices } from '../../../reference/index.ts';
import { mayEnterFor } from '../../permissions.ts';
import { activeFilters, type ActiveFilter } from '../active-filters.ts';
import { pageSizes, plain, shownHeadings, type Criteria } from '../criteria.ts';
import type { Facets } from '../search-facets.ts';
import { asTyped, type Understood } from '../understood.ts';
import { chipsOf, hrefOf, type Chip } from './presenter-chips.ts';
import type { RefusedValue } from '../lenient.ts';
import type { Masked } from '../search-masked.ts';
import { columnsOf, countOf, exportQuery, headOf } from './presenter-head.ts';
import { presentMasked } from './presenter-masked.ts';
import { problemsOf, refusalsOf } from './presenter-refusals.ts';
import { facetPanel } from './presenter-facets.ts';
import type { Names } from './presenter-names.ts';
import { keptRowsOf } from './presenter-rows.ts';
import { ownCountedTo } from '../../own-fields/search-counts.ts';
import { countedTo, type ResultPage } from '../result-page.ts';
import { rankedTo } from '../search.ts';
import type { watchStrip } from '../../watches/pages/presenter-strip.ts';

interface SearchSources {
  readonly viewer: Viewer;
  readonly criteria: Criteria;
  readonly page: ResultPage;
  readonly facets: Facets;
  readonly names: Names;
  readonly lists: Lists;
  readonly offices: Offices;
  readonly now: Date;
  /** What the search would find without each of its filters, when it finds nothing. */
  readonly without: readonly { readonly filter: ActiveFilter; readonly count: number }[];
  /** The form that saves or watches the search, where it is open. */
  readonly strip?: Awaited<ReturnType<typeof watchStrip>> | undefined;
  /** What was typed and could not be read; it is left out of the search. */
  readonly refused?: readonly RefusedValue[];
  /** What is counted and not shown. */
  readonly masked?: readonly Masked[];
  /** What was made of a word that nothing is called. */
  readonly understood?: Understood | undefined;
}

/** Everything the search page shows, in words. Pure. */
export function presentSearch(sources: SearchSources) {
  const { criteria, page, names, offices, refused = [], masked = [] } = sources;
  const filters = activeFilters(criteria);
  const chips = chipsOf(criteria, names, filters);
  const rows = keptRowsOf(page.rows, names);
  return {
    title: names.text('search:title', { number: countOf(page.total, names) }),
    head: headOf(sources),
    filters: {
      action: '/seizures',
      active: chips.length,
      clearHref: hrefOf(cleared(criteria)),
      hidden: hiddenOf(criteria),
      words: { name: 'q', value: criteria.q, placeholder: names.label('search:words') },
    },
    understood: understoodOf(sources),
    strip: sources.strip,
    watchHref: chips.length === 0 ? undefined : hrefOf(criteria, { watch: 'open' }),
    /** The same search as figures: pages of a feature above this one. */
    chartHref: page.total === 0 ? undefined : `/analysis/trends${exportQuery(criteria)}`,
    mapHref: page.total === 0 ? undefined : `/analysis/routes${exportQuery(criteria)}`,
    facets: facetPanel({ ...sources, refusals: refusalsOf(refused, names) }),
    problems: problemsOf(refused, names),
    chips,
    rows,
    columns: columnsOf(criteria, names),
    view: criteria.view,
    totals: totalsOf(sources),
    pager: pagerOf(sources),
    notes: notesOf(sources),
    masked: presentMasked(masked, criteria, names, offices),
    empty: page.total === 0 ? emptyOf(sources, chips.length) : undefined,
  };
}

/** What was understood, with a way back: "Nothing is written “mombassa”. These are the results for Mombasa." */
function understoodOf({ criteria, understood, page, names }: SearchSources) {
  if (understood === undefined) return undefined;
  const { isShown, meant, unknown } = understood;
  const typed = unknown.join(', ');
  if (!isShown)
    return {
      text: names.text('search:understood.offer', { typed }),
      link: meant,
      href: hrefOf(criteria, { q: meant }),
    };
  return {
    text: names.text('search:understood.shown', {
      typed,
      meant,
      count: page.total,
      number: countOf(page.total, names),
    }),
    link: names.text('search:understood.asTyped', { typed }),
    href: hrefOf(asTyped(criteria, understood)),
  };
}

/** The same list with no filter: view, rows and order stay, but for an order by words. */
function cleared(criteria: Criteria): Criteria {
  const { sort, view, rows } = criteria;
  const none = Object.fromEntries(
    Object.entries(criteria).flatMap(([name, value]) => (Array.isArray(value) ? [[name, []]] : [])),
  ) as unknown as Criteria;
  return { ...none, q: '', sort: sort === 'relevance' ? 'newest' : sort, view, rows };
}

/** Kept when filters are applied. An order by relevance is not: the words it needs may be taken out. */
function hiddenOf(criteria: Criteria): { name: string; value: string }[] {
  const { heading, leg, port, portAs, import: importId } = criteria;
  const { sort, view, rows } = plain(criteria);
  const kept = Object.entries({ sort, view, rows, leg, port, portAs }).filter(([, value]) => value !== undefined);
  return [
    ...kept.map(([name, value]) => ({ name, value: String(value) })),
    ...heading.map(value => ({ name: shownHeadings, value })),
    ...(importId === undefined ? [] : [{ name: 'import', value: String(importId) }]),
  ];
}

const totalsShown = 5;

export function totalsOf({ criteria, facets, page, names }: SearchSources) {
  const all =
    page.total === 0
      ? []
      : (facets.totals ?? []).map(({ unit, quantity }) => ({
          value: names.sum(quantity),
          unit: names.unit(unit, quantity),
        }));
  const rest = all.slice(totalsShown);
  return {
    items: all.slice(0, totalsShown),
    rest,
    label: names.text('search:moreUnits', { count: rest.length }),
    held:
      facets.held === 0
        ? undefined
        : {
            text: names.text('search:held', { count: facets.held, number: names.count(facets.held) }),
            href: hrefOf(criteria, { held: 'yes' }),
          },
  };
}

function pagerOf({ criteria, page, names }: SearchSources) {
  const { first, rows, after, before, total } = page;
  return {
    ...(first > 0 ? { from: first, to: first + rows.length - 1 } : {}),
    total: countOf(total, names),
    ...(before === undefined ? {} : { newer: hrefOf(criteria, { before }) }),
    ...(after === undefined ? {} : { older: hrefOf(criteria, { after }) }),
    ...(criteria.sort === 'newest' || criteria.sort === 'recorded'
      ? {}
      : { newerLabel: names.label('common:pager.previous'), olderLabel: names.label('common:pager.next') }),
    sizes: pageSizes.map(size => ({
      size,
      href: hrefOf(criteria, { rows: size === 25 ? undefined : size }),
      current: size === criteria.rows,
    })),
  };
}

function notesOf({ criteria, page, facets, names }: SearchSources): string[] {
  const ranked = criteria.sort === 'relevance' && page.total > rankedTo;
  return [
    ranked ? names.text('search:rankedNote', { number: names.count(rankedTo) }) : undefined,
    facets.capped ? names.text('search:cappedNote', { number: names.count(countedTo) }) : undefined,
    facets.uncounted ? names.label('search:uncountedNote') : undefined,
    facets.own.size > 0 && page.total > ownCountedTo
      ? names.text(facets.capped ? 'search:own.someNote' : 'search:own.cappedNote', {
          number: names.count(ownCountedTo),
        })
      : undefined,
    facets.totals === undefined && !facets.capped && !facets.uncounted
      ? names.text('search:totalsNote', { number: names.count(countedTo) })
      : undefined,
    page.rows.some(row => row.synthetic) ? names.label('search:synthetic.note') : undefined,
  ].filter(note => note !== undefined);
}

/** Why there is nothing, and what to do: which filter to drop, with what it would show. */
function emptyOf({ viewer, criteria, names, without }: SearchSources, active: number) {
  if (active === 0) {
    const may = viewer.level === 'unlimited' && mayEnterFor(viewer, viewer.office.country ?? '');
    return {
      text: names.label('search:empty.nothing'),
      remedies: may ? [{ label: names.label('common:action.record'), href: '/seizures/new' }] : [],
    };
  }
  const helping = without
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, 5);
  const remedies = helping.map(({ filter, count }) => {
    const [chip] = chipsOf(criteria, names, [filter]) as [Chip];
    return {
      label: names.text('search:empty.without', {
        filter: `${chip.label}${names.label('common:colon')} ${chip.value}`,
        number: countOf(count, names),
      }),
      href: chip.href,
    };
  });
  const all = { label: names.label('common:filters.clear'), href: hrefOf(cleared(criteria)) };
  return {
    text: names.label(remedies.length > 0 ? 'search:empty.remove' : 'search:empty.together'),
    remedies: remedies.length > 0 ? remedies : [all],
  };
}
