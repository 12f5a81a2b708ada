import { viewerOfAccount, type Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { Forbidden, NotVisible } from '../../../errors.ts';
import type { AnalysisContext } from '../../context.ts';
import { recount } from './recount.ts';
import { officesSeen } from './scope.ts';
import { findIndicator, listScored, markGivenUp, type KeptIndicator } from './store-indicators.ts';
import { tellUsers } from './tell.ts';

type Context = Pick<AnalysisContext, 'pool' | 'figures' | 'lists' | 'offices' | 'outbox' | 'seizures'>;

/** Gives an indicator of the own office up for a reason and tells who used it. It stays visible; twice is once. */
export async function giveUp(context: Context, viewer: Viewer, ref: string, reason: string): Promise<void> {
  const offices = officesSeen(viewer, context.offices);
  const known = await findIndicator(context.pool, offices, ref);
  if (!known) throw new NotVisible('no such indicator');
  if (known.officeId !== viewer.office.id) throw new Forbidden('kept by another office');
  const counted = await recount(context, viewer, known);
  const score = counted ? { hits: counted.score.hits, misses: counted.score.misses } : null;
  await inTransaction(context.pool, async client => {
    const isNew = await markGivenUp(client, known.id, { score, by: { accountId: viewer.accountId, reason } });
    if (!isNew) return;
    await note(client, viewer, { action: 'indicator.givenUp', subject: ref, detail: { reason, ...score } });
    await tellUsers(client, context, known, viewer.loginId);
  });
}

/** Gives up by the rule what no longer works, counted as whoever kept it sees. Answers how many. */
export async function giveUpByRule(
  context: Omit<Context, 'pool'> & Pick<AnalysisContext, 'jobPool' | 'log' | 'waiting'>,
): Promise<number> {
  let count = 0;
  for (const one of await listScored(context.jobPool)) {
    try {
      if (await settle(context, one)) count += 1;
    } catch (error) {
      // One that cannot be counted tonight keeps no other from being looked at.
      context.log.error({ err: error, indicator: one.ref }, 'scoring a risk indicator');
    }
  }
  if (count > 0) context.waiting.changed();
  return count;
}

async function settle(
  context: Omit<Context, 'pool'> & Pick<AnalysisContext, 'jobPool'>,
  one: KeptIndicator,
): Promise<boolean> {
  const viewer = await viewerOfAccount(context.jobPool, one.keptById);
  // Whoever moved sees with other eyes: its score stays open until the office gives it up.
  if (viewer?.office.id !== one.officeId) return false;
  const counted = await recount(context, viewer, one);
  if (counted?.score.state !== 'given up') return false;
  const { hits, misses } = counted.score;
  return inTransaction(context.jobPool, async client => {
    if (!(await markGivenUp(client, one.id, { score: { hits, misses } }))) return false;
    await note(client, viewer, { action: 'indicator.givenUp', subject: one.ref, detail: { by: 'rule', hits, misses } });
    await tellUsers(client, context, one);
    return true;
  });
}
