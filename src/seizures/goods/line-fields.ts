import type { Field } from './heading.ts';
import { readHsCode } from './hs-code.ts';

const largestQuantity = 1e12;

/**
 * Fields every goods line has, whatever its heading, in the order of the form. `product` is a code of the heading's
 * product list. Labels: `fields:label.<name>`; options: `fields:option.<name>.<value>`.
 */
export const lineFields: readonly Field[] = [
  { name: 'heading', form: 'short', type: 'code', list: 'heading', required: true },
  { name: 'product', form: 'short', type: 'code', list: 'product', required: true },
  { name: 'productText', form: 'short', type: 'text', max: 200 },
  { name: 'quantity', form: 'short', type: 'decimal', min: 0, max: largestQuantity },
  { name: 'unit', form: 'short', type: 'code', list: 'unit' },
  { name: 'quantityBasis', form: 'long', type: 'choice', options: ['measured', 'declared', 'estimated'] },
  { name: 'quantity2', form: 'short', type: 'decimal', min: 0, max: largestQuantity },
  { name: 'unit2', form: 'short', type: 'code', list: 'unit' },
  { name: 'packages', form: 'long', type: 'integer', min: 0, max: 1e9 },
  { name: 'hsCode', form: 'long', type: 'code', list: 'hs', parse: readHsCode },
  { name: 'value', form: 'long', type: 'decimal', min: 0, max: largestQuantity },
  { name: 'currency', form: 'short', type: 'code', list: 'currency' },
];
