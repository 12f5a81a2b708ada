import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headingCodes } from '../../src/seizures/goods/heading.ts';
import { allCommonFields } from '../../src/seizures/fields.ts';
import { parseLine, screenedTexts, validateRecord } from '../../src/seizures/checks/validate.ts';
import { sampleRecord, sampleShortRecord } from '../support/builders.ts';
import {
  context,
  errorsOf,
  lookUp,
  testToday,
  validate,
  validateOn,
  warningsOf,
  withValue,
} from '../support/validation.ts';
import { latestToday } from '../../src/text/plain-date.ts';

const record = sampleRecord('DRUG');
const withFact = (name: string, value: unknown) => withValue(record, `facts.${name}`, value);

describe('whatever comes, nothing is thrown', () => {
  test.each(['submit', 'draft'] as const)('%s', purpose => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withNullPrototype: true,
          withSparseArray: true,
          withTypedArray: true,
          withSet: true,
        }),
        value => {
          const { record: read, errors } = validate(value, { purpose });
          if (purpose === 'submit') expect(errors.length).toBeGreaterThan(0);
          expect(read === undefined).toBe(errors.length > 0);
        },
      ),
      { numRuns: 1500 },
    );
  });

  test('any JSON in any place of a record', () => {
    const places = [
      'facts',
      'lines',
      'persons',
      'lines.0',
      'lines.0.details',
      'persons.0',
      ...allCommonFields.map(field => `facts.${field.name}`),
      'lines.0.heading',
      'lines.0.product',
      'lines.0.quantity',
      'lines.0.unit',
      'lines.0.details.physicalForm',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue({ noUnicodeString: false }), (path, value) => {
        const { errors } = validate(withValue(record, path, value));
        for (const error of errors) expect(error.key).toMatch(/^findings:[a-zA-Z]+$/);
      }),
      { numRuns: 1500 },
    );
  });

  test('names that every object has are no products and no codes', () => {
    for (const code of headingCodes) {
      for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
        expect(errorsOf(withValue(sampleRecord(code), 'lines.0.product', name)), code).toContain(
          'lines.0.product unknownCode',
        );
        expect(errorsOf(withValue(sampleRecord(code), 'lines.0.unit', name)), code).toContain(
          'lines.0.unit unknownCode',
        );
        expect(errorsOf(withValue(sampleRecord(code), 'lines.0.heading', name))).toContain(
          'lines.0.heading unknownCode',
        );
      }
    }
    expect(warningsOf(withValue(sampleRecord('ODS'), 'lines.0.details.composition', 'constructor 50%'))).toContain(
      'lines.0.details.composition compositionUnknown',
    );
  });

  test('what was read once reads the same again', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...headingCodes),
        fc.constantFrom('submit' as const, 'draft' as const),
        (code, purpose) => {
          const first = validate(sampleRecord(code), { purpose }).record;
          expect(validate(first, { purpose }).record).toEqual(first);
          expect(validate(JSON.parse(JSON.stringify(first)), { purpose }).record).toEqual(first);
        },
      ),
    );
  });

  test('deep and long things are refused quickly', () => {
    const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) as unknown;
    expect(validate(deep).record).toBeUndefined();
    expect(errorsOf(withFact('narrative', deep))).toContain('facts.narrative notText');
    expect(errorsOf(withFact('narrative', 'x'.repeat(5_000_000)))).toEqual(['facts.narrative tooLong']);
    expect(errorsOf({ ...record, lines: Array.from({ length: 201 }, () => record.lines[0]) })).toEqual([
      'lines tooMany',
    ]);
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_one, at) => [`field${at}`, at]));
    expect(validate({ ...record, facts: many }).errors.length).toBeLessThan(60);
  });
});

