import { describe, expect, test } from 'vitest';
import { westernDigits } from '../../src/imports/engine/values/digits.ts';
import { oneWeight } from '../../src/imports/engine/values/goods-phrases.ts';
import { goodsInside } from '../../src/imports/engine/words/goods-inside.ts';
import { matchProduct } from '../../src/imports/engine/words/vocabulary.ts';
import { madeWorkbook } from '../support/workbooks.ts';
import { readAsPerson, type Outcome } from './person.ts';
import { vocabulary } from './vocabulary.ts';

const read = (rows: readonly string[], country: string): Promise<Outcome> =>
  readAsPerson(Buffer.from(`${rows.join('\n')}\n`), { called: 'list.csv', country });
const goodsOf = ({ rows }: Outcome): string[] =>
  rows.map(({ lines }) => lines.map(line => `${line.product} ${line.quantity} ${line.unit}`).join(' + '));

describe('a header that is a unit and no more', () => {
  test.each([
    ['Date;Place;Drug;kg', 'KE', 'kg'],
    ['Дата;Место;Наркотик;кг', 'KZ', 'kg'],
    ['Tarih;Yer;Uyuşturucu;gram', 'TR', 'g'],
    ['Date;Lieu;Produit;litres', 'SN', 'L'],
  ])('%s', async (header, country, unit) => {
    const rows = [1, 2, 3, 4].map(day => `0${day}.02.2023;A${day};cocaine;${day + 0.5}`);
    expect(goodsOf(await read([header, ...rows], country))).toEqual(
      [1, 2, 3, 4].map(day => `COC-UNS ${day + 0.5} ${unit}`),
    );
  });

  test('kilograms and the grams beside them are one weight; one weight said twice is not added', async () => {
    const outcome = await read(
      [
        'Tarix;Yer;Narkotik;kq;qram',
        '04.01.2023;Astara;heroin;38;',
        '05.01.2023;Astara;heroin;109;463',
        '06.01.2023;Astara;heroin;;553.7',
        '07.01.2023;Astara;heroin;1.5;1500',
      ],
      'AZ',
    );
    expect(goodsOf(outcome).slice(0, 3)).toEqual(['OPI-HER 38 kg', 'OPI-HER 109.463 kg', 'OPI-HER 553.7 g']);
    expect(outcome.rows[3]?.lines).toMatchObject([{ quantity: 1.5, unit: 'kg', quantity2: 1500, unit2: 'g' }]);
  });

  test('the weight of a sample is not added to what was seized', async () => {
    const outcome = await read(
      [
        'Date;Place;Drug;Net weight (kg);Sample (g)',
        ...[1, 2, 3, 4].map(day => `0${day}.02.2023;A${day};heroin;${day};${day * 5}`),
      ],
      'KE',
    );
    expect(outcome.rows[0]?.lines).toMatchObject([{ quantity: 1, unit: 'kg' }]);
    expect(goodsOf(outcome)).toEqual([1, 2, 3, 4].map(day => `OPI-HER ${day} kg`));
  });

  test('beside a sheet that has a column of units', async () => {
    const days = ['2023-01-04', '2023-01-05', '2023-01-06', '2023-01-07', '2023-01-08'];
    const book = await madeWorkbook({
      Drugs: [
        ['No', 'Date', 'Customs post', 'Drug', 'kg', 'g', 'From'],
        ...days.map((day, at) => [at + 1, day, 'Astara', 'heroin', at % 2 ? 3 : '', at % 2 ? '' : 463, 'Iran']),
      ],
      Tobacco: [
        ['No', 'Date', 'Customs post', 'Goods', 'Quantity', 'Unit', 'Value (USD)'],
        ...days.map((day, at) => [at + 1, day, 'Culfa', 'cigarettes', 100 + at, 'packs', 50]),
      ],
    });
    const outcome = await readAsPerson(book, { called: 'book.xlsx', country: 'AZ' });
    expect(goodsOf(outcome)).toEqual([
      ...days.map((_, at) => (at % 2 ? 'OPI-HER 3 kg' : 'OPI-HER 463 g')),
      ...days.map((_, at) => `TOB-CIG ${100 + at} pack20`),
    ]);
  });
});

