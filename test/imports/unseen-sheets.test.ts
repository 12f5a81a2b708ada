import { describe, expect, test } from 'vitest';
import { countryNamed } from '../../src/imports/engine/words/country-names.ts';
import { goodsIn } from '../../src/imports/engine/values/goods-text.ts';
import { routeEnds } from '../../src/imports/engine/values/routes.ts';
import { readAsPerson, type Outcome } from './person.ts';

const read = (rows: readonly string[], country: string): Promise<Outcome> =>
  readAsPerson(Buffer.from(`${rows.join('\n')}\n`), { called: 'list.csv', country });
const goodsOf = ({ rows }: Outcome): string[] =>
  rows.map(({ lines }) => lines.map(line => `${line.product} ${line.quantity} ${line.unit}`).join(' + '));
const fieldOf = ({ proposals }: Outcome, header: string): string | undefined =>
  proposals.find(proposal => proposal.header === header)?.field;

describe('a route in one column', () => {
  test.each([
    ['İran - Türkiye', ['İran', 'Türkiye']],
    ['İran-Türkiye-Almanya', ['İran', 'Almanya']],
    ['BKK-TLV', ['BKK (IATA)', 'TLV (IATA)']],
    ['Lima → Madrid', ['Lima', 'Madrid']],
    ['Jeddah - Kozhikode by flight 6E-76', ['Jeddah', 'Kozhikode']],
    ['12 - 13', undefined],
    ['Istanbul', undefined],
  ])('%s', (cell, ends) => expect(routeEnds(cell)).toEqual(ends));

  test.each([
    [
      'TR',
      'Tarih;Yer;Eşya;Miktar;Birim;Güzergâh',
      'sigara;10;paket',
      ['İran - Türkiye', 'Gürcistan - Türkiye'],
      'IR TR',
    ],
    [
      'VN',
      'Ngày;Địa điểm;Tang vật;Số lượng;Đơn vị tính;Tuyến vận chuyển',
      'cocain;10;kg',
      ['Lào - Việt Nam', 'Lào-Việt Nam'],
      'LA VN',
    ],
    ['IL', 'תאריך;מקום;טובין;כמות;יחידה;מסלול', 'קוקאין;10;kg', ['BKK-TLV', 'סין - ישראל'], 'TH IL'],
  ])('%s: both ends are countries', async (country, header, goods, routes, expected) => {
    const outcome = await read(
      [
        header,
        ...routes.map((route, at) => `2023-01-0${at + 3};A;${goods};${route}`),
        `2023-02-05;A;${goods};${routes[0]}`,
      ],
      country,
    );
    const [first] = outcome.rows;
    expect(`${first?.facts.departure} ${first?.facts.destination}`).toBe(expected);
  });
});

test('countries by the names of languages no list has', () => {
  expect(['ישראל', 'გერმანია', 'Франція', 'ኢትዮጵያ', 'Tschechien', 'Kongo'].map(countryNamed)).toEqual([
    'IL',
    'DE',
    'FR',
    'ET',
    'CZ',
    undefined,
  ]);
});

describe('goods in sentences', () => {
  const units = new Set(['kg', 'kgs', 'gms', 'nos', 'pcs', 'mt', 'grams']);
  test.each([
    [
      '20 Nos. gold bars of foreign origin (24 kt) totally weighing 2,000 gms',
      ['2,000 gms gold bars of foreign origin'],
    ],
    ['Heroin 10.74 Kg concealed in false cavity of trolley bag', ['10.74 Kg Heroin']],
    [
      'Gold in paste form concealed in shoes, net weight 4.71 Kgs alongwith Indian currency of Rs. 86,00,000/-',
      ['4.71 Kgs Gold in paste form', '86,00,000  INR'],
    ],
    [
      'Tramadol tablets 2,59,000 nos. in courier consignment declared as calcium tablets',
      ['2,59,000 nos. Tramadol tablets'],
    ],
    [
      'Gold dust, wt. 2.018 kg, recovered from the passenger and foreign currency US Dollars 84,800',
      ['2.018 kg Gold dust', '84,800  US Dollars'],
    ],
  ])('%s', (cell, expected) =>
    expect(goodsIn(cell, units)?.map(({ number, unit = '', product }) => `${number} ${unit} ${product}`)).toEqual(
      expected,
    ),
  );

  test('a number is never left out with what stands around it', () =>
    expect(goodsIn('gold 2 kg hidden in 10 bags of tea 500', units)).toBeUndefined());
});

