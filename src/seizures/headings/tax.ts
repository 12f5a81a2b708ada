import type { Finding, GoodsLine, Heading } from '../goods/heading.ts';
import { readHsCode } from '../goods/hs-code.ts';
import { amountsNeedCurrency, collect, warning } from '../goods/findings.ts';

/**
 * The product is the group of goods (list `tax_goods`); the fraud is a field, since one load may be both sugar and
 * undervalued. What was found stands in the common fields (`hsCode`, `value`, `currency`), what was declared here.
 */
export const tax: Heading = {
  code: 'TAX',
  position: 7,
  icon: 'receipt-text',
  productList: 'tax_goods',
  needsText: ['GDS-OTH'],
  unitKinds: ['mass', 'volume', 'count', 'length', 'area', 'container'],
  unitKindsByProduct: { 'GDS-FUEL': ['volume', 'mass'], 'GDS-VEH': ['count'], 'GDS-GOLD': ['mass', 'count'] },
  quantityRequired: true,
  hsPrefixes: [],
  fields: [
    { name: 'fraudKind', form: 'short', type: 'code', list: 'tax_fraud', required: true },
    { name: 'fraudText', form: 'short', type: 'text', max: 200 },
    { name: 'hsDeclared', form: 'long', type: 'code', list: 'hs', parse: readHsCode },
    { name: 'originDeclared', form: 'long', type: 'code', list: 'country' },
    { name: 'valueDeclared', form: 'long', type: 'decimal', min: 0, max: 1e12 },
    { name: 'dutyEvaded', form: 'short', type: 'decimal', min: 0, max: 1e12 },
    {
      name: 'taxKind',
      form: 'long',
      type: 'choice',
      many: true,
      options: ['customs_duty', 'excise', 'vat', 'anti_dumping', 'levy', 'other'],
    },
    {
      name: 'channel',
      form: 'long',
      type: 'choice',
      options: ['electronic', 'paper', 'oral', 'simplified', 'postal', 'none'],
    },
  ],
  pictures: true,
  check,
};

function check(line: GoodsLine): Finding[] {
  const { fraudKind, fraudText, hsDeclared, valueDeclared } = line.details;
  const found = line.value;
  return collect(
    amountsNeedCurrency(line, 'valueDeclared', 'dutyEvaded'),
    fraudKind === 'TAX-OTH' && fraudText === undefined && warning('details.fraudText', 'otherNeedsText'),
    fraudKind === 'TAX-MISCLASS' &&
      hsDeclared !== undefined &&
      hsDeclared === line.hsCode &&
      warning('details.hsDeclared', 'misclassifiedAsFound'),
    fraudKind === 'TAX-UNDERVAL' &&
      typeof valueDeclared === 'number' &&
      found !== undefined &&
      found <= valueDeclared &&
      warning('details.valueDeclared', 'undervaluedAboveFound'),
  );
}
