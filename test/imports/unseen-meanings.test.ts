import { describe, expect, test } from 'vitest';
import { currencyOfName, currencyOfNoun } from '../../src/imports/engine/words/money-names.ts';
import { goodsIn } from '../../src/imports/engine/values/goods-text.ts';
import { readAsPerson, type Outcome } from './person.ts';

const read = (rows: readonly string[], country: string, called = 'list.csv'): Promise<Outcome> =>
  readAsPerson(Buffer.from(`${rows.join('\n')}\n`), { called, country });
const goodsOf = ({ rows }: Outcome): string[] =>
  rows.map(({ lines }) =>
    lines.map(({ product, quantity, unit, currency }) => `${product} ${quantity} ${unit} ${currency ?? ''}`).join('+'),
  );

describe('money is counted in its currency', () => {
  test.each([
    ['злотих', 'UA', 'PLN'],
    ['доларів', 'UA', 'USD'],
    ['ريال', 'SA', 'SAR'],
    ['ريال', 'QA', 'QAR'],
    ['엔화', 'KR', 'JPY'],
    ['pair', 'GB', undefined],
  ])('%s in %s', (word, country, code) => expect(currencyOfNoun(word, country)).toBe(code));

  test.each([
    ['британски лири', 'GBP'],
    ['złotych polskich', 'PLN'],
    ['British pounds', 'GBP'],
    ['polskich papierosów', undefined],
  ])('%s', (name, code) => expect(currencyOfName(name)).toBe(code));

  test('by the unit of its row, never in pieces', async () => {
    const outcome = await read(
      [
        'дата;товар;кількість;од. виміру',
        '02.01.2024;Готівкові кошти;19380;євро',
        '03.01.2024;Готівкові кошти;190000;злотих',
        '14.01.2024;Готівкові кошти;70000;доларів США',
        '15.01.2024;Кокаїн;257;г',
      ],
      'UA',
    );
    expect(goodsOf(outcome)).toEqual([
      'CASH-NOTE 19380 amount EUR',
      'CASH-NOTE 190000 amount PLN',
      'CASH-NOTE 70000 amount USD',
      'COC-UNS 257 g ',
    ]);
  });

  test('behind other goods of a text', () => {
    const goods = goodsIn('490 таблетки Kamagra, недекларирана валута 20 200 британски лири', new Set(['таблетки']));
    expect(goods?.map(({ number, product }) => `${number} ${product}`)).toEqual([
      '490 Kamagra',
      '20 200 британски лири',
    ]);
  });
});

test('texts of a workbook have the mark of the other texts, whatever its numbers look like', async () => {
  const rows = [
    ['01.03.2023', 'κοκαΐνη', 0.487, 7500],
    ['02.03.2023', 'κοκαΐνη', '1,425', 800],
    ['03.03.2023', 'κάνναβη', '0,44', '3.760'],
    ['13.03.2023', 'κάνναβη', 14.5, 2470],
  ].map(([date, goods, kg, value]) => ({ Ημερομηνία: date, Είδος: goods, 'Ποσότητα (kg)': kg, 'Αξία (€)': value }));
  const { rows: read } = await readAsPerson(Buffer.from(JSON.stringify(rows)), { country: 'GR', called: 'list.json' });
  expect(read.map(({ lines: [line] }) => [line?.quantity, line?.value])).toEqual([
    [0.487, 7500],
    [1.425, 800],
    [0.44, 3760],
    [14.5, 2470],
  ]);
});

test('arms found with wildlife are no taxon', async () => {
  const outcome = await read(
    [
      'Date;Place;Species;Number',
      '2023-01-05;Arusha;Loxodonta africana;2',
      '2023-01-06;Arusha;Rifle .458;1',
      '2023-01-07;Babati;Panthera leo;3',
      '2023-01-08;Babati;Smaug giganteus;3',
    ],
    'TZ',
    'wildlife seizures.csv',
  );
  expect(outcome.rows.map(({ lines: [line] }) => line?.heading)).toEqual(['CITES', 'WEAP', 'CITES', 'CITES']);
});

test('worn clothing is clothing, and Holland no Ireland', async () => {
  const outcome = await read(
    [
      'Date;Lieu;Marchandise;Quantité;Unité;Destination',
      '03/01/2024;Oran;used clothing;12;kg;Ολλανδία',
      '14/01/2024;Oran;cocaïne;2;kg;Italie',
      '15/01/2024;Alger;cocaïne;3;kg;Espagne',
    ],
    'DZ',
  );
  expect(outcome.rows[0]?.lines[0]).toMatchObject({ heading: 'TAX', product: 'GDS-CLOTH' });
  expect(outcome.rows[0]?.facts.destination).toBe('NL');
});

