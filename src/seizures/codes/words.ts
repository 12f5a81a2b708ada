import type { Viewer } from '../../access/index.ts';
import type { SeizuresContext } from '../context.ts';
import { isOther, ownLists, wordsKey } from './own-lists.ts';
import { listOtherWords, sumOf, type OfficeCount } from './store-recode.ts';

/** Words typed under "other" of a list that are one but for their spelling. */
export interface WordGroup {
  readonly list: string;
  /** The "other" they were typed under. */
  readonly code: string;
  readonly key: string;
  /** As it is typed most. */
  readonly text: string;
  readonly records: number;
  readonly offices: readonly OfficeCount[];
}

/** Groups of words of some lists, the most said first. */
export async function readWordGroups(
  { pool, lists }: Pick<SeizuresContext, 'pool' | 'lists'>,
  viewer: Viewer,
  only: readonly string[] = ownLists,
): Promise<WordGroup[]> {
  const others = only
    .filter(list => list !== 'transport' && list !== 'detection' && list !== 'location') // no words beside these
    .flatMap(list => lists.all(list).flatMap(({ code }) => (isOther(code) ? [{ list, code }] : [])));
  const found = await Promise.all(
    others.map(async ({ list, code }) => {
      const rows = await listOtherWords(pool, viewer, list, code);
      return [...Map.groupBy(rows, ({ text }) => wordsKey(text))].map(([key, of]): WordGroup => {
        const byOffice = Map.groupBy(of, ({ office }) => office);
        const offices = [...byOffice].map(([office, some]) => ({ office, records: sumOf(some) }));
        return {
          list,
          code,
          key,
          text: of[0]?.text ?? key,
          records: sumOf(of),
          offices: offices.sort((a, b) => b.records - a.records),
        };
      });
    }),
  );
  return found.flat().sort((a, b) => b.records - a.records || (a.key < b.key ? -1 : 1));
}
