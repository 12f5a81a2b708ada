import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  baseQuantity,
  computeLine,
  computeRecord,
  lineQuantity,
  totalsByUnit,
} from '../../src/seizures/record/compute.ts';
import { headingCodes, type GoodsLine } from '../../src/seizures/goods/heading.ts';
import { readComposition } from '../../src/seizures/goods/ods-mixture.ts';
import { sampleRecord } from '../support/builders.ts';
import { csvList } from '../support/lists.ts';
import { sampleLines } from '../support/sample-lines.ts';
import { lookUp } from '../support/validation.ts';

const on = (seizureDate: string | undefined) => ({ seizureDate, lookUp });
const line = (change: Partial<GoodsLine>, of: GoodsLine = sampleLines.DRUG): GoodsLine => ({ ...of, ...change });
const compute = (change: Partial<GoodsLine>, of?: GoodsLine, date = '2026-03-14') =>
  computeLine(line(change, of), on(date));

describe('kilograms', () => {
  test.each([
    ['kg', 2, 2],
    ['g', 513, 0.513],
    ['t', 1.5, 1500],
    ['lb', 1, 0.45359237],
    ['carat', 5, 0.001],
    ['mg', 250, 0.00025],
  ])('%s needs no factor', (unit, quantity, kg) => {
    const { kgEquivalent, factorVersion } = compute({ quantity, unit });
    expect(kgEquivalent).toBe(kg);
    expect(factorVersion).toBeUndefined();
  });
  test('a factor of the product, with its version', () => {
    expect(compute({ product: 'ATS-MDMA', quantity: 331, unit: 'tablet' })).toMatchObject({
      kgEquivalent: 0.0331,
      factorVersion: '2026.1',
    });
    expect(compute({ product: 'ATS-MDMA', quantity: 2, unit: 'thousand-tablet' })).toMatchObject({ kgEquivalent: 0.2 });
    expect(
      compute(
        { quantity: 3, unit: 'carton200' },
        { ...sampleLines.TOB, quantity2: undefined as never, unit2: undefined as never },
      ),
    ).toMatchObject({ kgEquivalent: 0.6 });
  });
  test('a factor of the group, when the product has none', () => {
    expect(compute({ product: 'SED-GHB', quantity: 95, unit: 'mL' })).toMatchObject({
      kgEquivalent: 0.095,
      factorVersion: '2026.1',
    });
  });
  test('pieces of nothing known weigh nothing: not zero, not stated', () => {
    expect(compute({ product: 'NPS-OTH', quantity: 5, unit: 'piece' })).not.toHaveProperty('kgEquivalent');
    expect(compute({ quantity: 5, unit: 'no such unit' })).not.toHaveProperty('kgEquivalent');
  });
  test('the second quantity in kilograms comes before a factor', () => {
    expect(computeLine(sampleLines.TOB, on('2026-03-14')).kgEquivalent).toBe(4600);
  });
  test('12 significant digits', () => {
    expect(compute({ quantity: 0.1 + 0.2, unit: 'kg' }).kgEquivalent).toBe(0.3);
    expect(compute({ quantity: 1 / 3, unit: 't' }).kgEquivalent).toBe(333.333333333);
  });
});

describe('dollars', () => {
  test('value at the average of the year', () => {
    const rate = Number(csvList('fx_rate').find(row => row.code === 'KES-2020')?.details.usd_per_unit);
    expect(compute({ value: 1000, currency: 'KES' }, undefined, '2020-06-01').usd).toBe(
      Number((1000 * rate).toPrecision(12)),
    );
    expect(compute({ value: 1000, currency: 'USD' }).usd).toBe(1000);
    expect(compute({ value: 0, currency: 'EUR' }).usd).toBe(0);
  });
  test('an amount of money is its own value', () => {
    expect(computeLine(sampleLines.CURR, on('2026-03-14')).usd).toBe(96400);
  });
  test('nothing without a currency or a rate', () => {
    const { currency: _currency, ...bare } = sampleLines.DRUG;
    expect(computeLine(bare, on('2026-03-14'))).not.toHaveProperty('usd');
    expect(compute({ currency: 'XXZ' })).not.toHaveProperty('usd');
  });
});

