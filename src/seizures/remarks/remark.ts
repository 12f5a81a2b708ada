/** What was remarked of a file's row when it became a record. */
export interface Remark {
  /** The goods line, from 1; null for the record as a whole. */
  readonly lineNo: number | null;
  /** Field of the record, `details.<name>` for a heading's own. */
  readonly field: string;
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** The word of a list that nobody has said the meaning of, by the key of its kind. */
  readonly word?: { readonly kind: string; readonly key: string };
}

/**
 * Remarks that say how to read what a record states: for everybody who reads it, since an assumed unit that only its
 * office knows of is taken for a stated one by all others.
 */
const ofReading = [
  'unit_assumed',
  'quantity_assumed',
  'unit_mixed_cell',
  'goods_narrated',
  'legend_read',
  'number_two_ways',
  'date_two_ways',
  'date_minority',
  'taken_from_above',
  'merged_filled',
  'text_cut',
  'route_against_direction',
  'taxon_kept',
  'product_blank',
  'unit_unusual',
  'ref_differs',
] as const;

/**
 * Remarks on what a record does not say, though its file did: work for its office and for who enters on its behalf.
 */
const ofWork = [
  'value_unknown',
  'product_kept',
  'currency_blank',
  'number_unreadable',
  'quantity_negative',
  'date_unreadable',
  'coordinates_wrong',
  'cell_error',
  'ref_again',
] as const;

const forAll: ReadonlySet<string> = new Set(ofReading);
const known: ReadonlySet<string> = new Set([...ofReading, ...ofWork]);

/** Whether a problem of a row stays with its record. Pure. */
export function isKept(code: string): boolean {
  return known.has(code);
}

/** Whether everybody who reads a record reads the remark. Pure. */
export function isForAll(code: string): boolean {
  return forAll.has(code);
}
