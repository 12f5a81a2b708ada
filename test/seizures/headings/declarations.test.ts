import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Field, Heading } from '../../../src/seizures/goods/heading.ts';
import { headingList } from '../../../src/seizures/headings/index.ts';
import { fieldsFor, unitKindsFor } from '../../../src/seizures/goods/products.ts';
import { lineFields } from '../../../src/seizures/goods/line-fields.ts';
import { readValue } from '../../../src/fields/index.ts';
import { sampleRecord, sampleShortRecord } from '../../support/builders.ts';
import { csvList } from '../../support/lists.ts';
import { errorsOf, validate, warningsOf, withValue } from '../../support/validation.ts';

const runs = { numRuns: 25 };

/** Letters and marks of several scripts, none of them a control, of a length that fits. */
function plainText(max: number): fc.Arbitrary<string> {
  const letters = fc.constantFrom(...'abcXYZ019 éèçñößÐжщلم中字한-_.,()/');
  return fc
    .array(letters, { minLength: 1, maxLength: Math.min(max, 80) })
    .map(parts => `x${parts.join('').slice(1)}`.trim());
}

function validValues(field: Field): fc.Arbitrary<unknown> {
  switch (field.type) {
    case 'text':
      return field.pattern === undefined ? plainText(field.max) : fc.constantFrom(...examples(field));
    case 'longtext':
      return plainText(field.max).map(text => `${text}\n\tend`);
    case 'integer':
      return fc.integer({ min: field.min, max: Math.min(field.max, 2 ** 31) });
    case 'decimal':
      return fc.double({ min: field.min, max: field.max, noNaN: true });
    case 'date':
      return fc
        .date({ min: new Date('1900-01-01'), max: new Date('2026-11-24'), noInvalidDate: true })
        .map(date => date.toISOString().slice(0, 10));
    case 'yesno':
      return fc.constantFrom(true, false, 'yes', 'no');
    case 'choice':
      return field.many === true
        ? fc.subarray([...field.options], { minLength: 1 })
        : fc.constantFrom(...field.options);
    case 'code':
      return codes(field);
  }
}

function codes(field: Extract<Field, { type: 'code' }>): fc.Arbitrary<unknown> {
  const all = csvList(field.list)
    .map(row => row.code)
    .slice(0, 200);
  return field.many === true ? fc.subarray(all, { minLength: 1, maxLength: 5 }) : fc.constantFrom(...all);
}

function examples(field: Field): readonly string[] {
  const known: Readonly<Record<string, readonly string[]>> = {
    isotope: ['Cs-137', 'U-235, U-238', 'Tc-99m'],
    casNumber: ['108-24-7', '64-18-6'],
    unNumber: ['UN3077', '1079'],
    ashrae: ['R-22', 'R-404A', 'R22'],
    eccn: ['6A003.b.4', 'EAR99', '1C351'],
  };
  return known[field.name] ?? [];
}

/** What no field of any type takes. */
const never: readonly unknown[] = [
  {},
  { a: 1 },
  [[]],
  [{}],
  [1],
  'a\u0000b',
  'a\ud800b',
  '\udc00',
  'a\u202eb',
  'a\u2066b',
  'a\u0007b',
  NaN,
  Infinity,
  -Infinity,
];

/** The type a field does not have. */
function wrongType(field: Field): readonly unknown[] {
  if (field.type === 'yesno') return [1, 0, 'perhaps', ['yes']];
  if (field.type === 'integer' || field.type === 'decimal') return [true, 'twelve', ['1'], '1e5', '1,23,4', '0x10'];
  return [true, 12, ...('many' in field && field.many === true ? [] : [['a']])];
}

