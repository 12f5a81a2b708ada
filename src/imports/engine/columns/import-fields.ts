import { allCommonFields, headingList, lineFields as declaredLineFields, type Field } from '../../../seizures/index.ts';

/** What a coded word can stand for; each has its own word list. `product` words belong to a heading. */
export const wordKinds = [
  'country',
  'location',
  'direction',
  'transport',
  'concealment',
  'detection',
  'agency',
  'heading',
  'product',
  'unit',
  'currency',
  'specimen',
  'right',
  'fraud',
] as const;
export type WordKind = (typeof wordKinds)[number];

/** How the cells of a field are read. */
type Reading =
  | 'date'
  | 'year'
  | 'month'
  | 'day'
  | 'number'
  | 'words'
  | 'text'
  | 'choice'
  | 'goods'
  | 'nominal'
  | 'none';

/** A field a column can be mapped to. */
export interface ImportField {
  /**
   * Name in the record: a common field, a field of the goods line, `details.<name>` of the heading, or a special one.
   */
  readonly name: string;
  readonly reading: Reading;
  readonly kind?: WordKind;
  /** Where its value goes. */
  readonly part: 'facts' | 'line' | 'details' | 'persons' | 'none';
  readonly options?: readonly string[];
  readonly many?: boolean;
  readonly max?: number;
}

const line = (name: string, reading: Reading, more: Partial<ImportField> = {}): ImportField => ({
  name,
  reading,
  part: 'line',
  ...more,
});
const special = (name: string, reading: Reading): ImportField => ({ name, reading, part: 'none' });

function optionsOf(name: string): readonly string[] {
  const field = declaredLineFields.find(each => each.name === name);
  return field?.type === 'choice' ? field.options : [];
}

const lineFields: readonly ImportField[] = [
  line('heading', 'words', { kind: 'heading' }),
  line('product', 'words', { kind: 'product' }),
  line('productText', 'text', { max: 200 }),
  line('goods', 'goods'),
  line('quantity', 'number'),
  line('unit', 'words', { kind: 'unit' }),
  line('quantity2', 'number'),
  line('unit2', 'words', { kind: 'unit' }),
  line('packages', 'number'),
  line('quantityBasis', 'choice', { options: optionsOf('quantityBasis') }),
  line('hsCode', 'text', { max: 12 }),
  line('value', 'number'),
  line('currency', 'words', { kind: 'currency' }),
  { name: 'persons', reading: 'number', part: 'persons' },
];

const specials: readonly ImportField[] = [
  // The country behind a stretch of border: departure or destination by the direction of the row.
  { name: 'border', reading: 'words', kind: 'country', part: 'facts' },
  // Where goods came from and where they went in one cell: "Iran - Turkey".
  { name: 'route', reading: 'words', kind: 'country', part: 'facts' },
  special('seizureYear', 'year'),
  special('seizureMonth', 'month'),
  special('seizureDay', 'day'),
  special('nominal', 'nominal'),
  special('rowNumber', 'none'),
];

function common(field: Field): ImportField[] {
  const base = { name: field.name, part: 'facts' as const };
  switch (field.type) {
    case 'date':
      return [{ ...base, reading: 'date' }];
    case 'decimal':
    case 'integer':
      return [{ ...base, reading: 'number' }];
    case 'text':
    case 'longtext':
      return [{ ...base, reading: 'text', max: field.max }];
    case 'choice':
      return [choice(field.name, field.options, field.many === true)];
    case 'code':
      return [coded(field.name, field.list, field.many === true)];
    default:
      return [];
  }
}

function choice(name: string, options: readonly string[], many: boolean): ImportField {
  const agency =
    name === 'agency' ? { reading: 'words' as const, kind: 'agency' as const } : { reading: 'choice' as const };
  return { name, part: 'facts', options, ...agency, ...(many ? { many } : {}) };
}

function coded(name: string, list: string, many: boolean): ImportField {
  const kind = wordKinds.find(each => each === list);
  return {
    name,
    part: 'facts',
    reading: kind ? 'words' : 'text',
    max: 20,
    ...(kind ? { kind } : {}),
    ...(many ? { many } : {}),
  };
}

