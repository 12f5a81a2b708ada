import type { Finding, GoodsLine, Heading, UnitKind } from '../goods/heading.ts';
import { amountsNeedCurrency, collect, warning } from '../goods/findings.ts';

const loose: readonly UnitKind[] = ['mass'];
const tinned: readonly UnitKind[] = ['mass', 'count'];

export const tobacco: Heading = {
  code: 'TOB',
  position: 2,
  icon: 'cigarette',
  productList: 'tobacco',
  needsText: ['TOB-OTH'],
  unitKinds: ['sticks', 'mass', 'count', 'volume'],
  unitKindsByProduct: {
    'TOB-CIG': ['sticks', 'mass'],
    'TOB-CIGAR': ['count', 'sticks', 'mass'],
    'TOB-CIGARILLO': ['count', 'sticks', 'mass'],
    'TOB-HRT': loose,
    'TOB-PIPE': loose,
    'TOB-SHISHA': loose,
    'TOB-RAW': loose,
    'TOB-CUT': loose,
    'TOB-CHEW': tinned,
    'TOB-SNUS': tinned,
    'TOB-POUCH': tinned,
    'TOB-HEAT': ['sticks', 'mass'],
    'TOB-ECIG': ['count'],
    'TOB-ELIQ': ['volume', 'container'],
    'TOB-PAPER': ['mass', 'count', 'length'],
    'TOB-MACH': ['count', 'mass'],
  },
  quantityRequired: true,
  hsPrefixes: ['24', '4813', '5502', '8478', '8543'],
  fields: [
    { name: 'fraudKind', form: 'short', type: 'code', list: 'tobacco_fraud' },
    { name: 'brand', form: 'short', type: 'text', max: 80 },
    { name: 'brandOwner', form: 'long', type: 'text', max: 120 },
    { name: 'taxStamp', form: 'long', type: 'choice', options: ['none', 'genuine', 'false', 'foreign', 'unknown'] },
    { name: 'marketCountry', form: 'long', type: 'code', list: 'country' },
    { name: 'traceCode', form: 'long', type: 'yesno' },
    {
      name: 'packing',
      form: 'long',
      type: 'choice',
      options: ['packs', 'cartons', 'master_cases', 'loose', 'bulk', 'other'],
    },
    { name: 'dutyLoss', form: 'long', type: 'decimal', min: 0, max: 1e12 },
  ],
  pictures: true,
  check,
};

function check(line: GoodsLine): Finding[] {
  const { fraudKind, taxStamp } = line.details;
  return collect(
    amountsNeedCurrency(line, 'dutyLoss'),
    fraudKind === 'COUNTERFEIT' && taxStamp === 'genuine' && warning('details.taxStamp', 'genuineStampOnCounterfeit'),
  );
}
