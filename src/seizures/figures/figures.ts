import type { Period } from './period.ts';

/** A sum in one base unit ('kg', 'L', 'stick', 'USD'); sums of different units are never added. */
export interface Sum {
  readonly unit: string;
  readonly quantity: number;
}

/** Cases of one code, now and in the period before, with the sums of its lines. */
export interface Row {
  readonly code: string;
  readonly cases: number;
  readonly before: number;
  readonly sums: readonly Sum[];
}

/** The commonest codes, and what they leave out. */
export interface Share {
  readonly rows: readonly Row[];
  /** Codes not among the rows, and the cases under them in the period. */
  readonly others: { readonly codes: number; readonly cases: number };
  /** Cases that state none. */
  readonly unknown: number;
}

/** Sums of one unit over the period. */
export interface UnitFigures extends Sum {
  /** In the period before. */
  readonly before: number;
  readonly lines: number;
  /** Of one line. */
  readonly largest: number;
  /** One for each column of the period. */
  readonly buckets: readonly number[];
}

/** Figures of the records that count for all, over the period of a search: released to all, or through the RILO. */
export interface SeizureFigures {
  readonly period: Period;
  readonly cases: number;
  readonly before: number;
  /** Of the cases, how many are sample records. */
  readonly synthetic: number;
  /** Lines left out of every sum: more than their goods can be, and not confirmed. */
  readonly held: number;
  /** Of the cases, how many were verified, only submitted, or queried. */
  readonly statuses: Readonly<Record<'verified' | 'submitted' | 'queried', number>>;
  /** Cases with a quantity on a line that counts. */
  readonly measured: number;
  /** Median days from seizure to record; null without a timely record. */
  readonly delay: number | null;
  /**
   * Countries of seizure in the period, and of them those with cases before, too: whether a change is one of reporting.
   */
  readonly members: number;
  readonly steady: { readonly members: number; readonly cases: number; readonly before: number };
  readonly buckets: readonly {
    readonly key: string;
    readonly cases: number;
    readonly members: number;
    /** In the same days of the period before. */
    readonly before: number;
  }[];
  readonly units: readonly UnitFigures[];
  /** A code that is no country's is a RILO's: cases of "a Member of its region", released through it. */
  readonly countries: Share;
  /** Codes are "PK>KE": departure to destination. `unknown` lack an end; `within` stay in one country. */
  readonly routes: Share & { readonly within: number };
  readonly concealments: Share;
  readonly transports: Share;
  /** Codes are "DRUG/COC-HCL". A case counts once, under the first line of the goods asked for. */
  readonly products: Share;
}
