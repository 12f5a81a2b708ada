import type { ImportPlan } from '../engine/plan.ts';
import type { RawRow } from '../engine/rows/raw-rows.ts';
import { surveyor } from '../engine/columns/profile-columns.ts';
import type { Survey } from '../engine/columns/profile-columns.ts';

/** What the rows kept for showing tell, before the whole file is read. */
export function collectFromSample(plan: ImportPlan, sample: readonly RawRow[]): Survey {
  const reader = surveyor(plan);
  for (const row of sample) reader.add(row);
  return reader.result();
}
