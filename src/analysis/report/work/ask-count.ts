import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { Forbidden, NotFound } from '../../../errors.ts';
import { ChangedMeanwhile } from '../../../forms/index.ts';
import type { AnalysisContext } from '../../context.ts';
import { mayEdit, mayFreeze } from '../permissions.ts';
import { findCount, insertCount, markCountStopped, type CountKind } from '../store-counts.ts';
import type { SectionKey } from '../sections.ts';
import { closeNote, insertNote } from '../store-notes.ts';
import { findReport } from '../store-reports.ts';

export const countQueue = 'report-counts';

type Context = Pick<AnalysisContext, 'pool' | 'jobs'>;

interface Asked {
  readonly slug: string;
  readonly kind: CountKind;
  /** Version of the report the wish was made of: what somebody froze meanwhile is not frozen anew unseen. */
  readonly version: number;
  /** Why figures that are frozen are frozen anew: where it stands, and what it says. */
  readonly why?: { readonly key: SectionKey; readonly reason: string } | undefined;
}

/** Has a worker count the figures of a report: to freeze them, or to compare. What is counted already is asked once. */
export async function askForCount(context: Context, viewer: Viewer, asked: Asked): Promise<void> {
  const { slug, kind, version, why } = asked;
  const id = await inTransaction(context.pool, async client => {
    const report = await findReport(client, slug, true);
    if (!report) throw new NotFound('no such report');
    const may = kind === 'freeze' ? mayFreeze(viewer, report) : mayEdit(viewer) && report.frozenAt !== null;
    if (!may) throw new Forbidden(`may not ${kind}`);
    if (report.version !== version) throw new ChangedMeanwhile('changed meanwhile');
    const made = await insertCount(client, viewer, { reportId: report.id, kind, ofVersion: version });
    if (made === undefined) return undefined;
    if (why) await keepReason(client, viewer, report.id, why);
    const detail = { count: made, kind, ...(why && { reason: why.reason }) };
    await note(client, viewer, { action: 'report.countAsked', subject: slug, detail });
    return made;
  });
  if (id !== undefined) await queueCount(context, id);
}

/** The reason stands among the notes of a section, settled: it is told, and asks for nothing. */
async function keepReason(
  client: Client,
  viewer: Viewer,
  reportId: number,
  { key, reason }: NonNullable<Asked['why']>,
): Promise<void> {
  const id = await insertNote(client, viewer, { reportId, key, text: reason });
  await closeNote(client, viewer, { reportId, key, id });
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
