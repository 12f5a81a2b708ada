import { beforeAll, describe, expect, test } from 'vitest';
import { listReportable } from '../../src/analysis/obligations/store-records.ts';
import { makeSheet, type Made } from '../../src/analysis/obligations/sheets/make.ts';
import { reportOf, type ReportKey } from '../../src/analysis/obligations/reports.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { recordWordsFor, type FieldValue, type GoodsLine, type HeadingCode } from '../../src/seizures/index.ts';
import { sampleRecord } from '../support/builders.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';
import { sampleLines } from '../support/sample-lines.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

let database: TestDatabase;
let ground: Ground;
let read: (report: ReportKey, year: number) => Promise<Made>;
/** A year of its own for each test, so that none sees the records of another. */
let year = 1999;

beforeAll(async () => {
  database = await ownDatabase();
  ground = await groundOf(database);
  const texts = await loadTexts();
  const { lists, offices, pool } = ground;
  const words = recordWordsFor({ lists, offices, texts } as Parameters<typeof recordWordsFor>[0])('en');
  const viewer = await ground.viewer('ke.ncp');
  read = async (report, of) =>
    makeSheet(
      report,
      await listReportable(pool, viewer, { officeId: viewer.office.id, heading: reportOf(report).heading, year: of }),
      { words, lookUp: lists.lookUp },
    );
});

const open = { release: 'all', releaseOffices: undefined };

/** What a test says of a record; undefined takes a fact, a quantity or a detail away. */
interface Said {
  readonly facts?: Readonly<Record<string, FieldValue | undefined>>;
  readonly line?: { readonly [N in Exclude<keyof GoodsLine, 'details'>]?: GoodsLine[N] | undefined } & {
    readonly details?: Readonly<Record<string, FieldValue | undefined>>;
  };
}
/** The sample line of a heading with what is said of it, as JSON keeps it: without what is undefined. */
const lineOf = (heading: HeadingCode, line: Said['line']): GoodsLine =>
  JSON.parse(JSON.stringify({ ...sampleLines[heading], ...line }));

/** The report of records alone in their year. */
async function reportFrom(report: ReportKey, all: readonly Said[]): Promise<{ made: Made; refs: string[] }> {
  year += 1;
  const { heading } = reportOf(report);
  const refs = await ground.put(
    all.map(({ facts, line }, at) =>
      sampleRecord(heading, {
        facts: { ...open, seizureDate: `${year}-05-0${at + 1}`, nationalRef: `N/${year}/${at + 1}`, ...facts },
        lines: [lineOf(heading, line)],
      }),
    ),
  );
  return { made: await read(report, year), refs };
}

/** A row by the receiver's own heads. */
function row(made: Made, at = 0): Record<string, unknown> {
  return Object.fromEntries(made.sheet.columns.map(({ header }, column) => [header, made.rows[at]?.cells[column]]));
}
const gapsOf = (made: Made): string[][] => made.rows.map(({ gaps }) => gaps.map(({ key }) => key));

