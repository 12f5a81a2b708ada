import { describe, expect, test } from 'vitest';
import { saysCounterfeit } from '../../src/imports/engine/words/counterfeits.ts';
import { madeWorkbook } from '../support/workbooks.ts';
import { readAsPerson, type Outcome } from './person.ts';

const read = (rows: readonly string[], country: string): Promise<Outcome> =>
  readAsPerson(Buffer.from(`${rows.join('\n')}\n`), { called: 'list.csv', country });
const goodsOf = ({ rows }: Outcome): string[] =>
  rows.map(({ lines }) => lines.map(line => `${line.product} ${line.quantity} ${line.unit}`).join(' + '));
const fieldOf = ({ proposals }: Outcome, header: string): string | undefined =>
  proposals.find(proposal => proposal.header === header)?.field;

describe('a header in two lines', () => {
  test('the lower one names goods, the upper one what they are counted in; "unidad" says who was there', async () => {
    const outcome = await read(
      [
        'No.;FECHA;FOLIO;LUGAR;DROGA (KILOGRAMOS);;ARMAMENTO (PZAS.);;CIGARROS (CAJETILLAS);UNIDAD',
        ';;;;COCAÍNA;FENTANILO;ARMAS CORTAS;CARTUCHOS;CIGARROS;',
        '1;08/01/2023;A-1;Manzanillo;;;;;96,510;OCE',
        '2;16/01/2023;A-2;Reynosa;627.76;;;;;UNAPROP',
        '3;17/01/2023;A-3;Reynosa;0;4.5;3;120;0;OCE',
        '4;19/01/2023;A-4;Reynosa;0.72;;-;;;K-9',
      ],
      'MX',
    );
    expect(goodsOf(outcome)).toEqual([
      'TOB-CIG 96510 pack20',
      'COC-UNS 627.76 kg',
      'SOP-FENT 4.5 kg + WPN-PIST 3 piece + WPN-AMMO 120 round',
      'COC-UNS 0.72 kg',
    ]);
    expect(fieldOf(outcome, 'UNIDAD')).toBeUndefined();
  });

  test('where the lower one is known best, the upper one still names the other columns', async () => {
    const outcome = await read(
      [
        'STT,Ngày bắt giữ,Địa điểm,Hàng hóa vi phạm,,,Tuyến,,Số biên bản',
        ',,,Tên hàng,Số lượng,ĐVT,Từ,Đến,',
        '1,05/01/2023,Móng Cái,Thuốc lá điếu,756,bao,Trung Quốc,Việt Nam,004/BB-HC',
        '2,06/01/2023,Cha Lo,Ma túy đá,16.84,kg,Lào,Việt Nam,007/BB-HC',
        '3,06/01/2023,Cha Lo,Ma túy đá,2.5,kg,Việt Nam,Mỹ,008/BB-HC',
        '4,17/01/2023,Móng Cái,Cocain,1.5,kg,Nga,Việt Nam,010/BB-HC',
      ],
      'VN',
    );
    expect(outcome.rows.map(({ facts }) => [facts.seizureDate, facts.placeName, facts.nationalRef])).toEqual([
      ['2023-01-05', 'Móng Cái', '004/BB-HC'],
      ['2023-01-06', 'Cha Lo', '007/BB-HC'],
      ['2023-01-06', 'Cha Lo', '008/BB-HC'],
      ['2023-01-17', 'Móng Cái', '010/BB-HC'],
    ]);
    expect(outcome.rows.map(({ facts }) => `${facts.departure} ${facts.destination}`)).toEqual([
      'CN VN',
      'LA VN',
      'VN US',
      'RU VN',
    ]);
  });
});

describe('rows that go on with the case above', () => {
  const list = (dates: readonly string[]): string[] => [
    '項次,查獲日期,查獲地點,品名,數量,單位,起運地,案號',
    ...dates.map(
      (date, at) => `${at + 1},${date},臺北港,海洛因,${at + 2},公克,泰國,112B${String(at).padStart(5, '0')}`,
    ),
  ];
  const days = Array.from(
    { length: 30 },
    (_, at) => `112/0${1 + Math.floor(at / 10)}/${String(1 + (at % 10)).padStart(2, '0')}`,
  );

  test('are found by many columns that are blank together, however few they are, and in years of Taiwan', async () => {
    const rows = list(days);
    rows.splice(6, 0, ',,,大麻花,3,公斤,,');
    rows.splice(20, 0, ',,,愷他命,40,公克,,');
    const outcome = await read(rows, 'TW');
    expect(outcome.ready.length).toBe(32);
    const cannabis = outcome.rows.find(({ lines }) => lines.some(({ product }) => product?.startsWith('CAN')));
    expect(cannabis?.facts).toMatchObject({ seizureDate: '2023-01-05', departure: 'TH', placeName: '臺北港' });
  });

  test('are none where one row lacks its date', async () => {
    const outcome = await read(list(days.map((date, at) => (at === 9 || at === 17 ? '' : date))), 'TW');
    expect(outcome.ready.length).toBe(28);
  });
});

