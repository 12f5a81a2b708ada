import { describe, expect, test } from 'vitest';
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
