import type { Offices } from '../../reference/index.ts';
import { allCommonFields } from '../fields.ts';
import { headings } from '../headings/index.ts';
import type { Field, FieldValue, GoodsLine } from '../goods/heading.ts';
import { computeLine, lineQuantity } from './compute.ts';
import { termsOfPorts } from './ports.ts';
import { termsOfContainers, termsOfNationalReference } from './references.ts';
import type { LookUp } from '../goods/heading.ts';
import { isImplausible } from '../goods/plausible.ts';
import { ownValuesOf, type OwnValues } from '../own-fields/values.ts';
import type { SeizureRecord } from '../seizure.ts';

/** The narrow columns of a record: what lists, facets and scope read. Codes as in the lists; dates plain. */
export interface Projection {
  readonly officeId: number;
  readonly regionId: number | null;
  readonly columns: Readonly<Record<ColumnName, string | null>>;
  readonly transit: readonly string[];
  readonly headings: readonly string[];
  readonly products: readonly string[];
  readonly mainQuantity: number | null;
  readonly mainUnit: string | null;
  readonly release: string;
  readonly releaseOffices: readonly number[];
  readonly embargoUntil: string | null;
  readonly lines: readonly LineRow[];
  readonly terms: readonly string[];
  readonly words: string;
  /** Language of the texts, as stated; null when not. */
  readonly lang: string | null;
}

const factColumns = {
  nationalRef: 'national_ref',
  seizureDate: 'seizure_date',
  country: 'country',
  placeName: 'place_name',
  location: 'location',
  direction: 'direction',
  origin: 'origin',
  departure: 'departure',
  destination: 'destination',
  transport: 'transport',
  concealment: 'concealment',
  detection: 'detection',
} as const;
type ColumnName = (typeof factColumns)[keyof typeof factColumns];
export const columnNames = Object.values(factColumns);
/** What `seizures` holds of what a record says. */
export const projectedColumns = [
  ...columnNames,
  'transit',
  'headings',
  'products',
  'main_quantity',
  'main_unit',
  'line_count',
  'held',
  'release',
  'region_id',
  'release_offices',
  'embargo_until',
] as const;

/** What was computed for a line: quantities in its base unit, kg, USD, tonnes. */
export interface ComputedLine {
  readonly baseQuantity: number | null;
  readonly baseUnit: string | null;
  readonly kgEquivalent: number | null;
  readonly factorVersion: string | null;
  readonly usd: number | null;
  readonly odpTonnes: number | null;
  readonly co2eTonnes: number | null;
  readonly pureAlcoholLitres: number | null;
  readonly citesAppendix: string | null;
}

interface LineRow extends ComputedLine {
  readonly heading: string;
  readonly product: string;
  readonly quantity: number | null;
  readonly unit: string | null;
  /** More than goods of its heading can be: it counts in no total until a second person has confirmed it. */
  readonly held: boolean;
  /** What its heading's own fields are found by. */
  readonly own: OwnValues;
}

/**
 * Works out from a valid record everything the database keeps beside it. Pure; throws when the country has no office to
 * own it.
 */
export function project(record: SeizureRecord, lookUp: LookUp, offices: Offices): Projection {
  const { facts, lines } = record;
  const country = String(facts.country);
  const seizureDate = String(facts.seizureDate);
  const office = offices.owning(country);
  const first = lines[0];
  const rows = lines.map(line => lineRow(line, seizureDate, lookUp));
  const words = wordsOf(record);
  return {
    officeId: office.id,
    regionId: offices.riloOf(country, seizureDate)?.id ?? null,
    columns: Object.fromEntries(
      Object.entries(factColumns).map(([fact, column]) => [column, textOf(facts[fact])]),
    ) as Record<ColumnName, string | null>,
    transit: listOf(facts.transit),
    headings: distinct(lines.map(line => line.heading)),
    products: distinct(lines.map(line => line.product)),
    mainQuantity: first?.quantity ?? null,
    mainUnit: first?.unit ?? null,
    release: textOf(facts.release) ?? defaultRelease(lines, office.defaultRelease),
    releaseOffices: listOf(facts.releaseOffices)
      .map(code => offices.byCode(code)?.id)
      .filter(id => id !== undefined),
    embargoUntil: textOf(facts.embargoUntil),
    lines: rows,
    terms: distinct([...termsOf(record), ...termsOfContainers(words), ...rows.flatMap(({ own }) => own.lexemes)]),
    words,
    lang: textOf(facts.narrativeLang),
  };
}

function defaultRelease(lines: readonly GoodsLine[], ofOffice: string): string {
  return lines.map(line => headings[line.heading].defaultRelease).find(release => release !== undefined) ?? ofOffice;
}

function lineRow(line: GoodsLine, seizureDate: string, lookUp: LookUp): LineRow {
  const computed = computeLine(line, { seizureDate, lookUp });
  const base = lineQuantity(line, lookUp);
  return {
    heading: line.heading,
    product: line.product,
    quantity: line.quantity ?? null,
    unit: line.unit ?? null,
    held: isImplausible(line.heading, base),
    baseQuantity: base?.quantity ?? null,
    baseUnit: base?.unit ?? null,
    kgEquivalent: computed.kgEquivalent ?? null,
    factorVersion: computed.factorVersion ?? null,
    usd: computed.usd ?? null,
    odpTonnes: computed.odpTonnes ?? null,
    co2eTonnes: computed.co2eTonnes ?? null,
    pureAlcoholLitres: computed.pureAlcoholLitres ?? null,
    citesAppendix: computed.citesAppendix ?? null,
    own: ownValuesOf(line, { ...computed }),
  };
}

/** Search lexemes of codes: found under their names in any language without being written out (see search-words.ts). */
function termsOf({ facts, lines }: SeizureRecord): string[] {
  const terms = new Set<string>();
  if (facts.nationalRef) for (const term of termsOfNationalReference(String(facts.nationalRef))) terms.add(term);
  for (const term of termsOfPorts(facts)) terms.add(term);
  addCodes(terms, allCommonFields, facts);
  for (const line of lines) {
    const { productList, fields } = headings[line.heading];
    terms.add(termOf('heading', line.heading));
    terms.add(termOf(productList, line.product));
    if (line.hsCode) terms.add(termOf('hs', line.hsCode));
    if (line.unit) terms.add(termOf('unit', line.unit));
    addCodes(terms, fields, line.details);
  }
  return [...terms];
}

function addCodes(terms: Set<string>, fields: readonly Field[], values: Values): void {
  for (const field of fields) {
    if (field.type === 'code') for (const code of listOf(values[field.name])) terms.add(termOf(field.list, code));
  }
}

export function termOf(list: string, code: string): string {
  return `${list}:${code}`.toLowerCase();
}

/** Every free text of the record, for full-text search in English and French. */
function wordsOf({ facts, lines }: SeizureRecord): string {
  const texts = textsOf(allCommonFields, facts);
  for (const line of lines) {
    if (line.productText) texts.push(line.productText);
    texts.push(...textsOf(headings[line.heading].fields, line.details));
  }
  return texts.join('\n').slice(0, 100_000);
}

type Values = Readonly<Record<string, FieldValue>>;

function textsOf(fields: readonly Field[], values: Values): string[] {
  return fields
    .filter(field => field.type === 'text' || field.type === 'longtext')
    .map(field => values[field.name])
    .filter(value => typeof value === 'string');
}

function textOf(value: FieldValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function listOf(value: FieldValue | undefined): readonly string[] {
  if (Array.isArray(value)) return value as readonly string[];
  return typeof value === 'string' && value !== '' ? [value] : [];
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
