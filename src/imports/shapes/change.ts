import { createHash } from 'node:crypto';
import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, NotFound } from '../../errors.ts';
import type { SeizuresContext } from '../../seizures/index.ts';
import { columnLetter } from '../check/presenter-problems.ts';
import type { ColumnsFile } from '../columns/columns-form.ts';
import { findShape, updateShape, type Shape } from '../columns/store-profiles.ts';
import type { ColumnProposal } from '../engine/columns/column-proposal.ts';
import type { Plan } from '../plan.ts';

/**
 * A remembered shape as the columns page reads a file: there are no cells, its columns are proposed as they are
 * remembered, and those left out because they name people stay left out.
 */
export function shapeFile({ name, plan }: Pick<Shape, 'name' | 'plan'>): ColumnsFile {
  const { header, mapping } = plan.rows;
  const proposals = header.map((text, column) => ({
    column,
    header: text,
    state: mapping[column] === 'nominal' ? 'nominal' : 'sure',
    ...(mapping[column] ? { field: mapping[column] } : {}),
  })) as unknown as readonly ColumnProposal[];
  return { fileName: name, plan: { ...plan, proposals }, sniffed: { sample: [], dialect: { header } } };
}

/** A unit that was assumed from the numbers of the file stays assumed: a shape has none to look at. */
export function withUnitOf(before: Plan['rows'], now: Plan['rows']): Plan['rows'] {
  const isSaid = now.mapping.includes('unit') || now.constants.unit !== undefined || now.assumedUnit !== undefined;
  return isSaid || before.assumedUnit === undefined ? now : { ...now, assumedUnit: before.assumedUnit };
}

/** What a shape said when it was looked at: a colleague may have changed it since. */
export function seenOf({ plan }: Pick<Shape, 'plan'>): string {
  return createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 16);
}

/** Changes what the columns of a shape mean, for the office's next file. Throws Conflict where a colleague did. */
export async function changeShape(
  context: SeizuresContext,
  viewer: Viewer,
  headerPrint: string,
  { rows, seen }: { rows: Plan['rows']; seen: string },
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const shape = await findShape(client, viewer, headerPrint, true);
    if (!shape) throw new NotFound('no such shape');
    if (seenOf(shape) !== seen) throw new Conflict('the layout was changed meanwhile');
    const changes = changesOf(shape.plan.rows, rows);
    if (changes.length === 0) return;
    await updateShape(client, viewer, headerPrint, { ...shape.plan, rows });
    await note(client, viewer, {
      action: 'import.shapeChanged',
      subject: `office:${viewer.office.code}`,
      detail: { file: shape.name, changes },
    });
  });
}

/** Each column and each value for all rows that means something else now, as the trail keeps it. */
function changesOf(before: Plan['rows'], now: Plan['rows']): { what: string; from: string; to: string }[] {
  const meaning = ({ mapping, narrativeColumns }: Plan['rows'], column: number): string =>
    mapping[column] ?? (narrativeColumns?.includes(column) ? 'narrative' : '');
  const constants = ({ constants: values, heading }: Plan['rows']): Record<string, string> => ({
    ...values,
    ...(heading === undefined ? {} : { heading }),
  });
  const [was, is] = [constants(before), constants(now)];
  return [
    ...now.header.map((_, column) => ({
      what: columnLetter(column),
      from: meaning(before, column),
      to: meaning(now, column),
    })),
    ...[...new Set([...Object.keys(was), ...Object.keys(is)])].map(name => ({
      what: name,
      from: was[name] ?? '',
      to: is[name] ?? '',
    })),
  ].filter(({ from, to }) => from !== to);
}
