import type { FieldValue, GoodsLine, HeadingCode } from '../../src/seizures/goods/heading.ts';
import { headings } from '../../src/seizures/headings/index.ts';
import { productMatches } from '../../src/seizures/goods/products.ts';
import { allCommonFields } from '../../src/seizures/fields.ts';
import type { PersonCount, SeizureRecord } from '../../src/seizures/seizure.ts';
import { sampleLines } from './sample-lines.ts';

/** The plain date on which every sample was seized. */
export const sampleDate = '2026-03-14';

export interface Overrides {
  /** Joined into the facts; undefined takes a fact away. */
  readonly facts?: Readonly<Record<string, FieldValue | undefined>>;
  /** Joined into the first line; its `details` replace the sample's. */
  readonly line?: Partial<GoodsLine>;
  readonly lines?: readonly GoodsLine[];
  readonly persons?: readonly PersonCount[];
}

const sampleFacts: SeizureRecord['facts'] = {
  nationalRef: 'MSA/26/0412',
  agency: 'customs',
  seizureDate: sampleDate,
  datePrecision: 'day',
  country: 'KE',
  place: 'KEMBA',
  placeName: 'Mombasa',
  latitude: -4.04348,
  longitude: 39.66821,
  location: 'LOC-SEAPORT',
  direction: 'IMP',
  traffic: 'commercial',
  operation: 'Operation Marula',
  origin: 'PK',
  departure: 'AE',
  departurePlace: 'Jebel Ali',
  transit: ['OM', 'SO'],
  destination: 'UG',
  destinationPlace: 'Kampala',
  transport: 'SEA-CONT',
  operator: 'shipping_line',
  container: 'dry',
  concealment: 'CON-FREIGHT-COVER',
  concealmentText: 'Behind three rows of cartons of ceramic tiles.',
  packaging: 'Woven bags in cartons',
  coverLoad: 'Ceramic tiles',
  modus: ['mis_description', 'forged_permit'],
  detection: 'DET-RISK',
  detectionMeans: ['DET-SCAN', 'DET-DOG'],
  disposal: 'stored',
  outcome: 'investigation',
  laboratory: 'pending',
  valueBasis: 'estimated',
  dutyEvaded: 1250.5,
  dutyCurrency: 'USD',
  handling: 'H2',
  sourceGrade: 'A',
  informationGrade: '1',
  narrative: 'The scanner showed a denser layer at the back of the container.\nIt was emptied in the shed.',
  narrativeLang: 'en',
  release: 'named',
  releaseOffices: ['VN', 'RILO-AP'],
};

const samplePersons: readonly PersonCount[] = [
  { role: 'importer', nationality: 'KE', sex: 'male', ageBand: '30_44', arrested: true, count: 1 },
  { role: 'driver', nationality: 'UG', sex: 'not_recorded', ageBand: 'not_recorded', arrested: false, count: 2 },
];

/**
 * A complete record of the long form for a heading: every field stated, no error. Codes are those of the seed files.
 */
export function sampleRecord(heading: HeadingCode, overrides: Overrides = {}): SeizureRecord {
  const line = { ...sampleLines[heading], ...overrides.line };
  return {
    form: 'long',
    facts: stated({ ...sampleFacts, ...overrides.facts }),
    lines: overrides.lines ?? [line],
    persons: overrides.persons ?? samplePersons,
  };
}

/** The same record as the short form asks for it: only the fields marked for it. */
export function sampleShortRecord(heading: HeadingCode, overrides: Overrides = {}): SeizureRecord {
  const asked = new Set(allCommonFields.filter(field => field.form === 'short').map(field => field.name));
  const facts = Object.fromEntries(Object.entries(sampleFacts).filter(([name]) => asked.has(name)));
  const line = { ...shortLine(sampleLines[heading]), ...overrides.line };
  return {
    form: 'short',
    facts: stated({ ...facts, ...overrides.facts }),
    lines: overrides.lines ?? [line],
    persons: overrides.persons ?? [],
  };
}

function shortLine({
  quantityBasis: _basis,
  packages: _packages,
  hsCode: _hs,
  value: _value,
  ...line
}: GoodsLine): GoodsLine {
  const { fields } = headings[line.heading];
  const asked = new Set(
    fields
      .filter(
        field =>
          field.form === 'short' && (field.products === undefined || productMatches(line.product, field.products)),
      )
      .map(field => field.name),
  );
  return { ...line, details: Object.fromEntries(Object.entries(line.details).filter(([name]) => asked.has(name))) };
}

function stated(facts: Readonly<Record<string, FieldValue | undefined>>): Record<string, FieldValue> {
  return Object.fromEntries(
    Object.entries(facts).filter((entry): entry is [string, FieldValue] => entry[1] !== undefined),
  );
}
