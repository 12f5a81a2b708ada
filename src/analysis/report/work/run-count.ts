import { createHash } from 'node:crypto';
import { viewerOfAccount } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { whileWanted, type Working } from '../../../jobs/while-wanted.ts';
import type { AnalysisContext } from '../../context.ts';
import { differencesOf } from '../figures/compare.ts';
import { countReport } from '../figures/count.ts';
import type { PrintedReport } from '../figures/figures.ts';
import { inSnapshot, lastChange } from '../figures/search-year.ts';
import { mayFreeze } from '../permissions.ts';
import {
  failCount,
  finishCount,
  noteCountProgress,
  takeCountUp,
  type CountFailure,
  type CountRow,
} from '../store-counts.ts';
import { findReport, readCounted, updateFrozen, type Frozen, type ReportRow } from '../store-reports.ts';
import { periodOf } from './begin.ts';
import { mostAttempts } from './attempts.ts';
import { printedBeside } from './beside-published.ts';

/** Minutes after which a count is given up. */
const longest = 30;

type Context = Pick<AnalysisContext, 'jobPool' | 'lists' | 'offices' | 'log'>;

class Failed extends Error {
  readonly failure: CountFailure;
  constructor(failure: CountFailure) {
    super(failure);
    this.failure = failure;
  }
}

/** Counts the figures of a report, from the beginning where it was interrupted, and freezes or compares them. */
export async function runCount(context: Context, id: string, ending: AbortSignal): Promise<void> {
  const { jobPool, log } = context;
  const count = await takeCountUp(jobPool, id);
  if (!count) return;
  if (count.attempts > mostAttempts) return failCount(jobPool, id, 'interrupted');
  try {
    const ended = await whileWanted(
      {
        ...{ ending, longest },
        tell: percent => noteCountProgress(jobPool, id, percent),
        onProblem: error => log.warn({ err: error, count: id }, 'progress of a count'),
      },
      working => countAndKeep(context, count, working),
    );
    if (ended === 'tooLong') await failCount(jobPool, id, 'tooLong');
  } catch (error) {
    if (ending.aborted) throw error;
    if (!(error instanceof Failed)) log.error({ err: error, count: id }, 'figures of a report');
    await failCount(jobPool, id, error instanceof Failed ? error.failure : 'fault');
  }
}

async function countAndKeep(context: Context, count: CountRow, working: Working): Promise<void> {
  const found = await findReport(context.jobPool, count.slug);
  if (!found) throw new Failed('changed');
  const frozen = await countAll(context, found, working);
  await inTransaction(context.jobPool, async client => {
    const report = await findReport(client, count.slug, true);
    if (!report) throw new Failed('changed');
    await (count.kind === 'freeze' ? freeze(client, count, report, frozen) : compare(client, count, report, frozen));
  });
}

/** All figures of one state of the records. */
async function countAll(
  { jobPool, lists, offices }: Context,
  report: ReportRow,
  { signal, onProgress }: Working,
): Promise<Frozen> {
  const counted = await inSnapshot(
    jobPool,
    async client => ({
      lastChange: await lastChange(client),
      counted: await countReport(client, { lists, offices }, periodOf(report, offices), done => {
        signal.throwIfAborted();
        onProgress(100 * done);
      }),
    }),
    signal,
  );
  const shown = await printedBeside(jobPool, offices, report, counted.counted);
  return { ...counted, printed: shown, checksum: checksumOf(shown) };
}

/** Freezes what was counted, where the report is still what it was and the person may still do so. */
async function freeze(client: Client, count: CountRow, report: ReportRow, frozen: Frozen): Promise<void> {
  const viewer = await viewerOfAccount(client, count.askedBy);
  if (!viewer || !mayFreeze(viewer, report) || report.version !== count.ofVersion) throw new Failed('changed');
  if (!(await finishCount(client, count.id, frozen))) return;
  await updateFrozen(client, viewer, report.id, frozen);
  const { lastChange: change, checksum } = frozen;
  const detail = { count: count.id, before: report.checksum, lastChange: change, checksum };
  await note(client, viewer, { action: 'report.frozen', subject: report.slug, detail });
}

async function compare(client: Client, count: CountRow, report: ReportRow, now: Frozen): Promise<void> {
  const [viewer, was] = [await viewerOfAccount(client, count.askedBy), await readCounted(client, report.id)];
  if (!viewer || !was) throw new Failed('changed');
  const differences = differencesOf(was, now.counted);
  if (!(await finishCount(client, count.id, { lastChange: now.lastChange, differences }))) return;
  await note(client, viewer, {
    action: 'report.compared',
    subject: report.slug,
    detail: { count: count.id, lastChange: now.lastChange, differences: differences.length },
  });
}

/** SHA-256 of what is printed, its keys in order: found again from the database whatever order that keeps. */
export function checksumOf(shown: PrintedReport): string {
  const inOrder = (_key: string, value: unknown): unknown =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return createHash('sha256').update(JSON.stringify(shown, inOrder)).digest('hex');
}
