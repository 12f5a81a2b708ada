import type { AnalysisContext } from '../context.ts';
import { listOpenCounts } from './store-counts.ts';
import { listWaiting } from './store-files.ts';
import { countQueue, queueCount } from './work/ask-count.ts';
import { makePdf, pdfQueue, queuePdf } from './work/make-pdf.ts';

/**
 * Registers the queues that count the figures of reports and make their PDFs, one of each at a time. What counts is
 * loaded with the first of them.
 */
export async function startReportJobs(context: AnalysisContext): Promise<void> {
  const runCount = async (id: string, signal: AbortSignal) =>
    (await import('./work/run-count.ts')).runCount(context, id, signal);
  await context.jobs.work<{ id: string }>(countQueue, ({ id }, signal) => runCount(id, signal));
  await context.jobs.work<{ id: string }>(pdfQueue, ({ id }, signal) => makePdf(context, id, signal));
  // What a crash interrupted is asked for again.
  for (const id of await listOpenCounts(context.jobPool)) await queueCount(context, id);
  for (const id of await listWaiting(context.jobPool)) await queuePdf(context, id);
}
