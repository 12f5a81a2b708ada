import type { Origin } from '../audit/index.ts';

/** Who is asking. Passed as an argument to everything that reads or changes records; never a global. */

/** Access levels of the CEN, lowest first ("Limited, Read-Only, Unlimited"); partner accounts have none of them. */
export const levels = ['limited', 'read_only', 'unlimited', 'partner'] as const;
export type Level = (typeof levels)[number];

/** Duties add rights to an Unlimited account: design.md section 2. */
export const duties = ['ncp', 'rilo', 'administrator', 'cenmat'] as const;
export type Duty = (typeof duties)[number];

export const officeKinds = ['administration', 'rilo', 'secretariat', 'partner'] as const;
export type OfficeKind = (typeof officeKinds)[number];

export interface ViewerOffice {
  readonly id: number;
  /** Public code: 'KE' for an administration, 'RILO-ESA', 'WCO', 'UNEP'. */
  readonly code: string;
  readonly kind: OfficeKind;
  readonly nameEn: string;
  readonly nameFr: string;
  /** ISO 3166-1 alpha-2, administrations only. */
  readonly country: string | null;
  /** Office id of the RILO this administration belongs to today; for a RILO its own id. */
  readonly riloId: number | null;
  /** Countries a RILO serves today (empty for other kinds). */
  readonly memberCountries: readonly string[];
}

export interface Viewer {
  readonly accountId: number;
  readonly loginId: string;
  readonly level: Level;
  readonly duties: readonly Duty[];
  readonly office: ViewerOffice;
  readonly lang: Lang;
  /** Whether the account has a second factor; known of the viewer of a request only. */
  readonly hasFactor?: boolean;
  /** How the request came, for the trail; who asks is everything else. */
  readonly origin?: Origin;
}

export const langs = ['en', 'fr'] as const;
export type Lang = (typeof langs)[number];

export function hasDuty(viewer: Viewer, duty: Duty): boolean {
  return viewer.duties.includes(duty);
}
