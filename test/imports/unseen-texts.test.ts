import { describe, expect, test } from 'vitest';
import { readAsPerson } from './person.ts';

const goodsIn = async (country: string, header: string, cells: readonly string[]): Promise<string[]> => {
  const rows = cells.map((cell, at) => `${at + 1}|1${at}.03.2024|Post ${at}|${cell}`);
  const text = `${[`No|Date|Place|${header}`, ...rows].join('\n')}\n`;
  const { rows: read } = await readAsPerson(Buffer.from(text), { called: 'list.csv', country });
  return read.map(({ lines }) => lines.map(line => `${line.product} ${line.quantity} ${line.unit}`).join(' + '));
};
const usual = 'CAN-RESIN 12 kg + TOB-CIG 450 carton200 + WPN-PIST 3 piece';
const twoUnits = 'COC-UNS 1250 g';

describe('goods as clerks of many languages list them', () => {
  test.each([
    ['PL', 'Zatrzymany towar', '12 kg haszyszu; 450 kartonów papierosów; 3 szt. pistoletów', '1 kg 250 g kokainy'],
    ['RU', 'Изъятые товары', '12 кг гашиша, 450 блоков сигарет и 3 пистолета', '1 кг 250 г кокаина'],
    ['UA', 'Вилучені товари', '12 кг гашишу, 450 блоків сигарет та 3 пістолети', '1 кг 250 г кокаїну'],
    ['DE', 'Waren', '12 kg Haschisch, 450 Stangen Zigaretten und 3 Pistolen', '1 kg 250 g Kokain'],
    ['SE', 'Beslag', '12 kg hasch, 450 limpor cigaretter och 3 pistoler', '1 kg och 250 g kokain'],
    ['BR', 'Mercadoria', '12 kg de haxixe, 450 pacotes de cigarros e 3 pistolas', '1 kg e 250 g de cocaína'],
    ['IT', 'Merce', '12 kg di hashish, 450 stecche di sigarette e 3 pistole', '1 kg e 250 g di cocaina'],
    ['NL', 'Goederen', '12 kg hasj, 450 sloffen sigaretten en 3 pistolen', '1 kg 250 g cocaïne'],
    ['JO', 'المضبوطات', '12 كغم حشيش و450 كروز سجائر و3 مسدسات', '1 كغم و250 غرام كوكايين'],
    ['VN', 'Tang vật', '12 kg nhựa cần sa, 450 cây thuốc lá và 3 khẩu súng ngắn', '1 kg 250 g cocain'],
    ['KR', '압수품', '해시시 12kg, 담배 450보루, 권총 3정', '코카인 1250g'],
    ['CN', '查获物品', '大麻脂12公斤、香烟450条、手枪3支', '可卡因1250克'],
    ['JP', '押収物', '大麻樹脂12キログラム、たばこ450カートン、拳銃3丁', 'コカイン1250グラム'],
  ])('%s', async (country, header, several, weighed) => {
    const cells = [several, weighed, several, weighed];
    const [first, second] = await goodsIn(country, header, cells);
    if (country !== 'BR') expect(first).toBe(usual);
    else expect(first).toMatch(/^CAN-RESIN 12 kg \+ TOB-CIG 450 \w+ \+ WPN-PIST 3 piece$/);
    expect(second).toBe(twoUnits);
  });

  test.each([
    ['SE', 'Beslag', ['20 000 cigaretter', '450 limpor cigaretter', '3 kg hasch']],
    ['NL', 'Goederen', ['20.000 sigaretten', '450 sloffen sigaretten', '3 kg hasj']],
    ['RO', 'Bunuri', ['20.000 țigarete', '450 cartușe țigarete', '3 kg hașiș']],
  ])(
    'cigarettes without a unit are cigarettes, whatever cartons others come in: %s',
    async (country, header, cells) => {
      expect((await goodsIn(country, header, cells)).slice(0, 2)).toEqual([
        'TOB-CIG 20000 stick',
        'TOB-CIG 450 carton200',
      ]);
    },
  );

  test.each([
    ['PL', 'Towar', '2 tys. litrów spirytusu oraz 12 000 szt. papierosów', 'BEV-ETH 2000 L + TOB-CIG 12000 stick'],
    ['RU', 'Товары', '2 тыс. литров спирта', 'BEV-ETH 2000 L'],
    ['ID', 'Barang bukti', '1,2 juta batang rokok tanpa cukai', 'TOB-CIG 1200000 stick'],
    ['TH', 'ของกลาง', 'ยาบ้า 4,000 เม็ด เฮโรอีน 2 กิโลกรัม', 'ATS-METH 4000 tablet + OPI-HER 2 kg'],
    ['IR', 'کالا', '۲۰ کیلو و ۵۰۰ گرم هروئین', 'OPI-HER 20500 g'],
    ['CN', '查获物品', '查获可卡因1.5千克，手枪3支', 'COC-UNS 1.5 kg + WPN-PIST 3 piece'],
  ])('numbers in words, goods by turns: %s', async (country, header, cell, goods) => {
    expect((await goodsIn(country, header, [cell, cell, cell]))[0]).toBe(goods);
  });
});

test.each([
  ['RU', 'эфедры', 'PREC'],
  ['PL', 'kokardy', 'DRUG'],
])('another word with a like beginning is no case of it: %s %s', async (country, word, heading) => {
  const header = 'No;Date;Place;Goods;Quantity;Unit';
  const rows = [word, 'cocaine', 'pistol'].map((each, at) => `${at};1${at}.03.2024;Post ${at};${each};${at + 5};kg`);
  const text = `${[header, ...rows].join('\n')}\n`;
  const outcome = await readAsPerson(Buffer.from(text), { called: 'list.csv', country });
  expect(outcome.rows[0]?.lines[0]?.heading).not.toBe(heading);
});

test('persons of a story are none of its goods', async () => {
  const stories = [
    'Officers stopped 3 heroin dealers at the border and found 12 kg of cocaine hidden in the vehicle.',
    'Two men were searched and officers found 450 smuggled cigarettes and 3 pistols hidden in the vehicle.',
    'A search of a house in the village led to 90 kg of cannabis which 2 cannabis smugglers had hidden.',
  ];
  expect(await goodsIn('KE', 'Narrative', stories)).toEqual([
    'COC-UNS 12 kg',
    'TOB-CIG 450 stick + WPN-PIST 3 piece',
    'CAN-UNS 90 kg',
  ]);
});
