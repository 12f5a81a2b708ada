import { note } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { Viewer } from '../../viewer.ts';
import { needsTwo, type Application } from '../application.ts';
import { Overtaken, wordsProblems } from '../decide.ts';
import { grantProblems, open } from '../grant.ts';
import { tellBatchDecided } from '../letters.ts';
import type { ApplicationsContext } from '../context.ts';
import { lockApplication } from '../store.ts';
import { insertDomain } from '../mail-domains/store-domains.ts';
import { listBatchDomains, lockWaiting } from '../store-batches.ts';
import { insertStep, setState } from '../store-write.ts';
import { readText } from '../pages/text.ts';
import { longest } from '../pages/form.ts';

type BatchOutcome = { readonly problems: readonly FieldProblem[] } | { readonly done: number; readonly left: number };

/**
 * Decides all of a course that wait (not those asked back) with one reason, in one transaction. What needs two persons,
 * was applied for by the same administrator, or cannot be granted any more stays as it is. Throws Overtaken when
 * nothing waits.
 */
export async function decideBatch(
  context: ApplicationsContext,
  viewer: Viewer,
  batch: string,
  act: 'granted' | 'refused',
  words: string,
): Promise<BatchOutcome> {
  const problems = wordsProblems(words, { optional: act === 'granted' });
  if (problems.length > 0) return { problems };
  const { text } = readText(words, longest.words, { lines: true });
  return inTransaction(context.pool, async client => {
    const refs = await lockWaiting(client, batch);
    if (refs.length === 0) throw new Overtaken(`nothing of ${batch} waits`);
    if (act === 'granted') await enterDomains(client, viewer, context, batch);
    const done: Application[] = [];
    for (const ref of refs) {
      const application = await lockApplication(client, viewer, ref);
      if (
        act === 'granted'
          ? await granted(client, viewer, context, application, text)
          : await refused(client, viewer, application, text)
      )
        done.push(application);
    }
    await tellBatchDecided(client, context, done, { ref: batch, words: text, granted: act === 'granted' });
    const detail = { done: done.length, left: refs.length - done.length };
    await note(client, viewer, { action: `batch.${act}`, subject: batch, detail });
    return detail;
  });
}

/** Domains of a first set-up become official with it, but not by who asked: addresses are held against them. */
async function enterDomains(
  client: Client,
  viewer: Viewer,
  context: ApplicationsContext,
  batch: string,
): Promise<void> {
  for (const { officeId, domain, madeBy } of await listBatchDomains(client, batch)) {
    if (madeBy === viewer.accountId || !(await insertDomain(client, { officeId, domain, addedBy: viewer.accountId })))
      continue;
    const subject = context.offices.byId(officeId)?.code ?? '';
    await note(client, viewer, { action: 'domain.added', subject, detail: { domain, batch } });
  }
}

async function granted(
  client: Client,
  viewer: Viewer,
  context: ApplicationsContext,
  application: Application,
  words: string,
): Promise<boolean> {
  const kind = context.offices.byId(application.officeId)?.kind;
  const { level, duties, endsOn } = application;
  if (kind === undefined || needsTwo(application, kind) || application.madeBy === viewer.accountId) return false;
  if ((await grantProblems(client, application, { level, duties, endsOn }, words)).length > 0) return false;
  await open(client, viewer, context, application, { level, duties, endsOn }, words);
  return true;
}

async function refused(client: Client, viewer: Viewer, application: Application, words: string): Promise<boolean> {
  await setState(client, application, 'refused');
  await insertStep(client, { applicationId: application.id, kind: 'refused', accountId: viewer.accountId, words });
  await note(client, viewer, { action: 'application.refused', subject: application.ref });
  return true;
}
