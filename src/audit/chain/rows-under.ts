import { createHash } from 'node:crypto';
import type { Queryable } from '../../db/pool.ts';
import { archivedUnder, type ArchiveRecord, type Archived } from '../archive/record.ts';
import { hashesUnder } from '../archive/store-archives.ts';
import type { Problem } from './problems.ts';
import { marksOf, placeOrder, type Seal } from './seal.ts';
import { sumSealedRows, sumUnderSeals } from './store-seals.ts';

/**
 * Rows of some seals that are not as they were sealed, by the number of the seal. All are summed in one statement; what
 * fits by that, or is wholly in an archive and gone, need not be looked at by itself.
 */
export async function problemsUnder(
  on: Queryable,
  seals: readonly Seal[],
  archives: readonly ArchiveRecord[],
): Promise<ReadonlyMap<number, readonly Problem[]>> {
  const sums = follow(seals) ? await sumUnderSeals(on, seals) : undefined;
  const found = new Map<number, readonly Problem[]>();
  for (const seal of seals) {
    const archived = archivedUnder(archives, seal.number);
    const now = sums?.get(seal.number);
    const isAsSealed = now?.rowCount === seal.rowCount && now.rowsDigest.equals(seal.rowsDigest);
    const isGone = sums !== undefined && now === undefined;
    if (archived === undefined ? isAsSealed : archived === 'whole' && isGone) continue;
    found.set(seal.number, await rowProblems(on, seal, archived));
  }
  return found;
}

/** Whether each begins where the one before ends: where one is missing, what lies between is of any size. */
function follow(seals: readonly Seal[]): boolean {
  return seals.every(({ from }, at) => at === 0 || placeOrder(from, seals[at - 1]?.to ?? from) === 0);
}

/**
 * Rows of a seal that are not as they were sealed, less those that an authentic archive holds; with `without`, as if
 * the rows of that month were gone.
 */
export async function rowProblems(
  on: Queryable,
  seal: Seal,
  archived: Archived | undefined,
  without?: string,
): Promise<Problem[]> {
  if (archived === undefined) {
    const now = await sumSealedRows(on, seal.from, seal.to);
    if (now.rowCount === seal.rowCount && now.rowsDigest.equals(seal.rowsDigest)) return [];
    return named(seal, marksOf(now.marks));
  }
  const present = await hashesUnder(on, seal, without);
  const sealed = [...marksOf(seal.marks).keys()];
  const gone = archived === 'whole' ? new Set(sealed) : new Set(archived.keys());
  const added = [...present.keys()].filter(row => gone.has(row));
  if (archived === 'whole' && present.size === 0) return [];
  const hashes = new Map([...present, ...(archived === 'whole' ? [] : archived)]);
  const inOrder = sealed.map(row => hashes.get(row) ?? '').join('');
  const isWhole =
    added.length === 0 &&
    hashes.size === sealed.length &&
    createHash('sha256').update(Buffer.from(inOrder, 'hex')).digest().equals(seal.rowsDigest);
  if (isWhole) return [];
  const marks = new Map([...hashes].map(([row, hash]) => [row, hash.slice(0, 16)]));
  return [
    ...added.map((row): Problem => ({ kind: 'row_added', seal: seal.number, row })),
    ...named(seal, marks).filter(({ kind, row }) => kind !== 'row_removed' || !gone.has(row ?? 0)),
  ];
}

/** The rows that differ; where none can be named although the seal does not fit, the seal. */
function named(seal: Seal, present: ReadonlyMap<number, string>): Problem[] {
  const sealed = marksOf(seal.marks);
  const problem =
    (kind: Problem['kind']) =>
    (row: number): Problem => ({ kind, seal: seal.number, row });
  const [was, is] = [[...sealed.keys()], [...present.keys()]];
  const rows = [
    ...was.filter(row => !present.has(row)).map(problem('row_removed')),
    ...is.filter(row => !sealed.has(row)).map(problem('row_added')),
    ...is.filter(row => sealed.has(row) && sealed.get(row) !== present.get(row)).map(problem('row_changed')),
  ];
  return rows.length > 0 ? rows : [{ kind: 'seal_changed', seal: seal.number }];
}
