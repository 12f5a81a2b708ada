import type { Chain } from '../context.ts';
import { isAuthentic, type ArchiveRecord } from '../archive/record.ts';
import { readArchives } from '../archive/store-archives.ts';
import { problemsUnder } from './rows-under.ts';
import { isGenuine, noSeal, type Seal } from './seal.ts';
import {
  digestOfSeal,
  lastSeal,
  placesOf,
  readHorizon,
  readSeal,
  rowsOfTheFuture,
  someSealsAfter,
} from './store-seals.ts';
import { readHeads } from './store-checks.ts';
import { doubtsOf } from './trust.ts';
import type { Problem, Verification } from './problems.ts';

/** Problems listed one by one; more are only counted. */
const mostListed = 200;

/** Seals from one number to another, both included. */
export interface SealSpan {
  readonly firstSeal: number;
  readonly lastSeal: number;
}

const wholeChain: SealSpan = { firstSeal: 1, lastSeal: Infinity };

/**
 * Recomputes every seal from the rows as they stand and walks the chain. Rows that an authentic archive holds are not
 * missed. With a span, only the rows under its seals and the links at both its ends: what is found elsewhere is then
 * not known, and the rest of the trail costs nothing. What it cannot know: rows of the last two minutes, and whether a
 * row was true when it was written.
 */
export async function verifyTrail(
  trail: Pick<Chain, 'jobPool' | 'key' | 'head'>,
  span: SealSpan = wholeChain,
): Promise<Verification> {
  const records = await readArchives(trail.jobPool);
  const archives = records.filter(record => isAuthentic(record, trail.key));
  const walk = await walkSeals(trail, archives, span);
  const last = span === wholeChain ? walk.last : await lastSeal(trail.jobPool);
  const found = [
    ...records
      .filter(record => !archives.includes(record))
      .map(({ firstSeal }): Problem => ({ kind: 'archive_forged', seal: firstSeal })),
    ...walk.found,
    ...(await endProblems(trail, last)),
    ...(await doubtsOf(trail, last)),
  ];
  const problems = await onceEach(trail, found);
  return {
    seals: walk.seals,
    rows: walk.rows,
    problems: problems.slice(0, mostListed),
    problemCount: problems.length,
    archives,
    head: last && { number: last.number, digest: last.digest },
  };
}

interface Walk {
  readonly found: readonly Problem[];
  readonly seals: number;
  readonly rows: number;
  /** The last seal that was looked at. */
  readonly last: Seal | undefined;
}

async function walkSeals(
  { jobPool, key }: Pick<Chain, 'jobPool' | 'key'>,
  archives: readonly ArchiveRecord[],
  { firstSeal, lastSeal: end }: SealSpan,
): Promise<Walk> {
  const found: Problem[] = [];
  let [seals, rows] = [0, 0];
  let last = await readSeal(jobPool, firstSeal - 1);
  while ((last?.number ?? 0) <= end) {
    const next = await someSealsAfter(jobPool, last?.number ?? firstSeal - 1);
    if (next.length === 0) break;
    const within = next.filter(({ number }) => number <= end);
    const underSeals = await problemsUnder(jobPool, within, archives);
    for (const seal of next) {
      // The first after the span tells whether the last of it was replaced.
      if ((last?.number ?? 0) <= end) found.push(...linkProblems(seal, last, key));
      found.push(...(underSeals.get(seal.number) ?? []));
      last = seal;
    }
    seals += within.length;
    rows += within.reduce((sum, { rowCount }) => sum + rowCount, 0);
  }
  return { found, seals, rows, last };
}

/** Whether a seal is as it was made and follows the one before. */
function linkProblems(seal: Seal, before: Seal | undefined, key: Buffer): Problem[] {
  const expected = (before?.number ?? 0) + 1;
  const gap = Array.from(
    { length: Math.min(seal.number - expected, mostListed) },
    (_, at): Problem => ({ kind: 'seal_removed', seal: expected + at }),
  );
  if (!isGenuine(seal, key)) return [...gap, { kind: 'seal_changed', seal: seal.number }];
  const follows = seal.previous.equals(before?.digest ?? noSeal);
  // Where one is missing, the next cannot follow; where the one before was changed, that is told already.
  const replaced: Problem[] =
    gap.length > 0 || follows || (before && !isGenuine(before, key))
      ? []
      : [{ kind: 'seal_replaced', seal: expected - 1 }];
  return [...gap, ...replaced];
}

/** What the other places know of the end of the chain, and rows no seal will ever reach. */
async function endProblems(
  { jobPool, head }: Pick<Chain, 'jobPool' | 'head'>,
  last: Seal | undefined,
): Promise<Problem[]> {
  const kept = await head.read();
  const heads = [...(await readHeads(jobPool)), ...(kept ? [kept] : [])];
  const problems = new Map<number, Problem>();
  for (const { number, digest } of heads) {
    if (number > (last?.number ?? 0))
      for (let gone = Math.max((last?.number ?? 0) + 1, number - mostListed); gone <= number; gone += 1)
        problems.set(gone, { kind: 'seal_removed', seal: gone });
    else if ((await digestOfSeal(jobPool, number)) !== digest)
      problems.set(number, { kind: 'seal_replaced', seal: number });
  }
  const future = await rowsOfTheFuture(jobPool, mostListed);
  const behind = last !== undefined && BigInt(await readHorizon(jobPool)) < BigInt(last.horizon);
  return [
    ...problems.values(),
    ...future.map((row): Problem => ({ kind: 'row_added', seal: 0, row })),
    ...(behind ? [{ kind: 'order_behind', seal: last.number } as const] : []),
  ];
}

/** A row that is missing in one place and stands in another was moved; it is told once. */
async function onceEach({ jobPool }: Pick<Chain, 'jobPool'>, found: readonly Problem[]): Promise<Problem[]> {
  const missing = found.filter(({ kind }) => kind === 'row_removed').slice(0, mostListed);
  const rows = missing.flatMap(({ row }) => row ?? []);
  const elsewhere = new Set((await placesOf(jobPool, rows)).map(({ id }) => id));
  const unique = new Map<string, Problem>();
  for (const problem of found) {
    if (problem.kind === 'row_added' && elsewhere.has(problem.row ?? 0)) continue;
    const listed =
      problem.kind === 'row_removed' && elsewhere.has(problem.row ?? 0)
        ? { ...problem, kind: 'row_moved' as const }
        : problem;
    unique.set(`${listed.kind} ${listed.seal} ${listed.row ?? ''}`, listed);
  }
  return [...unique.values()];
}
