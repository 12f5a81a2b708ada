import type { ImportPlan } from '../engine/plan.ts';
import type { Dialect } from '../engine/text/dialect.ts';
import type { RawRow } from '../engine/rows/raw-rows.ts';
import { surveyor } from '../engine/columns/profile-columns.ts';
import type { Survey } from '../engine/columns/profile-columns.ts';

const kept = 60;

/** The rows kept for showing: the first, of sheets with headers of their own as many of each. */
export function keptSample(sample: readonly RawRow[], { places, sheets = [] }: Dialect): readonly RawRow[] {
  if (!places) return sample.slice(0, kept);
  const share = Math.max(1, Math.floor(kept / sheets.length));
  return sheets.flatMap(name => sample.filter(({ cells }) => cells.at(-1) === name).slice(0, share));
}

/** What the rows kept for showing tell, before the whole file is read. */
export function collectFromSample(plan: ImportPlan, sample: readonly RawRow[]): Survey {
  const reader = surveyor(plan);
  for (const row of sample) reader.add(row);
  return reader.result();
}
