import type { ReferenceEntry } from '../../../reference/index.ts';
import type { branches } from '../../kinds/page.ts';

export type Branch = (typeof branches)[number];

/** A fact of a product sheet: a detail of the code in its list. Its label is `cwsreference:fact.<key>`. */
export interface SheetFact {
  readonly key: string;
  /** Key of the same detail in French, where it has one. */
  readonly fr?: string;
  /**
   * 'hs' and 'unit' are codes of these lists, 'code' one of an older edition, 'coded' a word of
   * `cwsreference:value.<list>.<key>`.
   */
  readonly type?: 'number' | 'hs' | 'code' | 'unit' | 'coded';
  /** Detail said beside it, in words of `cwsreference:beside.<key>`. */
  readonly beside?: string;
}

/** One list of the portal whose codes have a sheet each: what is on it, and by what it is found. */
export interface SheetList {
  readonly list: string;
  readonly branch: Branch;
  /** Product heading under which it is recorded. */
  readonly heading?: string;
  /** Detail by which the list is shown in groups; `coded` groups are words of `cwsreference:value`. */
  readonly group?: { readonly key: string; readonly fr?: string; readonly coded?: true };
  readonly facts: readonly SheetFact[];
  /** Facts shown in the list of sheets. */
  readonly columns: readonly string[];
  /** Numbers and codes by which it is found at once, as printed. */
  readonly numbers: (entry: ReferenceEntry) => readonly string[];
  /** What else it is called, in any language. */
  readonly names: (entry: ReferenceEntry) => readonly string[];
  /** Search of the database for its cases; without its address part `/seizures?`. */
  readonly cases?: (code: string) => Readonly<Record<string, string>>;
}
