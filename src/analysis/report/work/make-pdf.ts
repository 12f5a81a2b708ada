import { Readable } from 'node:stream';
import type { Viewer } from '../../../access/index.ts';
import { viewerOfAccount } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { NotFound } from '../../../errors.ts';
import type { Language } from '../../../i18n/index.ts';
import type { AnalysisContext } from '../../context.ts';
import { assemble } from '../pages/load.ts';
import { composePdf } from '../pdf/compose.ts';
import { findFile, insertFile, listWaiting, markFailed, markMade, markMaking } from '../store-files.ts';
import { findReport } from '../store-reports.ts';

const queue = 'report-files';
const mostBytes = 100_000_000;

interface Task {
  readonly fileId: string;
  readonly slug: string;
}

/** Asks for the PDF of a report in a language; a worker makes it. Answers the id of the file. */
export async function askForPdf(
  { pool, jobs }: Pick<AnalysisContext, 'pool' | 'jobs'>,
  viewer: Viewer,
  slug: string,
  lang: Language,
): Promise<string> {
  const id = await inTransaction(pool, async client => {
    const report = await findReport(client, slug);
    if (!report) throw new NotFound('no such report');
    const isPublished = report.state === 'published';
    const made = await insertFile(client, viewer, {
      reportId: report.id,
      lang,
      isPublished,
      ofVersion: report.version,
    });
    await note(client, viewer, { action: 'report.fileAsked', subject: slug, detail: { lang, file: made } });
    return made;
  });
  await jobs.send(queue, { fileId: id, slug }, id);
  return id;
}

/** Registers the queue that makes PDFs; what a crash left is given up, to be asked for again. */
export async function startReportJobs(context: AnalysisContext): Promise<void> {
  for (const id of await listWaiting(context.jobPool)) await markFailed(context.jobPool, id);
  await context.jobs.work<Task>(queue, task => makePdf(context, task));
}

async function makePdf(context: AnalysisContext, { fileId, slug }: Task): Promise<void> {
  const { jobPool, files } = context;
  const [file, report] = [await findFile(jobPool, fileId), await findReport(jobPool, slug)];
  const viewer = file && (await viewerOfAccount(jobPool, file.askedBy));
  if (!file || !report || !viewer || file.state === 'made') return;
  try {
    await markMaking(jobPool, fileId, 0);
    const loaded = await assemble({ ...context, pool: jobPool }, report, file.lang);
    const { bytes, pages } = await composePdf(loaded, report.state !== 'published');
    const stored = await files.put(Readable.from([bytes]), mostBytes);
    const name = `cen-report-${slug}-${file.lang}.pdf`;
    await inTransaction(jobPool, async client => {
      const { id: storedId, size, sha256 } = stored;
      const cases = loaded.cases.filter(({ isReleased }) => isReleased).map(({ ref }) => ref);
      await markMade(client, fileId, { pages, name, storedId, size, sha256, cases });
      await note(client, viewer, {
        action: 'report.fileMade',
        subject: slug,
        detail: { lang: file.lang, file: fileId, pages, sha256: stored.sha256 },
      });
    });
  } catch (error) {
    context.log.error({ err: error, file: fileId }, 'PDF of a report');
    await markFailed(jobPool, fileId);
  }
}
