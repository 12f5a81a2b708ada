/** What can be wrong with a sealed row, and with a seal. */
const problemKinds = [
  'row_changed',
  'row_removed',
  'row_added',
  'row_moved',
  'seal_changed',
  'seal_removed',
  'seal_replaced',
  'order_behind',
] as const;
export interface Problem {
  readonly kind: (typeof problemKinds)[number];
  /** Number of the seal it was found under; 0 where no seal covers the row. */
  readonly seal: number;
  /** Row of the trail it concerns. */
  readonly row?: number;
}

export interface Verification {
  readonly seals: number;
  readonly rows: number;
  readonly problems: readonly Problem[];
  readonly problemCount: number;
  readonly head: { readonly number: number; readonly digest: Buffer } | undefined;
}
