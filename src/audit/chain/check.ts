import { inTransaction } from '../../db/transaction.ts';
import type { Chain } from '../context.ts';
import { insertCheck, type CheckCause } from './store-checks.ts';
import { note, type Actor } from '../store-note.ts';
import { raiseProblems } from './trust.ts';
import { verifyTrail } from './verify.ts';
import type { Verification } from './problems.ts';

/**
 * Verifies the trail, keeps the result, raises an alarm about what is wrong, and writes the head of the chain to the
 * system log, which goes elsewhere: a later chain that does not hold this head was rewritten.
 */
export async function checkTrail(trail: Chain, actor: Actor, cause: CheckCause): Promise<Verification> {
  const startedAt = new Date();
  const result = await verifyTrail(trail);
  await inTransaction(trail.jobPool, async client => {
    const number = await insertCheck(client, actor, cause, startedAt, result);
    await note(client, actor, {
      action: 'trail.checked',
      ...(result.problemCount > 0 ? { outcome: 'failed' } : {}),
      subject: `check:${number}`,
      detail: { seals: result.seals, rows: result.rows, problems: result.problemCount },
    });
  });
  await raiseProblems(trail, result.problems);
  const said = {
    seals: result.seals,
    rows: result.rows,
    head: result.head?.number ?? 0,
    digest: result.head?.digest.toString('hex') ?? '',
  };
  if (result.problemCount > 0)
    trail.log.error({ ...said, problems: result.problems.slice(0, 20) }, 'the trail cannot be relied on');
  else trail.log.info(said, 'the trail is whole; its head');
  return result;
}