describe('common fields', () => {
  const never: readonly unknown[] = [{}, [[]], [{}], NaN, 'a\u0000b', 'a\ud800b', 'a\u202eb', 'a\u2067b', '\u0001'];
  test.each(allCommonFields.map(field => [field.name, field] as const))(
    '%s refuses what it cannot hold',
    (name, field) => {
      const wrong =
        field.type === 'integer' || field.type === 'decimal'
          ? [true, 'x', ['1']]
          : field.type === 'date'
            ? [20260314, ['2026-03-14']]
            : 'many' in field
              ? [12, [12]]
              : [12, true, ['a']];
      for (const value of [...never, ...wrong]) {
        expect(
          validate(withFact(name, value)).errors.map(error => error.path),
          JSON.stringify(value),
        ).toContain(`facts.${name}`);
      }
    },
  );

  test.each(
    allCommonFields
      .filter(field => 'max' in field && (field.type === 'text' || field.type === 'longtext'))
      .map(field => [field.name, field] as const),
  )('%s is no longer than it may be', (name, field) => {
    const max = 'max' in field ? field.max : 0;
    expect(errorsOf(withFact(name, 'é'.repeat(max)))).toEqual([]);
    expect(errorsOf(withFact(name, '𝒳'.repeat(max)))).toEqual([]);
    expect(errorsOf(withFact(name, 'x'.repeat(max + 1)))).toEqual([`facts.${name} tooLong`]);
  });

  test.each(allCommonFields.filter(field => field.type === 'code').map(field => [field.name]))(
    '%s must be in its list',
    name => {
      expect(errorsOf(withFact(name, 'Q9'))).toContain(`facts.${name} unknownCode`);
    },
  );

  test('required ones are asked in both forms', () => {
    const names = [
      'seizureDate',
      'country',
      'location',
      'direction',
      'departure',
      'destination',
      'transport',
      'concealment',
      'detection',
    ];
    for (const form of ['short', 'long'] as const) {
      const errors = errorsOf({ facts: {}, lines: [record.lines[0]] }, { form });
      expect(errors.filter(error => error.endsWith('required')).sort()).toEqual(
        names.map(name => `facts.${name} required`).sort(),
      );
    }
  });

  test('empty is not stated', () => {
    for (const empty of ['', '   ', null, undefined, []]) {
      expect(errorsOf(withFact('narrative', empty)).filter(error => !error.includes('narrative'))).toEqual([]);
      expect(validate(withFact('operation', empty)).record?.facts).not.toHaveProperty('operation');
      expect(errorsOf(withFact('country', empty))).toContain('facts.country required');
    }
  });

  test('texts are trimmed, in composed form, and long ones keep their lines', () => {
    const { record: read } = validate({
      ...record,
      facts: { ...record.facts, operation: '  Ope\u0301ration ', narrative: 'one\r\ntwo\tthree\n' },
    });
    expect(read?.facts.operation).toBe('Opération');
    expect(read?.facts.narrative).toBe('one\ntwo\tthree');
    expect(errorsOf(withFact('operation', 'one\ntwo'))).toEqual(['facts.operation characterControl']);
  });

  test('the message says where the bad character is', () => {
    expect(validate(withFact('operation', 'ab\u202ecd')).errors).toEqual([
      { path: 'facts.operation', key: 'findings:characterBidi', values: { code: 'U+202E', position: 3 } },
    ]);
    expect(validate(withFact('operation', 'ab\u0000cd')).errors).toEqual([
      { path: 'facts.operation', key: 'findings:characterControl', values: { code: 'U+0000', position: 3 } },
    ]);
    expect(validate(withFact('operation', 'ab\ud83dcd')).errors).toEqual([
      { path: 'facts.operation', key: 'findings:characterBroken', values: { code: 'U+D83D', position: 3 } },
    ]);
  });

  test('several choices come as one word or a list, and count once', () => {
    expect(validate(withFact('modus', 'mixing')).record?.facts.modus).toEqual(['mixing']);
    expect(validate(withFact('transit', ['OM', 'OM', 'SO'])).record?.facts.transit).toEqual(['OM', 'SO']);
    expect(
      errorsOf(
        withFact(
          'transit',
          Array.from({ length: 61 }, () => 'OM'),
        ),
      ),
    ).toEqual(['facts.transit tooMany']);
  });

  test('unknown fields are errors, wherever they stand', () => {
    expect(errorsOf({ ...record, status: 'verified' })).toEqual(['status unknownField']);
    expect(errorsOf(withFact('Country', 'KE'))).toEqual(['facts.Country unknownField']);
    expect(errorsOf(withValue(record, 'lines.0.kgEquivalent', 1))).toEqual(['lines.0.kgEquivalent unknownField']);
    expect(errorsOf(withValue(record, 'persons.0.name', 'x'))).toEqual(['persons.0.name unknownField']);
    expect(errorsOf(JSON.parse('{"__proto__": {"facts": {}}}'))).toContain('__proto__ unknownField');
    expect(({} as Record<string, unknown>).facts).toBeUndefined();
  });
});