describe('CITES annual illegal trade report', () => {
  test('a whole record is the row of the standard format', async () => {
    const { made, refs } = await reportFrom('cites', [{}]);
    expect(row(made)).toEqual({
      'Date of seizure': `${year}-05-01`,
      Species: 'Loxodonta africana',
      'Description of specimen': 'TUS',
      Quantity: 37,
      Unit: 'no.',
      'Location of incident': 'Mombasa, KE, Seaport',
      'Detecting agency': 'Customs',
      'Reason for seizure': 'Permit: None; Mis-description; Forged permit',
      'Mode of transport': 'Sea',
      'Method of concealment': 'Behind a cover load',
      'Method of detection*': 'Automated risk selection',
      'Alleged country of origin': 'PK',
      'Country(ies) of transit': 'OM, SO',
      'Alleged final destination': 'UG',
      'Estimated value in country (amount and currency)*': '22000 USD',
      'Nationality of offenders': 'KE, UG',
      'Law under which charges were brought': null,
      'Sanction*': 'Under investigation',
      'Disposal of confiscated specimens': 'Stored',
      'Additional information*':
        `CEN reference ${refs[0]}; Appendix I/II; source W; also 112.4 kg; departed from AE; ` +
        `national reference N/${year}/1`,
    });
    expect(gapsOf(made)).toEqual([[]]);
  });

  test('each thing that is missing is named with its column', async () => {
    const { CITES: line } = sampleLines;
    const without = (name: string): Said => ({ facts: { [name]: undefined } });
    const { made } = await reportFrom('cites', [
      { ...without('origin'), line: {} },
      without('disposal'),
      { facts: { place: undefined, placeName: undefined } },
      { line: { details: { ...line.details, taxonLevel: 'family' } } },
      { line: { quantity: 6, unit: 'm', quantity2: undefined, unit2: undefined } },
      { line: { details: { ...line.details, specimen: 'UNS', ivoryState: undefined } } },
      without('agency'),
      { facts: { modus: undefined }, line: { details: { ...line.details, permitStatus: undefined } } },
    ]);
    expect(gapsOf(made)).toEqual([
      ['origin'],
      ['disposal'],
      ['place'],
      ['species'],
      ['unitOfSpecimen'],
      ['specimen'],
      ['agency'],
      ['reason'],
    ]);
    const columns = made.sheet.columns.map(({ key }) => key);
    const gaps = made.rows.flatMap(one => one.gaps);
    expect(gaps.filter(({ column }) => !columns.includes(column))).toEqual([]);
    expect(row(made, 4)).toMatchObject({ Quantity: null, Unit: null });
  });

  test('units fit the specimen, and are converted within their kind alone', async () => {
    const { CITES: line } = sampleLines;
    const scales = { ...line.details, specimen: 'SCA', ivoryState: undefined, weightClass: undefined };
    const logs = { ...scales, specimen: 'LOG' };
    const { made } = await reportFrom('cites', [
      {
        line: {
          product: 'Manis javanica',
          quantity: 900,
          unit: 'piece',
          quantity2: 84_500,
          unit2: 'g',
          details: scales,
        },
      },
      {
        line: { product: 'Dalbergia melanoxylon', quantity: 3200, unit: 'L', quantity2: 2, unit2: 't', details: logs },
      },
    ]);
    expect(made.rows.map((_, at) => [row(made, at).Quantity, row(made, at).Unit])).toEqual([
      [84_500, 'g'],
      [3200, 'l'],
    ]);
    const tonnes = await reportFrom('cites', [
      {
        line: {
          product: 'Manis javanica',
          quantity: 2,
          unit: 't',
          quantity2: undefined,
          unit2: undefined,
          details: scales,
        },
      },
    ]);
    expect(row(tonnes.made)).toMatchObject({ Quantity: 2000, Unit: 'kg' });
    expect(tonnes.made.rows[0]?.conversion).toBe('2 t = 2000 kg');
  });

  test('an unknown origin is XX, and live animals are where they were taken', async () => {
    const details = { specimen: 'LIV', condition: 'alive', liveCare: 'rescue_centre', taxonLevel: 'species' };
    const { made } = await reportFrom('cites', [
      {
        facts: { origin: 'ZZ', disposal: undefined, datePrecision: 'month' },
        line: {
          product: 'Psittacus erithacus',
          quantity: 41,
          unit: 'head',
          quantity2: undefined,
          unit2: undefined,
          details,
        },
      },
    ]);
    expect(row(made)).toMatchObject({
      'Alleged country of origin': 'XX',
      'Disposal of confiscated specimens': 'Placed in a rescue centre',
      'Date of seizure': `${year}-05`,
      Quantity: 41,
      Unit: 'no.',
    });
    expect(gapsOf(made)).toEqual([[]]);
  });
});

