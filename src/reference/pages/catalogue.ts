/** Which lists the reference pages show, in which groups, and which details a reader needs there. */

export interface Column {
  /** Key in `details`; its label is `reference:columns.<key>`. */
  readonly key: string;
  /** Key of the same detail in French, where it has one. */
  readonly fr?: string;
  /** Values are words of `reference:values.<key>`, not texts of the list. */
  readonly coded?: true;
  readonly number?: true;
  /** Values are codes of this list, shown by name. */
  readonly list?: string;
  /** Width of the column: a short code, or a longer text. Otherwise by its kind. */
  readonly width?: 'col-code' | 'col-l';
}

export const groups = {
  circumstances: ['country', 'place', 'location', 'direction', 'transport', 'concealment', 'detection'],
  products: [
    'heading',
    'drug',
    'tobacco',
    'beverage',
    'cites_species',
    'ipr',
    'precursor',
    'tax_goods',
    'weapon',
    'currency_form',
    'nuclear',
    'hazardous',
    'pornography',
    'other_prohibition',
    'ods',
    'ods_blend',
  ],
  attributes: ['tax_fraud', 'tobacco_fraud', 'cites_term', 'cites_listing', 'ipr_right', 'basel', 'hazard_class'],
  classification: ['hs'],
  measures: ['unit', 'kg_factor', 'currency', 'fx_rate'],
  network: ['office', 'link_subject'],
} as const satisfies Record<string, readonly string[]>;

const group: Column = { key: 'group', fr: 'group_fr' };
const unit: Column = { key: 'unit', list: 'unit' };
const hsCode: Column = { key: 'hs_code', width: 'col-code' };

const columns: Readonly<Record<string, readonly Column[]>> = {
  country: [
    { key: 'iso3', width: 'col-code' },
    { key: 'wco_region', coded: true },
    { key: 'wco_member', coded: true, width: 'col-code' },
    { key: 'rilo', list: 'office' },
  ],
  place: [
    { key: 'kind', coded: true },
    { key: 'lat', number: true },
    { key: 'lon', number: true },
  ],
  transport: [{ key: 'unece_rec19' }],
  concealment: [group, { key: 'note', fr: 'note_fr' }],
  detection: [group],
  location: [group],
  drug: [group, unit, { key: 'schedule' }],
  tobacco: [unit, hsCode],
  beverage: [unit, hsCode],
  cites_species: [group, { key: 'family' }, { key: 'appendix', width: 'col-code' }],
  cites_listing: [{ key: 'appendix', width: 'col-code' }],
  ipr: [unit, { key: 'examples', fr: 'examples_fr', width: 'col-l' }],
  precursor: [{ key: 'table', width: 'col-code' }, { key: 'cas' }, hsCode, { key: 'used_for', fr: 'used_for_fr' }],
  weapon: [group, unit, hsCode],
  nuclear: [group, unit, { key: 'isotope', width: 'col-code' }, { key: 'note', fr: 'note_fr' }],
  hazardous: [unit, { key: 'treaty', fr: 'treaty_fr' }],
  tax_goods: [unit],
  other_prohibition: [unit],
  pornography: [unit],
  basel: [group, { key: 'status', coded: true }],
  ods: [
    { key: 'annex', width: 'col-code' },
    { key: 'group', width: 'col-code' },
    { key: 'odp', number: true },
    { key: 'gwp', number: true },
    hsCode,
  ],
  ods_blend: [
    { key: 'type', fr: 'type_fr' },
    { key: 'composition', fr: 'composition_fr', width: 'col-l' },
    { key: 'odp', number: true },
    { key: 'gwp', number: true },
  ],
  unit: [
    { key: 'kind', coded: true },
    { key: 'base_unit', list: 'unit' },
    { key: 'factor_to_base', number: true },
  ],
  kg_factor: [
    { key: 'kg_per_unit', number: true },
    { key: 'basis', coded: true },
    { key: 'version', width: 'col-code' },
  ],
  currency: [{ key: 'minor_digits', number: true }],
  fx_rate: [
    { key: 'year', number: true },
    { key: 'usd_per_unit', number: true },
    { key: 'approximate', coded: true },
  ],
  office: [{ key: 'kind', coded: true }],
};

/** Lists whose parents are codes of another list. */
const parents: Readonly<Record<string, string>> = {
  place: 'country',
  fx_rate: 'currency',
  cites_listing: 'cites_species',
  office: 'country',
};

export function columnsOf(kind: string): readonly Column[] {
  return columns[kind] ?? [];
}

/** The list that the parents of a list are codes of: itself, unless it belongs to another. */
export function parentList(kind: string): string {
  return parents[kind] ?? kind;
}
