import type { ReportKey } from './reports.ts';

/** A Member's office: of the kind that keeps records of its country. */
export interface Owner {
  readonly id: number;
  readonly code: string;
  readonly country: string;
  readonly nameEn: string;
  readonly nameFr: string;
}

export interface Wanted {
  readonly owner: Owner;
  readonly report: ReportKey;
  readonly year: number;
}
