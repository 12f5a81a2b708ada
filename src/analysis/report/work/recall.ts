import { tellLogin, type Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { Forbidden, NotFound } from '../../../errors.ts';
import type { AnalysisContext } from '../../context.ts';
import { titleOf } from '../drawn/naming.ts';
import { mayRecall } from '../permissions.ts';
import { insertRecall, insertTold, noteRecall } from '../store-recalls.ts';
import { findReport, type ReportRow } from '../store-reports.ts';

type Context = Pick<AnalysisContext, 'pool' | 'outbox' | 'lists' | 'offices' | 'texts'>;

/**
 * Recalls a published report: it is for its editors again, its PDFs are handed out no more, and whoever opened one is
 * told why.
 */
export async function recallReport(context: Context, viewer: Viewer, slug: string, reason: string): Promise<void> {
  await inTransaction(context.pool, async client => {
    const report = await findReport(client, slug, true);
    if (!report) throw new NotFound('no such report');
    if (!mayRecall(viewer, report)) throw new Forbidden('not the one who recalls');
    const id = await insertRecall(client, viewer, report.id, reason);
    const told = await insertTold(client, viewer, id);
    await note(client, viewer, {
      action: 'report.recalled',
      subject: slug,
      detail: { recall: id, reason, told: told.length },
    });
    await tellReaders(client, context, { report, kind: 'reportRecalled', reason }, told);
  });
}

interface News {
  readonly report: Pick<ReportRow, 'slug' | 'from' | 'to' | 'area'>;
  readonly kind: 'reportRecalled' | 'reportCorrected';
  readonly reason?: string;
}

/** Tells logins by letter that a report they have a PDF of was recalled, or published again. */
export async function tellReaders(
  client: Client,
  context: Omit<Context, 'pool'>,
  { report, kind, reason = '' }: News,
  logins: readonly string[],
): Promise<void> {
  for (const login of logins)
    await tellLogin(client, context.outbox, login, {
      about: 'seizure',
      kind,
      values: lang => ({ title: titleOf(context, report, lang), reason }),
      path: '/analysis/report',
    });
}

/** Notes that the viewer knows of a recall, or of the corrected edition; twice is once. */
export async function noteOfRecall({ pool }: Pick<Context, 'pool'>, viewer: Viewer, id: string): Promise<void> {
  await inTransaction(pool, async client => {
    const slug = await noteRecall(client, viewer, id);
    if (slug !== undefined)
      await note(client, viewer, { action: 'report.recallNoted', subject: slug, detail: { recall: id } });
  });
}
