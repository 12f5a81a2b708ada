import { Readable } from 'node:stream';
import { viewerOfAccount, type Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { NotFound } from '../../../errors.ts';
import { derivedId } from '../../../files/store/derived-id.ts';
import type { Language } from '../../../i18n/index.ts';
import { whileWanted } from '../../../jobs/while-wanted.ts';
import type { AnalysisContext } from '../../context.ts';
import { assemble } from '../pages/load.ts';
import type { OnPart } from '../pdf/compose.ts';
import {
  insertFile,
  markFailed,
  markFileStopped,
  markMade,
  noteMaking,
  takeFileUp,
  type FileRow,
} from '../store-files.ts';
import { findComparison } from '../store-counts.ts';
import { findReport } from '../store-reports.ts';
import { mostAttempts } from './attempts.ts';

export const pdfQueue = 'report-files';
/** Minutes after which a PDF is given up. */
const longest = 10;
const mostBytes = 100_000_000;

type Context = Pick<AnalysisContext, 'jobPool' | 'lists' | 'offices' | 'texts' | 'files' | 'log'>;

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
  await queuePdf({ jobs }, id);
  return id;
}

/** Asks for the work of a file; a second request while one waits or is made is none. */
export async function queuePdf({ jobs }: Pick<AnalysisContext, 'jobs'>, id: string): Promise<void> {
  await jobs.send(pdfQueue, { id }, id);
}

/** Cancels the making of a PDF; one that is made stays. */
export async function stopPdf(
  { pool }: Pick<AnalysisContext, 'pool'>,
  viewer: Viewer,
  { id, slug }: { readonly id: string; readonly slug: string },
): Promise<void> {
  await inTransaction(pool, async client => {
    if (await markFileStopped(client, id))
      await note(client, viewer, { action: 'report.fileStopped', subject: slug, detail: { file: id } });
  });
}

/** Makes a PDF, from the beginning where it was interrupted. */
export async function makePdf(context: Context, id: string, ending: AbortSignal): Promise<void> {
  const { jobPool, log } = context;
  const file = await takeFileUp(jobPool, id);
  if (!file) return;
  if (file.attempts > mostAttempts) return markFailed(jobPool, id);
  const at = { done: 0, ofPages: file.ofPages };
  try {
    const ended = await whileWanted(
      {
        ...{ ending, longest },
        tell: progress => noteMaking(jobPool, id, { ...at, progress }),
        onProblem: error => log.warn({ err: error, file: id }, 'progress of a PDF'),
      },
      async ({ signal, onProgress }) => {
        await composeAndKeep(context, file, ({ done, ofPages, percent }) => {
          signal.throwIfAborted();
          Object.assign(at, { done, ofPages });
          onProgress(percent);
        });
      },
    );
    if (ended === 'tooLong') await markFailed(jobPool, id);
  } catch (error) {
    if (ending.aborted) throw error;
    log.error({ err: error, file: id }, 'PDF of a report');
    await markFailed(jobPool, id);
  }
}

async function composeAndKeep(context: Context, file: FileRow, onPart: OnPart): Promise<void> {
  const { jobPool, files } = context;
  const [report, viewer] = [await findReport(jobPool, file.slug), await viewerOfAccount(jobPool, file.askedBy)];
  if (!report || !viewer) throw new Error('its report or whoever asked is gone');
  const loaded = await assemble({ ...context, pool: jobPool }, report, file.lang);
  // What sets a PDF is large, and loaded where one is made.
  const [{ composePdf }, { readPhotos }] = await Promise.all([import('../pdf/compose.ts'), import('../pdf/photos.ts')]);
  const [photos, comparison] = [await readPhotos(context, loaded.cases), await findComparison(jobPool, report.id)];
  const { bytes, pages } = await composePdf({ ...loaded, photos, comparison }, report.state !== 'published', onPart);
  // Under an id of its own: what an interrupted making left behind is replaced.
  const stored = await files.put(Readable.from([bytes]), mostBytes, derivedId(file.id, 'pdf'));
  const cases = loaded.cases.filter(({ isReleased }) => isReleased).map(({ ref }) => ref);
  const isKept = await inTransaction(jobPool, async client => {
    const name = `cen-report-${file.slug}-${file.lang}.pdf`;
    const { id: storedId, size, sha256 } = stored;
    if (!(await markMade(client, file.id, { pages, name, storedId, size, sha256, cases }))) return false;
    await note(client, viewer, {
      action: 'report.fileMade',
      subject: file.slug,
      detail: { lang: file.lang, file: file.id, pages, sha256 },
    });
    return true;
  });
  if (!isKept) await files.remove(stored.id);
}
