import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import type { AnalysisContext } from '../../context.ts';
import { queryOf, type RiskQuestion } from './read-query.ts';
import { insertSearch } from './store-searches.ts';

export const searchQueue = 'risk-indicators';

type Context = Pick<AnalysisContext, 'pool' | 'jobs'>;

/** Asks for a search for indicators; the one that still runs for this account where there is one. Answers its id. */
export async function startSearch(context: Context, viewer: Viewer, question: RiskQuestion): Promise<string> {
  const { criteria } = question;
  const query = queryOf(question);
  const id = await inTransaction(context.pool, async client => {
    const made = await insertSearch(client, viewer, {
      query,
      headings: criteria.heading,
      from: criteria.from,
      to: criteria.to,
    });
    if (made.isNew) await note(client, viewer, { action: 'indicator.searched', subject: made.id, detail: { query } });
    return made.id;
  });
  await queueSearch(context, id);
  return id;
}

/** Asks for the work of a search; a second request while one waits or runs is none. */
export async function queueSearch({ jobs }: Pick<Context, 'jobs'>, id: string): Promise<void> {
  await jobs.send(searchQueue, { id }, id);
}
