import type { Finding, GoodsLine, Heading, LineContext } from '../goods/heading.ts';
import { amountsNeedCurrency, collect, error, warning } from '../goods/findings.ts';
import { quantityOf } from '../goods/measure.ts';

const instruments = ['CASH-*', 'BNI-*', 'CARD', 'CRYPTO', 'COUNTERFEIT', 'OTHER'];

export const currency: Heading = {
  code: 'CURR',
  position: 9,
  icon: 'banknote',
  productList: 'currency_form',
  needsText: ['OTHER'],
  unitKinds: ['money', 'count', 'mass'],
  unitKindsByProduct: {
    'CASH-*': ['money', 'count', 'mass'],
    'BNI-*': ['money', 'count'],
    GOLD: ['mass', 'count'],
    PREC: ['mass', 'count'],
    CARD: ['count', 'money'],
    CRYPTO: ['count', 'money'],
    COUNTERFEIT: ['money', 'count'],
  },
  quantityRequired: true,
  hsPrefixes: ['4907', '71', '7118', '8523', '8471'],
  fields: [
    { name: 'faceCount', form: 'long', type: 'integer', min: 0, max: 1e9, products: instruments },
    { name: 'denominations', form: 'long', type: 'text', max: 120, products: instruments },
    { name: 'declared', form: 'short', type: 'yesno' },
    { name: 'amountDeclared', form: 'long', type: 'decimal', min: 0, max: 1e12 },
    { name: 'threshold', form: 'long', type: 'decimal', min: 0, max: 1e9 },
    {
      name: 'suspicion',
      form: 'long',
      type: 'choice',
      options: ['tax', 'drugs', 'terrorist_financing', 'trade_based', 'corruption', 'other', 'unknown'],
    },
    { name: 'fiuTold', form: 'long', type: 'yesno' },
  ],
  pictures: true,
  check,
};

function check(line: GoodsLine, context: LineContext): Finding[] {
  const { amountDeclared, declared, threshold } = line.details;
  const amount = quantityOf('money', line, context);
  return collect(
    amount !== undefined && line.currency === undefined
      ? error('currency', 'currencyNeeded')
      : amountsNeedCurrency(line, 'amountDeclared', 'threshold'),
    declared === false &&
      typeof amountDeclared === 'number' &&
      amountDeclared > 0 &&
      error('details.amountDeclared', 'declaredButNot'),
    amount !== undefined &&
      typeof amountDeclared === 'number' &&
      amountDeclared >= amount &&
      warning('details.amountDeclared', 'declaredAll'),
    amount !== undefined &&
      typeof threshold === 'number' &&
      amount < threshold &&
      warning('details.threshold', 'belowThreshold'),
  );
}
