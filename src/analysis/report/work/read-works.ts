import type { AnalysisContext } from '../../context.ts';
import { listNewestCounts } from '../store-counts.ts';
import { listNewest } from '../store-files.ts';
import { queueCount } from './ask-count.ts';
import { queuePdf } from './make-pdf.ts';

/** Milliseconds after which what still waits is asked for again: its request may have been lost. */
const quiet = 15_000;

/** What is going on for a report, and what ended last of each kind. */
export async function readWorks(context: Pick<AnalysisContext, 'pool' | 'jobs'>, reportId: number) {
  const [counts, files] = await Promise.all([
    listNewestCounts(context.pool, reportId),
    listNewest(context.pool, reportId),
  ]);
  const isQuiet = ({ state, askedAt }: { readonly state: string; readonly askedAt: string }): boolean =>
    state === 'waiting' && Date.now() - Date.parse(askedAt) > quiet;
  for (const { id } of counts.filter(isQuiet)) await queueCount(context, id);
  for (const { id } of files.filter(isQuiet)) await queuePdf(context, id);
  return { counts, files };
}
