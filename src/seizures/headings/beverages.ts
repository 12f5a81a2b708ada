import type { Computed, Finding, GoodsLine, Heading, LineContext } from '../goods/heading.ts';
import { collect, warning } from '../goods/findings.ts';
import { quantityOf } from '../goods/measure.ts';
import { round12 } from '../../text/number.ts';

/** Usual alcoholic strength in % vol, lowest and highest; outside it the officer is asked to look again. */
const usualStrength: Readonly<Record<string, readonly [number, number]>> = {
  'BEV-BEER': [0, 20],
  'BEV-WINE': [5, 22],
  'BEV-SPARK': [5, 16],
  'BEV-VERM': [8, 25],
  'BEV-FERM': [0.5, 25],
  'BEV-ETH': [80, 100],
  'BEV-DENAT': [50, 100],
  'BEV-LIQUEUR': [10, 65],
  'BEV-SOFT': [0, 1.2],
};
const usualSpirit = [15, 80] as const;

export const beverages: Heading = {
  code: 'BEV',
  position: 3,
  icon: 'wine',
  productList: 'beverage',
  needsText: ['BEV-OTHSP'],
  unitKinds: ['volume', 'container', 'alcohol'],
  unitKindsByProduct: { 'BEV-SOFT': ['volume', 'container'] },
  quantityRequired: true,
  hsPrefixes: ['2202', '2203', '2204', '2205', '2206', '2207', '2208'],
  fields: [
    {
      name: 'authenticity',
      form: 'short',
      type: 'choice',
      options: ['genuine', 'counterfeit', 'adulterated', 'unknown'],
    },
    { name: 'brand', form: 'short', type: 'text', max: 80 },
    { name: 'abv', form: 'long', type: 'decimal', min: 0, max: 100, unit: '% vol' },
    { name: 'bottleLitres', form: 'long', type: 'decimal', min: 0, max: 1000, unit: 'L' },
    { name: 'methanol', form: 'long', type: 'yesno' },
    { name: 'taxStamp', form: 'long', type: 'choice', options: ['none', 'genuine', 'false', 'foreign', 'unknown'] },
    { name: 'packing', form: 'long', type: 'choice', options: ['bottles', 'cans', 'kegs', 'bulk', 'other'] },
  ],
  pictures: true,
  check,
  compute,
};

function check(line: GoodsLine): Finding[] {
  const { abv, authenticity, methanol, taxStamp } = line.details;
  const [lowest, highest] = usualStrength[line.product] ?? usualSpirit;
  return collect(
    typeof abv === 'number' &&
      (abv < lowest || abv > highest) &&
      warning('details.abv', 'strengthUnusual', { abv, lowest, highest }),
    methanol === true && authenticity === 'genuine' && warning('details.authenticity', 'methanolInGenuine'),
    authenticity === 'counterfeit' &&
      taxStamp === 'genuine' &&
      warning('details.taxStamp', 'genuineStampOnCounterfeit'),
  );
}

function compute(line: GoodsLine, context: LineContext): Computed {
  const stated = quantityOf('alcohol', line, context);
  if (stated !== undefined) return { pureAlcoholLitres: stated };
  const litres = quantityOf('volume', line, context) ?? bottled(line, context);
  const { abv } = line.details;
  if (litres === undefined || typeof abv !== 'number') return {};
  return { pureAlcoholLitres: round12((litres * abv) / 100) };
}

function bottled(line: GoodsLine, context: LineContext): number | undefined {
  const bottles = quantityOf('container', line, context);
  const { bottleLitres } = line.details;
  return bottles === undefined || typeof bottleLitres !== 'number' ? undefined : bottles * bottleLitres;
}