describe('dates', () => {
  test.each(['2026-02-30', '2025-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '0000-01-01'])(
    '%s is not a day',
    date => {
      expect(errorsOf(withFact('seizureDate', date))).toContain('facts.seizureDate noSuchDay');
    },
  );
  test.each(['14.03.2026', '2026-3-14', '2026-03-14T00:00:00Z', '20260314', 'today', '+002026-03-14', '-000001-01-01'])(
    '%s is not read as a date',
    date => {
      expect(errorsOf(withFact('seizureDate', date))).toContain('facts.seizureDate notADate');
    },
  );
  test('from 1900 to today, leap days included', () => {
    expect(errorsOf(withFact('seizureDate', '0001-01-01'))).toContain('facts.seizureDate dateOutOfRange');
    expect(errorsOf(withFact('seizureDate', '1899-12-31'))).toContain('facts.seizureDate dateOutOfRange');
    expect(errorsOf(withFact('seizureDate', '2026-11-26'))).toEqual(['facts.seizureDate dateInFuture']);
    expect(errorsOf(withFact('seizureDate', testToday))).toEqual([]);
    expect(errorsOf(withFact('seizureDate', '2024-02-29')).filter(error => error.includes('seizureDate'))).toEqual([]);
    expect(warningsOf(withFact('seizureDate', '2006-11-24'))).toContain('facts.seizureDate dateLongAgo');
  });
  test('today is where the day begins first', () => {
    expect(latestToday(new Date('2026-11-24T09:59:59Z'))).toBe('2026-11-24');
    expect(latestToday(new Date('2026-11-24T10:00:00Z'))).toBe('2026-11-25');
  });
  test('an embargo ends in the future', () => {
    expect(errorsOf(withFact('embargoUntil', testToday))).toEqual(['facts.embargoUntil embargoPast']);
    expect(errorsOf(withFact('embargoUntil', '2027-01-01'))).toEqual([]);
  });
  test('codes must have been in use on the day', () => {
    const asked: (string | undefined)[] = [];
    validateOn(record, (_list, _code, date) => {
      asked.push(date);
      return lookUp('country', 'KE');
    });
    expect(new Set(asked)).toEqual(new Set(['2026-03-14']));
    const line = { ...sampleRecord('HAZ').lines[0], details: { baselCode: 'A1180' } };
    expect(errorsOf({ ...sampleRecord('HAZ'), lines: [line] })).toEqual(['lines.0.details.baselCode codeNotValidThen']);
  });
});

describe('numbers', () => {
  const quantity = (value: unknown) => validate(withValue(record, 'lines.0.quantity', value));
  test.each([
    ['1234.5', 1234.5],
    ['1234,5', 1234.5],
    ['1 234,5', 1234.5],
    ['1\u00a0234.5', 1234.5],
    ['1\u202f234\u202f567', 1234567],
    ["1'234.50", 1234.5],
    ['1,234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['1,234,567', 1234567],
    ['1.234.567', 1234567],
    ['0,125', 0.125],
    ['12.345', 12.345],
    [' 7 ', 7],
    ['0.35700000000000004', 0.357],
    [0.1 + 0.2, 0.3],
    [42.6, 42.6],
  ])('%s is read', (typed, value) => {
    expect(quantity(typed).record?.lines[0]?.quantity).toBe(value);
  });
  test('1,234 can be two numbers, and both are named', () => {
    expect(quantity('1,234').errors).toEqual([
      { path: 'lines.0.quantity', key: 'findings:numberTwoWays', values: { whole: '1234', decimal: '1.234' } },
    ]);
  });
  test.each([
    '1 23',
    '12 34',
    '1,23,4',
    '.5',
    '5.',
    '1e5',
    '0x1F',
    '1_000',
    '٣',
    '12kg',
    '--1',
    '+1',
    'Infinity',
    '1'.repeat(41),
  ])('%s is not a number', typed => {
    expect(quantity(typed).errors[0]?.key).toBe('findings:notANumber');
  });
  test('every number written in either language comes back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.integer({ min: 0, max: 99 }),
        fc.constantFrom('en', 'fr'),
        (whole, cents, lang) => {
          const value = Number(`${whole}.${String(cents).padStart(2, '0')}`);
          const typed = new Intl.NumberFormat(lang, { minimumFractionDigits: 2 }).format(value);
          expect(quantity(typed).record?.lines[0]?.quantity).toBe(value);
        },
      ),
      { numRuns: 200 },
    );
  });
  test('counts are whole', () => {
    expect(errorsOf(withValue(record, 'lines.0.packages', 1.5))).toEqual(['lines.0.packages notWhole']);
    expect(errorsOf(withValue(record, 'lines.0.packages', '1.5'))).toEqual(['lines.0.packages notWhole']);
  });
});

