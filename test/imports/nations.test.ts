import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readAsPerson, readTotals, type Outcome } from './person.ts';
import { fixture } from './vocabulary.ts';

const read = (called: string, country: string): Promise<Outcome> =>
  readAsPerson(readFileSync(fixture(`nations/${called}`)), { called, country });

/** Header -> field, of the columns that are used. */
const fieldsOf = ({ proposals }: Outcome): Record<string, string> =>
  Object.fromEntries(
    proposals.flatMap(({ header, field, state }) => (field && state !== 'unused' ? [[header, field]] : [])),
  );
const share = ({ ready, rows }: Outcome): number => ready.length / rows.length;
const goods = ({ rows }: Outcome): string[] =>
  rows.flatMap(({ lines }) => lines.map(line => `${line.heading}/${line.product} ${line.quantity} ${line.unit}`));

describe("other nations' files, in the hands of a person who accepts what is proposed", () => {
  test('a unit in the header, in any script', async () => {
    const gulf = await read('gulf-customs.csv', 'SA');
    expect(share(gulf)).toBe(1);
    expect(fieldsOf(gulf)).toMatchObject({ 'وزن بالكيلو': 'quantity', 'نوع المخدرات': 'product' });
    expect(new Set(gulf.rows.map(({ lines }) => lines[0]?.unit))).toEqual(new Set(['kg']));
    const india = await read('india-gold.tsv', 'IN');
    expect(share(india)).toBe(1);
    expect(india.rows[0]?.lines[0]).toMatchObject({ unit: 'g', currency: 'INR', product: 'OTH-GOLD' });
    expect(india.rows[0]?.facts).toMatchObject({ seizureDate: '2024-07-02', placeName: 'Kochi' });
  });

  test.each([
    ['ukraine-customs.csv', 'UA', ['WEAP', 'DRUG', 'OTH', 'TOB']],
    ['indonesia-customs.csv', 'ID', ['TOB', 'DRUG', 'BEV']],
    ['china-customs.csv', 'CN', ['DRUG']],
    ['turkey-customs.csv', 'TR', ['WEAP', 'DRUG', 'TOB']],
    ['mozambique-wildlife.csv', 'MZ', ['CITES']],
  ] as const)('%s: every row, and only headings that are in it', async (called, country, headings) => {
    const nation = await read(called, country);
    expect(share(nation)).toBe(1);
    expect(new Set(nation.rows.flatMap(({ lines }) => lines.map(({ heading }) => heading)))).toEqual(new Set(headings));
    expect(nation.questions.length).toBeLessThanOrEqual(12);
    expect(nation.noSeizures).toBeUndefined();
  });

  test('a species outside our list, and one at genus, keep their names', async () => {
    const goodsOf = (await read('mozambique-wildlife.csv', 'MZ')).rows.map(({ lines }) => lines[0]);
    const other = goodsOf.find(line => line?.productText === 'Dalbergia melanoxylon');
    expect(other?.product).toBe('OTH-TAXON');
    expect(goodsOf.map(line => line?.product)).toContain('Manis spp.');
  });

  test('a column for each product: a line for each that is filled', async () => {
    const france = await read('france-wide.csv', 'FR');
    expect(share(france)).toBe(1);
    // The office stands for the place, which no column names: that is shown, to be confirmed.
    expect(france.questions).toMatchObject([{ ask: 'column', proposal: { field: 'placeName', header: 'Bureau' } }]);
    expect(goods({ ...france, rows: france.rows.slice(0, 2) })).toEqual([
      'DRUG/CAN-RESIN 16.2 kg',
      'TOB/TOB-CIG 11 pack20',
      'TOB/TOB-CIG 626 pack20',
    ]);
  });

  test('weapons without a unit are pieces, cartridges rounds, and every row says that it is assumed', async () => {
    const germany = await read('germany-weapons.csv', 'DE');
    expect(share(germany)).toBe(1);
    expect(new Set(germany.rows.map(({ lines }) => lines[0]?.unit))).toEqual(new Set(['piece', 'round']));
    for (const { problems } of germany.rows) expect(problems.map(({ code }) => code)).toContain('unit_assumed');
  });

  test('year, month and day in columns of their own, and a product named by the header alone', async () => {
    const mexico = await read('mexico-weapons.csv', 'MX');
    expect(share(mexico)).toBe(1);
    expect(fieldsOf(mexico)).toMatchObject({ dia: 'seizureDay', municipio: 'placeName', 'tipo de arma': 'product' });
    expect(mexico.rows[0]?.facts.seizureDate).toBe('2023-08-15');
  });

  test('several goods in one cell', async () => {
    const kenya = await read('kenya-goods-in-a-cell.csv', 'KE');
    expect(share(kenya)).toBe(1);
    const of = (cell: string): string[] => goods({ ...kenya, rows: kenya.rows.filter(({ raw }) => raw[3] === cell) });
    expect(of('1 pistol')).toContain('WEAP/WPN-PIST 1 piece');
    const both = kenya.rows.filter(({ raw }) => raw[3] === '12 kg cocaine; 3 pistols');
    for (const { lines } of both)
      expect(lines.map(({ heading, quantity }) => [heading, quantity])).toEqual([
        ['DRUG', 12],
        ['WEAP', 3],
      ]);
    expect(both.length).toBeGreaterThan(0);
  });

  test('a line above a group of rows, a title above and a total below', async () => {
    const russia = await read('russia-groups.csv', 'RU');
    expect(share(russia)).toBe(1);
    expect(russia.rows).toHaveLength(18);
    expect(russia.aside).toBe(4);
    expect(new Set(russia.rows.map(({ lines }) => lines[0]?.product))).toEqual(
      new Set(['CAN-RESIN', 'TOB-CIG', 'OPI-HER']),
    );
  });

  test('a case written in its first row only', async () => {
    const spain = await read('spain-cases.csv', 'ES');
    expect(share(spain)).toBe(1);
    for (const { facts } of spain.rows) expect(facts).toMatchObject({ nationalRef: expect.stringMatching(/^EXP-/) });
    expect(spain.rows[1]?.facts.seizureDate).toBe(spain.rows[0]?.facts.seizureDate);
  });

  test('nested objects and GeoJSON', async () => {
    const netherlands = await read('netherlands-nested.json', 'NL');
    expect(share(netherlands)).toBe(1);
    expect(fieldsOf(netherlands)).toMatchObject({ 'route.from': 'departure', 'goods.unit': 'unit' });
    const africa = await read('south-africa.geojson', 'ZA');
    expect(share(africa)).toBe(1);
    expect(africa.rows[0]?.lines[0]).toMatchObject({ heading: 'CITES', unit: 'kg' });
  });

  test('two header rows, and words of goods and headings in one column', async () => {
    const poland = await read('poland-two-headers.csv', 'PL');
    expect(share(poland)).toBe(1);
    expect(goods(poland)).toContain('BEV/BEV-OTHSP 77.5 L');
  });

  test('a stretch of border is where goods come from or go to, by the direction of the row', async () => {
    const poland = await read('poland-two-headers.csv', 'PL');
    expect(fieldsOf(poland)['Zdarzenie / Odcinek granicy']).toBe('border');
    for (const { facts } of poland.rows) {
      expect(facts.departure !== undefined).toBe(facts.direction === 'IMP');
      expect(facts.destination !== undefined).toBe(facts.direction === 'EXP');
    }
    const text = 'date;kierunek;od;do;towar;ilość;j.m.\n2.1.2024;do RP;Polska;Ukraina;papierosy;200;szt.\n'.repeat(1);
    const [row] = (
      await readAsPerson(Buffer.from(text.replace('od;do', 'kraj wysyłki;kraj przeznaczenia')), { country: 'PL' })
    ).rows;
    expect(row?.facts).toMatchObject({ departure: 'PL', destination: 'UA', direction: 'IMP' });
    expect(row?.problems.map(({ code }) => code)).toContain('route_against_direction');
  });

  test('genus and species in two columns, and the group where neither stands', async () => {
    const rows = [
      'Bufo;sp.;amphibian',
      'Rana;temporaria;amphibian',
      'NA;NA;amphibian',
      'Ambystoma;mexicanum;amphibian',
    ];
    const lines = rows.map((row, at) => `${row};${at + 2};2024-03-1${at}\n`).join('');
    const text = `genus;species;taxa;quantity;date\n${lines}`;
    const { rows: read, plan } = await readAsPerson(Buffer.from(text.replaceAll('NA;NA', ';')), { country: 'US' });
    expect(plan.behind).toEqual({ 1: 0 });
    expect(read.map(({ lines }) => lines[0]?.productText ?? lines[0]?.product)).toEqual([
      'Bufo sp.',
      'Rana temporaria',
      'amphibian',
      'Ambystoma mexicanum',
    ]);
  });

  test('a weight beside quantity and unit is a second quantity, and the only one where the first is blank', async () => {
    const cells = ['cigarettes;40;cartons;8', 'cannabis;;;3.5', 'cigarettes;20;cartons;4', 'cigarettes;9;cartons;2'];
    const lines = cells.map((row, at) => `2024-03-1${at};${row}\n`).join('');
    const { rows, ready } = await readAsPerson(Buffer.from(`Date;Goods;Amount;Unit;Peso (kg)\n${lines}`), {
      country: 'KE',
    });
    expect(ready).toHaveLength(4);
    expect(rows[0]?.lines[0]).toMatchObject({ quantity: 40, unit: 'carton200', quantity2: 8, unit2: 'kg' });
    expect(rows[1]?.lines[0]).toMatchObject({ quantity: 3.5, unit: 'kg' });
    expect(rows[1]?.lines[0]?.quantity2).toBeUndefined();
  });

  test('names of officers that come again and again are persons, countries under "Importer" are not', async () => {
    const officers = ['Jane Otieno', 'Peter Kamau', 'Ali Hassan'];
    const rows = Array.from(
      { length: 90 },
      (_, at) => `2024-03-1${at % 9};cocaine;${at + 1};kg;${officers[at % 3]};UG\n`,
    );
    const { proposals } = await readAsPerson(
      Buffer.from(`Date;Goods;Amount;Unit;Name on duty;Importer\n${rows.join('')}`),
      { country: 'KE' },
    );
    expect(proposals.find(({ header }) => header === 'Name on duty')?.field).toBe('nominal');
    expect(proposals.find(({ header }) => header === 'Importer')?.field).toBe('destination');
  });

  test('a header that the cells contradict is no unit, and the better column is found', async () => {
    const brazil = await read('brazil-receita.csv', 'BR');
    expect(share(brazil)).toBe(1);
    expect(fieldsOf(brazil)).toMatchObject({ MEDIDA: 'unit', 'VALOR (R$)': 'value' });
    const unidade = brazil.proposals.find(({ header }) => header === 'UNIDADE');
    expect(unidade).toMatchObject({ state: 'unused', why: { key: 'values_contradict' } });
    expect(brazil.rows[0]?.lines[0]?.currency).toBe('BRL');
    const electronics = brazil.words.find(({ word }) => word === 'Eletrônicos');
    expect(electronics?.state).toBe('ask');
  });

  test('totals are no seizures, and their signs are named', async () => {
    const argentina = await read('argentina-totals.csv', 'AR');
    expect(argentina.noSeizures?.what).toBe('totals');
    expect(argentina.noSeizures?.signs.map(({ key }) => key)).toEqual(['month_only', 'one_row_each', 'counts']);
    const years = await read('years-across.csv', 'GB');
    expect(years.noSeizures?.signs.map(({ key }) => key)).toContain('periods_across');
  });

  test('totals are read with their time, their goods and what they count', async () => {
    const argentina = await readTotals(readFileSync(fixture('nations/argentina-totals.csv')), { country: 'AR' });
    expect(argentina.totals).toHaveLength(24);
    expect(argentina.totals[0]).toEqual({
      country: 'AR',
      place: 'Salta',
      period: { from: '2023-01-01', to: '2023-01-31', kind: 'month' },
      heading: 'DRUG',
      product: 'COC-UNS',
      cases: 32,
      quantity: 226.4,
      unit: 'kg',
    });
    const years = await readTotals(readFileSync(fixture('nations/years-across.csv')), { country: 'AU' });
    expect(
      years.totals.map(({ period, heading, quantity, unit }) => `${period.from} ${heading} ${quantity} ${unit}`),
    ).toEqual(
      [
        ['DRUG', 'kg', [433, 649, 163, 539]],
        ['DRUG', 'kg', [299, 838, 526, 215]],
        ['TOB', 'stick', [520_000_000, 195_000_000, 425_000_000, 189_000_000]],
        ['WEAP', 'piece', [64, 648, 581, 620]],
      ].flatMap(([heading, unit, figures]) =>
        (figures as number[]).map((figure, at) => `${2019 + at}-01-01 ${String(heading)} ${figure} ${String(unit)}`),
      ),
    );
  });

  test('a fiscal year is told as such, with the days of its country', async () => {
    const years = [2017, 2018, 2019, 2020, 2021, 2022].map(year => `${year},Cocaine,${year - 2000}\n`);
    const csv = `FY,Drug Type,Number of seizures\n2023,Cocaine,12\n${years.join('')}2024,Heroin,\nFYTD,Heroin,4\n`;
    const { totals, unread } = await readTotals(Buffer.from(csv), { country: 'US' });
    expect(totals).toHaveLength(7);
    expect({ ...totals[0]?.period, cases: totals[0]?.cases }).toEqual({
      from: '2022-10-01',
      to: '2023-09-30',
      kind: 'fiscal_year',
      cases: 12,
    });
    expect(unread).toEqual({ no_figure: 1, no_period: 1 });
  });

  test('seizures are not taken for totals', async () => {
    for (const [called, country] of [
      ['germany-weapons.csv', 'DE'],
      ['mexico-weapons.csv', 'MX'],
      ['russia-groups.csv', 'RU'],
      ['spain-cases.csv', 'ES'],
      ['france-wide.csv', 'FR'],
    ] as const)
      expect((await read(called, country)).noSeizures, called).toBeUndefined();
  });
});
