import type { Viewer } from '../../access/index.ts';
import type { Client } from '../../db/pool.ts';
import { findRowsAlike, type SeizuresContext } from '../../seizures/index.ts';
import type { Import } from '../store.ts';
import { alikeColumn, listRepairs } from './store-repairs.ts';
import { markFound, readyRecords, type KeptProblem } from './store-rows.ts';

/** What a person says of a row that may be a record there is: it is, it is not, or it is saved and looked at later. */
export const alikeAnswers = ['same', 'different', 'anyway'] as const;
export type AlikeAnswer = (typeof alikeAnswers)[number];

/** Rows marked in one statement. */
const chunk = 5000;

/**
 * Marks ready rows that may be the same event as a record in the database. They go in, unless a person said that they
 * are the same; what was said of a row and a record is kept, and holds while the row is like that record. Only rows
 * that were read just now are looked at: of thousands, a few are corrected at a time.
 */
export async function markAlike(
  client: Client,
  viewer: Viewer,
  { lists }: Pick<SeizuresContext, 'lists'>,
  { id }: Pick<Import, 'id'>,
  changed: readonly number[] | 'all',
): Promise<void> {
  if (changed.length === 0) return;
  const repairs = await listRepairs(client, id);
  const alike = await findRowsAlike(client, viewer, readyRecords(id, changed), { lists, importId: id });
  for (let at = 0; at < alike.length; at += chunk) {
    const found = alike
      .slice(at, at + chunk)
      .map(one => ({ ...one, answer: answerFor(repairs.get(one.rowNo)?.get(alikeColumn), one.ref) }));
    for (const state of ['ready', 'same'] as const)
      await markFound(
        client,
        id,
        state,
        found
          .filter(({ answer }) => (answer === 'same') === (state === 'same'))
          .map(({ rowNo, ...one }) => ({ rowNo, problem: problemOf(one) })),
      );
  }
}

function problemOf({ ref, answer }: { readonly ref: string; readonly answer: AlikeAnswer | undefined }): KeptProblem {
  if (answer === undefined) return { level: 'warning', code: 'row_alike', values: { ref } };
  return { level: 'warning', code: 'row_alike_answered', values: { ref, answer } };
}

/** As it is kept: "different KE-2026-000123". */
export function writtenAnswer(answer: AlikeAnswer, ref: string): string {
  return `${answer} ${ref}`;
}

function answerFor(kept: string | undefined, ref: string): AlikeAnswer | undefined {
  return alikeAnswers.find(answer => kept === writtenAnswer(answer, ref));
}