describe.each(headingList.map(heading => [heading.code, heading] as const))('%s', (code, heading) => {
  const at = `lines.0.details`;

  test('a complete record of the long form has no problem', () => {
    const { record, errors, warnings } = validate(sampleRecord(code));
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
    expect(record).toEqual(sampleRecord(code));
  });

  test('a record of the short form has no problem', () => {
    const { record, errors, warnings } = validate(sampleShortRecord(code), { form: 'short' });
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
    expect(record).toEqual(sampleShortRecord(code));
  });

  test('the sample states every field its product is asked for, but those of living animals', () => {
    const sample = sampleRecord(code).lines[0];
    const missing = fieldsFor(heading, sample?.product ?? '')
      .filter(field => sample?.details[field.name] === undefined)
      .map(field => field.name);
    const excused: Readonly<Record<string, readonly string[]>> = {
      CITES: ['liveCare', 'rescueCentre'],
      CURR: ['amountDeclared'],
      ODS: ['blend', 'composition'],
    };
    expect(missing).toEqual(excused[code] ?? []);
  });

  test.each(heading.fields.map(field => [field.name, field] as const))(
    '%s takes its valid values and comes back equal',
    (_name, field) => {
      fc.assert(
        fc.property(validValues(field), value => {
          const first = readValue(field, value);
          expect(first.ok, JSON.stringify(value)).toBe(true);
          expect(first.ok && readValue(field, first.value)).toEqual(first);
        }),
        runs,
      );
    },
  );

  test.each(heading.fields.map(field => [field.name, field] as const))(
    '%s refuses what it cannot hold',
    (name, field) => {
      for (const value of [...never, ...wrongType(field)]) {
        const { record, errors } = validate(withValue(sampleRecord(code), `${at}.${name}`, value));
        expect(
          errors.map(error => error.path),
          JSON.stringify(value),
        ).toContain(`${at}.${name}`);
        expect(record).toBeUndefined();
      }
    },
  );

  test.each(ownTexts(heading))('%s refuses a text that is too long, and says how long', (name, field) => {
    const max = 'max' in field ? field.max : 120;
    const { errors } = validate(withValue(sampleRecord(code), `${at}.${name}`, 'x'.repeat(max + 1)));
    expect(errors).toContainEqual({ path: `${at}.${name}`, key: 'findings:tooLong', values: { max, actual: max + 1 } });
  });

  test.each(heading.fields.filter(field => field.type === 'code').map(field => [field.name, field] as const))(
    '%s refuses a code that is not in its list',
    (name, field) => {
      const product = csvList(heading.productList)
        .map(row => row.code)
        .find(one => fieldsFor(heading, one).includes(field));
      const line = { heading: code, product, details: { [name]: '98' } };
      expect(errorsOf(withValue(sampleRecord(code), 'lines', [line]))).toContain(`${at}.${name} unknownCode`);
    },
  );

  test('a field nobody declared is an error, whatever its name', () => {
    for (const name of ['colour', '__proto__', 'constructor', 'toString', 'Purity', '']) {
      const details = Object.fromEntries([[name, 'x'], ...Object.entries(sampleRecord(code).lines[0]?.details ?? {})]);
      expect(errorsOf(withValue(sampleRecord(code), at, details)), name).toContain(`${at}.${name} unknownField`);
    }
  });

  test('quantities: negative, NaN, endless, huge and empty ones are refused', () => {
    const of = (value: unknown) => errorsOf(withValue(sampleRecord(code), 'lines.0.quantity', value));
    expect(of(-1)).toContain('lines.0.quantity negative');
    expect(of('-0.5')).toContain('lines.0.quantity negative');
    for (const value of [NaN, Infinity, 'NaN', '1e9', '12 kg', true, {}])
      expect(of(value)).toContain('lines.0.quantity notANumber');
    for (const value of [1e12 + 1e3, Number.MAX_VALUE, '9'.repeat(30)])
      expect(of(value)).toContain('lines.0.quantity tooLarge');
    expect(of(undefined)).toEqual(
      expect.arrayContaining([`lines.0.quantity ${heading.quantityRequired ? 'required' : 'quantityOfUnit'}`]),
    );
  });

  test('a unit of another kind is refused for every product, and the usual units are named', () => {
    const foreign = ['kg', 'L', 'piece', 'stick', 'round', 'Bq', 'm', 'amount', 'file', 'ha'];
    for (const product of csvList(heading.productList).map(row => row.code)) {
      const kinds = unitKindsFor(heading, product);
      for (const unit of foreign.filter(
        one => !kinds.includes(csvList('unit').find(row => row.code === one)?.details.kind as never),
      )) {
        const line = {
          heading: code,
          product,
          productText: 'as found',
          quantity: 1,
          unit,
          currency: 'USD',
          details: {},
        };
        const found = validate(withValue(sampleRecord(code), 'lines', [line])).errors.find(
          error => error.path === 'lines.0.unit',
        );
        expect(found?.key, `${product} in ${unit}`).toBe('findings:unitNotAllowed');
        expect(String(found?.values?.usualEn).length).toBeGreaterThan(0);
      }
    }
  });

  test('every product is taken in each of its kinds of unit', () => {
    for (const product of csvList(heading.productList).map(row => row.code)) {
      for (const kind of unitKindsFor(heading, product)) {
        const unit = csvList('unit').find(row => row.details.kind === kind)?.code;
        const { specimen, fraudKind } = sampleRecord(code).lines[0]?.details ?? {};
        const details = code === 'CITES' ? { specimen } : code === 'TAX' ? { fraudKind } : {};
        const line = { heading: code, product, productText: 'as found', quantity: 1, unit, currency: 'USD', details };
        expect(errorsOf(withValue(sampleRecord(code), 'lines', [line])), `${product} in ${unit}`).toEqual([]);
      }
    }
  });

  test('unknown products, units, HS codes and currencies are refused', () => {
    const wrong = { product: 'NO-SUCH', unit: 'furlong', unit2: 'furlong', hsCode: '999999', currency: 'XXZ' };
    for (const [name, value] of Object.entries(wrong)) {
      expect(errorsOf(withValue(sampleRecord(code), `lines.0.${name}`, value))).toContain(
        `lines.0.${name} unknownCode`,
      );
    }
  });

  test('what is "other" must be described', () => {
    for (const product of heading.needsText) {
      const line = { heading: code, product, details: {} };
      expect(errorsOf(withValue(sampleRecord(code), 'lines', [line]))).toContain('lines.0.productText otherNeedsText');
    }
  });

  test('a field of another product is an error', () => {
    const other = csvList(heading.productList).map(row => row.code);
    for (const field of heading.fields.filter(one => one.products !== undefined)) {
      const product = other.find(one => !fieldsFor(heading, one).includes(field));
      const value = fc.sample(validValues(field), { numRuns: 1, seed: 1 })[0];
      const line = { heading: code, product, details: { [field.name]: value } };
      expect(errorsOf(withValue(sampleRecord(code), 'lines', [line]))).toContain(`${at}.${field.name} notForProduct`);
    }
  });

  test('an HS code of another chapter is a warning', () => {
    const warnings = warningsOf(withValue(sampleRecord(code), 'lines.0.hsCode', '6109'));
    expect(warnings.includes('lines.0.hsCode hsUnusual')).toBe(heading.hsPrefixes.length > 0);
  });
});

function ownTexts(heading: Heading): (readonly [string, Field])[] {
  return heading.fields
    .filter(field => field.type === 'text' || field.type === 'choice' || field.type === 'code')
    .map(field => [field.name, field] as const);
}

describe('the goods line', () => {
  test.each(lineFields.filter(field => field.name !== 'heading').map(field => [field.name, field] as const))(
    '%s refuses what it cannot hold',
    (name, field) => {
      for (const value of [...never, ...wrongType(field)]) {
        expect(
          validate(withValue(sampleRecord('DRUG'), `lines.0.${name}`, value)).errors.map(error => error.path),
          JSON.stringify(value),
        ).toContain(`lines.0.${name}`);
      }
    },
  );
});
