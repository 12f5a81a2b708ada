import { describe, expect, test } from 'vitest';
import { matchProduct, proposeColumns, type Match, type WordKind } from '../../../src/imports/engine/index.ts';
import { columnNames, wordKinds } from '../../../src/imports/engine/columns/import-fields.ts';
import { readDate } from '../../../src/imports/engine/values/dates.ts';
import { fold, foldHeader } from '../../../src/imports/engine/words/words.ts';
import { seedInput, vocabulary } from '../vocabulary.ts';

const languages = ['en', 'fr', 'es', 'pt', 'de', 'pl', 'ru', 'uk', 'tr', 'ar', 'zh', 'id'] as const;

function match(kind: Exclude<WordKind, 'product'>, word: string, language?: string): Match {
  return vocabulary.matchers[kind].match(word, language === undefined ? {} : { language });
}

/** The field that a header alone is read as. */
function fieldOf(header: string): string | undefined {
  return proposeColumns([header], [{ line: 2, cells: [''] }], vocabulary)[0]?.options[0]?.field;
}

describe('one form of a word in each script', () => {
  test.each([
    ['Arabic letters, article, lengthening', 'الحشـيش', 'حشيش'],
    ['Arabic forms of alef', 'أفيون', 'افيون'],
    ['Arabic and Persian letters', 'کوکایین', 'كوكايين'],
    ['Arabic digits', '٢٠٢٤ ۲۰۲۴', '2024 2024'],
    ['traditional Chinese', '緝獲數量', '缉获数量'],
    ['wide letters', 'ＫＧ', 'kg'],
    ['Turkish i with and without its dot', 'ALTIN İLAÇ', 'altin ilac'],
    ['German', 'Maßeinheit', 'masseinheit'],
    ['Korean stays whole', '날짜', '날짜'],
    ['Ukrainian apostrophes', 'об’єм', "об'єм"],
  ])('%s', (_, one, other) => {
    expect(fold(one)).toBe(fold(other));
  });

  test('Thai vowels tell a plant from a tonne', () => {
    expect(fold('ต้น')).not.toBe(fold('ตัน'));
    expect([match('unit', 'ต้น').code, match('unit', 'ตัน').code]).toEqual(['plant', 't']);
  });
});

describe('dates', () => {
  test.each([
    '5 жовтня 2024',
    '05 Ekim 2024',
    '05-Eki-2024',
    '5 Oktober 2024',
    '5 ottobre 2024',
    '5. října 2024',
    '5 أكتوبر 2024',
    '٠٥/١٠/٢٠٢٤',
    '2024年10月5日',
    '2024년 10월 5일',
    '2024. 10. 5.',
  ])('%s', cell => {
    expect(readDate(cell, { order: 'dmy' })).toEqual({ date: '2024-10-05', precision: 'day' });
  });

  test('a month and a year in Chinese; listopad is what the Poles and Czechs call November', () => {
    expect(readDate('2024年10月', { order: 'dmy' })).toEqual({ date: '2024-10-01', precision: 'month' });
    expect(readDate('5 listopada 2024', { order: 'dmy' })).toMatchObject({ date: '2024-11-05' });
  });
});

