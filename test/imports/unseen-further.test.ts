import { describe, expect, test } from 'vitest';
import { readAsPerson, type Outcome } from './person.ts';

const read = (rows: readonly string[], country: string, called = 'list_2024.csv'): Promise<Outcome> =>
  readAsPerson(Buffer.from(`${rows.join('\n')}\n`), { called, country });
const datesOf = ({ rows }: Outcome): unknown[] => rows.map(({ facts }) => facts.seizureDate);
const goodsOf = ({ rows }: Outcome): string[] =>
  rows.map(({ lines }) =>
    lines.map(line => `${line.product} ${line.quantity} ${line.currency ?? line.unit}`).join(' + '),
  );

describe('dates without a year, in the year of the list', () => {
  test.each([
    ['HU', ['01.13.', '02.04.', '11.30.'], ['2024-01-13', '2024-02-04', '2024-11-30']],
    ['PL', ['13.01.', '04.02.', '30.11.'], ['2024-01-13', '2024-02-04', '2024-11-30']],
    ['ZM', ['13th February', '1st March', '22nd May'], ['2024-02-13', '2024-03-01', '2024-05-22']],
    ['FR', ['13 février', '1er mars', '22 mai'], ['2024-02-13', '2024-03-01', '2024-05-22']],
    ['RU', ['13 февраля', '1 марта', '22 мая'], ['2024-02-13', '2024-03-01', '2024-05-22']],
    ['KE', ['Feb-23', 'March 2023', 'May-23'], ['2023-02-01', '2023-03-01', '2023-05-01']],
  ])('%s', async (country, cells, dates) => {
    const rows = cells.map((cell, at) => `${at + 1};${cell};Post ${at};heroin;${at + 2};kg`);
    expect(datesOf(await read(['No;Date;Place;Product;Quantity;Unit', ...rows], country))).toEqual(dates);
  });
});

describe('open data whose records are arrays', () => {
  const records = [
    ['A-1', '2024-03-14T00:00:00', '1', 'cocaína', '1,250.5', 'kg'],
    ['A-2', '2024-03-20T00:00:00', '2', 'heroína', '12', 'g'],
    ['A-3', '2024-04-02T00:00:00', '3', 'marihuana', '70', 'kg'],
  ];
  const modes = { 1: 'marítima', 2: 'aérea', 3: 'terrestre' };

  test.each([
    [
      'columns described by objects',
      ['id', 'fecha', 'via', 'droga', 'cantidad', 'unidad'].map(id => ({ id, tipo: 'texto' })),
    ],
    ['columns named', ['id', 'fecha', 'via', 'droga', 'cantidad', 'unidad']],
  ])('%s, with the meanings of their codes', async (_, campos) => {
    const text = JSON.stringify({ titulo: 'Incautaciones', campos, catalogos: { via: modes }, registros: records });
    const outcome = await readAsPerson(Buffer.from(text), { called: 'incautaciones.json', country: 'DO' });
    expect(goodsOf(outcome)).toEqual(['COC-UNS 1250.5 kg', 'OPI-HER 12 g', 'CAN-HERB 70 kg']);
    expect(outcome.rows.map(({ facts }) => facts.transport)).toEqual(['SEA', 'AIR', 'ROAD']);
    expect(datesOf(outcome)).toEqual(['2024-03-14', '2024-03-20', '2024-04-02']);
  });
});

test.each([
  ['NO', 'Øl (l);Vin (l);Sprit (l)'],
  ['FR', 'Bière (l);Vin (l);Whisky (l)'],
])('wine is no number of a vehicle: %s', async (country, names) => {
  const outcome = await read(
    [`Nr;Dato;Sted;${names}`, '1;14.01.2024;Oslo;720;36;', '2;15.02.2024;Bergen;;48;12', '3;16.02.2024;Moss;90;;7'],
    country,
  );
  expect(goodsOf(outcome)[1]).toMatch(/^BEV-WINE 48 L \+ BEV-\w+ 12 L$/);
});

