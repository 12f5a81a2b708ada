import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import type { Language } from '../../../i18n/index.ts';
import { activeFilters } from '../active-filters.ts';
import { readCriteria } from '../criteria.ts';
import type { Seizures } from '../../context.ts';
import { presentSearch } from './presenter.ts';
import { namesFor } from './presenter-names.ts';
import { countSearches, searchSeizures } from '../search.ts';
import type { ResultPage } from '../search.ts';
import type { Searching } from '../search-where.ts';
import { render } from '../../../web/render.ts';

/** `/seizures`: the list, its counts and its filters. Two statements; a third when nothing was found. */
export function searchPages(seizures: Seizures) {
  const { pool, lists, offices } = seizures.context;
  const names = namesFor(seizures.context);
  return {
    async index(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const criteria = readCriteria(req.query, lists, offices);
      const searching: Searching = { viewer, criteria, lists, offices, words: seizures.words };
      const known = seizures.facets.total(searching);
      const [page, facets] = await Promise.all([searchSeizures(pool, searching, known), seizures.facets.of(searching)]);
      if (known === undefined) seizures.facets.keepTotal(searching, page.total);
      const without = await remedies(seizures, searching, page);
      const lang = res.locals.lang as Language;
      render(
        res,
        'seizures/search',
        presentSearch({ viewer, criteria, page, facets, names: names(lang), lists, offices, now: new Date(), without }),
      );
    },
  };
}

async function remedies({ context }: Seizures, searching: Searching, page: ResultPage) {
  if (page.total > 0) return [];
  const filters = activeFilters(searching.criteria).slice(0, 12);
  const counts = await countSearches(
    context.pool,
    filters.map(({ without }) => ({ ...searching, criteria: without })),
  );
  return filters.map((filter, at) => ({ filter, count: counts[at] ?? 0 }));
}
