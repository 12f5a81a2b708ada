import type { FieldValue, GoodsLine, PersonCount } from '../../../seizures/index.ts';
import type { RowProblem } from '../problems.ts';
import type { FiscalYear } from '../values/fiscal-years.ts';
import { detached } from '../words/words.ts';

/** A row while its cells are being read. */
export interface Draft {
  readonly facts: Record<string, FieldValue>;
  readonly goods: {
    heading?: string;
    product?: string;
    productText?: string;
    quantity?: number;
    unit?: string;
    quantity2?: number;
    unit2?: string;
    packages?: number;
    quantityBasis?: NonNullable<GoodsLine['quantityBasis']>;
    hsCode?: string;
    value?: number;
    currency?: string;
  };
  readonly details: Record<string, FieldValue>;
  persons: PersonCount[];
  readonly problems: RowProblem[];
  /** Year, month and day from columns of their own. */
  readonly date: { year?: number; month?: number; day?: number; fiscal?: FiscalYear };
  /** What the product cell said, the usual product of its heading word, and the unit beside the quantity. */
  productWord?: string;
  usualProduct?: string;
  headingWord?: string;
  /** Whether the heading's word was kept as it is: its goods may be of any heading. */
  headingKept?: boolean;
  /** Currency beside the quantity's number: "10.747 USD". */
  quantityCurrency?: string;
  /** Currency that stands as the unit of an amount. */
  amountCurrency?: string;
  unitWord?: string;
  /** The unit's own cell. */
  unitCell?: string;
  /** How much is in each of what was counted, as the unit's own cell says ("bags of 50 kg"). */
  each?: number;
  /** Whether what was counted are packages, of which nothing says how much is in each. */
  inPackages?: boolean;
  /** A second measure in the quantity's cell, its unit as written. */
  second?: { readonly value: number; readonly unit: string };
  quantityCell?: string;
}

/** The same row with goods of their own: another line of it. */
export function anotherLine(draft: Draft, goods: Draft['goods']): Draft {
  return { ...draft, goods: { ...draft.goods, ...goods }, details: { ...draft.details } };
}

export type CellReader = (cell: string, draft: Draft) => void;

const remembered = 50_000;

/** Remembers what each distinct cell was read as; forgets all when there are too many. */
export function memo<T>(read: (cell: string) => T): (cell: string) => T {
  const known = new Map<string, T>();
  return cell => {
    const found = known.get(cell);
    if (found !== undefined) return found;
    if (known.size >= remembered) known.clear();
    const own = detached(cell);
    const value = read(own);
    known.set(own, value);
    return value;
  };
}
