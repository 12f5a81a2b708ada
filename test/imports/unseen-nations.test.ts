import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { workbook } from './engine/books.ts';
import { readAsPerson, type Outcome } from './person.ts';
import { fixture } from './vocabulary.ts';

const read = (called: string, country: string): Promise<Outcome> =>
  readAsPerson(readFileSync(fixture(`nations/${called}`)), { called, country });
const table = (rows: readonly string[], country: string, called = 'list.csv'): Promise<Outcome> =>
  readAsPerson(Buffer.from(`${rows.join('\n')}\n`), { called, country });
const goodsOf = (rows: Outcome['rows']): string[] =>
  rows.flatMap(({ lines }) => lines.map(line => `${line.heading}/${line.product} ${line.quantity} ${line.unit}`));

describe('classes that files of nations nobody had seen showed', () => {
  test.each([
    ['kenya-items.json', 'KE', 24],
    ['saudi-moon.csv', 'SA', 18],
    ['nigeria-bags.csv', 'NG', 16],
    ['greece-goods-and-duties.csv', 'GR', 18],
    ['czechia-short-headers.csv', 'CZ', 18],
    ['taiwan-republic-dates.csv', 'TW', 18],
  ])('%s: every row, with few questions, and no totals', async (called, country, count) => {
    const { rows, ready, questions, noSeizures } = await read(called, country);
    expect(rows).toHaveLength(count);
    expect(ready.length / rows.length).toBeGreaterThan(0.95);
    expect(questions.length).toBeLessThanOrEqual(12);
    expect(noSeizures).toBeUndefined();
  });

  test('a list of goods inside an object is a row each, with the case in every one', async () => {
    const { rows } = await read('kenya-items.json', 'KE');
    const first = rows.filter(({ raw }) => raw[0] === 'OB 11/02/07/2023');
    expect(first.map(({ facts }) => facts.placeName)).toEqual(['Malaba', 'Malaba']);
    expect(first.flatMap(({ lines }) => lines.map(({ product }) => product))).toEqual([
      'Rhinocerotidae spp.',
      'GDS-EDOIL',
    ]);
  });

  test('the calendar of the moon, in digits of two scripts', async () => {
    const { rows } = await read('saudi-moon.csv', 'SA');
    expect(rows.slice(0, 2).map(({ facts }) => facts.seizureDate)).toEqual(['2023-07-19', '2023-08-18']);
    expect(rows[4]?.lines[0]).toMatchObject({ heading: 'CURR', quantity: 250000 });
  });

  test('bags of so much hold the product of both; a carton is one of cigarettes for cigarettes only', async () => {
    const nigeria = await read('nigeria-bags.csv', 'NG');
    expect(goodsOf(nigeria.rows).slice(0, 8)).toEqual([
      'TAX/GDS-CEREAL 62500 kg',
      'TAX/GDS-FUEL 6250 L',
      'DRUG/CAN-UNS 48 kg',
      expect.stringMatching(/ 320 piece$/),
      'TAX/GDS-EDOIL 2450 L',
      'DRUG/SOP-TRAM 85 piece',
      'TOB/TOB-CIG 23 carton200',
      'TAX/GDS-MEAT 11200 kg',
    ]);
    expect(nigeria.rows[0]?.lines[0]).toMatchObject({ packages: 1250, value: 1250000, currency: 'NGN' });
  });

  test('duties are no quantity and an offence is no product where a cell names the goods', async () => {
    const { rows, plan } = await read('greece-goods-and-duties.csv', 'GR');
    expect(plan.mapping.slice(3, 6)).toEqual([null, 'goods', 'dutyEvaded']);
    expect(goodsOf(rows.slice(0, 6))).toEqual([
      'DRUG/CAN-UNS 7.11 kg',
      'TAX/GDS-FUEL 8588 L',
      'TOB/TOB-CIG 450 pack20',
      expect.stringMatching(/^TOB\/.* 12.5 kg$/),
      'CURR/CASH-NOTE 32000 amount',
      'BEV/BEV-WHISKY 177 bottle',
      'DRUG/COC-UNS 2.3 kg',
      'IPR/IPR-CLO 39 piece',
    ]);
  });

  test('short headers, no cents, about so much, and two measures in a cell', async () => {
    const { rows, aside } = await read('czechia-short-headers.csv', 'CZ');
    expect(aside).toBe(1);
    expect(rows[0]?.facts).toMatchObject({ dutyEvaded: 8014760, transport: 'ROAD-CAR', seizureDate: '2024-01-01' });
    expect(rows[1]?.lines[0]).toMatchObject({ quantity: 4600, unit: 'stick', packages: 23 });
    expect(rows[3]?.lines[0]).toMatchObject({ heading: 'IPR', product: 'IPR-SHO' });
    expect(rows[5]?.lines[0]).toMatchObject({ quantity: 53.7, quantityBasis: 'estimated' });
  });

  test('dates of the Republic in three forms, a value in its own money', async () => {
    const { rows } = await read('taiwan-republic-dates.csv', 'TW');
    expect(rows.slice(0, 3).map(({ facts }) => facts.seizureDate)).toEqual(['2023-01-01', '2023-02-02', '2023-03-03']);
    expect(rows[1]?.lines[0]).toMatchObject({ product: 'TOB-CIG', unit: 'pack20', value: 26500, currency: 'TWD' });
    expect(rows[1]?.lines[0]?.quantity2).toBeUndefined();
  });

  test('numbered rows are no quantity, the numbers beside the units are', async () => {
    const { plan } = await table(
      ['OBJECTID,dt,what,stk,uom'].concat(
        Array.from({ length: 12 }, (_, at) => `${at + 1},2024-03-${at + 10},Cocaine,${7 * at + 2.5},kg`),
      ),
      'US',
    );
    expect(plan.mapping).toEqual(['rowNumber', 'seizureDate', 'product', 'quantity', 'unit']);
  });

  test('names below a group of columns, each read by itself', async () => {
    const { plan } = await table(
      [
        ';Ware;;;Herkunft / Ziel;',
        'Datum;Bezeichnung;Menge;Einheit;Abgangsland;Bestimmungsland',
        ...Array.from({ length: 8 }, (_, at) => `1${at}.03.2024;Kokain;${at + 1},5;kg;Niederlande;Deutschland`),
      ],
      'DE',
    );
    expect(plan.mapping).toEqual(['seizureDate', 'product', 'quantity', 'unit', 'departure', 'destination']);
  });

  test('packages of cigarettes nobody says the content of are not so many sticks', async () => {
    const { rows } = await table(
      ['Data;Mercadoria;Qtd;Unid', '05-01-2024;cigarros;9;caixas', '06-01-2024;cigarros;400;unidades'].concat(
        Array.from({ length: 6 }, () => '07-01-2024;heroína;2,5;kg'),
      ),
      'MZ',
    );
    expect(rows.slice(0, 2).map(({ lines }) => [lines[0]?.quantity, lines[0]?.unit])).toEqual([
      [9, 'piece'],
      [400, 'stick'],
    ]);
  });

  test('what nobody knows is kept in its words: no more than seven are asked', async () => {
    const letters = 'bcdfghjklmnpqrstvwxz'.split('');
    const { questions, ready, rows } = await table(
      ['Date,Goods,Quantity,Unit,Transport,Concealment'].concat(
        letters.map(letter => `2024-05-04,${letter}uq${letter}um,3,kg,${letter}yx${letter}ol,${letter}iv${letter}aj`),
      ),
      'GB',
    );
    expect(questions.filter(({ ask }) => ask === 'word')).toHaveLength(7);
    expect(ready).toHaveLength(rows.length);
    expect(rows.every(({ lines }) => lines[0]?.productText !== undefined)).toBe(true);
  });

  test('a sheet a month, of a year that the title tells; a sheet that repeats them all stays out', async () => {
    const cell = (text: string, place: string): string => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const line = (cells: readonly string[], at: number): string =>
      `<row r="${at}">${cells.map((text, column) => cell(text, `${'ABCD'[column]}${at}`)).join('')}</row>`;
    const above = [['Zaplene 2023. godine'], ['Datum', 'Roba', 'Količina', 'JM']];
    const sheet = (rows: readonly (readonly string[])[]): { xml: string } => ({
      xml: `<sheetData>${[...above, ...rows].map((cells, at) => line(cells, at + 1)).join('')}</sheetData>`,
    });
    const month = (number: number): string[][] =>
      Array.from({ length: 5 }, (_, at) => [`${at + 3}.0${number}.`, 'kokain', `${at + 1}.5`, 'kg']);
    const months = [1, 2, 3].map(month);
    const year = {
      'jan 23': sheet(months[0] ?? []),
      'feb 23': sheet(months[1] ?? []),
      'mar 23': sheet(months[2] ?? []),
    };
    const { rows, ready } = await readAsPerson(workbook(year), { country: 'RS' });
    expect(ready).toHaveLength(15);
    expect(rows.at(-1)?.facts.seizureDate).toBe('2023-03-07');
    const repeated = await readAsPerson(workbook({ ...year, sve: sheet(months.flat()) }), { country: 'RS' });
    expect(repeated.rows).toHaveLength(15);
  });
});
