import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import type { Searching } from '../../search/search-where.ts';
import { activeFilters } from '../../search/active-filters.ts';
import { chipsOf, hrefOf } from '../../search/pages/presenter-chips.ts';
import type { Names } from '../../search/pages/presenter-names.ts';
import { canWatch } from '../permissions.ts';
import { countedBack, countLastYear } from '../store-news.ts';
import { findWatch } from '../store-watches.ts';
import { longestName, rhythms } from '../watch.ts';
import { queryText } from './form.ts';

/**
 * "Save or watch this search", above its result: how often it would have told, and the form. With the number of a list
 * the search becomes that list's.
 */
export async function watchStrip(on: Queryable, viewer: Viewer, searching: Searching, names: Names, of?: number) {
  const { criteria } = searching;
  const [back, watch] = await Promise.all([
    countLastYear(on, searching),
    of === undefined ? undefined : findWatch(on, viewer, of),
  ]);
  const may = watch && canWatch(viewer, 'change', watch);
  return {
    told: names.text('watches:strip.back', {
      count: back,
      number:
        back > countedBack ? names.text('search:moreThan', { number: names.count(countedBack) }) : names.count(back),
    }),
    clientUuid: randomUUID(),
    query: queryText(criteria),
    name: suggestedName(chipsOf(criteria, names, activeFilters(criteria)).map(({ value }) => value)),
    longestName,
    rhythms: rhythms.map(value => ({
      value,
      label: names.label(`watches:rhythm.${value}`),
      selected: value === 'daily',
    })),
    cancelHref: hrefOf(criteria),
    isEmpty: activeFilters(criteria).length === 0,
    of: may ? { id: watch.id, label: names.text('watches:strip.instead', { name: watch.name }) } : undefined,
  };
}

function suggestedName(values: readonly string[]): string {
  let name = '';
  for (const value of values) {
    const longer = name === '' ? value : `${name}, ${value}`;
    if (longer.length > longestName) break;
    name = longer;
  }
  return name;
}
