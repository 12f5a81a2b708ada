import type { AnalysisContext } from '../context.ts';
import { listOpenCounts } from './store-counts.ts';
import { listWaiting } from './store-files.ts';
import { countQueue, queueCount } from './work/ask-count.ts';
import { makePdf, pdfQueue, queuePdf } from './work/make-pdf.ts';
import { runCount } from './work/run-count.ts';

/** Registers the queues that count the figures of reports and make their PDFs, one of each at a time. */
export async function startReportJobs(context: AnalysisContext): Promise<void> {
  await context.jobs.work<{ id: string }>(countQueue, ({ id }, signal) => runCount(context, id, signal));
  await context.jobs.work<{ id: string }>(pdfQueue, ({ id }, signal) => makePdf(context, id, signal));
  // What a crash interrupted is asked for again.
  for (const id of await listOpenCounts(context.jobPool)) await queueCount(context, id);
  for (const id of await listWaiting(context.jobPool)) await queuePdf(context, id);
}
