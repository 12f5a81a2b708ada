import { describe, expect, test } from 'vitest';
import { readAsPerson, readTotals, type Outcome } from './person.ts';

const read = (rows: readonly string[], country: string, called = 'list.csv'): Promise<Outcome> =>
  readAsPerson(Buffer.from(`${rows.join('\n')}\n`), { called, country });
const goodsOf = ({ ready }: Outcome): string[] =>
  ready.map(({ lines }) => lines.map(line => `${line.product} ${line.quantity} ${line.unit}`).join(' + '));

describe('a column for each of the goods, under the name of their group', () => {
  test.each([
    [
      'GR',
      'Α/Α;Ημερομηνία;Τόπος;ΚΑΠΝΙΚΑ;;ΑΛΚΟΟΛΟΥΧΑ;ΝΑΡΚΩΤΙΚΑ;;ΑΠΟΜΙΜΗΤΙΚΑ;ΧΡΗΜΑΤΑ;Παρατηρήσεις',
      ';;;Τσιγάρα (τεμ.);Ναργιλές (kg);Λίτρα;Κοκαΐνη (kg);Χάπια (τεμ.);Τεμάχια;€;',
      'ΣΥΝΟΛΟ Α΄ ΤΡΙΜΗΝΟΥ',
    ],
    [
      'FR',
      'N°;Date;Lieu;TABACS;;ALCOOLS;STUPÉFIANTS;;CONTREFAÇONS;ESPÈCES;Observations',
      ';;;Cigarettes (unités);Chicha (kg);Litres;Cocaïne (kg);Cachets (unités);Articles;€;',
      'Total 1er trimestre',
    ],
  ])('%s', async (country, groups, names, total) => {
    const outcome = await read(
      [
        groups,
        names,
        '1;03/01/2024;Α;26.380;;;;;;;x',
        '2;04/01/2024;Β;500;3,3;;0;-;;;y',
        '3;05/01/2024;Γ;;;40;;43;1.250;;',
        '4;06/01/2024;Δ;;;;0,441;;;29.000;z',
        `${total};;;26880;3,3;40;0,441;43;1250;29000;`,
      ],
      country,
    );
    expect(goodsOf(outcome)).toEqual([
      'TOB-CIG 26380 stick',
      'TOB-CIG 500 stick + TOB-SHISHA 3.3 kg',
      'BEV-OTHSP 40 L + OTH-UNK 43 piece + IPR-OTH 1250 piece',
      'COC-UNS 0.441 kg + CASH-NOTE 29000 amount',
    ]);
    expect(outcome.aside).toBe(1);
    expect(outcome.ready[2]?.lines[1]).toMatchObject({ heading: 'DRUG' });
    expect(outcome.ready[3]?.lines[1]?.currency).toBe('EUR');
  });

  test('what goods of a row are worth is said once, no line takes words or units of another', async () => {
    const outcome = await read(
      [
        'N°;Date;Lieu;Cocaïne (g);Zorblax (kg);Cigarettes (cartouches);Valeur (EUR)',
        '1;03/01/2024;Oran;12;4;20;5000',
        '2;04/01/2024;Alger;7;;;100',
        '3;15/01/2024;Oran;;;20;90',
      ],
      'DZ',
    );
    const [first] = outcome.ready;
    expect(first?.lines.map(({ value }) => value)).toEqual([5000, undefined, undefined]);
    expect(first?.lines.map(({ productText }) => productText)).toEqual([undefined, 'Zorblax', undefined]);
  });
});

describe('totals within a list stand aside', () => {
  test.each([
    ['TH', 'วันที่;สถานที่;ของกลาง;จำนวน;หน่วย;มูลค่า (บาท)', ';รวมเดือนตุลาคม 2565;2 คดี;;;701613461'],
    ['TZ', 'Tarehe;Mahali;Bidhaa;Kiasi;Kipimo;Thamani (TZS)', 'JUMLA NDOGO;;matukio 24;;;161289000'],
    ['DE', 'Datum;Ort;Ware;Menge;Einheit;Wert (EUR)', 'Summe Januar;;;19;;4.500'],
    ['TR', 'Tarih;Yer;Eşya;Miktar;Birim;Değer (TL)', 'OCAK TOPLAM;;;19;;4.500'],
  ])('%s', async (country, header, total) => {
    const outcome = await read(
      [
        header,
        '03/01/2023;Soma;cocaine;12;kg;500',
        '04/01/2023;Soma;heroin;7;kg;400',
        total,
        '05/01/2023;A;heroin;1;kg;',
      ],
      country,
    );
    expect(goodsOf(outcome)).toEqual(['COC-UNS 12 kg', 'OPI-HER 7 kg', 'OPI-HER 1 kg']);
    expect(outcome.aside).toBe(1);
  });

  test('a seizure at a place that is called as a total is one', async () => {
    const outcome = await read(
      ['Yer;Tarih;Eşya;Miktar;Birim', 'Soma;03/01/2023;kokain;12;kg', 'Soma garı;04/01/2023;eroin;7;kg'],
      'TR',
    );
    expect(goodsOf(outcome)).toEqual(['COC-UNS 12 kg', 'OPI-HER 7 kg']);
  });
});

