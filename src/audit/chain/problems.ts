import type { ArchiveRecord } from '../archive/record.ts';

/** What can be wrong with a sealed row, with a seal, and with the trail as a whole. */
const problemKinds = [
  'row_changed',
  'row_removed',
  'row_added',
  'row_moved',
  'seal_changed',
  'seal_removed',
  'seal_replaced',
  'order_behind',
  'archive_forged',
  'sealing_late',
  'head_missing',
  'trail_empty',
  'trail_restarted',
] as const;
/** What makes a chain doubtful without a seal or a row being wrong. */
const doubts: readonly Problem['kind'][] = ['sealing_late', 'head_missing', 'trail_empty', 'trail_restarted'];

export function isDoubt(kind: Problem['kind']): boolean {
  return doubts.includes(kind);
}

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
  /** Months in files whose records are authentic; the rows counted here include theirs. */
  readonly archives: readonly ArchiveRecord[];
  readonly head: { readonly number: number; readonly digest: Buffer } | undefined;
}