test('a column called by a heading is goods of it, beside columns of goods', async () => {
  const outcome = await read(
    [
      'Datum;Urad;Cigarete (kos);Kokain (g);Alkohol (l);CITES (kos);Ponaredki (kos)',
      '25.1.2022;Obrežje;200;;;;',
      '26.1.2022;Obrežje;;12,5;;;',
      '27.1.2022;Obrežje;;;3;;',
      '28.1.2022;Obrežje;;;;4;',
      '29.1.2022;Obrežje;;;;;5',
    ],
    'SI',
  );
  expect(outcome.rows.map(({ lines }) => lines.map(({ heading }) => heading).join())).toEqual([
    ...['TOB', 'DRUG', 'BEV', 'CITES', 'IPR'],
  ]);
});

test('remarks that repeat are no goods where a column beside them names some', async () => {
  const told = ['Malli u bllokua', 'Procedoi Prokuroria', '', 'Malli u bllokua', '', 'Procedoi Prokuroria'];
  const goods = ['kokainë', 'heroinë', 'fishekë luftarakë', 'kokainë', 'cannabis sativa', 'pistoletë'];
  const outcome = await read(
    [
      'data;vendi;shenime;emertimi;sasia;njesia',
      ...goods.map((name, at) => `0${at + 1}.02.2022;Kakavijë;${told[at]};${name};${at + 2};${at < 2 ? 'kg' : 'copë'}`),
    ],
    'AL',
  );
  const fields = outcome.proposals.map(({ header, field }) => `${header} ${field}`);
  expect(fields).toContain('emertimi product');
  expect(fields).not.toContain('shenime product');
});

test.each([
  ['Ron Flor de Caña', undefined],
  ['Billetes RON', 'CURR/CASH-NOTE'],
  ['billetes usd', 'CURR/CASH-NOTE'],
])('%s names %s', async (word, code) => {
  const rows = [1, 2, 3, 4].map(day => `0${day}.02.2023;Copán;${word};${day};kg`);
  const { words } = await read(['Fecha;Lugar;Mercancía;Cantidad;Unidad', ...rows], 'HN');
  const asked = words.find(({ kind }) => kind === 'product');
  expect(asked?.match.candidates.some(candidate => candidate.code === 'CURR/CASH-NOTE')).toBe(code !== undefined);
});

describe('words of other goods', () => {
  test('the code of counterfeit money is no word of cigarettes', () => {
    expect(goodsInside('Cigarettes Gold Leaf (counterfeit tax stamp)', vocabulary)?.code).toBe('TOB/TOB-CIG');
    expect(goodsInside('HCFC-22 cylinders', vocabulary)?.code).toBe('ODS/HCFC-22');
  });

  test('of a heading and a name nobody knows the heading is proposed', () => {
    expect(matchProduct(vocabulary, 'Liquor - Black Label', undefined)).toMatchObject({
      code: 'BEV/BEV-OTHSP',
      auto: false,
      preselected: true,
    });
  });
});

test.each([
  ['109 κιλά και 476 γραμμάρια', '109476 γραμμάρια'],
  ['3 kq və 250 qram', '3250 qram'],
  ['2 kilogramy i 40 gramów', '2040 gramów'],
  ['2 кг 15 г', '2015 г'],
  ['5 kg og 3 piller', '5 kg og 3 piller'],
])('%s is one weight, or two goods', (text, whole) => {
  expect(oneWeight(text)).toBe(whole);
});

test.each([
  ['໓,໘໒໔,໐໐໐', '3,824,000'],
  ['០១២៣', '0123'],
  ['၁၂.၅', '12.5'],
  ['༡༢', '12'],
  ['૧૨ ௧௨ ೧೨', '12 12 12'],
  ['٣٫٥ ۴۵ ०९ ๑๒ １２', '3.5 45 09 12 12'],
])('digits of %s are %s', (text, digits) => {
  expect(westernDigits(text)).toBe(digits);
});
