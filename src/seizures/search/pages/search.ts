import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { BadRequest } from '../../../errors.ts';
import type { Language } from '../../../i18n/index.ts';
import { activeFilters } from '../active-filters.ts';
import { readInPart } from '../lenient.ts';
import type { Seizures } from '../../context.ts';
import { presentSearch } from './presenter.ts';
import { namesFor, type Names } from './presenter-names.ts';
import { countedTo, pageOfTotal, type ResultPage } from '../result-page.ts';
import { countSearches, searchSeizures } from '../search.ts';
import { meantBy } from '../understood.ts';
import { searchesWords, type Searching } from '../search-where.ts';
import { render } from '../../../web/render.ts';
import { printable } from '../../../text/readable-text.ts';
import { watchStrip } from '../../watches/pages/presenter-strip.ts';

/** `/seizures`: the list, its counts and its filters, and what is counted and not shown. */
export function searchPages(seizures: Seizures) {
  const { pool, reads, lists, offices } = seizures.context;
  const names = namesFor(seizures.context);
  return {
    async index(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const { watch, ...query } = req.query;
      const { criteria, refused } = readInPart(query, lists, offices);
      const asked: Searching = { viewer, criteria, lists, offices, words: seizures.words };
      const { searching, page, facets, understood } = await understand(asked);
      const without = await remedies(seizures, searching, page);
      const masked = await seizures.facets.masked(searching);
      const lang = res.locals.lang as Language;
      const strip = await stripFor(watch, searching, names(lang));
      const sources = { viewer, lists, offices, page, facets, without, understood, refused, strip, masked };
      const found = { ...sources, criteria: searching.criteria, names: names(lang), now: new Date() };
      const show = (): void => render(res, 'seizures/search', presentSearch(found));
      if (refused.length > 0) throw new BadRequest(refused, 'a filter cannot be read', show);
      show();
    },
  };

  /** "Watch this search" opened above the result: `watch=open`, or the number of the list that is to search so. */
  async function stripFor(watch: unknown, searching: Searching, naming: Names) {
    if (watch === undefined) return undefined;
    if (typeof watch !== 'string' || !/^(open|[1-9]\d{0,14})$/.test(watch))
      throw new BadRequest([{ path: 'watch', key: 'search:malformed', values: { value: printable(watch) } }]);
    return watchStrip(pool, searching.viewer, searching, naming, watch === 'open' ? undefined : Number(watch));
  }

  /** Counts beside the filters say how many there are; counted for the list once more they cost as much as its rows. */
  async function found(searching: Searching) {
    const known = seizures.facets.total(searching);
    const isCounted = known === undefined && !searchesWords(searching) && searching.criteria.own.length === 0;
    const [rows, facets] = await Promise.all([
      searchSeizures(pool, searching, isCounted ? 0 : known, reads),
      seizures.facets.of(searching),
    ]);
    const total = isCounted ? (facets.total ?? (await countSearches(reads, [searching]))[0] ?? 0) : rows.total;
    const page = isCounted ? pageOfTotal(rows, searching.criteria, total) : rows;
    if (known === undefined) seizures.facets.keepTotal(searching, page.total);
    return { searching, page: reachingItsRows(page), facets };
  }

  /** The search as it was typed; where it finds nothing and a word is misspelt, as it was meant. */
  async function understand(asked: Searching) {
    const result = await found(asked);
    const better = meantBy(asked);
    if (better === undefined) return { ...result, understood: undefined };
    if (result.page.total > 0) return { ...result, understood: { ...better, isShown: false } };
    const meant = await found({ ...asked, criteria: better.criteria });
    return { ...(meant.page.total > 0 ? meant : result), understood: { ...better, isShown: meant.page.total > 0 } };
  }
}

/** A number counted a moment ago may lack rows of a later page: as it is shown, it holds them. */
function reachingItsRows(page: ResultPage): ResultPage {
  const { first, rows, after, total } = page;
  const last = rows.length === 0 ? 0 : first + rows.length - (after === undefined ? 1 : 0);
  return { ...page, total: Math.max(total, Math.min(last, countedTo + 1)) };
}

async function remedies({ context }: Seizures, searching: Searching, page: ResultPage) {
  if (page.total > 0) return [];
  const filters = activeFilters(searching.criteria).slice(0, 12);
  const counts = await countSearches(
    context.reads,
    filters.map(({ without }) => ({ ...searching, criteria: without })),
  );
  return filters.map((filter, at) => ({ filter, count: counts[at] ?? 0 }));
}
