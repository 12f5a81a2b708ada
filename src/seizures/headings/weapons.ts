import type { Finding, GoodsLine, Heading, LineContext } from '../goods/heading.ts';
import { collect, error, warning } from '../goods/findings.ts';

const firearms = [
  'WPN-PIST',
  'WPN-REV',
  'WPN-RIFLE',
  'WPN-SHOT',
  'WPN-SMG',
  'WPN-MG',
  'WPN-ASR',
  'WPN-ANTQ',
  'WPN-CRAFT',
  'WPN-CONV',
];
const marked = [
  ...firearms,
  'WPN-AIR',
  'WPN-PART',
  'WPN-MAG',
  'WPN-SIL',
  'WPN-MIL',
  'WPN-MISS',
  'WPN-GREN',
  'WPN-MINE',
  'WPN-OTH',
];
const made = [
  ...marked,
  'WPN-SCOPE',
  'WPN-AMMO',
  'WPN-SHCART',
  'WPN-DUAL',
  'WPN-STUN',
  'WPN-SPRAY',
  'WPN-REPL',
  'EXP-*',
];

/** Weapons are counted in pieces and ammunition in rounds: two lines, never one number. */
export const weapons: Heading = {
  code: 'WEAP',
  position: 8,
  icon: 'crosshair',
  productList: 'weapon',
  needsText: ['WPN-OTH', 'WPN-DUAL'],
  unitKinds: ['count'],
  unitKindsByProduct: {
    'WPN-AMMO': ['rounds', 'mass'],
    'WPN-SHCART': ['rounds', 'mass'],
    'WPN-AIRPEL': ['rounds', 'count', 'mass'],
    'WPN-PART': ['count', 'mass'],
    'WPN-SPRAY': ['count', 'volume'],
    'WPN-DUAL': ['count', 'mass', 'volume'],
    'WPN-OTH': ['count', 'mass'],
    'EXP-*': ['mass', 'count'],
    'EXP-PREC': ['mass', 'volume'],
    'EXP-DET': ['count', 'length'],
  },
  quantityRequired: true,
  hsPrefixes: [
    '93',
    '3102',
    '3601',
    '3602',
    '3603',
    '3604',
    '2847',
    '2829',
    '2834',
    '2904',
    '9013',
    '9506',
    '9705',
    '6211',
    '9503',
    '8471',
    '8526',
    '8802',
    '8806',
  ],
  fields: [
    { name: 'make', form: 'long', type: 'text', max: 80, products: made },
    { name: 'model', form: 'long', type: 'text', max: 80, products: made },
    {
      name: 'calibre',
      form: 'long',
      type: 'text',
      max: 40,
      products: [...marked, 'WPN-AMMO', 'WPN-SHCART', 'WPN-AIRPEL'],
    },
    { name: 'madeYear', form: 'long', type: 'integer', min: 1500, max: 2100, products: made },
    {
      name: 'marking',
      form: 'long',
      type: 'choice',
      options: ['marked', 'removed', 'altered', 'never_marked', 'unknown'],
      products: [...marked, 'WPN-AMMO', 'WPN-SHCART', 'EXP-*'],
    },
    {
      name: 'traceRequested',
      form: 'long',
      type: 'choice',
      many: true,
      options: ['iarms', 'etrace', 'national', 'none'],
      products: [...marked, 'WPN-AMMO', 'WPN-SHCART', 'EXP-*'],
    },
    { name: 'salw', form: 'long', type: 'yesno', products: [...marked, 'WPN-AMMO'] },
    {
      name: 'precursor',
      form: 'short',
      type: 'choice',
      options: [
        'ammonium_nitrate',
        'calcium_ammonium_nitrate',
        'potassium_nitrate',
        'sodium_nitrate',
        'potassium_chlorate',
        'sodium_chlorate',
        'potassium_perchlorate',
        'hydrogen_peroxide',
        'nitromethane',
        'nitric_acid',
        'acetone',
        'acetic_anhydride',
        'urea',
        'urea_nitrate',
        'aluminium_powder',
        'other',
      ],
      products: ['EXP-PREC'],
    },
  ],
  pictures: true,
  check,
};

function check(line: GoodsLine, context: LineContext): Finding[] {
  const { madeYear, precursor, traceRequested } = line.details;
  const year = Number(context.seizureDate?.slice(0, 4));
  const traces = Array.isArray(traceRequested) ? traceRequested : [];
  return collect(
    typeof madeYear === 'number' && madeYear > year && error('details.madeYear', 'yearAfterSeizure', { year }),
    precursor === 'other' && line.productText === undefined && error('productText', 'otherNeedsText'),
    traces.length > 1 && traces.includes('none') && warning('details.traceRequested', 'noneWithOthers'),
  );
}
