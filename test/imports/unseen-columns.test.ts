import { expect, test } from 'vitest';
import { readDate } from '../../src/imports/engine/values/dates.ts';
import { readAsPerson, type Outcome } from './person.ts';

const read = (rows: readonly string[], country: string, called = 'list.csv'): Promise<Outcome> =>
  readAsPerson(Buffer.from(`${rows.join('\n')}\n`), { called, country });
const goodsOf = ({ rows }: Outcome): string[] =>
  rows.map(({ lines }) => lines.map(line => `${line.product} ${line.quantity} ${line.unit}`).join(' + '));
const fieldOf = ({ proposals }: Outcome, header: string): string | undefined =>
  proposals.find(proposal => proposal.header === header)?.field;

test('a column in a currency beside columns of goods is cash, whatever its word says elsewhere', async () => {
  const outcome = await read(
    [
      'DATA;UNIDADE;Cocaína (kg);Maconha (kg);Espécie (US$);VALOR (R$)',
      '02/01/2023;Foz do Iguaçu;1;;;9000',
      '03/01/2023;Foz do Iguaçu;;25;47000;260000',
      '04/01/2023;Santos;3;;5000;27000',
    ],
    'BR',
  );
  expect(goodsOf(outcome)).toEqual([
    'COC-UNS 1 kg',
    'CAN-HERB 25 kg + CASH-NOTE 47000 amount',
    'COC-UNS 3 kg + CASH-NOTE 5000 amount',
  ]);
  expect(outcome.rows[1]?.lines[1]?.currency).toBe('USD');
});

test('columns called by currencies hold cash, where nothing names goods', async () => {
  const outcome = await read(
    [
      'dátum;hely;irány;EUR;USD;összesen (eFt)',
      '2023-01-25;Ferihegy;kilépő;;36700;12845',
      '2023-02-12;Röszke;belépő;20000;;7600',
    ],
    'HU',
  );
  expect(outcome.rows.map(({ lines }) => lines.map(line => `${line.quantity} ${line.currency}`))).toEqual([
    ['36700 USD'],
    ['20000 EUR'],
  ]);
});

test('the name of goods says of which currency they are', async () => {
  const outcome = await read(
    [
      'วันที่,ด่าน,ของกลาง,จำนวน,หน่วย,มูลค่า (บาท)',
      '05/01/2566,สะเดา,ธนบัตรดอลลาร์สหรัฐ,5000,ฉบับ,170000',
      '06/01/2566,สะเดา,บุหรี่,200,มวน,1000',
      '07/01/2566,สะเดา,บุหรี่,400,มวน,2000',
    ],
    'TH',
  );
  expect(outcome.rows[0]?.lines[0]).toMatchObject({ heading: 'CURR', product: 'CASH-NOTE' });
});

test('numbers of the columns below their header are no row', async () => {
  for (const numbers of ['(1);(2);(3);(4);(5)', '1;2;3;4;5', '[1];[2];[3];[4];[5]']) {
    const outcome = await read(
      [
        'Дата;Место;Товар;Количество;Единица',
        numbers,
        '02.01.2023;Брест;сигареты;500;пачка',
        '03.01.2023;Брест;гашиш;12;кг',
      ],
      'BY',
    );
    expect(outcome.ready).toHaveLength(2);
    expect(outcome.aside).toBe(1);
  }
});

test('a key of the machine is no reference where the office numbered the case', async () => {
  const outcome = await read(
    [
      'id,protocol no,date,place,goods,quantity,unit',
      '88112,0012/2023,2023-01-05,Odesa,cigarettes,500,packs',
      '88113,0013/2023,2023-01-06,Odesa,amber,3,kg',
      '88117,0019/2023,2023-01-08,Odesa,amber,7,kg',
    ],
    'UA',
  );
  expect(outcome.rows.map(({ facts }) => facts.nationalRef)).toEqual(['0012/2023', '0013/2023', '0019/2023']);
});

test('number plates are offered as no kind of conveyance', async () => {
  const outcome = await read(
    [
      'Data;Miejsce;Towar;Ilość;Jednostka;Środek transportu',
      '05.01.2023;Kukuryki;papierosy;500;paczka;LU 4411X',
      '06.01.2023;Kukuryki;papierosy;900;paczka;WZ 88120',
      '07.01.2023;Terespol;papierosy;100;paczka;AB1234CD',
      '08.01.2023;Terespol;papierosy;100;paczka;KR 7J112',
    ],
    'PL',
  );
  expect(fieldOf(outcome, 'Środek transportu')).toBeUndefined();
});

test.each([
  ['in the title', ['Cigarette papers; quantities in kilograms', '', 'Date;Place;Goods;Quantity'], 'a.csv', 'kg'],
  ['after a label', ['Единица измерения: литр', '', 'Дата;Место;Товар;Количество'], 'a.csv', 'L'],
  ['in Japanese', ['押収一覧（単位：グラム）', '', '日付;場所;品名;数量'], 'a.csv', 'g'],
  ['in the name of the file', ['Fecha;Lugar;Mercancía;Cantidad'], 'incautaciones_kg_2023.csv', 'kg'],
])('the unit of all rows %s', async (_, head, called, unit) => {
  const rows = ['2023-01-05;A;cocaine;12.5', '2023-01-06;A;heroin;3', '2023-01-09;B;cocaine;7.25'];
  const outcome = await read([...head, ...rows], 'ES', called);
  expect(outcome.rows.map(({ lines }) => lines[0]?.unit)).toEqual([unit, unit, unit]);
});

test('a country behind its place is the country', async () => {
  const outcome = await read(
    [
      'date,goods,quantity,unit,from,to',
      '2023-01-05,cocaine,2,kg,"Bogotá, Colombia",Madrid (Spain)',
      '2023-01-06,cocaine,2,kg,"Lima, Peru",Madrid (Spain)',
      '2023-01-08,heroin,2,kg,"Dubai, UAE",Barcelona (Spain)',
    ],
    'ES',
  );
  expect(outcome.rows.map(({ facts }) => `${facts.departure} ${facts.destination}`)).toEqual([
    'CO ES',
    'PE ES',
    'AE ES',
  ]);
});

test('cases counted beside a weight are no quantity', async () => {
  const outcome = await read(
    [
      '적발일자,품명,수량,단위,중량(g)',
      '2023-01-05,메트암페타민,1,건,35.2',
      '2023-01-06,메트암페타민,2,건,7',
      '2023-01-09,담배,10,갑,',
    ],
    'KR',
  );
  expect(
    goodsOf(outcome)
      .slice(0, 2)
      .map(text => text.replace(/^\S+ /, '')),
  ).toEqual(['35.2 g', '7 g']);
});

test.each([
  ['12 Meskerem 2016', '2023-09-23'],
  ['መስከረም 12 ቀን 2016', '2023-09-23'],
  ['12/01/2016 ዓ.ም', '2023-09-23'],
  ['Tahsas 5, 2015', '2022-12-14'],
  ['5 Pagume 2015', '2023-09-10'],
])('%s of the Ethiopian calendar', (cell, date) => {
  expect(readDate(cell, { order: 'dmy' })).toMatchObject({ date });
});
