import { describe, expect, test } from 'vitest';
import {
  decideDateStyle,
  decideNumberStyle,
  readDate,
  readNumber,
  type DateStyle,
} from '../../../src/imports/engine/index.ts';
import { dateStyles, dice, facts, languages, numberStyles, writeDate, writeNumber } from '../generate.ts';

const dmy: DateStyle = { order: 'dmy' };
const dated = (cell: string, style: DateStyle = dmy): string => {
  const read = readDate(cell, style);
  return typeof read === 'string' ? read : read.precision === 'day' ? read.date : `${read.date} ${read.precision}`;
};
const number = (cell: string, decimal: '.' | ','): number | string => {
  const read = readNumber(cell, { decimal });
  return typeof read === 'string' ? read : read.value;
};

describe('dates', () => {
  test('33 to 39: each writing, sizes 1 to 200; decided ones are never wrong', () => {
    const counts = { decided: 0, asked: 0, wrongCells: 0, askedOfFiveOrMore: 0, files: 0 };
    for (const style of dateStyles) {
      for (const size of [1, 3, 5, 10, 40, 200]) {
        for (let seed = 1; seed <= 12; seed += 1) {
          const list = facts(size, seed * 31 + size);
          const cells = list.map(fact => writeDate(fact.date, style, languages[seed % 7]));
          const decision = decideDateStyle(cells);
          counts.files += 1;
          if (decision.state === 'ask') {
            counts.asked += 1;
            if (size >= 10) counts.askedOfFiveOrMore += 1;
            continue;
          }
          counts.decided += 1;
          counts.wrongCells += cells.filter((cell, index) => dated(cell, decision.style) !== list[index]?.date).length;
        }
      }
    }
    expect(counts.wrongCells).toBe(0);
    expect(counts.askedOfFiveOrMore / counts.files).toBeLessThan(0.03);
    expect(counts.decided).toBeGreaterThan(counts.files * 0.8);
  });

  test('40 and 43: cells that fit both orders, first of each month: asked, with both readings', () => {
    const ambiguous = ['03/04/2012', '05/06/2013', '11/12/2014'];
    const decision = decideDateStyle(ambiguous);
    expect(decision).toMatchObject({ state: 'ask', why: 'both_fit' });
    expect(decision.options.map(({ examples }) => examples[0]?.date)).toEqual(['2012-04-03', '2012-03-04']);
    const firsts = facts(50, 9, { firstOfMonth: true }).map(fact => writeDate(fact.date, 'd/m/Y'));
    expect(decideDateStyle(firsts).state).toBe('ask');
  });

  test('41 mixed 97 : 3: the majority holds, every cell in doubt is flagged, none silently wrong', () => {
    const list = facts(300, 77);
    const cells = list.map((fact, index) => writeDate(fact.date, index % 33 === 5 ? 'm/d/Y' : 'd/m/Y'));
    const { state, style } = decideDateStyle(cells);
    expect({ state, style }).toEqual({ state: 'decided', style: { order: 'dmy', mixed: true } });
    const silent = cells.filter((cell, index) => {
      const read = readDate(cell, style);
      return typeof read === 'object' && read.doubt === undefined && read.date !== list[index]?.date;
    });
    expect(silent).toEqual([]);
    expect(
      cells.filter(cell => (readDate(cell, style) as { doubt?: string }).doubt === 'minority').length,
    ).toBeGreaterThan(2);
  });

  test('42 a column Excel has mangled is found out and asked', () => {
    const cells = facts(80, 42).map(({ date }) => {
      const [year = '', month = '', day = ''] = date.split('-');
      return Number(day) <= 12 ? `${year}-${day}-${month}` : `${day}/${month}/${year}`;
    });
    const decision = decideDateStyle(cells);
    expect(decision).toMatchObject({ state: 'ask', why: 'mangled', style: { order: 'dmy', swapIso: true } });
    expect(facts(80, 42).map(({ date }) => date)).toEqual(cells.map(cell => dated(cell, decision.style)));
  });

  test('44 year only, year and month: kept with their precision', () => {
    expect(dated('2012')).toBe('2012-01-01 year');
    expect(['2012-05', '05/2012', 'May 2012', 'mai 2012', 'май 2012', 'Oct-12'].map(cell => dated(cell))).toEqual([
      ...Array<string>(5).fill('2012-05-01 month'),
      '2012-10-01 month',
    ]);
  });

  test('month names in seven languages, with their little words', () => {
    const cells = [
      '5 October 2012',
      'October 5th, 2012',
      '5 octobre 2012',
      '5 de octubre de 2012',
      '5 de outubro de 2012',
      '5 października 2012 r.',
      '5 октября 2012 г.',
      '5. Oktober 2012',
      '5-Oct-2012',
      'Friday, 5 Oct 2012',
    ];
    expect(cells.map(cell => dated(cell))).toEqual(cells.map(() => '2012-10-05'));
    for (const language of languages)
      for (const { date } of facts(30, 3)) expect(dated(writeDate(date, 'named', language))).toBe(date);
  });

  test('times are put aside and never move the day', () => {
    expect(readDate('2012-10-05T23:30:00Z', dmy)).toEqual({ date: '2012-10-05', precision: 'day', time: '23:30' });
    expect(readDate('05.10.2012 7:05 PM', dmy)).toEqual({ date: '2012-10-05', precision: 'day', time: '19:05' });
    expect(dated('2012-10-05 00:00:00.000+14:00')).toBe('2012-10-05');
  });

  test('impossible days are unreadable, nothing becomes today', () => {
    const cells = [
      '30.02.2012',
      '31.04.2012',
      '29.02.2011',
      '00.01.2012',
      '2012-13-01',
      '0000-01-01',
      '01.01.0000',
      'yesterday',
      'today',
      '12',
      '2012-02-30',
      '99.99.9999',
      'NaN',
      '12.5',
      '1e5',
      '41187',
    ];
    expect(cells.map(cell => dated(cell))).toEqual(cells.map(() => 'unreadable'));
    expect(dated('29.02.2012')).toBe('2012-02-29');
    expect(['', ' ', '-', 'n.a.'].map(cell => dated(cell))).toEqual(['blank', 'blank', 'blank', 'blank']);
  });

  test('day numbers of 1900 and 1904, two-digit years, other calendars', () => {
    expect(dated('41187', { order: 'dmy', serials: '1900' })).toBe('2012-10-05');
    expect(dated('39725', { order: 'dmy', serials: '1904' })).toBe('2012-10-05');
    expect([dated('5/10/49'), dated('5/10/50')]).toEqual(['2049-10-05', '1950-10-05']);
    expect(decideDateStyle(['05/10/2555', '17/11/2556'])).toMatchObject({ state: 'ask', why: 'calendar' });
    expect(dated('05/10/2555', { order: 'dmy', buddhist: true })).toBe('2012-10-05');
    expect(dated('٠٥/١٠/٢٠١٢')).toBe('2012-10-05');
  });
});

