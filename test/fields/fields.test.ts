import { describe, expect, test } from 'vitest';
import { BadRequest } from '../../src/errors.ts';
import {
  addressOf,
  asking,
  choice,
  choices,
  code,
  date,
  decimal,
  integer,
  longtext,
  readQuery,
  readValue,
  showValue,
  text,
  freeText,
  writeValue,
  yesno,
  type AskWords,
  type CodeSource,
  type Field,
} from '../../src/fields/index.ts';

const t = ((key: string) => `«${key}»`) as AskWords['t'];
const en: AskWords = { lang: 'en', t };
const fr: AskWords = { lang: 'fr', t };
const countries: CodeSource = {
  has: one => one === 'KE',
  name: (_, lang) => (lang === 'fr' ? 'Le Kenya' : 'Kenya'),
  options: lang => [{ value: 'KE', label: lang }],
};

describe('a query string', () => {
  const fields = {
    q: freeText,
    sort: choice(['new', 'old']),
    kind: choices(['a', 'b']),
    from: date({}),
    page: integer({ min: 1, max: 9 }),
  };

  test('everything may be left out', () => {
    expect(readQuery({}, fields)).toEqual({ q: '', sort: '', kind: [], from: '', page: '' });
    expect(readQuery({ q: ' tea ', kind: ['b', 'a,b'], from: '2024-02-29', sort: '' }, fields)).toEqual({
      q: 'tea',
      sort: '',
      kind: ['a', 'b'],
      from: '2024-02-29',
      page: '',
    });
  });

  test.each([
    [{ page2: '1' }, 'page2 forms:problem.unknownParameter'],
    [{ constructor: '1' }, 'constructor forms:problem.unknownParameter'],
    [{ q: 'a\u202eb' }, 'q forms:problem.malformed'],
    [{ q: 'a\0b' }, 'q forms:problem.malformed'],
    [{ q: ['a', 'b'] }, 'q forms:problem.malformed'],
    [{ q: { a: 'b' } }, 'q forms:problem.malformed'],
    [{ q: '\ud800' }, 'q forms:problem.malformed'],
    [{ q: 'x'.repeat(201) }, 'q forms:problem.malformed'],
    [{ sort: 'none' }, 'sort forms:problem.malformed'],
    [{ kind: 'a,c' }, 'kind forms:problem.malformed'],
    [{ from: '2023-02-29' }, 'from forms:problem.malformed'],
  ])('%j is refused by name', (query, problem) => {
    const refused = (): unknown => readQuery(query, fields);
    expect(refused).toThrow(BadRequest);
    try {
      refused();
    } catch (error) {
      expect((error as BadRequest).fields.map(({ path, key }) => `${path} ${key}`)).toEqual([problem]);
    }
  });

  test('an address says what is asked for and nothing else', () => {
    expect(addressOf('/x', { q: 'a b', kind: ['a', 'b'], sort: '' })).toBe('/x?q=a+b&kind=a%2Cb');
    expect(addressOf('/x', { q: '' })).toBe('/x');
  });
});

describe('a control', () => {
  const fields = {
    title: text({ max: 10 }),
    note: longtext({ max: 40, optional: true }),
    part: choice(['map', 'list'], { labels: 'x:part' }),
    days: choices(['mon', 'tue'], { optional: true }),
    country: code(countries),
    sure: yesno(),
  };

  test('asks what the declaration says, filled in with what was typed', () => {
    const ask = asking(fields, { title: 'Tea', days: 'mon,tue' }, en, 'x:field');
    expect(ask('title', { hint: 'Short' })).toEqual({
      name: 'title',
      label: '«x:field.title»',
      value: 'Tea',
      type: 'text',
      max: 10,
      hint: 'Short',
    });
    expect(ask('note', { label: 'Note', rows: 2 })).toMatchObject({
      type: 'longtext',
      rows: 2,
      optional: true,
      label: 'Note',
    });
    expect(ask('part').options).toEqual([
      { value: 'map', label: '«x:part.map»' },
      { value: 'list', label: '«x:part.list»' },
    ]);
    expect(ask('days')).toMatchObject({ type: 'choices', value: ['mon', 'tue'] });
    expect(asking(fields, {}, fr, 'x:field')('country')).toMatchObject({ type: 'code', options: [{ label: 'fr' }] });
    expect(ask('sure').options?.map(({ value }) => value)).toEqual(['yes', 'no']);
  });
});

describe('a value', () => {
  test.each<[Field, unknown, string, string]>([
    [text({ max: 9 }), 'Tea', 'Tea', 'Tea'],
    [choice(['map'], { labels: 'x:part' }), 'map', '«x:part.map»', '«x:part.map»'],
    [code(countries), 'KE', 'Kenya', 'Le Kenya'],
    [choices(['a', 'b']), ['a', 'b'], 'a, b', 'a, b'],
    [date({}), '2024-02-29', '29 Feb 2024', '29 févr. 2024'],
    [decimal({ min: 0, max: 1e9, unit: 'kg' }), 1234.5, '1,234.5 kg', '1\u202f234,5 kg'],
    [yesno(), false, '«common:no»', '«common:no»'],
    [date({}), '', '', ''],
    [integer({ min: 0, max: 9 }), undefined, '', ''],
  ])('%j %j is said in words', (field, value, english, french) => {
    expect(showValue(field, value, en)).toBe(english);
    expect(showValue(field, value, fr)).toBe(french);
  });

  test.each<[Field, unknown]>([
    [yesno(), true],
    [decimal({ min: -9, max: 9 }), -1.25],
    [date({}), '2024-02-29'],
    [text({ max: 9 }), 'Tea'],
  ])('%j is written so that it reads back', (field, value) => {
    expect(readValue(field, writeValue(value))).toEqual({ ok: true, value });
  });
});
