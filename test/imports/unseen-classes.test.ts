import { describe, expect, test } from 'vitest';
import { isSoft, withoutUnfit } from '../../src/imports/check/soft-facts.ts';
import type { SeizureRecord } from '../../src/seizures/index.ts';
import { readAsPerson, type Outcome } from './person.ts';

const read = (rows: readonly string[], country: string, called = 'list.csv'): Promise<Outcome> =>
  readAsPerson(Buffer.from(`${rows.join('\n')}\n`), { called, country });
const goodsOf = ({ rows }: Outcome): string[] =>
  rows.map(({ lines }) => lines.map(line => `${line.product} ${line.quantity} ${line.unit}`).join(' + '));
const numbered = (cells: readonly string[]): string[] => cells.map((cell, at) => `${at + 1};${cell}`);

describe('classes of files nobody had seen, by their structure', () => {
  test('a column of goods we do not know, among columns of goods we know', async () => {
    const outcome = await read(
      [
        'N°;Date;Lieu;Cocaïne (g);Héroïne (g);Zorblax (kg);Cigarettes (cartouches)',
        ...numbered([
          '03/01/2024;Oran;12;;;',
          '04/01/2024;Alger;;7;3,5;',
          '15/01/2024;Oran;;;;20',
          '16/01/2024;Oran;5;;2;',
        ]),
      ],
      'DZ',
    );
    expect(goodsOf(outcome)).toEqual([
      'COC-UNS 12 g',
      'OPI-HER 7 g + OTH-OTH 3.5 kg',
      'TOB-CIG 20 carton200',
      'COC-UNS 5 g + OTH-OTH 2 kg',
    ]);
    expect(outcome.rows[1]?.lines[1]?.productText).toBe('Zorblax');
  });

  test('cartons, packs and cigarettes of one row are the same goods, once', async () => {
    const outcome = await read(
      [
        'Nr. crt.;Data;Localitate;Nr. cartuşe;Nr. pachete;Nr. ţigarete',
        ...numbered([
          '02.01.2024;Siret;14;140;2.800',
          '04.01.2024;Siret;2;20;400',
          '15.01.2024;Halmeu;;55;1.100',
          '16.01.2024;Siret;7;70;1.400',
        ]),
      ],
      'RO',
      'tigari_2024.csv',
    );
    expect(goodsOf(outcome)).toEqual(
      ['2800 stick', '400 stick', '1100 stick', '1400 stick'].map(text => `TOB-CIG ${text}`),
    );
  });

  test('goods without a unit take the one of the same goods, or are asked about once', async () => {
    const outcome = await read(
      [
        'N°;Date;Lieu;Marchandise;Quantité;Unité',
        ...numbered([
          '03/01/2024;Oran;cocaïne;12;g',
          '04/01/2024;Oran;Cocaïne;7;g',
          '15/01/2024;Oran;cocaïne;5;g',
          '16/01/2024;Oran;cocaïne;9;',
          '17/01/2024;Oran;cigarettes;20;',
          '18/01/2024;Oran;pistolet;2;',
        ]),
      ],
      'DZ',
    );
    expect(goodsOf(outcome).slice(3)).toEqual(['COC-UNS 9 g', 'TOB-CIG 20 stick', 'WPN-PIST 2 piece']);
    const assumed = outcome.rows.filter(({ problems }) => problems.some(({ code }) => code === 'unit_assumed'));
    expect(assumed.map(({ line }) => line)).toEqual([5, 6, 7]);
    const asked = outcome.words.filter(({ kind, word }) => kind === 'unit' && word.startsWith('∅'));
    expect(asked.map(({ word, count, state }) => [word, count, state])).toEqual([
      ['∅ DRUG/COC-UNS', 1, 'answered'],
      ['∅ TOB/TOB-CIG', 1, 'ask'],
    ]);
  });

  test('columns a portal of open data describes before its records are no records', async () => {
    const records = [1, 2, 3, 4, 5].map(no => ({
      protocolNumber: `12${no}/30500/23`,
      protocolDate: `2023-01-0${no}T00:00:00`,
      customsName: 'Волинська митниця',
      goodsDescription: ['кокаїн, 2 пакунки', 'героїн', 'кокаїн', 'Ікона, дерево, олія', 'героїн у пакеті'][no - 1],
      goodsQuantity: [7, 3, 12, 5, 9][no - 1],
      unit: 'кг',
      goodsCostUAH: 73182.19,
    }));
    const fields = Object.keys(records[0] ?? {}).map(id => ({ id, type: 'text' }));
    const { rows, ready, plan } = await readAsPerson(
      Buffer.from(JSON.stringify({ success: true, result: { fields, records } })),
      { called: 'mitni.json', country: 'UA' },
    );
    expect(rows).toHaveLength(5);
    expect(ready).toHaveLength(5);
    expect(plan.header).toEqual(Object.keys(records[0] ?? {}));
  });

  test('records that are arrays, under the names described before them', async () => {
    const rows = [1, 2, 3, 4].map(day => [`A-${day}`, `2024-01-0${day}`, 'cocaine', day * 10, 'g', null]);
    const names = ['ref', 'seizure_date', 'product', 'quantity', 'unit', 'remarks'];
    const described = { fields: names.map(id => ({ id, type: 'text' })), records: rows };
    for (const content of [described, [names, ...rows]]) {
      const outcome = await readAsPerson(Buffer.from(JSON.stringify(content)), { called: 'a.json', country: 'LB' });
      expect(outcome.plan.header).toEqual(names);
      expect(goodsOf(outcome)).toEqual([10, 20, 30, 40].map(grams => `COC-UNS ${grams} g`));
    }
  });

  test('several goods side by side in the cells of one row are a line each, their value said once', async () => {
    const outcome = await read(
      [
        'Ref;Date;Place;Goods;Quantity;Unit;Value (EUR)',
        'A1;03/01/2024;Dover;"cocaine | heroin";"4 | 22";"kg | g";500'.replaceAll(' | ', '\n'),
        'A2;04/01/2024;Dover;heroin;7;g;100',
        'A3;15/01/2024;Dover;cocaine;3;kg;200',
      ],
      'GB',
    );
    expect(goodsOf(outcome)).toEqual(['COC-UNS 4 kg + OPI-HER 22 g', 'OPI-HER 7 g', 'COC-UNS 3 kg']);
    expect(outcome.rows[0]?.lines.map(({ value }) => value)).toEqual([500, undefined]);
  });

  test('a register of weapons that counts none lists them one by one', async () => {
    const outcome = await read(
      [
        'nr;data;miejsce;rodzaj broni',
        ...['pistolet', 'rewolwer', 'pistolet', 'karabin'].map(
          (gun, at) => `B/${at}/24;2024-02-1${at};Dorohusk;${gun}`,
        ),
      ],
      'PL',
      'bron_2024.csv',
    );
    expect(outcome.plan.constants.quantity).toBe('1');
    expect(outcome.rows.map(({ lines: [line] }) => `${line?.quantity} ${line?.unit}`)).toEqual(
      Array(4).fill('1 piece'),
    );
    expect(outcome.rows.every(({ problems }) => problems.some(({ code }) => code === 'quantity_assumed'))).toBe(true);
  });

  test('codes, ones, totals and dates of the list are neither quantities nor dates', async () => {
    const outcome = await read(
      [
        'FECHA HECHO,COD_DEPTO,DEPARTAMENTO,CALIBRE,CLASE,CANTIDAD,ACTUALIZADO',
        ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(
          day => `0${day}/02/2024,0${day},NARIÑO,38,COCAINA,${day % 4 === 0 ? 5 : 1},2024-12-31`,
        ),
      ].map(row => row.replaceAll(',', ';')),
      'CO',
    );
    expect(outcome.plan.mapping).toEqual(
      expect.arrayContaining(['seizureDate', 'product', 'quantity']) as unknown as string[],
    );
    expect([0, 1, 3, 5, 6].map(column => outcome.plan.mapping[column])).toEqual([
      'seizureDate',
      null,
      null,
      'quantity',
      null,
    ]);
  });

  test('a place or a year a row with figures across is a table of totals', async () => {
    const years = [2019, 2020, 2021, 2022, 2023, 2024].map(year => `${year};${year - 1900};${year - 2000};7;12`);
    const byYear = await read(['Year;Spain;Netherlands;Belgium;Italy', ...years], 'ES');
    expect(byYear.noSeizures?.what).toBe('totals');
    const forces = ['Kent', 'Essex', 'Surrey', 'Sussex', 'Dorset', 'Devon'].map(force => `${force};2.25;0.41;13.5`);
    const byPlace = await read(['Police force;Cocaine;Heroin;Ketamine', ...forces], 'GB');
    expect(byPlace.noSeizures?.what).toBe('totals');
  });

  test('money in millions is written out, a heading without a product goes in', async () => {
    const { rows, ready } = await read(
      [
        'No;Date;Category;Goods;Qty;Unit;Est. value (PhP)',
        ...['1.94M', '6,175,543.00', '850K', '12,500.00'].map(
          (value, at) => `${at + 1};2024-03-0${at + 1};Drugs;${at === 2 ? '' : 'cocaine'};${at + 2};kg;${value}`,
        ),
      ],
      'PH',
    );
    expect(rows.map(({ lines: [line] }) => line?.value)).toEqual([1_940_000, 6_175_543, 850_000, 12_500]);
    expect(ready).toHaveLength(4);
    expect(rows[2]?.problems.map(({ code }) => code)).toContain('product_blank');
  });

  test('what stands beside the quantity in few short words is its unit, whatever it is headed', async () => {
    const units = ['кг', 'ш', 'зорб', 'кг', 'ш', 'зорб'];
    const { plan } = await read(
      [
        'дугаар;огноо;газар;heroin;тоо;нэгж',
        ...units.map((unit, at) => `A${at}/23;2023/01/1${at};УБ;heroin;${7 + at * 3};${unit}`),
      ],
      'MN',
    );
    expect(plan.mapping[5]).toBe('unit');
  });

  test('a case of several rows, blank below its first, and a note below the table', async () => {
    const { rows, ready } = await read(
      [
        'R.br.;Oznaka predmeta;Datum;Carinski ured;Vrsta robe;Količina;J.mj.',
        '1;KLASA 471-03/23-01/3084;09.01.2023.;Rijeka;kokain;2;kg',
        ';;;;heroin;3;kg',
        '2;KLASA 471-03/23-01/6397;11.01.2023.;Pula;kokain;10;kg',
        ';;;;heroin;4;kg',
        '3;KLASA 471-03/23-01/8826;12.01.2023.;Rijeka;kokain;7;kg',
        '4;KLASA 471-03/23-01/3536;14.01.2023.;Rijeka;heroin;29;kg',
        ';;;;kokain;2;kg',
        'Ukupno predmeta: 4;;;;;;',
      ],
      'HR',
    );
    expect(rows.filter(row => !ready.includes(row)).length).toBeLessThanOrEqual(1);
    expect(ready.slice(0, 2).map(({ facts }) => `${facts.nationalRef} ${facts.seizureDate}`)).toEqual([
      'KLASA 471-03/23-01/3084 2023-01-09',
      'KLASA 471-03/23-01/3084 2023-01-09',
    ]);
  });

  test('units in the words for goods, where no column has them', async () => {
    const goods = ['kilo hashish', 'gram heroin', 'kilo hashish', 'gram cocaine', 'pistol', 'gram heroin'];
    const outcome = await read(
      [
        'No.;Date;Place;Goods;Quantity',
        ...goods.map((name, at) => `${at + 1};1${at}/01/2024;Suez;${name};${5 + at * 4}`),
      ],
      'EG',
    );
    expect(goodsOf(outcome)).toEqual([
      'CAN-RESIN 5 kg',
      'OPI-HER 9 g',
      'CAN-RESIN 13 kg',
      'COC-UNS 17 g',
      expect.stringMatching(/ 21 piece$/),
      'OPI-HER 25 g',
    ]);
  });

  test('goods with their numbers in one cell, in digits and words of another script', async () => {
    const cells = [
      'ইয়াবা ২৮৬ পিস',
      'Ganja 2.5 kg',
      '২২৮ বোতল ফেন্সিডিল',
      'গাঁজা ৯.২ কেজি; heroin 1,457.5 kg',
      'Heroin, 196g',
    ];
    const outcome = await read(
      [
        'SL;Date;Place;Particulars of seized goods',
        ...cells.map((cell, at) => `${at + 1};0${at + 1}/01/2024;Benapole;"${cell}"`),
      ],
      'BD',
    );
    expect(goodsOf(outcome)).toEqual([
      'ATS-METH 286 piece',
      'CAN-HERB 2.5 kg',
      'OPI-CODEINE 228 bottle',
      'CAN-HERB 9.2 kg + OPI-HER 1457.5 kg',
      'OPI-HER 196 g',
    ]);
  });
});

