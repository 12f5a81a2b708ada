import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Language } from '../../i18n/index.ts';
import type { Lists } from '../../reference/index.ts';
import { sheetLists } from '../library/products/catalogue.ts';
import { searchCws, type Results } from './search.ts';

/**
 * Searches the pages of the reference system, the text of their files and the product sheets; `branch` '' looks in all.
 */
export function searchReference(
  on: Queryable,
  viewer: Viewer,
  { branch, ...search }: { q: string; lang: Language; lists: Lists; branch: string; after?: number; size?: number },
): Promise<Results> {
  const lists = sheetLists.filter(sheet => sheet.branch === branch).map(({ list }) => list);
  return searchCws(on, viewer, {
    ...search,
    kinds: ['page', 'product'],
    ...(branch === '' ? {} : { branch: { code: branch, lists } }),
  });
}
