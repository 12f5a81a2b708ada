import { describe, expect, test } from 'vitest';
import {
  answersFrom,
  askWords,
  collectWords,
  draftPlan,
  headerFingerprint,
  headerOverlap,
  normaliseRow,
  openQuestions,
  openRows,
  planProblems,
  proposeColumns,
  rowReader,
  sniff,
  voteLanguage,
  withStyles,
  type Answer,
  type Answers,
  type ImportPlan,
  type NormalisedRow,
  type RawRow,
  type WordKind,
  type WordQuestion,
} from '../../../src/imports/engine/index.ts';
import { csvBytes, facts, languages, table } from '../generate.ts';
import { fixture, vocabulary } from '../vocabulary.ts';

interface Done {
  plan: ImportPlan;
  words: WordQuestion[];
  rows: NormalisedRow[];
  questions: string[];
  raw: RawRow[];
  answers: Answers;
}

/** The whole way as the jobs go it; what is asked is answered by the first candidate, or as left blank. */
async function importFile(file: string | Buffer, constants: Record<string, string> = {}): Promise<Done> {
  const { dialect, sample } = await sniff(file, vocabulary);
  if (!dialect) throw new Error('not read');
  const proposals = proposeColumns(dialect.header, sample, vocabulary, { tags: dialect.tags });
  const drafted = draftPlan({ header: dialect.header, proposals, sample, vocabulary, today: '2026-11-25', constants });
  const survey = await collectWords(drafted, openRows(file, dialect));
  const plan = withStyles(drafted, survey);
  const words = askWords(survey, vocabulary, plan, new Map(), voteLanguage(dialect.header, vocabulary));
  const questions = openQuestions(plan, proposals, survey, words).map(question =>
    question.ask === 'word'
      ? question.word.word
      : question.ask === 'constant'
        ? `${question.ask} ${question.field}`
        : question.ask,
  );
  const answers = new Map([...answersFrom(words, { preselected: true })].map(([kind, own]) => [kind, new Map(own)]));
  for (const word of words.filter(({ state }) => state === 'ask')) {
    const first = word.match.candidates[0];
    answers.set(
      word.kind,
      (answers.get(word.kind) ?? new Map<string, Answer>()).set(
        word.key,
        first ? { code: first.code } : { blank: true },
      ),
    );
  }
  const raw: RawRow[] = [];
  for await (const row of openRows(file, dialect)) if (!row.aside) raw.push(row);
  const read = rowReader(plan, answers);
  return { plan, words, questions, raw, answers, rows: raw.map(row => read(row)) };
}

test('one known product in many says nothing of the heading of the others', async () => {
  const under = (header: string, ...goods: readonly string[]) =>
    importFile(csvBytes([['Date', header, 'Quantity', 'Unit'], ...goods.map(one => ['2026-03-14', one, '3', 'kg'])]), {
      country: 'KE',
    });
  expect((await under('Product', 'Cocaine hydrochloride', 'Heroin')).plan.heading).toBe('DRUG');
  expect((await under('Product', 'Cocaine hydrochloride', 'Heroin', 'zzyva')).plan.heading).toBeUndefined();
  expect((await under('Type of drug', 'Cocaine hydrochloride', 'Heroin', 'zzyva')).plan.heading).toBe('DRUG');
});

const hasError = (row: NormalisedRow): boolean => row.problems.some(({ level }) => level === 'error');

describe('the excerpt of UNODC', () => {
  test('needs few answers and nearly all rows become whole', async () => {
    const { rows, questions, words } = await importFile(fixture('unodc-excerpt-300.csv'));
    expect(rows).toHaveLength(300);
    expect(questions.length).toBeLessThanOrEqual(6);
    expect(rows.filter(row => !hasError(row)).length).toBeGreaterThanOrEqual(297);
    expect(words.filter(({ state }) => state === 'auto').length / words.length).toBeGreaterThan(0.9);
  });

  test('a row reads as the officer meant it, and keeps what no field holds', async () => {
    const { rows, raw } = await importFile(fixture('unodc-excerpt-300.csv'));
    const at = raw.findIndex(
      row => row.cells[6] === 'Cocaine' && row.cells[9] === 'Swallowed' && row.cells[11] === 'Commercial air',
    );
    expect(rows[at]).toMatchObject({
      facts: { seizureDate: raw[at]?.cells[5], concealment: 'CON-BODY-INT', transport: 'AIR-PAX' },
      lines: [{ heading: 'DRUG', product: 'COC-UNS', unit: raw[at]?.cells[8] === 'Gram' ? 'g' : 'kg' }],
    });
    expect(rows[at]?.raw).toEqual(raw[at]?.cells);
  });
});