describe('headers', () => {
  test('every language names every fact of a short record', () => {
    const asked = ['seizure_date', 'place', 'product', 'quantity', 'unit', 'transport', 'concealment', 'departure'];
    const more = ['destination', 'direction', 'detection', 'heading', 'country', 'location_type', 'value', 'nominal'];
    for (const language of languages) {
      const named = new Set(
        [...seedInput.columns].filter(word => word.language === language).map(({ field }) => field),
      );
      expect([language, [...asked, ...more].filter(field => !named.has(field))]).toEqual([language, []]);
    }
  });

  test.each([
    ['查获日期', 'seizureDate'],
    ['緝獲日期', 'seizureDate'],
    ['毒品种类', 'product'],
    ['计量单位', 'unit'],
    ['案件查获日期(年月日)', 'seizureDate'],
    ['涉案毒品名称', 'product'],
    ['الكمية المضبوطة', 'quantity'],
    ['تاريخ الضبطية', 'seizureDate'],
    ['وحدة القياس', 'unit'],
    ['El koyma tarihi', 'seizureDate'],
    ['VARIŞ ÜLKESİ', 'destination'],
    ['Од. виміру', 'unit'],
    ['Країна відправлення', 'departure'],
    ['Tanggal Penindakan', 'seizureDate'],
    ['Jenis Barang Bukti', 'product'],
    ['Beschlagnahmedatum', 'seizureDate'],
    ['Gesamtgewicht', 'quantity'],
    ['Kaufwährung', 'currency'],
    ['적발일자', 'seizureDate'],
    ['摘発年月日', 'seizureDate'],
    ['วันที่จับกุม', 'seizureDate'],
    ['Specimen type', 'details.specimen'],
    ['Type de fraude', 'details.fraudKind'],
  ])('%s', (header, field) => {
    expect(fieldOf(header)).toBe(field);
  });

  test('a name in any language holds persons, a name of goods does not', () => {
    const nominal = (header: string): boolean =>
      proposeColumns([header], [{ line: 2, cells: ['x'] }], vocabulary)[0]?.state === 'nominal';
    expect(
      ['姓名', '当事人姓名', 'Прізвище', 'Adı soyadı', 'اسم المتهم', 'Nama tersangka'].filter(nominal),
    ).toHaveLength(6);
    expect(['货物名称', 'Назва товару', 'Eşyanın adı', 'اسم المادة', 'Nama barang'].filter(nominal)).toEqual([]);
  });

  test('a header word means a field of ours, or one that is kept as source', () => {
    const unmapped = new Set([...seedInput.columns].map(({ field }) => field).filter(field => !(field in columnNames)));
    expect([...unmapped].sort()).toEqual([
      'admin_division',
      'age',
      'calibre',
      'carrier',
      'fine',
      'genus',
      'nationality',
      'offence',
      'office',
      'region',
      'reported_at',
      'seizure_time',
      'sex',
      'status',
      'subregion',
      'unit_price',
    ]);
  });
});

