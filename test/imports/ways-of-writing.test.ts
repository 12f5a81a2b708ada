import { describe, expect, test } from 'vitest';
import { readMeasured } from '../../src/imports/engine/values/measured.ts';
import { readAsPerson, type Outcome } from './person.ts';

const read = (rows: readonly string[], country: string): Promise<Outcome> =>
  readAsPerson(Buffer.from(`${rows.join('\n')}\n`), { called: 'list.csv', country });
const errorsIn = ({ rows }: Outcome): string[] =>
  rows.flatMap(({ problems }) => problems.filter(({ level }) => level === 'error').map(({ code }) => code));
const goodsOf = ({ rows }: Outcome): string[] =>
  rows.map(({ lines }) => lines.map(line => `${line.product} ${line.quantity} ${line.unit}`).join(' + '));
const fieldOf = ({ proposals }: Outcome, header: string): string | undefined =>
  proposals.find(proposal => proposal.header === header)?.field;

describe('quantities as people write them', () => {
  test.each([
    ['vipande 3', { value: 3, unit: 'vipande' }],
    ['حبة ١٣٠', { value: 130, unit: 'حبة' }],
    ['(130) غرام', { value: 130, unit: 'غرام' }],
    ['1 مليون حبه', { value: 1_000_000, unit: 'حبه' }],
    ['3万本', { value: 30_000, unit: '本' }],
    ['1.5 mln szt.', { value: 1_500_000, unit: 'szt.' }],
    ['5 mil cigarrillos', { value: 5000, unit: 'cigarrillos' }],
    ['5 millas', { value: 5, unit: 'millas' }],
    ['approx 12 kg', { value: 12, unit: 'kg', about: true }],
  ])('%s', (cell, expected) => expect(readMeasured(cell, { decimal: '.' })).toEqual(expected));

  test.each(['pieces', 'a3b', '3 to 5', '(1000'])('%s is no quantity', cell =>
    expect(readMeasured(cell, { decimal: '.' })).toBe('unreadable'),
  );
});

describe('what a row takes from the one above', () => {
  test('marks of "the same", in any column', async () => {
    const outcome = await read(
      [
        '番号,差止年月日,学名,件数,数量,単位,仕出国',
        '1,令和5年6月2日,Aonyx cinereus,1,5,匹,タイ',
        '2,〃,Gastrodia elata,1,0.23,ｋｇ,同上',
        '3,令和5年6月9日,Python regius,1,2,匹,〃',
        '4,〃,Manis javanica,1,7,匹,中国',
      ],
      'JP',
    );
    expect(outcome.rows.map(({ facts }) => `${facts.seizureDate} ${facts.departure}`)).toEqual([
      '2023-06-02 TH',
      '2023-06-02 TH',
      '2023-06-09 TH',
      '2023-06-09 CN',
    ]);
    // One in each row is the number of cases, and "scientific name" says more than its kind.
    expect([fieldOf(outcome, '件数'), fieldOf(outcome, '数量'), fieldOf(outcome, '学名')]).toEqual([
      undefined,
      'quantity',
      'product',
    ]);
    expect(outcome.noSeizures).toBeUndefined();
  });

  test('a second exhibit without date or place, among subtotals of another word', async () => {
    const outcome = await read(
      [
        'Na.;Tarehe;Mahali;Aina ya nyara;Idadi;Thamani (TZS)',
        '1;16/08/2022;Longido;meno ya tembo;6;33000000',
        ';;;bunduki;1;',
        '2;21/09/2022;Monduli;meno ya tembo;21;5260000',
        'JUMLA NDOGO;;;;matukio 2;',
        '3;23/09/2022;Karatu;meno ya tembo;vipande 3;900000',
        '4;25/09/2022;Arusha;meno ya tembo;2;800000',
        ';;;bunduki;2;',
        'JUMLA KUU;;;;matukio 4;',
      ],
      'TZ',
    );
    expect(errorsIn(outcome)).toEqual([]);
    expect(outcome.rows.map(({ facts }) => facts.seizureDate)).toEqual([
      '2022-08-16',
      '2022-08-16',
      '2022-09-21',
      '2022-09-23',
      '2022-09-25',
      '2022-09-25',
    ]);
    // What they are worth together is said once.
    expect(outcome.rows.map(({ lines }) => lines[0]?.value)).toEqual([
      33_000_000,
      undefined,
      5_260_000,
      900_000,
      800_000,
      undefined,
    ]);
  });
});

test('lists beside each other, divided by one mark in a row and by another in the next', async () => {
  const outcome = await read(
    [
      'id,data,luogo,descrizione,quantità,um',
      '1,02/01/2023,Genova,cocaina|marijuana|sigarette,"4,2|13|400",KG|KG|PZ',
      '2,03/01/2023,Roma,hashish / cocaina,38 / 1.000,KG / G',
      '3,04/01/2023,Bari,cocaina,7,KG',
      '4,05/01/2023,Bari,eroina,9,KG',
    ],
    'IT',
  );
  expect(goodsOf(outcome)).toEqual([
    'COC-UNS 4.2 kg + CAN-HERB 13 kg + TOB-CIG 400 stick',
    'CAN-RESIN 38 kg + COC-UNS 1000 g',
    'COC-UNS 7 kg',
    'OPI-HER 9 kg',
  ]);
});