describe('numbers and dates', () => {
  test('a file is written by one hand: its other columns tell what a lone mark is', async () => {
    const outcome = await read(
      [
        'No,Date,Place,Goods,Quantity,Unit,Value (USD)',
        ...['16,046', '2,500', '812'].map(
          (n, at) => `${at + 1},1${at}/01/2024,Haifa,cigarettes,"${n}",sticks,"1,331,540"`,
        ),
      ],
      'IL',
    );
    expect(goodsOf(outcome)).toEqual(['TOB-CIG 16046 stick', 'TOB-CIG 2500 stick', 'TOB-CIG 812 stick']);
  });

  test('a number that tells its mark alone is read so in any column', async () => {
    const outcome = await read(
      [
        'No;Date;Place;Goods;Quantity;Unit',
        ...['1,234.5', '158 599,917', '2,750.25'].map((n, at) => `${at + 1};1${at}/01/2024;Halifax;heroin;${n};g`),
      ],
      'CA',
    );
    expect(goodsOf(outcome)).toEqual(['OPI-HER 1234.5 g', 'OPI-HER 158599.917 g', 'OPI-HER 2750.25 g']);
  });

  test('months of Algeria, abbreviated ones of Thailand, and its years of two digits', async () => {
    const algeria = await read(
      ['N°;Date;Lieu;Produit;Quantité;Unité', '1;5 جانفي 2024;Oran;cocaïne;2;kg', '2;7 جويلية 2024;Oran;cocaïne;3;kg'],
      'DZ',
    );
    expect(algeria.rows.map(({ facts }) => facts.seizureDate)).toEqual(['2024-01-05', '2024-07-07']);
    const days = ['01/10/2566', '02/10/2566', '30 ม.ค. 67', '3 มี.ค. 67', '12/11/2566', '13/11/2566'];
    const thailand = await read(
      [
        'No;Date of seizure;Place;Goods;Quantity;Unit',
        ...days.map((day, at) => `${at + 1};${day};Tak;heroin;${at + 2};kg`),
      ],
      'TH',
    );
    expect(thailand.rows.map(({ facts }) => facts.seizureDate).slice(1, 5)).toEqual([
      '2023-10-02',
      '2024-01-30',
      '2024-03-03',
      '2023-11-12',
    ]);
  });
});

