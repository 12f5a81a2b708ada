import type { Finding, GoodsLine, Heading } from '../goods/heading.ts';
import { amountsNeedCurrency, collect, warning } from '../goods/findings.ts';

const waste = [
  'HAZ-WASTE',
  'HAZ-EWASTE',
  'HAZ-PLASTIC',
  'HAZ-BATT',
  'HAZ-TYRE',
  'HAZ-ELV',
  'HAZ-MEDW',
  'HAZ-HOUSE',
  'HAZ-SCRAP',
  'HAZ-TEXTILE',
  'HAZ-OIL',
  'HAZ-ASB',
  'HAZ-OTH',
];

export const hazardous: Heading = {
  code: 'HAZ',
  position: 11,
  icon: 'biohazard',
  productList: 'hazardous',
  needsText: ['HAZ-OTH'],
  unitKinds: ['mass', 'volume', 'count'],
  unitKindsByProduct: {
    'HAZ-WASTE': ['mass', 'volume'],
    'HAZ-PLASTIC': ['mass'],
    'HAZ-HOUSE': ['mass'],
    'HAZ-SCRAP': ['mass'],
    'HAZ-TEXTILE': ['mass'],
    'HAZ-ASB': ['mass', 'area'],
    'HAZ-OIL': ['volume', 'mass'],
    'HAZ-BIO': ['count', 'vial', 'mass', 'volume'],
    'HAZ-PEST': ['mass', 'volume', 'container'],
    'HAZ-PIC': ['mass', 'volume', 'container'],
    'HAZ-POP': ['mass', 'volume', 'container'],
    'HAZ-CWC': ['mass', 'volume', 'container'],
  },
  quantityRequired: true,
  hsPrefixes: [
    '2524',
    '2620',
    '2621',
    '2710',
    '2805',
    '2852',
    '2903',
    '2920',
    '2930',
    '2931',
    '3002',
    '3808',
    '3825',
    '3915',
    '4004',
    '4012',
    '6309',
    '6310',
    '7204',
    '7404',
    '7602',
    '7802',
    '8507',
    '8548',
    '8549',
    '8703',
    '8704',
  ],
  fields: [
    { name: 'baselCode', form: 'short', type: 'code', list: 'basel', products: [...waste, 'HAZ-POP', 'HAZ-HG'] },
    { name: 'unNumber', form: 'long', type: 'text', max: 6, pattern: /^(UN)?\d{4}$/, screened: false },
    { name: 'hazardClass', form: 'long', type: 'code', list: 'hazard_class' },
    {
      name: 'consent',
      form: 'long',
      type: 'choice',
      options: ['given', 'refused', 'not_asked', 'forged', 'expired', 'not_needed', 'unknown'],
    },
    { name: 'oecdList', form: 'long', type: 'choice', options: ['green', 'amber', 'none', 'unknown'], products: waste },
    { name: 'containers', form: 'long', type: 'integer', min: 0, max: 100_000 },
    { name: 'returned', form: 'long', type: 'yesno' },
    { name: 'costs', form: 'long', type: 'decimal', min: 0, max: 1e12 },
    { name: 'authorityTold', form: 'long', type: 'yesno' },
  ],
  pictures: true,
  check,
};

function check(line: GoodsLine): Finding[] {
  const { baselCode, consent, oecdList } = line.details;
  const hazardousWaste =
    typeof baselCode === 'string' && (baselCode.startsWith('A') || /^Y([1-9]|[1-3]\d|4[0-5])$/.test(baselCode));
  return collect(
    amountsNeedCurrency(line, 'costs'),
    hazardousWaste &&
      consent === 'not_needed' &&
      warning('details.consent', 'consentIsNeeded', { code: String(baselCode) }),
    hazardousWaste &&
      oecdList === 'green' &&
      warning('details.oecdList', 'greenButHazardous', { code: String(baselCode) }),
  );
}
