import type { FieldValue, GoodsLine } from '../goods/heading.ts';
import type { PersonCount, SeizureRecord } from '../seizure.ts';

/** One of the records put side by side. */
export interface Side {
  readonly record: SeizureRecord;
  readonly isVerified: boolean;
  /** Of the office of the first: it can be merged. Another is shown beside, and linked. */
  readonly canMerge: boolean;
}

export type Values = Readonly<Record<string, FieldValue>>;
/** What a record states of a part. */
export type Cell =
  | { readonly of: 'facts'; readonly values: Values }
  | { readonly of: 'line'; readonly values: Values; readonly line: GoodsLine }
  | { readonly of: 'whole'; readonly line: GoodsLine }
  | { readonly of: 'persons'; readonly persons: readonly PersonCount[] };

/** Which record a part is taken from; 'all': the texts of all, one after the other; 'none': left out. */
export type Pick = number | 'all' | 'none';