describe('facts that do not go together', () => {
  const cases: readonly (readonly [string, Record<string, unknown>, string, string])[] = [
    ['latitude alone', { longitude: undefined }, 'E', 'longitude coordinatesTogether'],
    ['longitude alone', { latitude: undefined }, 'E', 'latitude coordinatesTogether'],
    ['the Gulf of Guinea', { latitude: 0, longitude: 0 }, 'W', 'latitude coordinatesZero'],
    ['a place in another country', { country: 'TZ' }, 'W', 'place placeElsewhere'],
    [
      'a passenger by air at a seaport',
      { transport: 'AIR-PAX', concealment: 'CON-BAG-HAND' },
      'W',
      'transport transportAgainstPlace',
    ],
    [
      'swallowed goods in a container vessel',
      { concealment: 'CON-BODY-INT' },
      'W',
      'concealment concealmentAgainstTransport',
    ],
    ['origin is destination', { origin: 'UG' }, 'W', 'destination originIsDestination'],
    ['departure is destination', { departure: 'UG' }, 'W', 'destination departureIsDestination'],
    ['nothing left the country', { departure: 'KE', destination: 'KE' }, 'W', 'direction routeStaysHome'],
    ['an import from here', { departure: 'KE' }, 'W', 'direction importFromHere'],
    ['an export to here', { direction: 'EXP', destination: 'KE' }, 'W', 'direction exportToHere'],
    ['transit that ends here', { direction: 'TRN', destination: 'KE' }, 'W', 'direction transitEndsHere'],
    ['transit through the destination', { transit: ['UG'] }, 'W', 'transit transitRepeats'],
    ['offices without being named', { release: 'all' }, 'E', 'releaseOffices officesOnlyNamed'],
    ['named without offices', { releaseOffices: undefined }, 'E', 'releaseOffices officesMissing'],
    ['duty in no currency', { dutyCurrency: undefined }, 'E', 'dutyCurrency currencyNeeded'],
    [
      'another concealment without words',
      { concealment: 'CON-OTH', concealmentText: undefined },
      'W',
      'concealmentText otherNeedsText',
    ],
    ['a language of no narrative', { narrative: undefined }, 'W', 'narrative languageOfNothing'],
  ];
  test.each(cases)('%s', (_name, facts, level, expected) => {
    const changed = { ...record, facts: { ...record.facts, ...facts } };
    expect(level === 'E' ? errorsOf(changed) : warningsOf(changed)).toContain(`facts.${expected}`);
    expect(level === 'E' ? 1 : errorsOf(changed).length).toBe(level === 'E' ? 1 : 0);
  });
  test('two unknown countries are not the same country', () => {
    const facts = { ...record.facts, origin: 'ZZ', departure: 'ZZ', destination: 'ZZ', transit: ['ZZ'] };
    expect(validate({ ...record, facts })).toMatchObject({ errors: [], warnings: [] });
  });
});

