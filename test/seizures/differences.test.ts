import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differences, matchLines } from '../../src/seizures/record/differences.ts';
import { headingCodes } from '../../src/seizures/goods/heading.ts';
import { sampleRecord } from '../support/builders.ts';

const record = sampleRecord('DRUG', {
  lines: ['DRUG', 'TOB', 'CITES'].map(code => sampleRecord(code as 'DRUG').lines[0]!),
});

describe('differences', () => {
  test.each(headingCodes)('%s: a record does not differ from itself', code => {
    expect(differences(sampleRecord(code), structuredClone(sampleRecord(code)))).toEqual([]);
  });

  test('facts in the order of the form, with what was not stated before or is no longer', () => {
    const { coverLoad, ...facts } = record.facts;
    const now = { ...record, facts: { ...facts, placeName: 'Lamu', transit: ['OM'], embargoUntil: '2027-01-01' } };
    expect(differences(record, now)).toEqual([
      { of: 'fact', name: 'placeName', old: 'Mombasa', now: 'Lamu' },
      { of: 'fact', name: 'transit', old: ['OM', 'SO'], now: ['OM'] },
      { of: 'fact', name: 'coverLoad', old: coverLoad },
      { of: 'fact', name: 'embargoUntil', now: '2027-01-01' },
    ]);
  });

  test('a field of a line, common or own', () => {
    const [drug, ...rest] = record.lines;
    const now = { ...record, lines: [{ ...drug!, quantity: 7, details: { ...drug!.details, purity: 81 } }, ...rest] };
    expect(differences(record, now)).toMatchObject([
      { of: 'line', name: 'quantity', oldNo: 1, newNo: 1, old: 6.12, now: 7 },
      { of: 'line', name: 'details.purity', old: 62.5, now: 81 },
    ]);
  });

  test('a line taken out of the middle is one change, not three', () => {
    const now = { ...record, lines: [record.lines[0]!, record.lines[2]!] };
    expect(differences(record, now)).toMatchObject([{ of: 'line-removed', oldNo: 2 }]);
  });

  test('a line put first is one change', () => {
    const added = sampleRecord('ODS').lines[0]!;
    expect(differences(record, { ...record, lines: [added, ...record.lines] })).toMatchObject([
      { of: 'line-added', newNo: 1 },
    ]);
  });

  test('a product that changed within its heading is a change of the line', () => {
    const now = { ...record, lines: [{ ...record.lines[0]!, product: 'COC-HCL' }, ...record.lines.slice(1)] };
    expect(differences(record, now)).toMatchObject([{ of: 'line', name: 'product', old: 'OPI-HER', now: 'COC-HCL' }]);
  });

  test('persons of one description are counted together', () => {
    const [importer, driver] = record.persons;
    const now = {
      ...record,
      persons: [importer!, { ...driver!, count: 1 }, { ...driver!, count: 3 }, { role: 'crew', count: 2 }],
    };
    expect(differences(record, now)).toMatchObject([
      { of: 'persons', old: 2, now: 4 },
      { of: 'persons', person: { role: 'crew' }, now: 2 },
    ]);
  });

  test('every line is matched to at most one, whatever the two lists', () => {
    const lines = fc.array(fc.constantFrom(...headingCodes.map(code => sampleRecord(code).lines[0]!)), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(lines, lines, (old, now) => {
        const pairs = matchLines(old, now).filter(at => at !== undefined);
        expect(new Set(pairs).size).toBe(pairs.length);
        expect(pairs.every(at => at >= 0 && at < old.length)).toBe(true);
      }),
    );
  });
});