describe('UNODC individual drug seizures', () => {
  test('a whole record is a row in the words of the public file', async () => {
    const { made } = await reportFrom('unodc', [{}]);
    expect(row(made)).toEqual({
      REGION: null,
      SUBREGION: null,
      COUNTRY: 'Kenya',
      ADMINISTRATIVE_DIVISION: null,
      PLACE: 'Mombasa',
      SEIZURE_DATE: `${year}-05-01`,
      DRUG_NAME: 'Heroin',
      AMOUNT: 6.12,
      DRUG_UNIT: 'Kilogram',
      HIDING_PLACE: 'Freight',
      INSTALLATION: 'Seaport',
      TRANSPORT: 'Commercial sea',
      PRODUCING_COUNTRY: 'Pakistan',
      DEPARTURE_COUNTRY: 'United Arab Emirates',
      DESTINATION_COUNTRY: 'Uganda',
      ROUTING: 'Oman, Somalia',
    });
    expect(gapsOf(made)).toEqual([[]]);
  });

  test('below the thresholds nothing is asked, but in the mail', async () => {
    const line = (product: string, quantity: number, unit = 'g') => ({ product, quantity, unit, details: {} });
    const { made } = await reportFrom('unodc', [
      { line: line('OPI-HER', 99) },
      { line: line('OPI-HER', 100) },
      { line: line('CAN-HERB', 999) },
      { line: line('CAN-HERB', 1, 'kg') },
      {
        line: line('ATS-METH', 5),
        facts: { transport: 'MAIL-PARCEL', concealment: 'CON-MAIL-TOY', container: undefined },
      },
      { line: line('SED-BENZO', 12, 'tablet') },
      { line: line('MED-STER', 4, 'kg') },
    ]);
    expect(made.rows.map((_, at) => [row(made, at).DRUG_NAME, row(made, at).AMOUNT, row(made, at).DRUG_UNIT])).toEqual([
      ['Heroin', 100, 'Gram'],
      ['Cannabis herb (marijuana)', 1, 'Kilogram'],
      ['Methamphetamine', 5, 'Gram'],
      ['Benzodiazepine', 12, 'Tablet'],
    ]);
    expect(made.left).toMatchObject({ belowThreshold: 2, notControlled: 1 });
    expect(row(made, 2)).toMatchObject({ TRANSPORT: 'Mail', HIDING_PLACE: 'Postal' });
  });

  test('a unit they do not use is converted, and the notes say so', async () => {
    const { made } = await reportFrom('unodc', [
      { line: { product: 'COC-HCL', quantity: 10, unit: 'lb', details: {} } },
      { facts: { place: undefined, placeName: undefined } },
    ]);
    expect(row(made)).toMatchObject({ AMOUNT: 4.5359237, DRUG_UNIT: 'Kilogram', DRUG_NAME: 'Cocaine HCL' });
    expect(made.rows[0]?.conversion).toBe('10 lb = 4.5359237 Kilogram');
    expect(gapsOf(made)).toEqual([[], ['place']]);
  });
});

describe('INCB precursor notice', () => {
  test('a whole record is a notice', async () => {
    const { made, refs } = await reportFrom('incb', [{}]);
    expect(row(made)).toMatchObject({
      'Date of incident': `${year}-05-01`,
      'Type of incident': 'Shipment stopped',
      'Reporting country': 'Kenya',
      'Place of incident': 'Mombasa',
      Substance: 'Acetic anhydride',
      'CAS number': '108-24-7',
      '1988 Convention': 'Table I',
      Amount: 9000,
      Unit: 'l',
      'Concentration (%)': 98,
      'Country of origin': 'Pakistan',
      'Country of departure': 'United Arab Emirates',
      'Countries of transit': 'Oman, Somalia',
      'Country of destination': 'Uganda',
      'Mode of transport': 'Container vessel',
      'Means of concealment': 'Behind a cover load',
      'Drug it was meant for': 'Heroin',
      'Pre-export notification (PEN Online)': 'Yes',
      'Reporting agency': 'Customs',
      'Additional information': `CEN reference ${refs[0]}; national reference N/${year}/1; told through PICS before`,
    });
    expect(gapsOf(made)).toEqual([[]]);
  });

  test('what is missing', async () => {
    const { PREC: line } = sampleLines;
    const { made } = await reportFrom('incb', [
      { facts: { modus: undefined } },
      { line: { details: { ...line.details, eventKind: 'seizure' } }, facts: { modus: undefined } },
      { line: { quantity: 40, unit: 'bottle' } },
      { line: { details: {} } },
      { facts: { origin: undefined } },
    ]);
    expect(gapsOf(made)).toEqual([['diversion'], [], ['massOrVolume'], ['eventKind'], ['origin']]);
    // The list knows the substance where the record does not say it.
    expect(row(made, 3)).toMatchObject({ 'CAS number': '108-24-7', '1988 Convention': 'Table I' });
  });
});