describe('the Polish file', () => {
  test('needs 12 answers or fewer; units follow the product, other goods keep their description', async () => {
    const { rows, questions } = await importFile(fixture('poland-border-guard.csv'), { country: 'PL' });
    expect(questions.length).toBeLessThanOrEqual(11);
    expect(rows.filter(hasError)).toEqual([]);
    expect(rows[22]).toMatchObject({ lines: [{ heading: 'OTH', product: 'OTH-VEH' }] });
    expect(rows[1]).toMatchObject({
      facts: {
        seizureDate: '2024-01-01',
        country: 'PL',
        direction: 'IMP',
        location: 'LOC-LANDBORDER',
        departure: 'UA',
        agency: 'border_guard',
        placeName: 'Medyka – Szeginie',
      },
      lines: [{ heading: 'TOB', product: 'TOB-CIG', quantity: 120, unit: 'stick', value: 97.86, currency: 'PLN' }],
    });
    expect(rows[2]).toMatchObject({ lines: [{ heading: 'OTH', product: 'OTH-VEH', quantity: 1, value: 19000 }] });
    expect(rows[5]).toMatchObject({ lines: [{ heading: 'WEAP', product: 'WPN-AMMO', unit: 'round' }] });
    expect(rows[9]?.lines[0]?.value).toBeUndefined();
  });

  test('without the country it asks for one', async () => {
    expect((await importFile(fixture('poland-border-guard.csv'))).questions).toContain('constant country');
  });
});

