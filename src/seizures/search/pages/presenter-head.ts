import { queryString, sorts, views, type Criteria, type Sort } from '../criteria.ts';
import { countedTo, type ResultPage } from '../result-page.ts';
import type { Facets } from '../search-facets.ts';
import { hrefOf } from './presenter-chips.ts';
import type { Names } from './presenter-names.ts';

/** A number of records; from a certain one on they are not counted. */
export function countOf(total: number, names: Names): string {
  return total > countedTo ? names.text('search:moreThan', { number: names.count(countedTo) }) : names.count(total);
}

function titleOf(total: number, names: Names): string {
  if (total > countedTo) return names.text('search:headingMore', { number: names.count(countedTo) });
  return names.text('search:heading', { count: total, number: names.count(total) });
}

interface Found {
  readonly criteria: Criteria;
  readonly page: Pick<ResultPage, 'total'>;
  readonly facets: Pick<Facets, 'lines' | 'countries' | 'uncounted'>;
  readonly names: Names;
  readonly now: Date;
}

export function headOf({ criteria, page, facets, names, now }: Found) {
  const { total } = page;
  const scope = [
    facets.lines === undefined || total === 0
      ? undefined
      : names.text('search:lines', { count: facets.lines, number: names.count(facets.lines) }),
    total === 0 || facets.uncounted
      ? undefined
      : names.text('search:countries', { count: facets.countries, number: names.count(facets.countries) }),
    names.text('search:asOf', { time: now.toISOString().slice(11, 16) }),
  ];
  return {
    title: titleOf(total, names),
    scope: scope.filter(part => part !== undefined).join(' · '),
    sorts: { label: names.label('search:sort.label'), items: sortsOf(criteria, names) },
    views: {
      label: names.label('search:view.label'),
      items: views.map(view => ({
        label: names.label(`search:view.${view}`),
        icon: view === 'table' ? 'table-2' : 'layout-grid',
        href: hrefOf(criteria, { view: view === 'table' ? undefined : view }),
        current: view === criteria.view,
      })),
    },
    exports:
      total === 0
        ? []
        : (['csv', 'xlsx'] as const).map(format => ({
            label: names.label(`search:export.${format}`),
            href: `/seizures/export.${format}${exportQuery(criteria)}`,
            icon: 'download',
          })),
  };
}

/** The search without what only arranges it. */
export function exportQuery(criteria: Criteria): string {
  const query = queryString(criteria, { view: undefined, rows: undefined, sort: undefined });
  return query === '' ? '' : `?${query}`;
}

/** Orders to choose from; the date is one of them, both ways. */
function sortsOf(criteria: Criteria, names: Names) {
  const offered = sorts.filter(sort => sort !== 'oldest' && (sort !== 'relevance' || criteria.q !== ''));
  return offered.map(sort => ({
    label: names.label(`search:sort.${sort}`),
    href: sortHref(criteria, sort),
    current: sort === criteria.sort || (sort === 'newest' && criteria.sort === 'oldest'),
  }));
}

function sortHref(criteria: Criteria, sort: Sort): string {
  return hrefOf({ ...criteria, sort });
}

export function columnsOf(criteria: Criteria, names: Names) {
  const label = (key: string) => names.label(`search:column.${key}`);
  const { sort } = criteria;
  return {
    ref: label('ref'),
    goods: label('goods'),
    quantity: label('quantity'),
    place: label('place'),
    route: label('route'),
    concealment: label('concealment'),
    status: label('status'),
    caption: names.label('search:caption'),
    synthetic: names.label('search:synthetic.row'),
    syntheticShort: names.label('search:synthetic.short'),
    stated: names.label('common:notStated'),
    date: {
      label: label('date'),
      class: 'ph-a-end',
      href: sortHref(criteria, sort === 'newest' ? 'oldest' : 'newest'),
      ...(sort === 'newest' ? { direction: 'descending' } : sort === 'oldest' ? { direction: 'ascending' } : {}),
    },
  };
}
