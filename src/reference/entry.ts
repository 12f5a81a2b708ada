/** A code of a list as other features see it: the same shape as the headings' contract, kept equal by a test. */
export interface ReferenceFact {
  readonly code: string;
  readonly nameEn: string;
  readonly nameFr: string;
  readonly parent: string | null;
  /** Further columns of the seed file (factor_to_base, odp, gwp, appendix …), as text; an empty column is absent. */
  readonly details: Readonly<Record<string, string>>;
}

/** A code with its place and its time. Dates are plain YYYY-MM-DD; `validTo` is the last day of use. */
export interface ReferenceEntry extends ReferenceFact {
  readonly position: number;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly successor: string | null;
}

export type ReferenceLang = 'en' | 'fr';

export type LookUp = (list: string, code: string, date?: string) => ReferenceEntry | undefined;

/** Whether a code may be used on a plain date. */
export function isValidOn(entry: ReferenceEntry, date: string): boolean {
  return (entry.validFrom === null || entry.validFrom <= date) && (entry.validTo === null || entry.validTo >= date);
}

export function nameOf(fact: ReferenceFact, lang: ReferenceLang): string {
  return lang === 'fr' ? fact.nameFr : fact.nameEn;
}
