import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { Forbidden, NotFound } from '../../../errors.ts';
import { ChangedMeanwhile } from '../../../forms/index.ts';
import type { AnalysisContext } from '../../context.ts';
import { mayEdit, mayFreeze } from '../permissions.ts';
import { findCount, insertCount, markCountStopped } from '../store-counts.ts';
import type { CountKind } from '../store-counts.ts';
import { findReport } from '../store-reports.ts';

export const countQueue = 'report-counts';

type Context = Pick<AnalysisContext, 'pool' | 'jobs'>;

interface Asked {
  readonly slug: string;
  readonly kind: CountKind;
  /** Version of the report the wish was made of: what somebody froze meanwhile is not frozen anew unseen. */
  readonly version: number;
}

/** Has a worker count the figures of a report: to freeze them, or to compare. What is counted already is asked once. */
export async function askForCount(context: Context, viewer: Viewer, { slug, kind, version }: Asked): Promise<void> {
  const id = await inTransaction(context.pool, async client => {
    const report = await findReport(client, slug, true);
    if (!report) throw new NotFound('no such report');
    const may = kind === 'freeze' ? mayFreeze(viewer, report) : mayEdit(viewer) && report.frozenAt !== null;
    if (!may) throw new Forbidden(`may not ${kind}`);
    if (report.version !== version) throw new ChangedMeanwhile('changed meanwhile');
    const made = await insertCount(client, viewer, { reportId: report.id, kind, ofVersion: version });
    if (made !== undefined)
      await note(client, viewer, { action: 'report.countAsked', subject: slug, detail: { count: made, kind } });
    return made;
  });
  if (id !== undefined) await queueCount(context, id);
}

/** Asks for the work of a count; a second request while one waits or runs is none. */
export async function queueCount({ jobs }: Pick<Context, 'jobs'>, id: string): Promise<void> {
  await jobs.send(countQueue, { id }, id);
}

/** Cancels a count; one that is over stays as it is. */
export async function stopCount({ pool }: Pick<Context, 'pool'>, viewer: Viewer, id: string): Promise<void> {
  await inTransaction(pool, async client => {
    const count = await findCount(client, id);
    if (!count || !(await markCountStopped(client, id))) return;
    await note(client, viewer, {
      action: 'report.countStopped',
      subject: count.slug,
      detail: { count: id, kind: count.kind },
    });
  });
}