describe('what the headings add', () => {
  test('litres of pure alcohol', () => {
    expect(computeLine(sampleLines.BEV, on('2026-03-14')).pureAlcoholLitres).toBe(336);
    expect(compute({ quantity: 12, unit: 'hL', details: { abv: 40 } }, sampleLines.BEV).pureAlcoholLitres).toBe(480);
    expect(compute({ quantity: 7, unit: 'Lpa', details: {} }, sampleLines.BEV).pureAlcoholLitres).toBe(7);
    expect(compute({ details: {} }, sampleLines.BEV)).not.toHaveProperty('pureAlcoholLitres');
  });
  test('the appendix in force on the date of seizure', () => {
    const of = (product: string, date: string | undefined) =>
      computeLine(line({ product }, sampleLines.CITES), on(date)).citesAppendix;
    expect(of('Manis javanica', '2016-12-31')).toBe('II');
    expect(of('Manis javanica', '2017-01-02')).toBe('I');
    expect(of('Loxodonta africana', '1980-01-01')).toBe('none');
    expect(of('Loxodonta africana', '2026-03-14')).toBe('I/II');
    expect(of('OTH-MAMMAL', '2026-03-14')).toBeUndefined();
    expect(of('No such animal', '2026-03-14')).toBeUndefined();
  });
  test('tonnes of a substance', () => {
    expect(computeLine(sampleLines.ODS, on('2026-03-14'))).toMatchObject({
      kgEquivalent: 3264,
      odpTonnes: 0.17952,
      co2eTonnes: 5907.84,
    });
    expect(compute({ quantity: 2, unit: 't', details: {} }, sampleLines.ODS)).toMatchObject({
      odpTonnes: 0.11,
      co2eTonnes: 3620,
    });
    expect(compute({ product: 'HFC-134a', quantity: 1000, unit: 'kg', details: {} }, sampleLines.ODS)).toMatchObject({
      odpTonnes: 0,
      co2eTonnes: 1430,
    });
  });
  test('tonnes of a blend and of a composition', () => {
    const mixed = (details: GoodsLine['details']) =>
      compute({ product: 'ODS-BLEND', quantity: 1000, unit: 'kg', details }, sampleLines.ODS);
    expect(mixed({ blend: 'R-410A' })).toMatchObject({ odpTonnes: 0, co2eTonnes: 2087.5 });
    expect(mixed({ composition: 'HFC-32 50%, HFC-125 50%' })).toMatchObject({ odpTonnes: 0, co2eTonnes: 2087.5 });
    expect(mixed({ composition: 'HCFC-22=60%; HCFC-142b=40%' })).toMatchObject({ odpTonnes: 0.059, co2eTonnes: 2010 });
    expect(mixed({ composition: 'HCFC-22 96, HC-600a 4' })).toMatchObject({ odpTonnes: 0.0528 });
    expect(mixed({ composition: 'HCFC-22 53%, HCFC-124 34%, HFC-152a 13%' })).toMatchObject({
      odpTonnes: 0.03663,
      co2eTonnes: expect.closeTo(1182.48, 1),
    });
    expect(mixed({ composition: 'HCFC-22 50%, HCFC-999 50%' })).not.toHaveProperty('odpTonnes');
  });
  test('no tonnes without a mass, none for what nobody identified', () => {
    expect(compute({ quantity: 240, unit: 'cylinder', details: {} }, sampleLines.ODS)).not.toHaveProperty('odpTonnes');
    expect(
      compute({ product: 'ODS-UNKNOWN', quantity: 5, unit: 'kg', details: {} }, sampleLines.ODS),
    ).not.toHaveProperty('odpTonnes');
  });
  test('every blend of the list has its composition read', () => {
    const unread = csvList('ods_blend').filter(
      row => row.details.composition !== undefined && readComposition(row.details.composition) === undefined,
    );
    expect(unread.map(row => `${row.code}: ${row.details.composition}`)).toEqual([]);
  });
  test('the list of blends agrees with its substances', () => {
    const blends = csvList('ods_blend').filter(row => row.details.odp !== undefined && row.details.gwp !== undefined);
    const off = blends.filter(row => {
      const { odpTonnes } = compute(
        { product: 'ODS-BLEND', quantity: 1000, unit: 'kg', details: { composition: row.details.composition ?? '' } },
        sampleLines.ODS,
      );
      return Math.abs((odpTonnes ?? 0) - Number(row.details.odp)) > 0.001;
    });
    expect(off.map(row => `${row.code}: ${row.details.composition}`)).toEqual([]);
  });
});

describe('totals', () => {
  test('kinds stand side by side', () => {
    const lines = [
      sampleLines.DRUG,
      line({ quantity: 880, unit: 'g' }),
      sampleLines.TOB,
      line({ quantity: 3, unit: 'carton200' }, sampleLines.TOB),
      sampleLines.CURR,
      line({ currency: 'EUR', quantity: 50 }, sampleLines.CURR),
    ];
    expect(totalsByUnit(lines, lookUp)).toEqual([
      { kind: 'mass', unit: 'kg', quantity: 9207 },
      { kind: 'sticks', unit: 'stick', quantity: 4600600 },
      { kind: 'money', unit: 'USD', quantity: 96400 },
      { kind: 'money', unit: 'EUR', quantity: 50 },
    ]);
  });
  test('of any lines: one total a unit, and no quantity lost', () => {
    const units = csvList('unit').map(row => row.code);
    const some = fc.array(fc.record({ unit: fc.constantFrom(...units), quantity: fc.integer({ min: 1, max: 1000 }) }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(some, given => {
        const totals = totalsByUnit(
          given.map(one => ({ ...sampleLines.OTH, ...one })),
          lookUp,
        );
        expect(new Set(totals.map(total => `${total.kind} ${total.unit}`)).size).toBe(totals.length);
        const kinds = new Set(given.map(one => lookUp('unit', one.unit)?.details.kind));
        expect(new Set(totals.map(total => total.kind))).toEqual(kinds);
      }),
    );
  });
  test('base quantities compare within a kind', () => {
    expect(baseQuantity(2000, 'g', lookUp)).toEqual({ kind: 'mass', quantity: 2, unit: 'kg' });
    expect(baseQuantity(1, 'furlong', lookUp)).toBeUndefined();
    expect(lineQuantity(sampleLines.TAX, lookUp)).toEqual({ kind: 'mass', quantity: 52000, unit: 'kg' });
  });
  test('every sample record computes, and only finite numbers', () => {
    for (const code of headingCodes) {
      const { lines, totals } = computeRecord(sampleRecord(code), lookUp);
      const numbers = [...lines.flatMap(one => Object.values(one)), ...totals.map(total => total.quantity)].filter(
        value => typeof value === 'number',
      );
      expect(numbers.every(Number.isFinite), code).toBe(true);
    }
  });
});