test('a header in two languages is read by the one we know', async () => {
  const outcome = await read(
    [
      'क्र.सं. / S.No.;दिनांक / Date;Joy / स्थान;Xyzzy / Goods;Plugh / Quantity;Ед./валюта',
      '1;2023-01-05;Delhi;gold;2;kg',
      '2;2023-01-06;Delhi;cash;5000;USD',
      '3;2023-01-09;Agra;heroin;7;kg',
    ],
    'IN',
  );
  expect(['Xyzzy / Goods', 'Plugh / Quantity', 'Ед./валюта'].map(header => fieldOf(outcome, header))).toEqual([
    'product',
    'quantity',
    'unit',
  ]);
  expect(outcome.rows[1]?.lines[0]).toMatchObject({ unit: 'amount', currency: 'USD' });
});

test('groups above most columns, the names of their columns right below', async () => {
  const outcome = await read(
    [
      'NÚM.;FECHA;;;MUNICIPIO;NARCÓTICOS;;ARMAMENTO;;NUMERARIO;DETENIDOS',
      ';DÍA;MES;AÑO;;COCAÍNA (KG);HEROÍNA (KG);ARMAS CORTAS;CARTUCHOS;DÓLARES (USD);',
      '1;3;ENERO;2022;SONOYTA;0;0.172;2;6512;0;3',
      '2;9;ENERO;2022;TECATE;24.853;0;0;0;5000;1',
      '3;12;FEBRERO;2022;CABORCA;1.5;0;0;32;0;0',
    ],
    'MX',
  );
  expect(outcome.rows.map(({ facts }) => facts.seizureDate)).toEqual(['2022-01-03', '2022-01-09', '2022-02-12']);
  expect(goodsOf(outcome)[1]).toBe('COC-UNS 24.853 kg + CASH-NOTE 5000 amount');
});

test('the unit behind a comma, also where the goods are a unit themselves', async () => {
  const outcome = await read(
    [
      'Дата;Место;Сигареты, пачек;Водка и спирт, л;ГСМ, л;Сумма, тыс. тенге',
      '12.01.2023;Темир-Баба;3690;;;16096',
      '22.01.2023;Сортобе;;55;;620',
      '23.01.2023;Сортобе;;;800;620',
    ],
    'KZ',
  );
  expect(goodsOf(outcome)[0]).toBe('TOB-CIG 3690 pack20');
  expect(outcome.rows[1]?.lines[0]).toMatchObject({ quantity: 55, unit: 'L' });
  expect(outcome.rows.every(({ lines }) => lines.length === 1)).toBe(true);
});

test('marks in the words for goods tell their heading', async () => {
  const outcome = await read(
    [
      'date;place;goods;quantity;unit',
      '2023-01-05;A;Jako papağanı (CITES);2;pcs',
      '2023-01-06;A;Hurda atık akü;5000;kg',
      '2023-01-07;A;廢塑膠;5000;kg',
      '2023-01-08;A;pièces de monnaie antiques;70;pcs',
      '2023-01-09;A;sommes non déclarées;26 400 €;',
    ],
    'FR',
  );
  expect(outcome.rows.map(({ lines }) => lines[0]?.heading)).toEqual(['CITES', 'HAZ', 'HAZ', 'OTH', 'CURR']);
});

test('quantities with their units side by side', async () => {
  const outcome = await read(
    [
      'zaaknr;datum;locatie;goed;hoeveelheid',
      'R1;20220105;Rotterdam;cocaïne;141,5 kg',
      'R2;20220105;Schiphol;ketamine | xtc-pillen;0,94 kg | 280 stuks',
      'R3;20220107;Schiphol;heroïne | geld;2 kg | € 21.450',
    ],
    'NL',
  );
  expect(outcome.rows.map(({ lines }) => lines.map(({ quantity, unit }) => `${quantity} ${unit}`))).toEqual([
    ['141.5 kg'],
    ['0.94 kg', expect.stringMatching(/^280 /)],
    ['2 kg', '21450 amount'],
  ]);
});