describe('Ozone Secretariat, table of illegal trade', () => {
  const proven = { ...sampleLines.ODS.details, analysis: ['laboratory'], actionTaken: ['seized', 'prosecuted'] };
  const plain = { product: 'HCFC-22', quantity: 1360, unit: 'kg', quantity2: undefined, unit2: undefined };

  test('a proven case is a row of the public table', async () => {
    const details = {
      ...proven,
      cylinders: 100,
      kgNet: 1360,
      blend: undefined,
      composition: undefined,
      nature: 'pure',
    };
    const { made, refs } = await reportFrom('ozone', [{ line: { ...plain, details } }]);
    const cells = row(made);
    expect(Object.keys(cells)).toEqual([
      'Party',
      'Seizure Date Year',
      'Substances Traded',
      'Volume',
      'Importing Exporting Country',
      'Illegal Trade Details',
      'Action Taken',
      'Remarks',
    ]);
    expect(cells).toMatchObject({
      Party: 'Kenya',
      'Seizure Date Year': `${year}-05-01`,
      'Substances Traded': 'HCFC-22',
      Volume: '1360 kg, 100 cylinders',
      'Importing Exporting Country': 'Importing: Uganda; Exporting: United Arab Emirates',
      'Action Taken': 'Seized; Prosecuted; Under investigation',
    });
    expect(cells['Illegal Trade Details']).toMatch(/^Mombasa, Seaport; Container vessel; /);
    expect(cells.Remarks).toContain(`CEN reference ${refs[0]}`);
    expect(gapsOf(made)).toEqual([[]]);
  });

  test('what is missing, a blend by its composition', async () => {
    const { made } = await reportFrom('ozone', [
      { line: { ...plain, details: { ...proven, analysis: ['pending'] } }, facts: { laboratory: 'pending' } },
      { line: { ...plain, details: { ...proven, analysis: undefined } }, facts: { laboratory: 'confirmed' } },
      { line: { ...plain, details: { ...proven, actionTaken: undefined } } },
      { line: { ...plain, quantity: 12, unit: 'cylinder', details: { ...proven, kgNet: undefined } } },
      { line: { ...plain, details: { ...proven, smugglingMethod: undefined } } },
      { line: { ...plain, details: proven }, facts: { departure: 'ZZ' } },
      { line: { ...plain, product: 'ODS-BLEND', productText: 'R-404A', details: { ...proven, blend: 'R-404A' } } },
    ]);
    expect(gapsOf(made)).toEqual([['proof'], [], ['action'], ['mass'], ['smuggling'], ['exporter'], []]);
    expect(row(made, 6)['Substances Traded']).toMatch(/^R-404A \(HFC-125/);
  });
});

describe('what is left out', () => {
  test('withdrawn, merged and embargoed records and held lines are counted and are no rows', async () => {
    const { made: all, refs } = await reportFrom('unodc', [{}, {}, {}, {}, {}]);
    expect(all.rows).toHaveLength(5);
    const [kept, withdrawn, merged, embargoed, held] = refs;
    await database.owner.query("update seizures set status = 'withdrawn' where ref = $1", [withdrawn]);
    await database.owner.query(
      "update seizures set status = 'merged', merged_into = (select id from seizures where ref = $2) where ref = $1",
      [merged, kept],
    );
    await database.owner.query("update seizures set embargo_until = '2199-01-01' where ref = $1", [embargoed]);
    await database.owner.query(
      'update goods_lines set held = true where seizure_id = (select id from seizures where ref = $1)',
      [held],
    );
    const made = await read('unodc', year);
    expect(made.rows.map(({ ref }) => ref)).toEqual([kept]);
    expect(made.left).toEqual({
      withdrawn: 1,
      merged: 1,
      embargo: 1,
      held: 1,
      notListed: 0,
      belowThreshold: 0,
      notControlled: 0,
    });
    expect(made.standings.get(String(merged))?.mergedInto).toBe(kept);
  });

  test('another Member’s records and another year’s are in no report', async () => {
    const { made } = await reportFrom('unodc', [
      {},
      { facts: { country: 'VN', place: undefined, placeName: 'Da Nang' } },
    ]);
    expect(made.rows).toHaveLength(1);
    expect((await read('unodc', 1998)).rows).toEqual([]);
  });

  test('words that wait for a second person do not leave', async () => {
    const { refs } = await reportFrom('unodc', [{ facts: { placeName: 'House of a witness' } }]);
    await database.owner.query(
      `update seizure_records set masked = jsonb_set(record, '{facts,placeName}', '"[waits]"')
       where seizure_id = (select id from seizures where ref = $1)`,
      [refs[0]],
    );
    const made = await read('unodc', year);
    expect(row(made).PLACE).toBe('[waits]');
    expect(JSON.stringify(made.rows)).not.toContain('witness');
  });
});
