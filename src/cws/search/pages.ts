import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { BadRequest } from '../../errors.ts';
import { choice, freeText, readQuery } from '../../fields/index.ts';
import { branches } from '../kinds/page.ts';
import { kindCodes } from '../kinds/index.ts';
import { wordsOf, type CwsContext } from '../context.ts';
import { presentReferenceSearch, presentSearch } from './presenter.ts';
import { maxShown, searchCws } from './search.ts';
import { anyWord } from './search-words.ts';
import { searchReference } from './search-reference.ts';
import { suggestFor } from './suggest.ts';
import { render } from '../../web/render.ts';

/** Kinds a search may be narrowed to: documents, product sheets, links. */
const searchedKinds: readonly string[] = [...kindCodes, 'product', 'link'];
const size = 20;

export function searchPages(context: CwsContext) {
  return {
    /** Everything the website holds. */
    async all(req: Request, res: Response): Promise<void> {
      const headings = context.lists.all('heading').map(({ code }) => code);
      const query = readQuery(req.query, {
        q: freeText,
        kind: choice(searchedKinds),
        heading: choice(headings),
        after: freeText,
      });
      const after = afterOf(query.after);
      const [viewer, words] = [viewerOf(req), wordsOf(context, res)];
      const kinds = query.kind === '' ? [] : [query.kind];
      const search = { q: query.q, lang: words.lang, lists: context.lists, heading: query.heading, kinds, size };
      const found = await searchCws(context.pool, viewer, { ...search, after, isCounted: true });
      const isEmpty = query.q !== '' && found.rows.length === 0 && after === 0;
      // Nothing holds all the words: what holds one of them, and what may have been meant.
      const [loose, better] = isEmpty
        ? await Promise.all([
            searchCws(context.pool, viewer, { ...search, q: anyWord(query.q) }),
            suggestFor(context.pool, viewer, query.q),
          ])
        : [undefined, undefined];
      render(
        res,
        'cws/search',
        presentSearch({
          query,
          found: loose ? { ...loose, more: false } : found,
          isLoose: loose !== undefined && loose.rows.length > 0,
          better,
          after,
          size,
          kinds: found.kinds,
          kindCodes: searchedKinds,
          words,
          context,
        }),
      );
    },

    /** Reference pages, their files and the product sheets. */
    async reference(req: Request, res: Response): Promise<void> {
      const query = readQuery(req.query, { q: freeText, branch: choice(branches), after: freeText });
      const after = afterOf(query.after);
      const [viewer, words] = [viewerOf(req), wordsOf(context, res)];
      const found = await searchReference(context.pool, viewer, {
        q: query.q,
        lang: words.lang,
        lists: context.lists,
        branch: query.branch,
        after,
        size,
      });
      render(res, 'cws/library/search', presentReferenceSearch({ query, found, after, size, words, context }));
    },
  };
}

function afterOf(text: string): number {
  const after = text === '' ? 0 : Number(text);
  if (!/^\d{0,3}$/.test(text) || after >= maxShown)
    throw new BadRequest([{ path: 'after', key: 'forms:problem.malformed', values: { value: text.slice(0, 60) } }]);
  return after;
}