describe('lines and persons', () => {
  test('a record has at least one line', () => {
    expect(errorsOf({ ...record, lines: [] })).toEqual(['lines noLines']);
  });
  test('quantity, unit and currency', () => {
    const line = (change: object) => ({ ...record, lines: [{ ...record.lines[0], ...change }] });
    expect(errorsOf(line({ quantity: undefined }))).toEqual(['lines.0.quantity required']);
    expect(errorsOf(line({ unit: undefined }))).toEqual(['lines.0.unit unitMissing']);
    expect(errorsOf(line({ currency: undefined }))).toEqual(['lines.0.currency currencyNeeded']);
    expect(errorsOf(line({ quantity2: 5 }))).toEqual(['lines.0.unit2 unitMissing']);
    expect(errorsOf(line({ unit2: 'g' }))).toEqual(['lines.0.quantity2 quantityOfUnit']);
    expect(warningsOf(line({ quantity: 0 }))).toEqual(['lines.0.quantity quantityZero']);
    expect(validate(line({ hsCode: '2939.11.0000' })).record?.lines[0]?.hsCode).toBe('2939110000');
    expect(errorsOf(line({ hsCode: '293' }))).toEqual(['lines.0.hsCode hsShape']);
  });
  test('the message about a unit names product, unit and the usual units in both languages', () => {
    const { errors } = validate(withValue(record, 'lines.0.unit', 'stick'));
    expect(errors).toEqual([
      {
        path: 'lines.0.unit',
        key: 'findings:unitNotAllowed',
        values: {
          unitEn: expect.any(String),
          unitFr: expect.any(String),
          productEn: 'Heroin',
          productFr: expect.stringMatching(/Héroïne/i),
          usualEn: 'kilogram, gram',
          usualFr: 'kilogramme, gramme',
        },
      },
    ]);
  });
  test('a quantity far from the usual is a warning', () => {
    const usual = { median: Math.log(2), mad: 1, n: 100 };
    const of = (quantity: number, norm = usual) =>
      warningsOf(withValue(record, 'lines.0.quantity', quantity), { quantityNorm: () => norm });
    expect(of(6)).toEqual([]);
    expect(of(2000)).toEqual(['lines.0.quantity quantityUnusualHigh']);
    expect(of(0.002)).toEqual(['lines.0.quantity quantityUnusualLow']);
    expect(of(2000, { ...usual, n: 5 })).toEqual([]);
    expect(of(2000, { ...usual, mad: 0 })).toEqual([]);
    const { warnings } = validate(withValue(record, 'lines.0.quantity', 2000), { quantityNorm: () => usual });
    expect(warnings[0]?.values).toEqual({ quantity: 2000, unit: 'kg', times: 1000 });
  });
  test('a line without heading or product', () => {
    expect(errorsOf({ ...record, lines: [{}] })).toEqual(['lines.0.heading required', 'lines.0.product required']);
    expect(errorsOf({ ...record, lines: [{ heading: 'XYZ', product: 'A' }] })).toEqual(['lines.0.heading unknownCode']);
    expect(errorsOf({ ...record, lines: [null] })).toEqual([
      'lines.0 notAnObject',
      'lines.0.heading required',
      'lines.0.product required',
    ]);
  });
  test('persons are counted, never named', () => {
    const person = (change: object) => errorsOf({ ...record, persons: [{ ...record.persons[0], ...change }] });
    expect(person({ count: 0 })).toEqual(['persons.0.count tooSmall']);
    expect(person({ count: 10_001 })).toEqual(['persons.0.count tooLarge']);
    expect(person({ count: undefined })).toEqual(['persons.0.count required']);
    expect(person({ nationality: 'Q9' })).toEqual(['persons.0.nationality unknownCode']);
    expect(person({ role: 'king' })).toEqual(['persons.0.role notAChoice']);
  });
  test('parseLine reads one line by itself', () => {
    const line = record.lines[0];
    expect(parseLine(line, 'lines.4')).toEqual({ line, errors: [] });
    expect(parseLine({ heading: 'DRUG' }, 'lines.4')).toEqual({
      line: undefined,
      errors: [{ path: 'lines.4.product', key: 'findings:required' }],
    });
    expect(parseLine({ ...line, details: { purity: 'much' } }, 'lines.4')).toEqual({
      line: undefined,
      errors: [{ path: 'lines.4.details.purity', key: 'findings:notANumber' }],
    });
  });
});

describe('drafts', () => {
  test('nothing is required, no code is looked up', () => {
    const never = () => {
      throw new Error('looked up');
    };
    for (const draft of [
      {},
      { facts: {} },
      { lines: [{}] },
      { lines: [{ heading: 'DRUG' }], persons: [{}] },
      { facts: { country: 'Q9' } },
    ]) {
      expect(validateRecord(draft, { ...context({ purpose: 'draft' }), lookUp: never }).errors).toEqual([]);
    }
  });
  test('what cannot be read is an error all the same', () => {
    expect(errorsOf({ facts: { narrative: 'a\u0000', seizureDate: '2026-02-30' } }, { purpose: 'draft' })).toEqual([
      'facts.seizureDate noSuchDay',
      'facts.narrative characterControl',
    ]);
    expect(errorsOf({ lines: [{ heading: 'DRUG', details: { colour: 'red' } }] }, { purpose: 'draft' })).toEqual([
      'lines.0.details.colour unknownField',
    ]);
  });
});

describe('screened texts', () => {
  test('every free text but patterns, the reference of the office among them', () => {
    expect(screenedTexts(sampleRecord('NUC')).map(({ path }) => path)).not.toContain('lines.0.details.isotope');
    const paths = screenedTexts(sampleRecord('DRUG', { line: { productText: 'brown powder' } })).map(
      ({ path }) => path,
    );
    expect(paths).toEqual([
      'facts.nationalRef',
      'facts.placeName',
      'facts.operation',
      'facts.departurePlace',
      'facts.destinationPlace',
      'facts.concealmentText',
      'facts.packaging',
      'facts.coverLoad',
      'facts.narrative',
      'lines.0.productText',
      'lines.0.details.pressMark',
      'lines.0.details.adulterants',
    ]);
    expect(screenedTexts(sampleShortRecord('TAX')).map(({ path }) => path)).toEqual([
      'facts.nationalRef',
      'facts.placeName',
      'lines.0.details.fraudText',
    ]);
  });
});
