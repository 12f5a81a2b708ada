import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readAsPerson, type Outcome } from './person.ts';
import { fixture } from './vocabulary.ts';

const read = (called: string, country: string): Promise<Outcome> =>
  readAsPerson(readFileSync(fixture(`nations/${called}`)), { called, country });
const fieldOf = ({ proposals }: Outcome, header: string): string | undefined =>
  proposals.find(each => each.header === header && each.state !== 'unused')?.field;

describe('further files of other nations', () => {
  test.each([
    ['korea-euc-kr.csv', 'KR'],
    ['romania-kinds-and-goods.csv', 'RO'],
    ['italy-description.csv', 'IT'],
    ['pakistan-number-and-date.csv', 'PK'],
    ['kazakhstan-blank-groups.csv', 'KZ'],
    ['hong-kong-millions.csv', 'HK'],
    ['sweden-unit-or-office.csv', 'SE'],
    ['argentina-goods-in-a-list.json', 'AR'],
  ])('%s: every row, with few questions, and no totals', async (called, country) => {
    const { rows, ready, questions, noSeizures } = await read(called, country);
    expect(rows.length).toBeGreaterThan(10);
    expect(ready.length / rows.length).toBe(1);
    expect(questions.length).toBeLessThanOrEqual(12);
    expect(noSeizures).toBeUndefined();
  });

  test('a description beside kinds of goods names the goods', async () => {
    const italy = await read('italy-description.csv', 'IT');
    expect(fieldOf(italy, 'DESCRIZIONE')).toBe('product');
    expect(italy.rows[1]?.lines[0]).toMatchObject({ heading: 'DRUG', product: 'COC-UNS', currency: 'EUR' });
  });

  test('money is counted in the currency that stands as its unit', async () => {
    const { rows } = await read('romania-kinds-and-goods.csv', 'RO');
    const euro = rows.flatMap(({ lines }) => lines).find(({ heading }) => heading === 'CURR');
    expect(euro).toMatchObject({ unit: 'amount', currency: 'EUR' });
    expect(euro?.value).toBeUndefined();
  });

  test('thousands grouped by blanks say that a comma begins decimals; a tariff code is no weight', async () => {
    const kazakhstan = await read('kazakhstan-blank-groups.csv', 'KZ');
    expect(fieldOf(kazakhstan, 'Код ТН ВЭД')).toBe('hsCode');
    const cannabis = kazakhstan.rows.find(({ raw }) => raw[7] === '164,149');
    expect(cannabis?.lines[0]).toMatchObject({ product: 'CAN-UNS', quantity: 164.149, unit: 'g' });
  });

  test('a value in millions is neither amount nor quantity', async () => {
    const { rows, plan } = await read('hong-kong-millions.csv', 'HK');
    expect(plan.mapping[4]).toBeNull();
    for (const { lines } of rows)
      expect(lines.map(({ unit, quantity2 }) => [unit, quantity2])).toEqual([['kg', undefined]]);
  });

  test('the cells say that a word for offices is one for units here', async () => {
    expect(fieldOf(await read('sweden-unit-or-office.csv', 'SE'), 'Enhet')).toBe('unit');
  });

  test('a weight of each and a number of them are not two goods', async () => {
    const rows = 'Date,Substance,No. of cylinders,Net weight per cylinder (kg),Total weight (kg)\n'.concat(
      ...['R-22', 'R-134a', 'R-410A', 'CFC-12'].map(name => `2023-05-04,${name},10,13.6,136\n`),
    );
    const ods = await readAsPerson(Buffer.from(rows), { country: 'BG' });
    expect(ods.rows.map(({ lines }) => lines.length)).toEqual([1, 1, 1, 1]);
    expect(ods.rows[0]?.lines[0]).toMatchObject({ quantity: 10, unit: 'cylinder', quantity2: 136, unit2: 'kg' });
  });

  test('goods among others are found in a longer text, and ivory among drugs is no drug', async () => {
    const names = [
      'Heroin',
      'Cocaine',
      'Foreign origin cigarettes',
      'Methamphetamine tablets (Yaba)',
      'Carved zzyva',
      'Plugh',
    ];
    const rows = ['Date,Goods,Quantity,Unit', ...names.map(name => `2023-05-04,${name},1068,pcs`)].join('\n');
    const { rows: got } = await readAsPerson(Buffer.from(rows), { country: 'IN' });
    expect(got.map(({ lines }) => `${lines[0]?.heading}/${lines[0]?.product}`)).toEqual([
      'DRUG/OPI-HER',
      'DRUG/COC-UNS',
      'TOB/TOB-CIG',
      'DRUG/ATS-METH',
      'OTH/OTH-OTH',
      'OTH/OTH-OTH',
    ]);
  });
});
