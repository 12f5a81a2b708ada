import type { Chain } from '../context.ts';
import { archivedUnder, isAuthentic } from '../archive/record.ts';
import { readArchives } from '../archive/store-archives.ts';
import { rowProblems } from './rows-under.ts';
import { isGenuine, noSeal } from './seal.ts';
import type { Seal } from './seal.ts';
import { digestOfSeal, placesOf, readHorizon, rowsOfTheFuture, sealsAfter } from './store-seals.ts';
import { readHeads } from './store-checks.ts';
import { doubtsOf } from './trust.ts';
import type { Problem, Verification } from './problems.ts';

/** Problems listed one by one; more are only counted. */
const mostListed = 200;
const sealsAtOnce = 20;

/**
 * Recomputes every seal from the rows as they stand and walks the chain. Rows that an authentic archive holds are not
 * missed. What it cannot know: rows of the last two
 * minutes, and whether a row was true when it was written.
 */
export async function verifyTrail(trail: Pick<Chain, 'jobPool' | 'key' | 'head'>): Promise<Verification> {
  const records = await readArchives(trail.jobPool);
  const archives = records.filter(record => isAuthentic(record, trail.key));
  const found: Problem[] = records
    .filter(record => !archives.includes(record))
    .map(({ firstSeal }) => ({ kind: 'archive_forged', seal: firstSeal }));
  let [seals, rows] = [0, 0];
  let last: Seal | undefined;
  for (
    let next = await sealsAfter(trail.jobPool, 0, sealsAtOnce);
    next.length > 0;
    next = await sealsAfter(trail.jobPool, last?.number ?? 0, sealsAtOnce)
  ) {
    for (const seal of next) {
      const archived = archivedUnder(archives, seal.number);
      found.push(...linkProblems(seal, last, trail.key), ...(await rowProblems(trail.jobPool, seal, archived)));
      seals += 1;
      rows += seal.rowCount;
      last = seal;
    }
  }
  found.push(...(await endProblems(trail, last)), ...(await doubtsOf(trail, last)));
  const problems = await onceEach(trail, found);
  return {
    seals,
    rows,
    problems: problems.slice(0, mostListed),
    problemCount: problems.length,
    archives,
    head: last && { number: last.number, digest: last.digest },
  };
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