describe('goods in texts', () => {
  const goodsIn = async (cells: readonly string[], country: string): Promise<string[]> =>
    goodsOf(
      await read(
        ['No;Date;Place;Goods and quantity', ...cells.map((cell, at) => `${at + 1};1${at}.03.2024;Post ${at};${cell}`)],
        country,
      ),
    );

  test('one weight in two units is one weight', async () => {
    const french = ['1 quintal et 88 kg de kif traité', '6 tonnes 200 de sucre', '3 kg de cocaïne'];
    expect(await goodsIn(french, 'DZ')).toEqual(['CAN-RESIN 188 kg', 'GDS-SUGAR 6200 kg', 'COC-UNS 3 kg']);
    expect(await goodsIn(['2 kg 350 g of heroin', '1 kg and 50,5 g of cocaine', '3 kg of cocaine'], 'KE')).toEqual([
      'OPI-HER 2350 g',
      'COC-UNS 1050.5 g',
      'COC-UNS 3 kg',
    ]);
  });

  test('what brackets, or "that is", measure counts for what is counted before them', async () => {
    const cells = [
      '127 briques de chanvre indien (124,5 kg)',
      '13 cartons de Tramadol soit 6 500 comprimés',
      '2 kg de crack',
    ];
    expect(await goodsIn(cells, 'ML')).toEqual(['CAN-HERB 124.5 kg', 'SOP-TRAM 6500 tablet', 'COC-CRACK 2 kg']);
  });

  test('things nobody weighed are counted', async () => {
    const cells = ['258 boules de crack', '2 kg de cocaïne', '21 pistolets', '3 kg de crack et 4 pistolets'];
    expect((await goodsIn(cells, 'ML'))[0]).toBe('COC-CRACK 258 piece');
  });

  test.each([
    ['HU', ['2 070 doboz cigaretta', '5 340 doboz cigaretta + 12 kg heroin', '3 kg kokain']],
    ['FR', ['2 070 paquets de cigarettes', '5 340 paquets de cigarettes + 12 kg héroïne', '3 kg cocaïne']],
  ])('packs of cigarettes are twenty each: %s', async (country, cells) => {
    expect(await goodsIn(cells, country)).toEqual([
      'TOB-CIG 2070 pack20',
      'TOB-CIG 5340 pack20 + OPI-HER 12 kg',
      'COC-UNS 3 kg',
    ]);
  });

  test.each([
    ['DZ', ['182 050 euros non déclarés', '44 grammes de cocaïne', '3 kg de cocaïne'], 'CASH-NOTE 182050 EUR'],
    ['VN', ['65.700 USD không khai báo', '44 gam cocain', '3 kg cocain'], 'CASH-NOTE 65700 USD'],
    ['DE', ['65.700 EUR nicht angemeldet', '44 Gramm Kokain', '3 kg Kokain'], 'CASH-NOTE 65700 EUR'],
  ])('money that was not declared: %s', async (country, cells, cash) => {
    expect((await goodsIn(cells, country))[0]).toBe(cash);
  });

  test('an "and" written together with its number', async () => {
    const cells = [
      '22 000 لتر من الوقود و94 كلغ من الكيف المعالج',
      '3 كلغ من الهيروين',
      '7 كلغ من الكوكايين و12 كلغ من الكيف المعالج',
    ];
    expect((await goodsIn(cells, 'DZ'))[0]).toBe('OTH-FUEL 22000 L + CAN-RESIN 94 kg');
  });

  test('a calibre is none of the goods', async () => {
    const cells = ['2 630 cartouches de calibre 16', '40 cartouches de cigarettes', '3 kg de cocaïne'];
    expect((await goodsIn(cells, 'DZ')).slice(0, 2)).toEqual(['WPN-AMMO 2630 round', 'TOB-CIG 40 carton200']);
  });
});

test('a cell states its unit against the header', async () => {
  const outcome = await read(
    [
      'No;Date;Place;Product;Weight (kg)',
      '1;10.03.2024;Post A;cocaine;12',
      '2;11.03.2024;Post B;heroin;500 g',
      '3;12.03.2024;Post C;cannabis;7,5 kg',
    ],
    'KE',
  );
  expect(goodsOf(outcome)).toEqual(['COC-UNS 12 kg', 'OPI-HER 500 g', 'CAN-UNS 7.5 kg']);
});

describe('stories that count goods without a unit', () => {
  test.each([
    [
      'IE',
      [
        'After a search officers seized 6 pepper spray canisters found in furniture, from Poland.',
        'Revenue officers with detector dog Enzo seized 6,593,760 cigarettes branded "NZ Gold" detected in clothing.',
        'Officers aged 34 and 41 seized EUR 93,900 in cash carried by a passenger in a suitcase on 12 March.',
        'As a result of routine profiling, 182.9 kg of cocaine found in a postal packet was seized by 2 officers.',
      ],
      ['WPN-SPRAY 6 piece', 'TOB-CIG 6593760 stick', 'CASH-NOTE 93900 EUR', 'COC-UNS 182.9 kg'],
    ],
    [
      'MK',
      [
        'При детална контрола на товарно возило на влез од Грција, пронајдени се 9 пиштоли, скриени во тркало.',
        'Кај патник кој пристигна на летот од Дубаи пронајдени се 8.600 цигари, кои не биле пријавени.',
        'Царинските службеници на влез од Бугарија во комбе открија 67,6 килограми марихуана, во бункер.',
        'Спречен обид за криумчарење: 800 пара патики „Adidas“, фалсификат. Стоката била скриена под седиште.',
      ],
      ['WPN-PIST 9 piece', 'TOB-CIG 8600 stick', 'CAN-HERB 67.6 kg', 'IPR-SHO 800 pair'],
    ],
    [
      'ES',
      [
        'En un control de carretera en la frontera, los agentes de 35 años se incautaron de 3 pistolas en el maletero.',
        'Los agentes encontraron 12.400 cigarrillos ocultos en el doble fondo de un vehículo de 2 pasajeros.',
        'Durante la inspección de un contenedor procedente de Ecuador se hallaron 250 kg de cocaína entre plátanos.',
      ],
      ['WPN-PIST 3 piece', 'TOB-CIG 12400 stick', 'COC-UNS 250 kg'],
    ],
  ])('%s', async (country, stories, goods) => {
    const cells = stories.map((story, at) => `${at + 1}|1${at}.03.2024|Post ${at}|${story}`);
    expect(goodsOf(await read(['No|Date|Place|Narrative', ...cells], country))).toEqual(goods);
  });
});