describe('goods by month are totals, in digits and names of any script', () => {
  test.each([
    ['BD', 'ক্রমিক,মালামালের নাম,একক,জানুয়ারি,মার্চ,মে,সর্বমোট', '১', '"১১,৪৬,৮৮৪"'],
    ['IN', 'क्रम संख्या,माल,इकाई,जनवरी,मार्च,मई,कुल', '१', '"११,४६,८८४"'],
    ['ES', 'N.º,Mercancía,Unidad,enero,marzo,mayo,Total', '1', '1146884'],
  ])('%s', async (country, header, number, figure) => {
    const figures = [figure, figure, number, figure].join(',');
    const rows = ['gold', 'cocaine', 'heroin'].map(goods => `${number},${goods},kg,${figures}`);
    const { noSeizures } = await read([header, ...rows], country);
    expect(noSeizures?.what).toBe('totals');
    const { totals } = await readTotals(Buffer.from(`${[header, ...rows].join('\n')}\n`), { country }, '2023');
    expect(totals.map(({ period, quantity }) => `${period.from} ${quantity}`).slice(0, 2)).toEqual([
      '2023-01-01 1146884',
      '2023-03-01 1146884',
    ]);
  });
});

describe('goods in the text of one cell', () => {
  test('with bullets, numbers, packing, signs for "about" and money', async () => {
    const outcome = await read(
      [
        'No,Tanggal,Lokasi,Jumlah dan Jenis Barang',
        '1,05/01/2023,Batam,"- 39.713 liter solar\n- 250 butir ekstasi"',
        '2,06/01/2023,Batam,"1. 1.500 batang rokok merk A (dalam 2 koli)\n2. 36 botol minuman keras @ 700ml"',
        '3,07/01/2023,Batam,± 78 kg kokain',
        '4,08/01/2023,Batam,"uang tunai Rp145.180.000,-"',
        '5,09/01/2023,Batam,uang tunai USD 60.158; 12 kg zorblax',
      ],
      'ID',
    );
    expect(outcome.ready).toHaveLength(5);
    const numbers = outcome.ready.map(({ lines }) => lines.map(({ quantity }) => quantity));
    expect(numbers).toEqual([[39713, 250], [1500, 36], [78], [145180000], [60158, 12]]);
    const money = outcome.ready.flatMap(({ lines }) => lines.flatMap(line => line.currency ?? []));
    expect(money).toEqual(['IDR', 'USD']);
    expect(outcome.ready[4]?.lines[1]?.productText).toBe('zorblax');
  });

  test('beside plates and articles of the law, with what they are worth', async () => {
    const outcome = await read(
      [
        'Дата;Място;Рег. № МПС;Описание на стоките;Правно основание',
        '06.01.2023;Кулата;Х 1642 КР;6 000 л. дизелово гориво + 39 бр. пистолети;чл. 242, ал. 2 НК',
        '07.01.2023;Кулата;СВ 3475 МТ;Открити: 0,83 кг хероин, стойност 13 000 лева;чл. 233, ал. 1 ЗМ',
        '08.01.2023;Лесово;А 7644 КР;недекларирана валута 280 000 евро на обща стойност 150 000 лв.;чл. 251 НК',
        '09.01.2023;Лесово;FB 974;5505 кутии цигари (пазарна ст-т 4 000 лв);чл. 233, ал. 1 ЗМ',
      ],
      'BG',
    );
    expect(goodsOf(outcome)).toEqual([
      'GDS-FUEL 6000 L + WPN-PIST 39 piece',
      'OPI-HER 0.83 kg',
      'CASH-NOTE 280000 amount',
      'TOB-CIG 5505 pack20',
    ]);
  });
});
