import type { Coverage } from '../../coverage/coverage.ts';
import type { SectionKey } from '../sections.ts';

/** Of the period, and of the same days a year before. */
export interface Pair<N = number> {
  readonly now: N;
  readonly before: N;
}

/** Fields each section is broken down by; a case has one value of each. */
export const breakdowns = ['transport', 'concealment', 'detection', 'month', 'country'] as const;
export type Breakdown = (typeof breakdowns)[number];

/** In place of the code of a RILO: Members that none serves. */
export const noRegion = 'none';

export interface CountedGoods {
  /** Code of a heading or of a group. */
  readonly code: string;
  readonly cases: Pair;
  readonly lines: Pair;
  /** Members with a case of the present year. */
  readonly members: number;
  /** In base units; never added to one another. `of` are the cases with a quantity in this unit. */
  readonly quantities: Readonly<Record<string, { readonly value: Pair; readonly of: Pair }>>;
}

/** What was counted of a section, before anything is hidden. Kept in the database and shown to nobody as it is. */
export interface CountedSection extends CountedGoods {
  readonly code: SectionKey;
  readonly headings: readonly (CountedGoods & { readonly groups: readonly CountedGoods[] })[];
  readonly by: Readonly<Record<Breakdown, readonly { readonly value: string | null; readonly cases: Pair }[]>>;
  /** Departure by destination, present year; null is not stated, 'others' the smaller ones together. */
  readonly ways: Ways;
  readonly coverage: Coverage;
  /** Members that recorded a case, month by month of the period. */
  readonly reporting: readonly { readonly month: string; readonly members: number }[];
}

export interface Ways {
  readonly departures: readonly (string | null)[];
  readonly destinations: readonly (string | null)[];
  readonly counts: readonly (readonly number[])[];
}

export interface CountedReport {
  readonly sections: readonly CountedSection[];
  /** Goods of no section. */
  readonly outside: { readonly cases: Pair; readonly lines: Pair };
  readonly coverage: Coverage;
  /** Cases made for demonstration. */
  readonly synthetic: number;
  /** Of each region: Members that reported, of how many. */
  /** By RILO; those of none are of `noRegion`. */
  readonly regions: readonly { readonly code: string; readonly reported: number; readonly members: number }[];
}

/** A count as it may be printed: 'few' is 1 or 2, 'held' would give one away. */
export type Printed = number | 'few' | 'held';

export interface PrintedGoods {
  readonly code: string;
  readonly cases: Pair<Printed>;
  readonly lines: Pair<Printed>;
  /** Members with a case of the present year; reports frozen before they were counted have none. */
  readonly members?: Printed;
  /** Of the present year, each unit apart. */
  readonly quantities: readonly { readonly unit: string; readonly value: Printed }[];
}
export interface PrintedRow {
  readonly value: string | null;
  readonly cases: Pair<Printed | null>;
}
export interface PrintedSection extends PrintedGoods {
  readonly code: SectionKey;
  readonly headings: readonly (PrintedGoods & { readonly groups: readonly PrintedGoods[] })[];
  /** Without an entry: too few cases to be divided so. */
  readonly by: Partial<Readonly<Record<Breakdown, readonly PrintedRow[]>>>;
  readonly ways?: {
    readonly flows: readonly { readonly from: string; readonly to: string; readonly cases: number }[];
    readonly departures: readonly { readonly value: string | null; readonly cases: Printed }[];
    readonly destinations: readonly { readonly value: string | null; readonly cases: Printed }[];
  };
  /** Without it: too few cases for shares. */
  readonly coverage?: Coverage;
  readonly members: number;
  /** Members by month; held where the cases of the month are not told. */
  readonly reporting: readonly { readonly month: string; readonly members: Printed }[];
}

/** A report as it was frozen: what anybody it is for may read. */
export interface PrintedReport {
  readonly sections: readonly PrintedSection[];
  readonly outside: Pair<Printed>;
  /** Whether cases made for demonstration are among them. */
  readonly isDemonstration: boolean;
  readonly cases: Pair<Printed>;
  readonly lines: Pair<Printed>;
  readonly coverage?: Coverage;
  readonly members: number;
  readonly membersAsked: number;
  readonly regions: CountedReport['regions'];
}