describe('the place of a row', () => {
  const placesOf = async (header: string, cells: readonly string[]): Promise<unknown[]> => {
    const days = ['03', '14', '15'];
    const { rows } = await read(
      [`Date;${header};Product;Kg`, ...cells.map((each, at) => `2024-01-${days[at]};${each};cocaine;${at + 2}`)],
      'BE',
    );
    return rows.map(({ facts }) => facts.placeName);
  };
  test('is that of the finer of two columns', async () => {
    const cells = ['Brussels;Terminal 3', 'Brussels;Mail centre', 'Antwerp;Quay 7'];
    expect(await placesOf('Place;Location', cells)).toEqual(['Terminal 3', 'Mail centre', 'Quay 7']);
  });
  test('is the office where no column says where, unless there is but one', async () => {
    expect(await placesOf('Customs office', ['Zelzate', 'Zelzate', 'Kieldrecht'])).toEqual([
      'Zelzate',
      'Zelzate',
      'Kieldrecht',
    ]);
    expect(await placesOf('Customs office', ['Customs', 'Customs', 'Customs'])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('goods and their numbers in one text', () => {
  const goods = (cell: string, ...units: string[]): string[] | undefined =>
    goodsIn(cell, new Set(units))?.map(({ number, unit, product }) => [number, unit, product].join(' '));
  test.each([
    ['从入境车辆中查获燕窝6740克、CPU约98个，已移交缉私部门处理', ['6740 克 燕窝', '98 个 CPU']],
    ['出口集装箱查验，查获侵权剃须刀16.26万个', ['16.26万 个 侵权剃须刀']],
    ['查获海洛因两包，案件3号', undefined],
  ])('of a Chinese summary: %s', (cell, expected) => expect(goods(cell)).toEqual(expected));
  test('in brackets behind the goods', () => {
    expect(goods('كوكايين (3816.8 جرام) + سجائر (56 خرطوشة)', 'جرام', 'خرطوشه', 'خرطوشة')).toEqual([
      '3816.8 جرام كوكايين',
      '56 خرطوشة سجائر',
    ]);
  });
  test('where a number is left unread, all of them are', () => {
    expect(goods('10 kg and 750 pcs of gold', 'kg', 'pcs')).toBeUndefined();
    expect(goods('10 kg and 750 g of gold', 'kg', 'g')).toEqual(['10750 g gold']);
  });
});

test('two measures of one drug in one cell are two lines of it', async () => {
  const outcome = await read(
    [
      '摘発年月日,品目,数量',
      '2023-02-06,コカイン,"495.5グラム、13.3グラム"',
      '2023-02-07,覚醒剤,886.4グラム',
      '2023-02-18,覚醒剤,約1kg',
    ],
    'JP',
  );
  expect(goodsOf(outcome)[0]).toBe('COC-UNS 495.5 g +COC-UNS 13.3 g ');
});

test('a short year behind a month of Thailand is of its era', async () => {
  const outcome = await read(
    ['วันที่จับกุม;ของกลาง;จำนวน;หน่วย', '3 ต.ค. 65;โคเคน;54;กก.', '14 ม.ค. 66;โคเคน;3.2;กก.'],
    'TH',
  );
  expect(outcome.rows.map(({ facts }) => facts.seizureDate)).toEqual(['2022-10-03', '2023-01-14']);
});

test('the country of departure or destination is the one or the other by the direction of the row', async () => {
  const outcome = await read(
    [
      'Date;Place;Direction;Country of departure / destination;Product;Kg',
      '2023-01-05;Zahony;import;Ukraine;cocaine;2',
      '2023-01-16;Zahony;export;Ukraine;cocaine;3',
      '2023-01-17;Zahony;import;Turkey;cocaine;4',
    ],
    'HU',
  );
  expect(outcome.rows.map(({ facts }) => [facts.departure, facts.destination])).toEqual([
    ['UA', undefined],
    [undefined, 'UA'],
    ['TR', undefined],
  ]);
});

test('cells alone never tell the country of seizure', async () => {
  const outcome = await read(
    ['Date;Place;Zorblax;Product;Kg', ...['05', '16', '17'].map(day => `2023-01-${day};Oran;Algérie;cocaine;2`)],
    'DZ',
  );
  expect(outcome.plan.mapping).not.toContain('country');
});
