import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { BadRequest } from '../../errors.ts';
import { readQuery } from '../../forms/index.ts';
import { branches } from '../kinds/page.ts';
import { kindCodes } from '../kinds/index.ts';
import type { CwsRoom } from '../room.ts';
import { wordsOf } from '../room.ts';
import { presentReferenceSearch, presentSearch } from './present.ts';
import { countKinds, mostShown, searchCws } from './search.ts';
import { searchReference } from './search-reference.ts';

/** Kinds a search may be narrowed to: documents, product sheets, links. */
export const searchedKinds: readonly string[] = [...kindCodes, 'product', 'link'];
const size = 20;

export function searchPages(room: CwsRoom) {
  return {
    /** Everything the website holds. */
    async all(req: Request, res: Response): Promise<void> {
      const headings = room.lists.all('heading').map(({ code }) => code);
      const query = readQuery(req.query, { q: 'words', kind: searchedKinds, heading: headings, after: 'words' });
      const after = afterOf(query.after);
      const [viewer, words] = [viewerOf(req), wordsOf(room, res)];
      const search = { q: query.q, lang: words.lang, heading: query.heading };
      const [found, kinds] = await Promise.all([
        searchCws(viewer, room.pool, { ...search, kinds: query.kind === '' ? [] : [query.kind], after, size }),
        countKinds(viewer, room.pool, search),
      ]);
      res.render(
        'cws/search',
        presentSearch({ query, found, after, size, kinds, kindCodes: searchedKinds, words, room }),
      );
    },

    /** Reference pages, their files and the product sheets. */
    async reference(req: Request, res: Response): Promise<void> {
      const query = readQuery(req.query, { q: 'words', branch: branches, after: 'words' });
      const after = afterOf(query.after);
      const [viewer, words] = [viewerOf(req), wordsOf(room, res)];
      const found = await searchReference(viewer, room.pool, {
        q: query.q,
        lang: words.lang,
        branch: query.branch,
        after,
        size,
      });
      res.render('cws/library/search', presentReferenceSearch({ query, found, after, size, words, room }));
    },
  };
}

function afterOf(text: string): number {
  const after = text === '' ? 0 : Number(text);
  if (!/^\d{0,3}$/.test(text) || after >= mostShown)
    throw new BadRequest([{ path: 'after', key: 'forms:problem.malformed', values: { value: text.slice(0, 60) } }]);
  return after;
}
