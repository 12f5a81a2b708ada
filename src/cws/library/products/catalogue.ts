import type { ReferenceEntry } from '../../../reference/index.ts';
import type { SheetList } from './sheet-list.ts';

const detail =
  (...keys: readonly string[]) =>
  ({ details }: ReferenceEntry): string[] =>
    keys.flatMap(key => details[key] ?? []);
const own = ({ code }: ReferenceEntry): string[] => [code];
const none = (): string[] => [];
const product = (code: string) => ({ product: code });
const listed = (text: string | undefined): string[] =>
  (text ?? '')
    .split(';')
    .map(one => one.trim())
    .filter(Boolean);
/** Only these families were sold under it. */
const freons: readonly string[] = ['CFC', 'HCFC'];

function odsNames({
  code,
  nameEn,
  nameFr,
  details: { family = '', ashrae_code: ashrae = '' },
}: ReferenceEntry): string[] {
  const inside = [nameEn, nameFr].flatMap(name => /\((.+)\)$/.exec(name)?.[1] ?? []);
  const number = ashrae.replace(/^R-/, '');
  return [
    ...inside,
    ...(number === '' ? [] : [`R${number}`, ...(freons.includes(family) ? [`Freon ${number}`, `F-${number}`] : [])]),
    code.replace('-', ' '),
  ];
}

/**
 * Every list with sheets, in the order of the tree. The facts come from `seeds/reference`, whose SOURCES.md says from
 * where.
 */
export const sheetLists: readonly SheetList[] = [
  {
    list: 'ods',
    branch: 'products',
    heading: 'ODS',
    group: { key: 'family' },
    columns: ['ashrae_code', 'cas', 'hs_code', 'annex', 'odp', 'gwp'],
    facts: [
      { key: 'ashrae_code' },
      { key: 'formula' },
      { key: 'cas' },
      { key: 'hs_code', type: 'hs' },
      { key: 'hs_code_2007', type: 'code' },
      { key: 'annex', beside: 'group' },
      { key: 'family' },
      { key: 'odp', type: 'number', beside: 'odp_range' },
      { key: 'gwp', type: 'number', beside: 'gwp_other' },
    ],
    numbers: entry => [...own(entry), ...detail('ashrae_code', 'cas', 'formula')(entry)],
    names: odsNames,
    cases: product,
  },
  {
    list: 'ods_blend',
    branch: 'products',
    heading: 'ODS',
    group: { key: 'type', fr: 'type_fr' },
    columns: ['composition', 'odp', 'gwp'],
    facts: [
      { key: 'composition', fr: 'composition_fr' },
      { key: 'type', fr: 'type_fr' },
      { key: 'trade_name' },
      { key: 'odp', type: 'number' },
      { key: 'gwp', type: 'number' },
    ],
    numbers: entry => [...own(entry), ...detail('trade_name')(entry)],
    names: entry => [...detail('trade_name')(entry), entry.code.replace(/^R-/, 'R')],
    cases: code => ({ q: `"${code}"` }),
  },
  {
    list: 'cites_species',
    branch: 'products',
    heading: 'CITES',
    group: { key: 'group', coded: true },
    columns: ['appendix', 'common', 'family'],
    facts: [
      { key: 'scientific_name' },
      { key: 'common' },
      { key: 'common_fr' },
      { key: 'appendix', beside: 'appendix_since' },
      { key: 'family' },
      { key: 'order' },
      { key: 'group', type: 'coded' },
    ],
    numbers: entry => [...own(entry), ...detail('scientific_name')(entry)],
    names: detail('common', 'common_fr', 'scientific_name'),
    cases: product,
  },
  {
    list: 'precursor',
    branch: 'products',
    heading: 'PREC',
    group: { key: 'table', coded: true },
    columns: ['cas', 'table', 'hs_code', 'used_for'],
    facts: [
      { key: 'cas' },
      { key: 'table', type: 'coded' },
      { key: 'table_2009' },
      { key: 'hs_code', type: 'hs' },
      { key: 'used_for', fr: 'used_for_fr' },
      { key: 'unit', type: 'unit' },
    ],
    numbers: entry => [...own(entry), ...detail('cas')(entry)],
    names: none,
    cases: product,
  },
  {
    list: 'drug',
    branch: 'products',
    heading: 'DRUG',
    group: { key: 'group', fr: 'group_fr' },
    columns: ['group', 'schedule', 'unit'],
    facts: [{ key: 'group', fr: 'group_fr' }, { key: 'schedule' }, { key: 'unit', type: 'unit' }],
    numbers: own,
    names: ({ details }) => listed(details.synonyms),
    cases: product,
  },
  {
    list: 'weapon',
    branch: 'products',
    heading: 'WEAP',
    group: { key: 'group', fr: 'group_fr' },
    columns: ['group', 'hs_code', 'unit'],
    facts: [
      { key: 'group', fr: 'group_fr' },
      { key: 'hs_code', type: 'hs' },
      { key: 'unit', type: 'unit' },
    ],
    numbers: own,
    names: none,
    cases: product,
  },
  {
    list: 'nuclear',
    branch: 'products',
    heading: 'NUC',
    group: { key: 'group', fr: 'group_fr' },
    columns: ['group', 'isotope', 'unit'],
    facts: [
      { key: 'group', fr: 'group_fr' },
      { key: 'isotope' },
      { key: 'note', fr: 'note_fr' },
      { key: 'unit', type: 'unit' },
    ],
    numbers: entry => [...own(entry), ...detail('isotope')(entry)],
    names: none,
    cases: product,
  },
  {
    list: 'hazardous',
    branch: 'products',
    heading: 'HAZ',
    columns: ['treaty', 'unit'],
    facts: [
      { key: 'treaty', fr: 'treaty_fr' },
      { key: 'unit', type: 'unit' },
    ],
    numbers: own,
    names: none,
    cases: product,
  },
  {
    list: 'basel',
    branch: 'products',
    heading: 'HAZ',
    group: { key: 'group', fr: 'group_fr' },
    columns: ['group', 'status'],
    facts: [
      { key: 'group', fr: 'group_fr' },
      { key: 'status', type: 'coded' },
    ],
    numbers: own,
    names: none,
  },
  {
    list: 'concealment',
    branch: 'concealment',
    group: { key: 'group', fr: 'group_fr' },
    columns: ['group', 'note'],
    facts: [
      { key: 'group', fr: 'group_fr' },
      { key: 'note', fr: 'note_fr' },
    ],
    numbers: own,
    names: none,
    cases: code => ({ concealment: code }),
  },
  {
    list: 'hs',
    branch: 'nomenclature',
    group: { key: 'section', coded: true },
    columns: ['level'],
    facts: [{ key: 'level', type: 'coded' }],
    numbers: own,
    names: none,
    cases: code => ({ q: code }),
  },
];

const byCode: ReadonlyMap<string, SheetList> = new Map(sheetLists.map(one => [one.list, one]));

export function sheetListOf(code: string): SheetList | undefined {
  return byCode.get(code);
}

/** Where the sheet of a code is. */
export function sheetAddress(list: string, code: string): string {
  return `/cws/reference/products/${list}/${encodeURIComponent(code)}`;
}