test('a running number and "about" are known in digits of other scripts', async () => {
  const outcome = await read(
    [
      'ক্রমিক;আটকের তারিখ;আটকের স্থান;পণ্য;পরিমাণ',
      '১;০৩-০১-২০২৩;ভোমরা;গাঁজা;৫৩.৩ কেজি',
      '২;০৪-০১-২০২৩;বেনাপোল;গাঁজা;প্রায় ১,২০০ কেজি',
      '৩;০৫-০১-২০২৩;বেনাপোল;গাঁজা;৭৬০ গ্রাম',
    ],
    'BD',
  );
  expect(goodsOf(outcome)).toEqual(['CAN-HERB 53.3 kg', 'CAN-HERB 1200 kg', 'CAN-HERB 760 g']);
});

describe('countries under headers nobody can read', () => {
  const rows = Array.from({ length: 12 }, (_, at) => `2023-01-${String(at + 10)};Tbilisi;cocaine;${at + 1};kg`);
  const ends = (from: (at: number) => string, to: (at: number) => string): string[] => [
    'Date;Place;Goods;Quantity;Unit;Zzqx;Qqzw',
    ...rows.map((row, at) => `${row};${from(at)};${to(at)}`),
  ];
  const foreign = (at: number): string => ['Türkiye', 'Iran', 'Ukraine'][at % 3] ?? '';

  test('foreign ones are where goods came from, the own one where they went: proposed, not sure', async () => {
    const { proposals } = await read(
      ends(foreign, () => 'Georgia'),
      'GE',
    );
    expect(proposals.slice(5).map(({ field, state }) => [field, state])).toEqual([
      ['departure', 'ask'],
      ['destination', 'ask'],
    ]);
  });

  test('two columns of foreign ones are left to a person', async () => {
    const { proposals } = await read(
      ends(foreign, at => foreign(at + 1)),
      'GE',
    );
    expect(proposals.slice(5).map(({ field }) => field)).toEqual([undefined, undefined]);
  });
});

describe('countries by what the office calls them', () => {
  test('the abbreviation of its own republic is not the code of another country', async () => {
    const outcome = await read(
      [
        'Datum;Místo;Zboží;Množství;Jednotka;Země odeslání;Země určení',
        ...['Čína', 'ČLR', 'Polsko', 'Turecko'].map(
          (from, at) => `0${at + 1}.03.2023;Praha;kokain;${at + 1};kg;${from};ČR`,
        ),
      ],
      'CZ',
    );
    expect(outcome.rows.map(({ facts }) => `${facts.departure} ${facts.destination}`)).toEqual([
      'CN CZ',
      'CN CZ',
      'PL CZ',
      'TR CZ',
    ]);
  });

  test('"country" beside the direction is the other end of the way, where it is mostly not the own one', async () => {
    const ways = ['Влизане;Турция', 'Излизане;Германия', 'Влизане;Сърбия', 'Влизане;Турция'];
    const outcome = await read(
      [
        'Дата на задържане;Място;Направление;Държава;Вид стока;Количество;Мярка',
        ...Array.from({ length: 12 }, (_, at) => `${at + 10}.03.2023;Варна;${ways[at % 4]};кокаин;${at + 1};кг`),
      ],
      'BG',
    );
    expect(fieldOf(outcome, 'Държава')).toBe('border');
    expect(outcome.rows.slice(0, 2).map(({ facts }) => [facts.country, facts.departure, facts.destination])).toEqual([
      ['BG', 'TR', undefined],
      ['BG', undefined, 'DE'],
    ]);
  });
});

describe('dates', () => {
  test('with a time behind a stroke or a word', async () => {
    const outcome = await read(
      [
        'Data/ora;Punct;Marfa;Cantitate;UM',
        '03.01.2023 / 18:00;Albița;cocaină;1;kg',
        '13.01.2023, ora 6.30;Albița;cocaină;2;kg',
        '24.01.2023;Siret;cocaină;3;kg',
      ],
      'RO',
    );
    expect(outcome.rows.map(({ facts }) => facts.seizureDate)).toEqual(['2023-01-03', '2023-01-13', '2023-01-24']);
  });

  test('in figures are Ethiopian beside names of its months, but for those marked as common', async () => {
    const outcome = await read(
      [
        'የተያዘበት ቀን;ቦታ;ዕቃ;መጠን;መለኪያ',
        '03/11/2015;Moyale;cocaine;1;kg',
        'ሐምሌ 13 ቀን 2015 ዓ.ም;Moyale;cocaine;2;kg',
        'መስከረም 12 ቀን 2016;Moyale;cocaine;3;kg',
        '23/09/2023 (G.C.);Moyale;cocaine;4;kg',
      ],
      'ET',
    );
    expect(outcome.rows.map(({ facts }) => facts.seizureDate)).toEqual([
      '2023-07-10',
      '2023-07-20',
      '2023-09-23',
      '2023-09-23',
    ]);
  });
});

