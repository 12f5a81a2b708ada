import type { Viewer } from '../../src/access/index.ts';
import type { AnalysisContext } from '../../src/analysis/context.ts';
import { readQuery } from '../../src/analysis/risk/finding/read-query.ts';
import { runSearch } from '../../src/analysis/risk/finding/run-search.ts';
import { insertSearch, listFound } from '../../src/analysis/risk/finding/store-searches.ts';
import { giveUpByRule } from '../../src/analysis/risk/kept/give-up.ts';
import { keepIndicator } from '../../src/analysis/risk/kept/keep.ts';
import { note } from '../../src/audit/index.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { queryRow, sql } from '../../src/db/sql.ts';
import { monthsBefore } from '../../src/analysis/question/question.ts';
import { addDays, today } from '../../src/text/plain-date.ts';
import { viewerNamed } from './viewer-named.ts';

const queue = 'risk-indicator-samples';
/** Who looked a year ago, in which heading, and how many of what he found he kept. */
const looked: readonly (readonly [login: string, heading: string, kept: number])[] = [
  ['ke.ncp', 'DRUG', 2],
  ['rilo.esa', 'DRUG', 3],
  ['rilo.esa', 'TOB', 2],
  ['vn.ncp', 'CITES', 2],
];

/** For evaluation: some indicators of the records until a year ago are kept, and scored on the year since. */
export async function startSampleIndicators(context: AnalysisContext): Promise<void> {
  await context.jobs.work<object>(queue, async (_task, signal) => {
    const known = await queryRow(
      context.jobPool,
      sql`select 1 from risk_searches union all select 1 from risk_indicators`,
    );
    if (known) return;
    for (const [login, heading, kept] of looked) await lookFor(context, { login, heading, kept }, signal);
    await giveUpByRule(context);
  });
  await context.jobs.send(queue, {}, queue);
}

async function lookFor(
  context: AnalysisContext,
  { login, heading, kept }: { readonly login: string; readonly heading: string; readonly kept: number },
  signal: AbortSignal,
): Promise<void> {
  const viewer = await viewerNamed(context.jobPool, login);
  if (!viewer) return;
  const id = await searchOf(context, viewer, heading);
  await runSearch(context, id, signal);
  const found = await listFound(context.jobPool, id);
  for (let place = 1; place <= Math.min(kept, found.length); place += 1)
    await keepIndicator({ pool: context.jobPool }, viewer, id, place);
}

/** Writes down a search over five years that ended twelve months ago. */
async function searchOf({ jobPool, ...context }: AnalysisContext, viewer: Viewer, heading: string): Promise<string> {
  const [from, next] = [monthsBefore(today(), 72), monthsBefore(today(), 11)];
  const query = `heading=${heading}&from=${from}&to=${addDays(next, -1)}`;
  const { criteria } = readQuery(query, context);
  return inTransaction(jobPool, async client => {
    const { id } = await insertSearch(client, viewer, {
      query,
      headings: criteria.heading,
      from: criteria.from,
      to: criteria.to,
    });
    await note(client, viewer, { action: 'indicator.searched', subject: id, detail: { query } });
    return id;
  });
}
