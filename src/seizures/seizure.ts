import type { FieldValue, GoodsLine } from './goods/heading.ts';

/** Persons are counted, never named: one row of the count. */
export interface PersonCount {
  readonly role: string;
  readonly nationality?: string;
  readonly sex?: string;
  readonly ageBand?: string;
  readonly arrested?: boolean;
  readonly count: number;
}

/**
 * The whole record as an officer states it: what the form, a file row and the interface all become before validation
 * passes.
 */
export interface SeizureRecord {
  readonly form: 'short' | 'long';
  /** The common fields of fields.ts by name: codes, plain dates YYYY-MM-DD, numbers, texts. */
  readonly facts: Readonly<Record<string, FieldValue>>;
  readonly lines: readonly GoodsLine[];
  readonly persons: readonly PersonCount[];
}

export const statuses = ['submitted', 'queried', 'verified', 'withdrawn', 'merged'] as const;
export type Status = (typeof statuses)[number];

/** How the record came in. */
export const channels = ['form', 'file', 'interface'] as const;
export type Channel = (typeof channels)[number];

/** Release scopes of design.md section 4; 'through_rilo' is counted as of "a Member of the region". */
export const releases = ['all', 'region', 'rilos', 'named', 'through_rilo'] as const;
