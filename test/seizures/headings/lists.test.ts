import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allCommonFields } from '../../../src/seizures/fields.ts';
import { headingCodes, unitKinds } from '../../../src/seizures/goods/heading.ts';
import { headings, headingList } from '../../../src/seizures/headings/index.ts';
import { productMatches, unitKindsFor, usualUnits } from '../../../src/seizures/goods/products.ts';
import { csvList } from '../../support/lists.ts';

const codesOf = (list: string) => csvList(list).map(row => row.code);

describe('the headings and the lists fit each other', () => {
  test('fourteen headings, in the order of the list of headings', () => {
    expect(headingList.map(heading => heading.code)).toEqual(codesOf('heading'));
    expect(headingList.map(heading => heading.position)).toEqual(headingList.map((_heading, at) => at + 1));
    expect(Object.keys(headings).sort()).toEqual([...headingCodes].sort());
  });

  test('every icon is there to be drawn', () => {
    for (const { icon } of headingList)
      expect(existsSync(`node_modules/lucide-static/icons/${icon}.svg`), icon).toBe(true);
  });

  test('every list a field names has codes', () => {
    const fields = [...allCommonFields, ...headingList.flatMap(heading => heading.fields)];
    for (const field of fields)
      if (field.type === 'code') expect(codesOf(field.list).length, `${field.name}: ${field.list}`).toBeGreaterThan(0);
  });

  test.each(headingList.map(heading => [heading.code, heading] as const))(
    '%s names only products, HS codes and kinds that exist',
    (_code, heading) => {
      const products = codesOf(heading.productList);
      const exists = (pattern: string) => products.some(product => productMatches(product, [pattern]));
      expect(products.length).toBeGreaterThan(0);
      expect(heading.needsText.filter(product => !products.includes(product))).toEqual([]);
      expect(Object.keys(heading.unitKindsByProduct ?? {}).filter(pattern => !exists(pattern))).toEqual([]);
      for (const field of heading.fields)
        expect(field.products === undefined || field.products.some(exists), field.name).toBe(true);
      expect(heading.hsPrefixes.filter(prefix => !csvList('hs').some(row => row.code.startsWith(prefix)))).toEqual([]);
    },
  );

  test('the unit a list calls usual for a product is allowed for it', () => {
    const wrong = headingList.flatMap(heading =>
      csvList(heading.productList).flatMap(row => {
        const unit = csvList('unit').find(one => one.code === row.details.unit);
        const fits = unit === undefined || unitKindsFor(heading, row.code).some(kind => kind === unit.details.kind);
        return fits ? [] : [`${row.code}: ${row.details.unit}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('kinds of unit are those of the list of units, and each has usual units of its kind', () => {
    expect([...new Set(csvList('unit').map(row => row.details.kind))].sort()).toEqual([...unitKinds].sort());
    for (const kind of unitKinds) {
      for (const unit of usualUnits[kind])
        expect(csvList('unit').find(row => row.code === unit)?.details.kind, unit).toBe(kind);
    }
  });

  test('names of fields do not repeat within a heading, nor hide a field of the line', () => {
    for (const heading of headingList)
      expect(new Set(heading.fields.map(field => field.name)).size).toBe(heading.fields.length);
  });
});
