import type { Computed, Finding, GoodsLine, Heading, LineContext } from '../goods/heading.ts';
import { collect, error, warning } from '../goods/findings.ts';
import { appendixOn } from '../goods/appendix.ts';
import { measures, quantityOf } from '../goods/measure.ts';

const ivory = [
  'Loxodonta*',
  'Elephas*',
  'Elephantidae*',
  'Mammuthus*',
  'Hippopotamus*',
  'Odobenus*',
  'Monodon*',
  'Physeter*',
];

/** Specimen terms that are whole animals or eggs, so that heads and eggs may be counted. */
const wholeAnimals = ['LIV', 'BOD', 'EGG', 'EGL', 'TRO'];

/** Classes of the Elephant Trade Information System, in kg: from the first, below the second. */
const weightClasses: Readonly<Record<string, readonly [number, number]>> = {
  under_10: [0, 10],
  '10_100': [10, 100],
  over_100: [100, Infinity],
};

/** The product is the species or higher taxon, by its scientific name; wildlife not listed by CITES is recorded too. */
export const cites: Heading = {
  code: 'CITES',
  position: 4,
  icon: 'paw-print',
  productList: 'cites_species',
  needsText: [
    'OTH-MAMMAL',
    'OTH-BIRD',
    'OTH-REPTILE',
    'OTH-AMPHIBIAN',
    'OTH-FISH',
    'OTH-INVERT',
    'OTH-CORAL',
    'OTH-TIMBER',
    'OTH-PLANT',
    'OTH-TAXON',
  ],
  unitKinds: ['mass', 'count', 'animals', 'plants', 'volume', 'length', 'area', 'container'],
  quantityRequired: true,
  hsPrefixes: [
    '01',
    '02',
    '03',
    '04',
    '05',
    '06',
    '12',
    '13',
    '1504',
    '1604',
    '1605',
    '2106',
    '30',
    '33',
    '41',
    '42',
    '43',
    '44',
    '92',
    '94',
    '96',
    '9701',
    '9705',
    '9706',
    '711',
  ],
  fields: [
    { name: 'specimen', form: 'short', type: 'code', list: 'cites_term', required: true },
    { name: 'condition', form: 'short', type: 'choice', options: ['alive', 'dead', 'mixed', 'unknown'] },
    { name: 'taxonLevel', form: 'long', type: 'choice', options: ['species', 'genus', 'family', 'higher'] },
    { name: 'commonName', form: 'long', type: 'text', max: 120 },
    { name: 'appendix', form: 'long', type: 'choice', options: ['I', 'II', 'III', 'I_II', 'none', 'unknown'] },
    { name: 'euAnnex', form: 'long', type: 'choice', options: ['A', 'B', 'C', 'D', 'none'] },
    { name: 'source', form: 'long', type: 'choice', options: ['W', 'R', 'D', 'A', 'C', 'F', 'O', 'U', 'I', 'X', 'Y'] },
    {
      name: 'permitStatus',
      form: 'long',
      type: 'choice',
      options: ['none', 'forged', 'expired', 'mismatched', 'misused', 'valid', 'not_required', 'unknown'],
    },
    { name: 'ivoryState', form: 'long', type: 'choice', options: ['raw', 'worked', 'mixed'], products: ivory },
    { name: 'weightClass', form: 'long', type: 'choice', options: ['under_10', '10_100', 'over_100'], products: ivory },
    {
      name: 'liveCare',
      form: 'long',
      type: 'choice',
      options: ['rescue_centre', 'zoo', 'released', 'returned', 'euthanised', 'died', 'pending', 'unknown'],
    },
    { name: 'rescueCentre', form: 'long', type: 'text', max: 120 },
  ],
  pictures: true,
  check,
  compute,
};

function check(line: GoodsLine, context: LineContext): Finding[] {
  return [...checkState(line, context), ...checkListing(line, context)];
}

function checkState(line: GoodsLine, context: LineContext): Finding[] {
  const { condition, ivoryState, liveCare, specimen, weightClass } = line.details;
  const counted = measures(line, context).find(one => one.unit === 'head' || one.unit === 'egg');
  const kg = quantityOf('mass', line, context);
  const band = weightClasses[String(weightClass)];
  return collect(
    specimen === 'LIV' && condition === 'dead' && error('details.condition', 'liveButDead'),
    liveCare !== undefined && condition === 'dead' && error('details.liveCare', 'careOfDead'),
    counted !== undefined && !wholeAnimals.includes(String(specimen)) && warning('unit', 'headsOfParts'),
    ivoryState === 'raw' && specimen === 'IVC' && warning('details.ivoryState', 'carvingIsWorked'),
    band !== undefined &&
      kg !== undefined &&
      (kg < band[0] || kg >= band[1]) &&
      warning('details.weightClass', 'weightClassDiffers', { kg }),
  );
}

function checkListing(line: GoodsLine, context: LineContext): Finding[] {
  const { appendix, permitStatus, source } = line.details;
  const listed = appendixOn(line.product, context);
  if (listed === undefined) return [];
  const stated = String(appendix).replace('_', '/');
  const differs =
    appendix !== undefined && appendix !== 'unknown' && !listed.split('/').includes(stated) && listed !== stated;
  return collect(
    differs && warning('details.appendix', 'appendixDiffers', { stated, listed, date: context.seizureDate ?? '' }),
    listed === 'none' &&
      ['none', 'forged', 'expired'].includes(String(permitStatus)) &&
      warning('details.permitStatus', 'permitNotNeeded'),
    listed !== 'none' &&
      permitStatus === 'not_required' &&
      warning('details.permitStatus', 'permitIsNeeded', { listed }),
    source === 'D' && !listed.includes('I') && warning('details.source', 'sourceNeedsAppendixI'),
  );
}

function compute(line: GoodsLine, context: LineContext): Computed {
  const listed = appendixOn(line.product, context);
  return listed === undefined ? {} : { citesAppendix: listed };
}
