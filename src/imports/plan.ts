import type { ColumnProposal } from './engine/columns/column-proposal.ts';
import type { Dialect, Overrides } from './engine/text/dialect.ts';
import type { DateDecision } from './engine/values/date-style.ts';
import type { NumberDecision } from './engine/values/number-style.ts';
import type { ImportPlan } from './engine/plan.ts';
import type { NoSeizures } from './engine/totals/totals-signs.ts';
import type { FileProblem } from './engine/problems.ts';
import type { Sniffed } from './engine/sniffed.ts';

/** What was recognised in the file, as kept with the import: cells of columns that hold persons' data are left out. */
export type Sniffing = Omit<Sniffed, 'dialect'> & { readonly dialect: Dialect };

/** Everything decided about a file, by us or by the officer. */
export interface Plan {
  readonly rows: ImportPlan;
  readonly proposals: readonly ColumnProposal[];
  /** Columns a person has decided. */
  readonly settled: readonly number[];
  readonly overrides: Overrides;
  readonly language?: string;
  /** Remembered from an earlier file of the same shape. */
  readonly remembered?: string;
  /** Remembered from a file whose columns were nearly these: new ones, and those it had besides. */
  readonly nearly?: { readonly name: string; readonly added: readonly string[]; readonly gone: readonly string[] };
  /** Columns whose dates or numbers a person said how to read. */
  readonly stylesBy?: readonly number[];
  /** What one pass over the whole file told. */
  readonly survey?: {
    readonly rows: number;
    readonly aside: number;
    readonly dates: readonly (readonly [column: number, decision: DateDecision])[];
    readonly numbers: readonly (readonly [column: number, decision: NumberDecision])[];
    /** Where the file breaks off, if it does. */
    readonly problems?: readonly FileProblem[];
  };
  /** The country whose seizures a person said the file holds, though its places lie elsewhere. */
  readonly whose?: string;
  /** What the file holds when its signs say that it holds no seizures. */
  readonly holds?: NoSeizures;
  /** What a person answered to that. */
  readonly kept?: 'seizures' | 'statistics';
  /** The time of all totals, where no column tells it: YYYY or YYYY-MM. */
  readonly period?: string;
  /** Keep all repeated rows, or one of each. */
  readonly repeats?: 'keep' | 'one';
}

/** What a file held goes with it: the cells shown of it, and what was said of them. */
export function withoutCells<File extends { readonly sniffed: Sniffing; readonly plan: Plan }>({
  sniffed,
  plan,
}: File): { sniffed: Sniffing; plan: Plan } {
  const { survey: _survey, holds: _holds, ...kept } = plan;
  return { sniffed: { ...sniffed, top: [], sample: [] }, plan: { ...kept, proposals: [] } };
}
