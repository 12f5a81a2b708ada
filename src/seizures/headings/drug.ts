import type { Finding, GoodsLine, Heading, LineContext, UnitKind } from '../goods/heading.ts';
import { collect, error, warning } from '../goods/findings.ts';
import { measures } from '../goods/measure.ts';

const pharmaceutical: readonly UnitKind[] = ['mass', 'dose form', 'volume', 'vial', 'dose', 'count'];
const plant: readonly UnitKind[] = ['plants', 'mass', 'area', 'count'];

/** Forms that cannot be poured, so that litres make no sense. */
const solids = ['powder', 'block', 'crystal', 'rock', 'tablet', 'capsule', 'plant', 'resin', 'blotter'];

export const drug: Heading = {
  code: 'DRUG',
  position: 1,
  icon: 'pill',
  productList: 'drug',
  needsText: ['SOP-OTH', 'ATS-OTH', 'HAL-OTH', 'SED-OTH', 'NPS-OTH', 'MED-OTH'],
  unitKinds: pharmaceutical,
  unitKindsByProduct: {
    'CAN-HERB': ['mass'],
    'CAN-RESIN': ['mass'],
    'CAN-OIL': ['mass', 'volume'],
    'CAN-PLANT': plant,
    'CAN-SEED': ['mass', 'count'],
    'CAN-EDIBLE': ['mass', 'count'],
    'CAN-VAPE': ['count', 'volume', 'mass'],
    'CAN-UNS': ['mass', 'volume', 'plants', 'count'],
    'COC-UNS': ['mass', 'volume'],
    'COC-HCL': ['mass', 'volume'],
    'COC-BASE': ['mass'],
    'COC-CRACK': ['mass'],
    'COC-PASTE': ['mass'],
    'COC-LEAF': ['mass'],
    'COC-LIQ': ['mass', 'volume'],
    'COC-PLANT': plant,
    'OPI-HER': ['mass'],
    'OPI-OPIUM': ['mass', 'volume'],
    'OPI-POPPY': ['mass', 'plants', 'count'],
    'OPI-SEED': ['mass', 'count'],
    'OPI-PLANT': plant,
    'KHAT*': ['mass'],
    'NPS-N2O': ['container', 'count', 'mass', 'volume'],
    'HAL-LSD': ['dose', 'mass', 'volume', 'count', 'dose form'],
  },
  quantityRequired: true,
  hsPrefixes: [
    '1207',
    '1211',
    '1301',
    '1302',
    '2811',
    '2918',
    '2921',
    '2922',
    '2924',
    '2925',
    '2926',
    '2932',
    '2933',
    '2934',
    '2939',
    '3003',
    '3004',
  ],
  fields: [
    {
      name: 'physicalForm',
      form: 'short',
      type: 'choice',
      options: [
        'powder',
        'block',
        'crystal',
        'rock',
        'tablet',
        'capsule',
        'liquid',
        'plant',
        'resin',
        'paste',
        'blotter',
        'impregnated',
        'other',
        'unknown',
      ],
    },
    { name: 'purity', form: 'long', type: 'decimal', min: 0, max: 100, unit: '%' },
    { name: 'pressMark', form: 'long', type: 'text', max: 120 },
    { name: 'adulterants', form: 'long', type: 'text', max: 200 },
    {
      name: 'schedule',
      form: 'long',
      type: 'choice',
      options: [
        'c1961_I',
        'c1961_II',
        'c1961_III',
        'c1961_IV',
        'c1971_I',
        'c1971_II',
        'c1971_III',
        'c1971_IV',
        'national',
        'not_scheduled',
        'unknown',
      ],
    },
  ],
  pictures: true,
  check,
};

function check(line: GoodsLine, context: LineContext): Finding[] {
  const form = line.details.physicalForm;
  const kinds = measures(line, context).map(one => one.kind);
  const solid = typeof form === 'string' && solids.includes(form);
  return collect(
    solid && kinds.includes('volume') && error('unit', 'litresOfSolid'),
    form === 'liquid' && kinds.includes('dose form') && warning('unit', 'tabletsOfLiquid'),
  );
}