describe('rows', () => {
  test('17 to 23: files in seven languages come in without a question', async () => {
    for (const language of languages) {
      const list = facts(40, 5, { language });
      const { rows, questions } = await importFile(
        csvBytes(table(list, { language, dates: 'd.m.Y', numbers: '1 234,50' }), { delimiter: ';' }),
      );
      expect([language, questions]).toEqual([language, []]);
      expect(
        rows.map(row => [
          row.facts.seizureDate,
          row.facts.country,
          row.facts.departure,
          row.lines[0]?.product,
          row.lines[0]?.quantity,
          row.lines[0]?.unit,
          row.facts.concealment,
          row.facts.transport,
        ]),
      ).toEqual(
        list.map(fact => [
          fact.date,
          fact.country,
          fact.departure,
          fact.product.slice(5),
          fact.quantity,
          fact.unit,
          fact.concealment,
          fact.transport,
        ]),
      );
    }
  });

  const plan: ImportPlan = {
    header: ['ref', 'date', 'country', 'drug', 'amount', 'unit', 'officer', 'transit', 'remarks'],
    mapping: [
      'nationalRef',
      'seizureDate',
      'country',
      'product',
      'quantity',
      'unit',
      'nominal',
      'transit',
      'narrative',
    ],
    constants: { direction: 'IMP' },
    dateStyle: { order: 'dmy' },
    numberStyle: { decimal: '.' },
    heading: 'DRUG',
    others: vocabulary.others,
    today: '2026-11-25',
  };
  const answers: Answers = new Map<WordKind, ReadonlyMap<string, Answer>>([
    [
      'country',
      new Map<string, Answer>([
        ['kenya', { code: 'KE' }],
        ['uganda', { code: 'UG' }],
        ['nowhere', { blank: true }],
      ]),
    ],
    [
      'product',
      new Map<string, Answer>([
        ['DRUG|heroin', { code: 'DRUG/OPI-HER' }],
        ['DRUG|iodine', { code: 'PREC/IODINE' }],
        ['DRUG|taren', { other: 'Taren' }],
        ['DRUG|odd pill', { code: 'DRUG/MED-OTH' }],
      ]),
    ],
    [
      'unit',
      new Map<string, Answer>([
        ['kg', { code: 'kg' }],
        ['Stück', { code: 'piece' }],
      ]),
    ],
  ]);
  const row = (...cells: string[]): NormalisedRow => normaliseRow({ line: 7, cells }, plan, answers);
  const codes = (...cells: string[]): string[] => row(...cells).problems.map(({ level, code }) => `${level} ${code}`);
  const good = ['K-1', '5.10.2012', 'Kenya', 'Heroin', '1.5', 'kg', 'J. Doe', '', ''];
  const but = (column: number, cell: string): string[] => good.map((each, index) => (index === column ? cell : each));

  test('a whole row', () => {
    expect(row(...good)).toMatchObject({
      facts: { nationalRef: 'K-1', seizureDate: '2012-10-05', country: 'KE', direction: 'IMP' },
      lines: [{ heading: 'DRUG', product: 'OPI-HER', quantity: 1.5, unit: 'kg', details: {} }],
      problems: [],
    });
  });

  test('nominal cells are never kept', () => {
    expect(row(...good).raw).toEqual(['K-1', '5.10.2012', 'Kenya', 'Heroin', '1.5', 'kg', null, '', '']);
    expect(JSON.stringify(row(...good))).not.toContain('Doe');
  });

  test('each fault has its word; the rest of the row is read all the same', () => {
    expect(codes(...but(1, '30.02.2012'))).toEqual(['error date_unreadable']);
    expect(codes(...but(1, ''))).toEqual(['error date_blank']);
    expect(codes(...but(1, '5.10.2031'))).toEqual(['error date_future']);
    expect(codes(...but(1, '5.10.1999'))).toEqual(['warning date_old']);
    expect(codes(...but(2, 'Atlantis'))).toEqual(['error value_unknown']);
    expect(codes(...but(2, ''))).toEqual(['error value_blank']);
    expect(codes(...but(2, 'nowhere'))).toEqual(['error value_blank']);
    expect(codes(...but(4, 'lots'))).toEqual(['error number_unreadable']);
    expect(codes(...but(4, '-2'))).toEqual(['error quantity_negative']);
    expect(codes(...but(4, ''))).toEqual(['error quantity_blank']);
    expect(codes(...but(4, '0'))).toEqual(['warning quantity_zero']);
    expect(codes(...but(5, ''))).toEqual(['error unit_blank']);
    expect(codes(...but(5, 'lumps'))).toEqual(['error value_unknown']);
    expect(codes(...but(4, '#N/A'))).toEqual(['error cell_error']);
    expect(codes(...good.slice(0, 6))).toEqual(['error row_too_short']);
    expect(codes(...good, 'x')).toEqual(['error row_too_long']);
    expect(codes(...but(8, 'x'.repeat(9000)))).toEqual(['warning text_cut']);
    expect(row(...but(4, 'lots')).facts.country).toBe('KE');
  });

  test('the unit beside the quantity counts where the unit is empty', () => {
    const read = row(...but(4, '12 kg').map((cell, column) => (column === 5 ? '' : cell)));
    expect(read.lines[0]).toMatchObject({ quantity: 12, unit: 'kg' });
    expect(read.problems.map(({ code }) => code)).toEqual(['unit_mixed_cell']);
  });

  test('other is never bare; a product of another heading takes its row there', () => {
    expect(row(...but(3, 'Taren')).lines[0]).toMatchObject({
      heading: 'DRUG',
      product: 'OTH-UNK',
      productText: 'Taren',
    });
    expect(row(...but(3, 'odd pill')).lines[0]).toMatchObject({ product: 'MED-OTH', productText: 'odd pill' });
    expect(row(...but(3, 'Iodine')).lines[0]).toMatchObject({ heading: 'PREC', product: 'IODINE' });
  });

  test('lists in one cell, guarded formulas, line breaks', () => {
    expect(row(...but(7, 'Kenya; Uganda')).facts.transit).toEqual(['KE', 'UG']);
    expect(row(...but(0, "'=K-1")).facts.nationalRef).toBe('=K-1');
    expect(row(...but(8, 'two\nlines')).facts.narrative).toBe('two lines');
  });

  test('hashes: equal for equal rows of other files, orders and spellings; else not', async () => {
    const list = facts(30, 8);
    const one = await importFile(csvBytes(table(list), { delimiter: ',' }));
    const shuffled = table(list, { dates: 'd.m.Y', numbers: '1234,5' }).map(cells => [...cells].reverse());
    const two = await importFile(csvBytes([shuffled[0] ?? [], ...shuffled.slice(1).reverse()], { delimiter: ';' }));
    const hashes = (done: Done): string[] => done.rows.map(each => each.hash).sort();
    expect(hashes(two)).toEqual(hashes(one));
    expect(new Set(hashes(one)).size).toBe(30);
    expect(one.rows[0]?.hash).toMatch(/^[0-9a-f]{32}$/);
  });

  test('the date may stand in three columns', () => {
    const three: ImportPlan = {
      ...plan,
      header: ['y', 'm', 'd'],
      mapping: ['seizureYear', 'seizureMonth', 'seizureDay'],
    };
    const dated = (...cells: string[]): unknown => normaliseRow({ line: 1, cells }, three, answers).facts;
    expect(dated('2012', '10', '5')).toMatchObject({ seizureDate: '2012-10-05' });
    expect(dated('2012', 'październik', '')).toMatchObject({ seizureDate: '2012-10-01', datePrecision: 'month' });
    expect(dated('2012', '2', '30')).not.toHaveProperty('seizureDate');
  });

  test('what a plan lacks as a whole is told once, not in each row', () => {
    const bare: ImportPlan = {
      ...plan,
      mapping: plan.mapping.map(field => (field === 'country' || field === 'unit' ? null : field)),
    };
    expect(planProblems(bare).map(({ code, fatal, values }) => `${code} ${fatal} ${values.field}`)).toEqual([
      'required_missing true country',
      'required_missing true unit',
      ...['location', 'departure', 'destination', 'transport', 'concealment', 'detection'].map(
        field => `column_absent false ${field}`,
      ),
    ]);
  });

  test('shapes: order, case and accents of headers do not count', () => {
    expect(headerFingerprint(['Data Zajęcia', 'ILOŚĆ'])).toBe(headerFingerprint(['ilość', 'data_zajecia']));
    expect(headerFingerprint(['a'])).toMatch(/^[0-9a-f]{64}$/);
    expect(headerOverlap(['a', 'b', 'c', 'd', 'e'], ['A', 'B', 'C', 'D'])).toBe(0.8);
  });
});