describe('numbers', () => {
  test.each(numberStyles)('24 to 31: %s', style => {
    const roll = dice(8);
    const values = Array.from({ length: 60 }, () => Math.round(roll() ** 4 * 5_000_000 * 100) / 100 + 0.01);
    const cells = values.map(value => writeNumber(value, style));
    const decision = decideNumberStyle(cells);
    expect(decision.state).toBe('decided');
    expect(cells.map(cell => number(cell, decision.style.decimal))).toEqual(
      values.map(value => (style.endsWith('50') ? Number(value.toFixed(2)) : Number(value.toPrecision(12)))),
    );
  });

  test('32 only 1,234: asked, with both readings', () => {
    expect(decideNumberStyle(['1,234', '5,678', '12'])).toMatchObject({
      state: 'ask',
      why: 'both_fit',
      options: [{ examples: [{ value: 1234 }, { value: 5678 }] }, { examples: [{ value: 1.234 }, { value: 5.678 }] }],
    });
  });

  test('small files: decided ones are never wrong', () => {
    const counts = { wrong: 0, asked: 0, files: 0 };
    for (const style of numberStyles) {
      for (let seed = 1; seed <= 60; seed += 1) {
        const values = facts(1 + (seed % 12), seed).map(({ quantity }) => quantity);
        const cells = values.map(value => writeNumber(value, style));
        const { state, style: decided } = decideNumberStyle(cells);
        counts.files += 1;
        if (state === 'ask') counts.asked += 1;
        else
          counts.wrong += cells.filter(
            (cell, index) => Math.abs(Number(number(cell, decided.decimal)) - (values[index] ?? 0)) > 0.005,
          ).length;
      }
    }
    expect(counts.wrong).toBe(0);
    expect(counts.asked).toBeLessThan(counts.files * 0.05);
  });

  test('what is stated and what is not', () => {
    expect(['-   zł', ' -   zł ', '- €', '€ -', '', '–', 'n.a.'].map(cell => number(cell, ','))).toEqual(
      Array(7).fill('blank'),
    );
    expect([
      number('0', '.'),
      number('0,00 zł', ','),
      number('-5', '.'),
      number('(5)', '.'),
      number('+5', '.'),
    ]).toEqual([0, 0, -5, -5, 5]);
    expect(['1 904,67 zł', '8 120,0000', '422 998,71 zł', '19 000,00'].map(cell => number(cell, ','))).toEqual([
      1904.67, 8120, 422998.71, 19000,
    ]);
    expect(number('0.35700000000000004', '.')).toBe(0.357);
    expect(number('1.5E+3', '.')).toBe(1500);
    expect(number("1'234'567.89", '.')).toBe(1234567.89);
    expect(number('12,34,567.50', '.')).toBe(1234567.5);
  });

  test('units and currencies beside the number', () => {
    expect(readNumber('12 kg', { decimal: '.' })).toEqual({ value: 12, unit: 'kg' });
    expect(readNumber('12,5kg', { decimal: ',' })).toEqual({ value: 12.5, unit: 'kg' });
    expect(readNumber('US$ 1,200.00', { decimal: '.' })).toEqual({ value: 1200, currency: 'USD' });
    expect(readNumber('3 790,00 zł', { decimal: ',' })).toEqual({ value: 3790, currency: 'PLN' });
    expect(readNumber('45 %', { decimal: '.' })).toEqual({ value: 45 });
  });

  test('sums, ranges, guesses and nonsense are unreadable, never half read', () => {
    const cells = [
      'almost 5',
      '5-10',
      '5 x 20',
      '1/2',
      'abc',
      'NaN',
      'Infinity',
      '1.2.3',
      '1,2,3',
      '12 5',
      '5 kg 3',
      '12..5',
      '>100',
      '1e999',
    ];
    expect(cells.map(cell => number(cell, '.'))).toEqual(cells.map(() => 'unreadable'));
  });

  test.each(['about 5', '~5', 'ca. 5', 'около 5', '約5', 'khoảng 5', '5,-'])('%s is five', cell => {
    expect(number(cell, '.')).toBe(5);
  });

  test('a typed 2.5 among written 3,5 reads as itself; a mixed column flags what fits both', () => {
    expect(number('2.5', ',')).toBe(2.5);
    expect(number('1.2340', ',')).toBe(1.234);
    expect(number('1.234', ',')).toBe(1234);
    expect(readNumber('1,234', { decimal: '.', mixed: true })).toEqual({ value: 1234, doubt: 'either' });
  });
});
