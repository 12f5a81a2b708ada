import { randomUUID } from 'node:crypto';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { Viewer } from '../../viewer.ts';
import type { ApplicationsContext } from '../context.ts';
import { tellOfBatch } from '../letters.ts';
import { findSentBatch, insertBatch, insertBatchDomain } from '../store-batches.ts';
import { insertApplication, takeRefs } from '../store-write.ts';
import { checkSetup } from './check-setup.ts';
import type { TypedSetup } from './rows.ts';

/**
 * Makes one application of each contact point and keeps the domains with them, all or none, under one batch that
 * another administrator decides. Sent twice it is one batch. Returns its reference.
 */
export function submitSetup(
  context: ApplicationsContext,
  viewer: Viewer,
  typed: TypedSetup,
): Promise<{ readonly ref: string } | { readonly problems: readonly FieldProblem[] }> {
  return inTransaction(context.pool, async client => {
    const sent = await findSentBatch(client, viewer, typed.formId);
    if (sent) return { ref: sent };
    const { problems, applications, domains, course } = await checkSetup(client, context.offices, typed);
    if (problems.length > 0) return { problems };
    const refs = await takeRefs(client, applications.length);
    const ref = (refs[0] ?? '').replace('AP-', 'AB-');
    const [madeBy, officeId] = [viewer.accountId, viewer.office.id];
    const batchId = await insertBatch(client, { ref, formId: typed.formId, officeId, madeBy, course });
    for (const domain of domains) await insertBatchDomain(client, batchId, domain);
    for (const [at, application] of applications.entries()) {
      const own = refs[at] ?? '';
      await insertApplication(client, application, { ref: own, formId: randomUUID(), batchId, madeBy });
      await note(client, viewer, {
        action: 'application.made',
        subject: own,
        detail: { office: application.officeId, level: application.level, duties: application.duties, batch: ref },
      });
    }
    await tellOfBatch(client, context, { ref, course, count: applications.length, officeId }, madeBy);
    return { ref };
  });
}