describe('goods told in a story', () => {
  const story = (...told: readonly string[]): Promise<Outcome> =>
    read(['Data;Punct;Descrierea faptei', ...told.map((text, at) => `0${at + 1}.03.2023;Albița;"${text}"`)], 'RO');

  test('are those with a unit and what is listed with them; ages, persons and vehicles are none', async () => {
    const outcome = await story(
      'În urma controlului efectuat asupra unui autocamion, condus de un bărbat de 52 ani, au fost descoperite 4.790 ' +
        'de pachete de țigări marca „Marlboro” și 10 l de băuturi alcoolice, într-un compartiment special.',
      'S-au descoperit 46 mii de pachete de țigarete fără timbru fiscal disimulate în plafon. 2 persoane, o Dacia.',
      'S-au descoperit 87.250 de euro nedeclarați. Cetățean ucrainean de 30 ani, autoturism marca VW.',
      'S-au descoperit 397 de bucăți de parfumuri contrafăcute și 416 articole vestimentare în bagajele personale.',
    );
    expect(goodsOf(outcome)).toEqual([
      'TOB-CIG 4790 pack20 + BEV-OTHSP 10 L',
      'TOB-CIG 46000 pack20',
      'CASH-NOTE 87250 amount',
      expect.stringMatching(/^IPR-\w+ 397 piece \+ \S+ 416 piece$/),
    ]);
  });

  test('are said to be read out of it', async () => {
    const { rows } = await story(
      'Ofițerii au descoperit în portbagajul mașinii 12 kg de cocaină ascunsă sub banchetă, fără alte bunuri.',
      'Ofițerii au descoperit în portbagajul mașinii 3 kg de heroină ascunsă sub banchetă, fără alte bunuri.',
      '12 kg de cocaină',
    );
    expect(rows.map(({ problems }) => problems.some(({ code }) => code === 'goods_narrated'))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

test('figures of years across, under groups, are totals', async () => {
  const places = ['Andalucía', 'Aragón', 'Galicia', 'Madrid'];
  const goods = ['Cocaína', 'Hachís', 'Heroína'];
  const rows = places.flatMap((place, at) =>
    goods.map((name, of) => `${place};${name};kg;${at + 3};${of + 9};${at * 7 + 2};${of * 5 + 30}`),
  );
  const outcome = await read(
    [
      'Comunidad Autónoma;Clase de mercancía;Unidad;Nº actuaciones;;Cantidad aprehendida;',
      ';;;2022;2023;2022;2023',
      ...rows,
    ],
    'ES',
  );
  expect(outcome.noSeizures?.what).toBe('totals');
});

describe('codes that another sheet of the workbook explains', () => {
  const days = Array.from({ length: 12 }, (_, at) => at + 1);
  const list = (codes: readonly string[]): (string | number)[][] => [
    ['BIL', 'TARIKH', 'LOKASI', 'KOD BRG', 'KUANTITI', 'UNIT'],
    ...days.map(day => [day, `2023-01-${10 + day}`, 'NORTHPORT', codes[day % codes.length] ?? '', day, 'KG']),
  ];
  const book = async (legend: readonly (readonly string[])[], codes: readonly string[]): Promise<Outcome> =>
    readAsPerson(await madeWorkbook({ RAMPASAN: list(codes), KOD: legend }), { called: 'list.xlsx', country: 'MY' });

  test('are read as it says, each said to be', async () => {
    const { rows } = await book(
      [
        ['KOD BARANG', 'KETERANGAN'],
        ['D01', 'Syabu'],
        ['D02', 'Dadah - ganja'],
        ['D03', 'Heroin'],
      ],
      ['D01', 'D02', 'd03'],
    );
    expect(rows.slice(0, 3).map(({ lines }) => lines[0]?.product)).toEqual(['CAN-HERB', 'OPI-HER', 'ATS-METH']);
    expect(rows[0]?.problems.find(({ code }) => code === 'legend_read')?.values).toEqual({
      cell: 'D02',
      word: 'Dadah - ganja',
    });
  });

  test('by a list of all columns, each by its name', async () => {
    const { rows } = await book(
      [
        ['Column', 'Code', 'Meaning'],
        ['LOKASI', 'D01', 'Dermaga satu'],
        ['LOKASI', 'D02', 'Dermaga dua'],
        ['LOKASI', 'D03', 'Dermaga tiga'],
        ['KOD BRG', 'D01', 'Syabu'],
        ['KOD BRG', 'D02', 'Ganja'],
        ['KOD BRG', 'D03', 'Heroin'],
      ],
      ['D01', 'D02', 'D03'],
    );
    expect(rows.slice(0, 3).map(({ lines }) => lines[0]?.product)).toEqual(['CAN-HERB', 'OPI-HER', 'ATS-METH']);
    expect(rows[0]?.facts.placeName).toBe('NORTHPORT');
  });

  test('and units everybody knows are left as they are', async () => {
    const { rows } = await book(
      [
        ['KG', 'kilogram bersih'],
        ['GM', 'gram bersih'],
        ['LT', 'liter bersih'],
      ],
      ['Heroin', 'Ganja'],
    );
    expect(rows[0]?.lines[0]?.unit).toBe('kg');
    expect(rows.flatMap(({ problems }) => problems).filter(({ code }) => code === 'legend_read')).toEqual([]);
  });
});

test('of the same dates in two calendars, the column that is filled is read', async () => {
  const outcome = await read(
    [
      'رقم المحضر;تاريخ الضبط هجري;تاريخ الضبط ميلادي;المنفذ;الصنف;الكمية;الوحدة',
      ...Array.from({ length: 10 }, (_, at) => {
        const common = at % 3 === 0 ? `2023-07-${String(19 + at).padStart(2, '0')}` : '';
        return `${at + 1}/ض;${String(1 + at).padStart(2, '0')}/01/1445هـ;${common};جدة;كوكايين;${at + 1};كجم`;
      }),
    ],
    'SA',
  );
  expect(outcome.rows.map(({ facts }) => facts.seizureDate).slice(0, 3)).toEqual([
    '2023-07-19',
    '2023-07-20',
    '2023-07-21',
  ]);
});

test.each(['mentega', 'battery 12 volts'])('%s only begins as a word for counterfeits does', goods =>
  expect(saysCounterfeit(goods)).toBe(false),
);

test.each([
  ['PT', 'brinquedos contrafeitos', 'IPR-GAM'],
  ['DK', 'falske sko', 'IPR-SHO'],
  ['TW', '冒牌手袋', 'IPR-ACC'],
])('%s: what is called a counterfeit is no genuine one: %s', async (country, goods, product) => {
  const { rows } = await read(['Date;Place;Goods;Quantity;Unit', `2023-01-12;A;${goods};3;pcs`], country);
  expect(rows[0]?.lines[0]).toMatchObject({ heading: 'IPR', product });
});

test('the unit may stand before its number, and a word for smuggling is no heading of the file', async () => {
  const rows = ['bangi 167 kg', 'mirungi - kilo 30.1', 'mifuko 217 ya sukari', 'bangi - kilo 12; mirungi - kilo 3'];
  const outcome = await readAsPerson(
    Buffer.from(['tarehe,kituo,vielelezo', ...rows.map((row, at) => `2023-01-1${at},Holili,${row}`)].join('\n')),
    { called: 'ukamataji_magendo_2023.csv', country: 'TZ' },
  );
  expect(outcome.plan.heading).toBeUndefined();
  expect(goodsOf(outcome)).toEqual([
    expect.stringMatching(/^CAN-\w+ 167 kg$/),
    expect.stringMatching(/^\S+ 30.1 kg$/),
    expect.stringMatching(/^\S+ 217 piece$/),
    expect.stringMatching(/^CAN-\w+ 12 kg \+ \S+ 3 kg$/),
  ]);
});

test('rows go on with the case above also where day, month and year have columns of their own', async () => {
  const outcome = await read(
    [
      'No;Day;Month;Year;Place;Report no.;Goods;Quantity;Unit',
      ...Array.from({ length: 12 }, (_, at) => `${at + 1};${at + 1};3;2023;Batumi;R-${at};cocaine;${at + 1};kg`),
      ';;;;;;heroin;40;kg',
      '13;20;3;2023;Poti;R-20;cocaine;5;kg',
      ';;;;;;cannabis;7;kg',
      ';;;;;;heroin;8;kg',
    ],
    'GE',
  );
  expect(outcome.rows.slice(-2).map(({ facts }) => [facts.seizureDate, facts.placeName])).toEqual([
    ['2023-03-20', 'Poti'],
    ['2023-03-20', 'Poti'],
  ]);
});
