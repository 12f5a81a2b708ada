import type { FieldType } from '../../fields/index.ts';

/**
 * What a heading file declares. Form, validation, search filter, detail page, import, export and analysis read these
 * declarations; nothing else in the code knows a heading by name.
 */
export const headingCodes = [
  'DRUG',
  'TOB',
  'BEV',
  'CITES',
  'IPR',
  'PREC',
  'TAX',
  'WEAP',
  'CURR',
  'NUC',
  'HAZ',
  'PORN',
  'OTH',
  'ODS',
] as const;
export type HeadingCode = (typeof headingCodes)[number];

/** Kinds of quantity (reference list `unit`, column kind). Quantities of different kinds are never added. */
export const unitKinds = [
  'mass',
  'volume',
  'alcohol',
  'count',
  'dose form',
  'dose',
  'vial',
  'container',
  'sticks',
  'rounds',
  'plants',
  'animals',
  'length',
  'area',
  'activity',
  'money',
  'files',
] as const;
export type UnitKind = (typeof unitKinds)[number];

/** 'short' fields are asked in the short (statistical) form too; 'long' only in the long form. */
export type FormLength = 'short' | 'long';

interface FieldBase {
  /**
   * camelCase name, key in the record; its label is locale key `headings:<CODE>.fields.<name>.label`, or
   * `fields:label.<name>` for a common field.
   */
  readonly name: string;
  readonly form: FormLength;
  readonly required?: boolean;
  /** Shown only for these product codes (exact, or a prefix ending in '*'). */
  readonly products?: readonly string[];
  /** Free text that must pass the nominal-data guard. Default true for 'text' and 'longtext'. */
  readonly screened?: boolean;
  /** Figures alone, as many numbers of cases are, pass the guard though they look like a phone. */
  readonly isNumbered?: boolean;
}
/** Whether the guard reads a value of a field. Pure. */
export function isScreened(
  field: Pick<FieldBase, 'screened' | 'isNumbered'> & { readonly type: string },
  text: string,
): boolean {
  if ((field.type !== 'text' && field.type !== 'longtext') || field.screened === false) return false;
  return !field.isNumbered || /\p{L}/u.test(text);
}

/**
 * A field of a record: one of `src/fields` with its place in the form. Texts have a length, codes a reference list;
 * options are called `headings:<CODE>.fields.<name>.options.<value>` or `fields:option.<name>.<value>`.
 */
export type Field = FieldBase &
  FieldType &
  (
    | { readonly type: 'text' | 'longtext'; readonly max: number }
    | { readonly type: 'code'; readonly list: string }
    | { readonly type: Exclude<FieldType['type'], 'text' | 'longtext' | 'code'> }
  );

/**
 * Values as stored: text, number, boolean, or a list of codes. Absent means not stated ("unknown" is a value of its
 * own).
 */
export type FieldValue = string | number | boolean | readonly string[];

/** One product of one heading: a goods line of the record. Quantities are in `unit`. */
export interface GoodsLine {
  readonly heading: HeadingCode;
  /** Code in the heading's product list. */
  readonly product: string;
  /** What it was, where the product code is one of `needsText`. */
  readonly productText?: string;
  readonly quantity?: number;
  readonly unit?: string;
  readonly quantityBasis?: 'measured' | 'declared' | 'estimated';
  /** Second quantity allowed beside the first where kinds differ (pieces beside kg). */
  readonly quantity2?: number;
  readonly unit2?: string;
  readonly packages?: number;
  readonly hsCode?: string;
  readonly value?: number;
  readonly currency?: string;
  readonly details: Readonly<Record<string, FieldValue>>;
}

/**
 * Looks up a code in a reference list: undefined when unknown, or not valid on `date` (YYYY-MM-DD). Without a date:
 * valid at any time. Lists of dated versions (`cites_listing`, `fx_rate`) also answer to the code their versions belong
 * to, with the version in force.
 */
export type LookUp = (list: string, code: string, date?: string) => ReferenceFact | undefined;
export interface ReferenceFact {
  readonly code: string;
  readonly nameEn: string;
  readonly nameFr: string;
  readonly parent: string | null;
  /** Further columns of the seed file (factor_to_base, odp, gwp, appendix …), as text. */
  readonly details: Readonly<Record<string, string>>;
}

/**
 * Problem of a line: an error stops submission, a warning is shown and kept. `field` is a line or details name
 * ("quantity", "details.purity").
 */
export interface Finding {
  readonly level: 'error' | 'warning';
  readonly field: string;
  /** Locale key, `findings:<name>`. */
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/**
 * What the portal works out itself. Tonnes are metric; kg in kilograms; appendix 'I', 'II', 'III', 'I/II' or 'none'.
 */
export interface Computed {
  readonly kgEquivalent?: number;
  /** Version of the factor that made kgEquivalent (reference list `kg_factor`). */
  readonly factorVersion?: string;
  readonly usd?: number;
  readonly odpTonnes?: number;
  readonly co2eTonnes?: number;
  readonly pureAlcoholLitres?: number;
  readonly citesAppendix?: string;
}

export interface LineContext {
  /** Plain date of seizure YYYY-MM-DD, or undefined in a draft. */
  readonly seizureDate: string | undefined;
  readonly lookUp: LookUp;
}

export interface Heading {
  readonly code: HeadingCode;
  /** Order on screen, 1 to 14. */
  readonly position: number;
  /** lucide icon name (look.md section 6). */
  readonly icon: string;
  /** Reference list holding the product codes of this heading. */
  readonly productList: string;
  /** Products that must be described in words ("other" is never bare). */
  readonly needsText: readonly string[];
  /** Kinds of unit a line of this heading may use; a product's own list (by code or prefix*) narrows it. */
  readonly unitKinds: readonly UnitKind[];
  readonly unitKindsByProduct?: Readonly<Record<string, readonly UnitKind[]>>;
  /** Kinds the second quantity may use; by default any of `unitKinds`. */
  readonly secondUnitKinds?: readonly UnitKind[];
  /** Quantity is required unless the heading says otherwise. */
  readonly quantityRequired: boolean;
  /** HS prefixes that are usual for the heading, digits only; another code is a warning, not an error. */
  readonly hsPrefixes: readonly string[];
  readonly fields: readonly Field[];
  /** False where no picture may ever be stored (PORN). */
  readonly pictures: boolean;
  /** Checks beyond the fields' own; pure. */
  readonly check?: (line: GoodsLine, context: LineContext) => readonly Finding[];
  /** What this heading adds to the common computation; pure. */
  readonly compute?: (line: GoodsLine, context: LineContext) => Computed;
  /** Default release for records with a line of this heading (NUC: named bodies only). */
  readonly defaultRelease?: 'rilos';
}
