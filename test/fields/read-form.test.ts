import { describe, expect, expectTypeOf, test } from 'vitest';
import { BadRequest } from '../../src/errors.ts';
import {
  choice,
  choices,
  code,
  date,
  decimal,
  integer,
  longtext,
  officialMail,
  parsed,
  readForm,
  readTyped,
  rows,
  shaped,
  text,
  typedOf,
  uuid,
  version,
  yesno,
  type CodeSource,
} from '../../src/fields/index.ts';
import { read, refuse } from '../../src/text/readable-text.ts';

const countries: CodeSource = {
  has: one => ['KE', 'FR'].includes(one),
  name: one => one,
  options: () => [{ value: 'KE', label: 'Kenya' }],
};

const fields = {
  version,
  title: text({ max: 10 }),
  note: longtext({ max: 40, optional: true }),
  part: choice(['map', 'list']),
  sort: choice(['new', 'old'], { optional: true }),
  days: choices(['mon', 'tue', 'wed'], { optional: true }),
  from: date({ from: '2020-01-01', to: '2029-12-31' }),
  country: code(countries, { optional: true }),
  count: integer({ min: 0, max: 100, optional: true }),
  share: decimal({ min: 0, max: 1, optional: true }),
  sure: yesno({ optional: true }),
};
const good = { version: '3', title: ' Hello ', part: 'map', from: '2024-02-29' };

/** What is wrong, as "field key". */
const wrong = (body: object): string[] =>
  readForm({ ...good, ...body }, fields).problems.map(({ path, key }) => `${path} ${key}`);

describe('a posted form', () => {
  test('reads to typed values, with emptiness of each kind', () => {
    const { typed, values, problems } = readForm({ ...good, _csrf: 'x' }, fields);
    expect(problems).toEqual([]);
    expect(values).toEqual({
      version: 3,
      title: 'Hello',
      note: '',
      part: 'map',
      sort: '',
      days: [],
      from: '2024-02-29',
      country: '',
      count: undefined,
      share: undefined,
      sure: undefined,
    });
    expect(typed).toMatchObject({ title: ' Hello ', note: '', days: '' });
    if (values) {
      expectTypeOf(values.part).toEqualTypeOf<'map' | 'list'>();
      expectTypeOf(values.sort).toEqualTypeOf<'new' | 'old' | ''>();
      expectTypeOf(values.days).toEqualTypeOf<readonly ('mon' | 'tue' | 'wed')[]>();
      expectTypeOf(values.count).toEqualTypeOf<number | undefined>();
    }
  });

  test('several keep the order of the declaration', () => {
    expect(readForm({ ...good, days: ['wed', 'mon', 'wed'] }, fields).values?.days).toEqual(['mon', 'wed']);
    expect(readForm({ ...good, days: 'tue' }, fields).typed.days).toBe('tue');
  });

  test.each([
    [{ title: '' }, 'title forms:problem.missing'],
    [{ title: '  ' }, 'title forms:problem.missing'],
    [{ title: 'more than ten' }, 'title findings:tooLong'],
    [{ title: 'a\u202eb' }, 'title findings:characterBidi'],
    [{ title: 'a\nb' }, 'title findings:characterControl'],
    [{ note: 'call +254 712 345 678 or mail me' }, 'note forms:problem.nominal'],
    [{ part: 'else' }, 'part forms:problem.notListed'],
    [{ days: ['mon', 'sun'] }, 'days forms:problem.notListed'],
    [{ from: '2023-02-29' }, 'from forms:problem.noDate'],
    [{ from: '29.2.2024' }, 'from forms:problem.noDate'],
    [{ from: '2019-12-31' }, 'from forms:problem.dateOutside'],
    [{ from: '2030-01-01' }, 'from forms:problem.dateOutside'],
    [{ country: 'XX' }, 'country forms:problem.notListed'],
    [{ count: '1.5' }, 'count findings:notWhole'],
    [{ count: '-1' }, 'count findings:negative'],
    [{ share: '2' }, 'share findings:tooLarge'],
    [{ sure: 'perhaps' }, 'sure findings:notYesOrNo'],
    [{ version: '1e3' }, 'version forms:problem.malformed'],
  ])('%j is refused at its field', (body, problem) => {
    expect(wrong(body)).toEqual([problem]);
  });

  test('what could be read is there beside what could not', () => {
    const { values, read: given } = readForm({ ...good, from: 'x' }, fields);
    expect(values).toBeUndefined();
    expect(given.title).toBe('Hello');
    expect(given.from).toBeUndefined();
  });

  test('what is not declared is refused, and so is what comes twice', () => {
    for (const body of [{ role: 'admin' }, { title: ['a', 'b'] }, JSON.parse('{"__proto__":"1"}') as object])
      expect(() => readForm(body, fields)).toThrow(BadRequest);
    expect(() => readForm(undefined, {})).not.toThrow();
  });

  test('a check sees what was read, and adds nothing to a field that has a problem', () => {
    const both = { from: date({}), to: date({}) };
    const reversed = ({ from = '', to = '' }): { path: string; key: string }[] =>
      to < from ? [{ path: 'to', key: 'x:reversed' }] : [];
    expect(readForm({ from: '2024-02-01', to: '2024-01-01' }, both, reversed).problems).toEqual([
      { path: 'to', key: 'x:reversed' },
    ]);
    expect(readForm({ from: '2024-02-01', to: '' }, both, reversed).problems).toHaveLength(1);
  });

  test('a draft is what was typed, read later', () => {
    const typed = typedOf({ title: 'More than ten\0', days: ['tue', 'mon'] }, fields);
    expect(typed).toMatchObject({ title: 'More than ten\0', days: 'tue,mon', part: '' });
    expect(readTyped(typed, fields).problems.map(({ path }) => path)).toEqual(['version', 'title', 'part', 'from']);
  });
});