describe('values', () => {
  test('every language has words of every kind', () => {
    const few: Partial<Record<WordKind, number>> = { agency: 8, right: 8, fraud: 8, direction: 14, currency: 10 };
    for (const kind of wordKinds)
      for (const language of languages) {
        const known = (seedInput.words[kind] ?? []).filter(entry => entry.language === language).length;
        expect([kind, language, known >= (few[kind] ?? 35) || [known]]).toEqual([kind, language, true]);
      }
  });

  test.each([
    ['country', 'ar', ['كينيا', 'تركيا', 'الصين'], ['KE', 'TR', 'CN']],
    ['country', 'zh', ['肯尼亚', '義大利', '美国', '日本'], ['KE', 'IT', 'US', 'JP']],
    ['country', 'uk', ['Польща', 'Німеччина'], ['PL', 'DE']],
    ['country', 'id', ['Belanda', 'Tiongkok'], ['NL', 'CN']],
    ['currency', 'tr', ['ABD Doları', 'Türk Lirası'], ['USD', 'TRY']],
    ['currency', 'zh', ['人民币', '美元', '港幣'], ['CNY', 'USD', 'HKD']],
    ['unit', 'ar', ['كيلوغرام', 'غرام', 'حبة'], ['kg', 'g', 'tablet']],
    ['unit', 'zh', ['公斤', '克', '粒'], ['kg', 'g', 'tablet']],
    ['unit', 'uk', ['шт.', 'кілограмів', 'пачок сигарет'], ['piece', 'kg', 'pack20']],
    ['transport', 'zh', ['航空旅客', '货车', '快递'], ['AIR-PAX', 'ROAD-TRUCK', 'AIR-EXPRESS']],
    ['transport', 'tr', ['Otobüs', 'Feribot'], ['ROAD-BUS', 'SEA-FERRY']],
    ['location', 'id', ['Bandara', 'Pelabuhan'], ['LOC-AIRPORT', 'LOC-SEAPORT']],
    ['location', 'ar', ['المطار', 'منفذ بري'], ['LOC-AIRPORT', 'LOC-LANDBORDER']],
    ['concealment', 'uk', ['Паливний бак', 'в одязі'], ['CON-VEH-FUEL', 'CON-CLOTH']],
    ['concealment', 'zh', ['行李夾層', '油箱', '吞服'], ['CON-BAG-FALSE', 'CON-VEH-FUEL', 'CON-BODY-INT']],
    ['direction', 'ar', ['استيراد', 'الصادر'], ['IMP', 'EXP']],
    ['detection', 'id', ['Anjing pelacak', 'Profiling'], ['DET-DOG', 'DET-PROFILE']],
    ['heading', 'tr', ['Uyuşturucu', 'Silah ve mühimmat'], ['DRUG', 'WEAP']],
    ['specimen', 'en', ['ivory pieces', 'carvings', 'LIV'], ['IVP', 'CAR', 'LIV']],
    ['specimen', 'zh', ['象牙制品', '穿山甲鱗片', '活体'], ['IVC', 'SCA', 'LIV']],
    ['specimen', 'ru', ['бивни', 'икра', 'живые животные'], ['TUS', 'CAV', 'LIV']],
    ['right', 'es', ['marca registrada', 'derechos de autor'], ['TM', 'CR']],
    ['fraud', 'fr', ['contrefaçon', 'sous-évaluation'], ['COUNTERFEIT', 'TAX-UNDERVAL']],
  ] as const)('%s %s', (kind, language, words, codes) => {
    expect(words.map(word => match(kind, word, language))).toEqual(
      codes.map(code => expect.objectContaining({ code, auto: true })),
    );
  });

  test('drugs in every language, never a salt where none was named', () => {
    const words = {
      'COC-UNS': ['кокаїн', 'kokain', '可卡因', '古柯鹼', 'كوكايين', 'コカイン', '코카인', 'κοκαΐνη'],
      'OPI-HER': ['героїн', 'eroin', '海洛因', 'هيروين', 'heroin'],
      'CAN-UNS': ['канабіс', 'esrar', '大麻', 'القنب', 'konopie'],
      'ATS-METH': ['метамфетамін', 'metamfetamin', '冰毒', 'شبو', 'sabu-sabu'],
    };
    for (const [code, all] of Object.entries(words))
      for (const word of all)
        expect([word, matchProduct(vocabulary, word, 'DRUG')]).toMatchObject([word, { code: `DRUG/${code}` }]);
  });

  test('the names standards give no country another code', () => {
    const meant = new Map<string, Set<string>>();
    // A short name is told from a code by its accents and its language (below).
    const keyOf = (word: string, language: string | undefined): string =>
      fold(word).length <= 3 && language !== undefined ? `${language}: ${word}` : fold(word);
    for (const { word, code, source, language } of seedInput.words.country ?? [])
      if (source !== 'loose')
        meant.set(keyOf(word, language), (meant.get(keyOf(word, language)) ?? new Set()).add(code));
    const asked = [...meant].filter(([, codes]) => codes.size > 1).map(([word]) => word);
    expect(asked.sort()).toEqual(
      ['congo', 'corea', 'coree', 'guiana', 'kongo', 'korea', 'sao martinho', 'корея'].sort(),
    );
    expect(foldHeader('seizureDate')).toBe('seizure date');
  });

  test.each([
    ['Mỹ', undefined, 'US'],
    ['MY', undefined, 'MY'],
    ['Nga', 'vi', 'RU'],
    ['NGA', 'vi', 'RU'],
    ['NGA', undefined, 'NG'],
    ['Áo', 'vi', 'AT'],
    ['ČR', undefined, 'CZ'],
    ['CR', 'cs', 'CZ'],
    ['CR', undefined, 'CR'],
    ['LR', 'lt', 'LT'],
    ['LR', 'lv', 'LV'],
    ['LR', undefined, 'LR'],
    ['AO', undefined, 'AO'],
    ['Lào', 'vi', 'LA'],
    ['usa', undefined, 'US'],
    ['Uk', undefined, 'GB'],
  ])('a short name of a country and a code of another are told apart: %s in %s', (word, language, code) => {
    const match = vocabulary.matchers.country.match(word, { spelling: false, ...(language ? { language } : {}) });
    expect(match.code).toBe(code);
  });
});
