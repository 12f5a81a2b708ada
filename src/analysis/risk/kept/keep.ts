import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { NotVisible } from '../../../errors.ts';
import type { AnalysisContext } from '../../context.ts';
import { insertIndicator } from './store-indicators.ts';
import { findSearch, listFound } from '../finding/store-searches.ts';

/** Keeps an indicator of a search of the own office, with the data it was found in. Answers its reference. */
export async function keepIndicator(
  { pool }: Pick<AnalysisContext, 'pool'>,
  viewer: Viewer,
  searchId: string,
  place: number,
): Promise<string> {
  return inTransaction(pool, async client => {
    const search = await findSearch(client, viewer, searchId);
    const found = search?.state === 'done' ? (await listFound(client, searchId))[place - 1] : undefined;
    if (!search || !found) throw new NotVisible('no such indicator');
    const { ref, isNew } = await insertIndicator(client, viewer, { searchId, place, found });
    if (isNew)
      await note(client, viewer, {
        action: 'indicator.kept',
        subject: ref,
        detail: { search: searchId, signs: found.signs, outcome: found.outcome, changeSeq: search.changeSeq },
      });
    return ref;
  });
}