describe('goods inside longer words', () => {
  test.each([
    ['JP', 'MDMA（錠剤）', 'ATS-MDMA'],
    ['JP', 'フロンガスR-22（缶）', 'HCFC-22'],
    ['IL', 'LSD בולים', 'HAL-LSD'],
    ['ZM', 'R22 refrigerant gas', 'HCFC-22'],
    ['NL', "Vuurwerk (cobra's)", 'EXP-PYRO'],
    ['KE', 'Medicines (tramadol)', 'SOP-TRAM'],
    ['KE', 'AK-47 ammunition', 'WPN-AMMO'],
    ['GE', 'ყალბი სპორტული ფეხსაცმელი „Puma“', 'IPR-SHO'],
    ['JP', 'イヤホン（商標権侵害）', 'IPR-ELE'],
    ['FR', 'tabac de contrebande', 'TOB-OTH'],
  ])('%s: %s', async (country, word, product) => {
    const rows = [word, 'cocaine', 'heroin'].map(
      (each, at) => `${at + 1};1${at}.03.2024;Post ${at};${each};${at + 5};kg`,
    );
    const { rows: read0 } = await read(['No;Date;Place;Product;Quantity;Unit', ...rows], country);
    expect(read0[0]?.lines[0]?.product).toBe(product);
  });

  test('what is likely of a word too rare to be asked about is kept with its meaning', async () => {
    const unknown = ['Zorblax', 'Qwerple', 'Vantrio', 'Mulkeri', 'Dorsani', 'Plintek', 'Harvonu', 'Wexlipo'];
    const words = [...unknown, ...unknown, ...Array<string>(30).fill('cocaine'), 'Heroin (swallowed wibbles)'];
    const rows = words.map((word, at) => `${at + 1};${1 + (at % 28)}.03.2024;Post ${at};${word};${at + 5};g`);
    const outcome = await read(['No;Date;Place;Drug;Quantity;Unit', ...rows], 'KE');
    expect(outcome.rows.at(-1)?.lines[0]?.product).toBe('OPI-HER');
  });
});

describe('money of a country', () => {
  test.each([
    ['VN', 'Trị giá (triệu đồng)', '17.423,5', 17_423_500_000, 'VND'],
    ['BD', 'মূল্য (টাকা)', '১২,৩৪,৫৬৭', 1_234_567, 'BDT'],
    ['GE', 'ღირებულება (ლარი)', '5037', 5037, 'GEL'],
    ['LV', 'Vērtība, EUR', '1 370,00', 1370, 'EUR'],
    ['RU', 'Стоимость (тыс. руб.)', '12,5', 12_500, 'RUB'],
    ['ZM', 'Value (K)', '3450', 3450, 'ZMW'],
  ])('%s: %s', async (country, header, cell, value, currency) => {
    const rows = [1, 2, 3].map(at => `${at};1${at}.03.2024;Post ${at};cocaine;${at + 5};kg;${cell}`);
    const [first] = (await read([`No;Date;Place;Product;Quantity;Unit;${header}`, ...rows], country)).rows;
    expect(first?.lines[0]).toMatchObject({ value, currency });
  });

  test.each([
    ['BD', 'সৌদি রিয়াল', '৪,৬৯,০০০ রিয়াল', 'CASH-NOTE 469000 SAR'],
    ['OM', 'Saudi riyals', '469,000 riyals', 'CASH-NOTE 469000 SAR'],
    ['BD', 'স্বর্ণ', '১৭১.৩৭ ভরি', 'OTH-GOLD 171.37 tola'],
    ['IN', 'gold', '12.5 tola', 'GOLD 12.5 tola'],
  ])('%s: %s, %s', async (country, goods, quantity, wanted) => {
    const rows = [quantity, quantity, quantity].map(
      (each, at) => `${at + 1};1${at}.03.2024;Post ${at};${goods};${each}`,
    );
    expect(goodsOf(await read(['No;Date;Place;Product;Quantity', ...rows], country))[0]).toBe(wanted);
  });
});
