import { createHash } from 'node:crypto';
import { inTransaction } from '../../db/transaction.ts';
import type { Chain } from '../context.ts';
import { insertTrailAlarm, isTrailAlarmOpen } from '../alarms/store-alarms.ts';
import { note } from '../store-note.ts';
import { isDoubt, type Problem } from './problems.ts';
import { beginning, type Seal } from './seal.ts';
import { digestOfSeal, lastSeal } from './store-seals.ts';
import { lateRow, longestTransaction, readBeginning } from './store-trust.ts';

/** What an alarm about the trail can say. */
export const trailSubjects = ['tampered', 'late', 'head', 'empty'] as const;
export type TrailSubject = (typeof trailSubjects)[number];

const subjectOf: Readonly<Partial<Record<Problem['kind'], TrailSubject>>> = {
  sealing_late: 'late',
  head_missing: 'head',
  trail_empty: 'empty',
  trail_restarted: 'empty',
};

/**
 * Reasons not to rely on a chain although every seal fits: rows that are not sealed in time, a head that is missing
 * outside the database, a trail that does not begin where it began.
 */
export async function doubtsOf(
  { jobPool, head }: Pick<Chain, 'jobPool' | 'head'>,
  last: Seal | undefined,
): Promise<Problem[]> {
  const late = await lateRow(jobPool, last?.to ?? beginning);
  const isHeadGone = last !== undefined && (await head.read()) === undefined;
  return [
    ...(late ? [{ kind: 'sealing_late', seal: 0, row: late.id } as const] : []),
    ...(isHeadGone || (await isTrailAlarmOpen(jobPool, 'head'))
      ? [{ kind: 'head_missing', seal: last?.number ?? 0 } as const]
      : []),
    ...(await beginningProblems(jobPool, last)),
  ];
}

async function beginningProblems(jobPool: Chain['jobPool'], last: Seal | undefined): Promise<Problem[]> {
  const { firstSeal, hasSignIns, hasRows } = await readBeginning(jobPool);
  if (last === undefined && !hasRows) return firstSeal !== null || hasSignIns ? [{ kind: 'trail_empty', seal: 0 }] : [];
  if (firstSeal === null || (await digestOfSeal(jobPool, 1)) === firstSeal) return [];
  return [{ kind: 'trail_restarted', seal: 1 }];
}

/** Raises what a check found, and what it found before only when an administrator has seen it and it is another. */
export async function raiseProblems({ jobPool }: Pick<Chain, 'jobPool'>, problems: readonly Problem[]): Promise<void> {
  const bySubject = Map.groupBy(problems, ({ kind }) => (isDoubt(kind) ? subjectOf[kind] : 'tampered') ?? 'tampered');
  for (const [subject, own] of bySubject) {
    const text = own.map(({ kind, seal, row }) => `${kind} ${seal} ${row ?? ''}`).sort();
    const digest = createHash('sha256').update(text.join('\n')).digest('hex').slice(0, 16);
    await raiseTrailAlarm(jobPool, subject, digest, { count: own.length, values: text.slice(0, 10) });
  }
}

/**
 * For the job that seals each minute, after it did: an alarm where rows are still left unsealed from more than two
 * minutes ago. Any open transaction of the database server can hold them back.
 */
export async function raiseLateness({ jobPool }: Pick<Chain, 'jobPool'>): Promise<void> {
  const late = await lateRow(jobPool, (await lastSeal(jobPool))?.to ?? beginning);
  if (!late) return;
  const holder = await longestTransaction(jobPool);
  await raiseTrailAlarm(jobPool, 'late', String(late.id), { count: 1, since: late.at, values: holder ? [holder] : [] });
}

/** Raises an alarm about the trail, unless one of its subject waits or the same (`what`) was seen already. */
export async function raiseTrailAlarm(
  jobPool: Chain['jobPool'],
  subject: TrailSubject,
  what: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await inTransaction(jobPool, async client => {
    const number = await insertTrailAlarm(client, subject, what, detail);
    if (number === undefined) return;
    await note(
      client,
      { loginId: 'job' },
      { action: 'alarm.raised', subject: `alarm:${number}`, detail: { kind: 'trail', subject } },
    );
  });
}
