import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { NotVisible } from '../../../errors.ts';
import type { AnalysisContext } from '../../context.ts';
import { findSearch, markStopped } from './store-searches.ts';

/** Stops a search of the own office; one that is over stays as it is. */
export async function stopSearch({ pool }: Pick<AnalysisContext, 'pool'>, viewer: Viewer, id: string): Promise<void> {
  await inTransaction(pool, async client => {
    if (!(await findSearch(client, viewer, id))) throw new NotVisible('no such search');
    if (await markStopped(client, id)) await note(client, viewer, { action: 'indicator.searchStopped', subject: id });
  });
}
