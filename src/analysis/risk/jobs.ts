import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { AnalysisContext } from '../context.ts';
import { queueSearch, searchQueue } from './finding/start.ts';
import { listOpenSearches, removeOldSearches } from './finding/store-searches.ts';

const nightly = 'risk-indicators-scored';
/** Days the result of a search stays; what was kept of it stays longer. */
export const keptDays = 90;

/**
 * Registers the queue that looks for indicators, one search at a time, and what is scored and removed each night. What
 * searches is loaded with the first of them.
 */
export async function startRiskJobs(context: AnalysisContext): Promise<void> {
  const runSearch = async (id: string, signal: AbortSignal) =>
    (await import('./finding/run-search.ts')).runSearch(context, id, signal);
  await context.jobs.work<{ id: string }>(searchQueue, ({ id }, signal) => runSearch(id, signal));
  await context.jobs.work<object>(nightly, async () => {
    await (await import('./kept/give-up.ts')).giveUpByRule(context);
    await expireSearches(context);
  });
  await context.jobs.every(nightly, '40 2 * * *');
  // What a crash interrupted is asked for again.
  for (const id of await listOpenSearches(context.jobPool)) await queueSearch(context, id);
}

async function expireSearches({ jobPool }: Pick<AnalysisContext, 'jobPool'>): Promise<void> {
  await inTransaction(jobPool, async client => {
    for (const { id, accountId, officeId } of await removeOldSearches(client, keptDays))
      await note(client, { accountId, office: { id: officeId } }, { action: 'indicator.searchExpired', subject: id });
  });
}
