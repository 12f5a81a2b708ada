import { note } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { Viewer } from '../../viewer.ts';
import type { Ground } from '../pages/form.ts';
import { tellOfBatch } from '../letters.ts';
import type { ApplicationsContext } from '../context.ts';
import { findSentBatch, insertBatch } from '../store-batches.ts';
import { insertApplication, takeRefs } from '../store-write.ts';
import { checkCourse, type CheckedCourse } from './check.ts';
import type { TypedCourse } from './form.ts';
import { randomUUID } from 'node:crypto';

type Submitted = { readonly ref: string } | { readonly problems: readonly FieldProblem[] };

/**
 * Makes one application of each row, all or none, under one batch. Sent twice it is one batch. Returns its reference.
 */
export async function submitCourse(
  context: ApplicationsContext,
  viewer: Viewer,
  typed: TypedCourse,
  ground: Ground,
): Promise<Submitted> {
  try {
    return await inTransaction(context.pool, async client => {
      const sent = await findSentBatch(client, viewer, typed.formId);
      if (sent) return { ref: sent };
      const checked = await checkCourse(client, typed, ground);
      return checked.problems.length > 0
        ? { problems: checked.problems }
        : { ref: await write(client, viewer, context, typed, { ...checked, officeId: ground.office.id }) };
    });
  } catch (error) {
    if ((error as { code?: unknown }).code !== '23505') throw error;
    // An application for one of the addresses came in this moment: the next check finds it.
    return { problems: (await checkCourse(context.pool, typed, ground)).problems };
  }
}

async function write(
  client: Client,
  viewer: Viewer,
  context: ApplicationsContext,
  typed: TypedCourse,
  { course, applications, officeId }: CheckedCourse & { officeId: number },
): Promise<string> {
  const refs = await takeRefs(client, applications.length);
  const ref = (refs[0] ?? '').replace('AP-', 'AB-');
  const madeBy = viewer.accountId;
  const batchId = await insertBatch(client, { ref, formId: typed.formId, officeId, madeBy, course });
  for (const [at, application] of applications.entries()) {
    const own = refs[at] ?? '';
    await insertApplication(client, application, { ref: own, formId: randomUUID(), batchId, madeBy });
    await note(client, viewer, {
      action: 'application.made',
      subject: own,
      detail: { office: officeId, level: application.level, batch: ref },
    });
  }
  await tellOfBatch(client, context, { ref, course, count: applications.length, officeId }, madeBy);
  return ref;
}
