import type { Finding, GoodsLine, Heading, LineContext } from '../goods/heading.ts';
import { collect, warning } from '../goods/findings.ts';

const uranium = ['NUC-U-*'];
const sources = ['NUC-SRC-*'];

/** Enrichment in % U-235 that the product's name allows, lowest and highest. */
const enrichmentOf: Readonly<Record<string, readonly [number, number]>> = {
  'NUC-U-DU': [0, 0.711],
  'NUC-U-NAT': [0.7, 0.72],
  'NUC-U-LEU': [0.711, 20],
  'NUC-U-HEU': [20, 100],
};

/** Mass, number and activity stand beside each other: one pack of a source with its GBq as the second quantity. */
export const nuclear: Heading = {
  code: 'NUC',
  position: 10,
  icon: 'radiation',
  productList: 'nuclear',
  needsText: ['NUC-SRC-OTH', 'NUC-EQUIP', 'NUC-CONT'],
  unitKinds: ['mass', 'count', 'activity'],
  unitKindsByProduct: {
    'NUC-SRC-*': ['activity', 'count', 'mass'],
    'NUC-EQUIP': ['count', 'mass'],
    'NUC-RMQ': ['mass', 'volume', 'count'],
  },
  secondUnitKinds: ['activity', 'mass', 'count'],
  quantityRequired: true,
  hsPrefixes: ['2844', '2845', '2612', '8401', '7204', '7404', '7602', '9022'],
  fields: [
    {
      name: 'isotope',
      form: 'short',
      type: 'text',
      max: 40,
      pattern: /^[A-Z][a-z]?-\d{1,3}m?(, ?[A-Z][a-z]?-\d{1,3}m?)*$/,
      screened: false,
    },
    { name: 'enrichment', form: 'long', type: 'decimal', min: 0, max: 100, unit: '% U-235', products: uranium },
    { name: 'doseRate', form: 'long', type: 'decimal', min: 0, max: 1e12, unit: 'µSv/h' },
    { name: 'iaeaCategory', form: 'long', type: 'choice', options: ['1', '2', '3', '4', '5', 'none', 'unknown'] },
    { name: 'orphan', form: 'long', type: 'yesno', products: [...sources, 'NUC-CONT'] },
    {
      name: 'detector',
      form: 'long',
      type: 'choice',
      many: true,
      options: ['portal', 'hand_held', 'identifier', 'laboratory', 'none'],
    },
    { name: 'itdbTold', form: 'long', type: 'yesno' },
  ],
  pictures: true,
  check,
  defaultRelease: 'rilos',
};

function check(line: GoodsLine, context: LineContext): Finding[] {
  const { enrichment, isotope } = line.details;
  const band = enrichmentOf[line.product];
  const usual = context.lookUp('nuclear', line.product)?.details.isotope;
  return collect(
    band !== undefined &&
      typeof enrichment === 'number' &&
      (enrichment < band[0] || enrichment > band[1]) &&
      warning('details.enrichment', 'enrichmentUnusual', { enrichment, lowest: band[0], highest: band[1] }),
    line.product.startsWith('NUC-SRC-') &&
      typeof isotope === 'string' &&
      usual !== undefined &&
      usual !== '' &&
      !isotope.includes(usual) &&
      warning('details.isotope', 'isotopeDiffers', { isotope, usual }),
  );
}
