import type { Plan } from '../plan.ts';
import type { KeptProblem } from './store-rows.ts';

/** Where a problem can be mended: the columns of the file its field is read from. */
export function faultyColumns(rows: Plan['rows'], problem: Pick<KeptProblem, 'code' | 'field' | 'column'>): number[] {
  if (problem.column !== undefined) return [problem.column];
  const own = mendedBy[problem.field ?? ''] ?? [problem.field ?? ''];
  return own
    .map(field => rows.mapping.indexOf(field))
    .filter(column => column !== -1)
    .slice(0, 2);
}

/** Fields that are read from the cells of other fields where they have no column. */
const mendedBy: Readonly<Record<string, readonly string[]>> = {
  productText: ['productText', 'narrative', 'product'],
  unit: ['unit', 'quantity'],
  heading: ['heading', 'product'],
  seizureDate: ['seizureDate', 'seizureYear', 'seizureMonth', 'seizureDay'],
  latitude: ['latitude', 'longitude'],
};