describe('fields of their own', () => {
  test('a shape says what it should be', () => {
    const one = { code: shaped(/^[A-Z]{3}$/, 'x:noCode'), other: shaped(/^\d$/, 'x:noDigit', { optional: true }) };
    expect(readForm({ code: ' ABC ' }, one).values).toEqual({ code: 'ABC', other: '' });
    expect(readForm({ code: 'abc', other: 'z' }, one).problems.map(({ key }) => key)).toEqual([
      'x:noCode',
      'x:noDigit',
    ]);
  });

  test('a reader makes a value of its own type', () => {
    const half = parsed(typed => (typed === 'half' ? read(0.5) : refuse('x:noHalf')), { optional: true });
    expect(readForm({ half: ' half ' }, { half }).values).toEqual({ half: 0.5 });
    expect(readForm({}, { half }).values).toEqual({ half: '' });
  });

  test('a field may have its own words for a problem', () => {
    const reason = text({ max: 5, problems: { required: 'x:why', tooLong: 'x:shorter' } });
    expect(readForm({}, { reason }).problems[0]?.key).toBe('x:why');
    expect(readForm({ reason: 'abcdef' }, { reason }).problems[0]).toEqual({
      path: 'reason',
      key: 'x:shorter',
      values: { max: 5, actual: 6 },
    });
  });

  test('the mail of an office', () => {
    const email = officialMail();
    expect(readForm({ email: ' Office@Customs.Example ' }, { email }).values?.email).toBe('Office@customs.example');
    expect(readForm({ email: 'ada@yahoo.fr' }, { email }).problems[0]?.key).toBe('forms:problem.personalMail');
    expect(readForm({ email: 'ada@' }, { email }).problems[0]?.key).toBe('forms:problem.noMail');
    expect(readForm({ id: 'x' }, { id: uuid }).problems[0]?.key).toBe('forms:problem.malformed');
  });
});

describe('rows', () => {
  const goods = { product: text({ max: 20 }), packages: integer({ min: 0, max: 9, optional: true }) };

  test('of known keys', () => {
    const form = { files: rows(goods, { keys: ['a', 'b'] }) };
    const body = { 'product.a': 'Tea', 'product.b': 'Tin', 'packages.b': '3' };
    expect(readForm(body, form).values?.files).toEqual([
      { key: 'a', product: 'Tea', packages: undefined },
      { key: 'b', product: 'Tin', packages: 3 },
    ]);
    expect(() => readForm({ 'product.c': 'x' }, form)).toThrow(BadRequest);
    expect(readForm({}, form).problems.map(({ path }) => path)).toEqual(['product.a', 'product.b']);
  });

  test('as many as were sent, in their order', () => {
    const lines = rows(goods, { most: 20, nameOf: (key, field) => `lines.${key}.${field}` });
    const body = { 'lines.10.product': 'Ten', 'lines.2.product': 'Two', 'lines.2.packages': '1' };
    const { values, typed } = readForm(body, { lines });
    expect(values?.lines.map(({ key, product }) => `${key} ${product}`)).toEqual(['2 Two', '10 Ten']);
    expect(typed).toEqual({ ...body, 'lines.10.packages': '' });
    expect(readForm({}, { lines }).values).toEqual({ lines: [] });
    expect(() => readForm({ 'lines.20.product': 'x' }, { lines })).toThrow(BadRequest);
    expect(() => readForm({ 'lines.1.colour': 'x' }, { lines })).toThrow(BadRequest);
    expect(() => readForm({ 'persons.1.product': 'x' }, { lines })).toThrow(BadRequest);
  });
});