/** Lists that details of headings take their codes from, and the kind of word that means them. */
const kindsOfLists: Readonly<Record<string, WordKind>> = {
  cites_term: 'specimen',
  ipr_right: 'right',
  tax_fraud: 'fraud',
  tobacco_fraud: 'fraud',
  country: 'country',
};

/** The lists a kind of word means codes of: its own but for details of headings. */
export function listsOfKind(kind: WordKind): readonly string[] {
  const lists = Object.keys(kindsOfLists).filter(list => kindsOfLists[list] === kind);
  return lists.length > 0 ? lists : [kind];
}

/** A field of some heading; lines of headings that do not declare it leave its cells in the source. */
function detail(field: Field): ImportField[] {
  const kind = field.type === 'code' ? kindsOfLists[field.list] : undefined;
  if (field.type === 'code' && kind !== undefined)
    return [
      {
        name: `details.${field.name}`,
        reading: 'words',
        part: 'details',
        kind,
        ...(field.many === true ? { many: true } : {}),
      },
    ];
  const reading = {
    date: 'date',
    decimal: 'number',
    integer: 'number',
    choice: 'choice',
    code: 'text',
    yesno: 'choice',
    text: 'text',
    longtext: 'text',
  } as const;
  return [
    {
      name: `details.${field.name}`,
      reading: reading[field.type],
      part: 'details',
      ...('max' in field && field.type.endsWith('text') ? { max: field.max } : {}),
    },
  ];
}

/** Fields of a record that say who may read it or who it is for: never taken from a file. */
const notImported = new Set(['release', 'releaseOffices', 'embargoUntil', 'narrativeLang']);

/**
 * Every field a column may be mapped to, by name: the common fields of fields.ts, the goods line's, and the special
 * ones.
 */
export const importFields: ReadonlyMap<string, ImportField> = new Map(
  [
    ...allCommonFields.filter(field => !notImported.has(field.name)).flatMap(common),
    ...lineFields,
    ...headingList.flatMap(heading => heading.fields.flatMap(detail)),
    ...specials,
  ].map(field => [field.name, field]),
);

/**
 * Without these a row is no record (a national file may lack the rest of the short form: it comes in with a warning).
 */
export const hardFields = ['seizureDate', 'country', 'heading', 'product', 'quantity', 'unit'] as const;

const hard: ReadonlySet<string> = new Set([...hardFields, 'seizureYear', 'seizureMonth', 'seizureDay']);

/** What cannot be read keeps a row back in a hard field; elsewhere the row goes in, and its source keeps the cell. */
export function levelFor(field: string): 'error' | 'warning' {
  return hard.has(field) ? 'error' : 'warning';
}

/** Asked in the short form, absent with a warning when a file lacks them. */
export const softFields = [
  'location',
  'direction',
  'departure',
  'destination',
  'transport',
  'concealment',
  'detection',
] as const;

/**
 * Names in the column word list -> fields of ours. A name that is missing here is known but has no field: kept as
 * source.
 */
export const columnNames: Readonly<Record<string, string>> = {
  seizure_date: 'seizureDate',
  seizure_year: 'seizureYear',
  seizure_month: 'seizureMonth',
  seizure_day: 'seizureDay',
  country: 'country',
  place: 'placeName',
  location_type: 'location',
  unlocode: 'place',
  latitude: 'latitude',
  longitude: 'longitude',
  direction: 'direction',
  origin: 'origin',
  departure: 'departure',
  transit: 'transit',
  destination: 'destination',
  transport: 'transport',
  container_type: 'container',
  concealment: 'concealment',
  concealment_text: 'concealmentText',
  detection: 'detection',
  national_ref: 'nationalRef',
  agency: 'agency',
  operation: 'operation',
  outcome: 'outcome',
  heading: 'heading',
  product: 'product',
  quantity: 'quantity',
  unit: 'unit',
  packages: 'packages',
  hs_code: 'hsCode',
  value: 'value',
  currency: 'currency',
  duty_evaded: 'dutyEvaded',
  narrative: 'narrative',
  form: 'details.physicalForm',
  purity: 'details.purity',
  brand: 'details.brand',
  species: 'product',
  specimen: 'details.specimen',
  right: 'details.right',
  fraud: 'details.fraudKind',
  persons: 'persons',
  goods: 'goods',
  border: 'border',
  route: 'route',
  nominal: 'nominal',
  row_number: 'rowNumber',
};