describe('habits of single countries', () => {
  test('units before numbers, years before days, months of Jordan; a plate is no goods', async () => {
    const days = ['2023. g. 16.8.', '24 كانون الثاني 2023', '30 تشرين الأول 2024', '24 آب 2024'];
    const outcome = await read(
      [
        'No;Date of seizure;Place;Goods;Quantity;Reg. no;Unit',
        ...days.map(
          (day, at) => `${at + 1};${day};Silene;heroin;${at === 1 ? 'kg 35' : `${at * 7 + 28} kg`};UBA ${at}96X;`,
        ),
      ],
      'LV',
    );
    expect(outcome.rows.map(({ facts }) => facts.seizureDate)).toEqual([
      '2023-08-16',
      '2023-01-24',
      '2024-10-30',
      '2024-08-24',
    ]);
    expect(goodsOf(outcome)).toEqual([28, 35, 42, 49].map(quantity => `OPI-HER ${quantity} kg`));
  });
});

describe('soft facts', () => {
  const record: SeizureRecord = {
    form: 'short',
    facts: { seizureDate: '2024-01-05', country: 'ID', dutyEvaded: 5 },
    lines: [
      { heading: 'TOB', product: 'TOB-CIG', quantity: 5, unit: 'kg', quantity2: 2, unit2: 'kg', value: 7, details: {} },
    ],
    persons: [],
  };

  test('an amount goes with the currency it lacks, a second quantity with its unit', () => {
    const errors = [
      { path: 'facts.dutyCurrency', key: 'findings:currencyNeeded' },
      { path: 'lines.0.currency', key: 'findings:currencyNeeded' },
      { path: 'lines.0.unit2', key: 'findings:sameKindTwice' },
    ];
    expect(errors.every(isSoft)).toBe(true);
    expect(withoutUnfit(record, errors)).toEqual({
      ...record,
      facts: { seizureDate: '2024-01-05', country: 'ID' },
      lines: [{ heading: 'TOB', product: 'TOB-CIG', quantity: 5, unit: 'kg', details: {} }],
    });
  });

  test('an unusual unit stays and is said; date, country, goods and quantity are hard', () => {
    const unusual = { path: 'lines.0.unit', key: 'findings:unitNotAllowed' };
    expect(isSoft(unusual)).toBe(true);
    expect(withoutUnfit(record, [unusual])).toBe(record);
    for (const path of ['facts.seizureDate', 'facts.country', 'lines.0.product', 'lines.0.quantity', 'lines'])
      expect(isSoft({ path, key: 'findings:required' })).toBe(false);
  });
});
