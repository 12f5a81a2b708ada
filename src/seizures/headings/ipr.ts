import type { Finding, GoodsLine, Heading } from '../goods/heading.ts';
import { amountsNeedCurrency, collect, error, warning } from '../goods/findings.ts';

export const ipr: Heading = {
  code: 'IPR',
  position: 5,
  icon: 'copyright',
  productList: 'ipr',
  needsText: ['IPR-OTH'],
  // Pieces are required; kilograms or litres stand beside them as the second quantity, but for goods never counted.
  unitKinds: ['count'],
  unitKindsByProduct: {
    'IPR-MED': ['count', 'dose form', 'vial'],
    'IPR-COS': ['count', 'container'],
    'IPR-TOB': ['sticks', 'count'],
    'IPR-ALC': ['container', 'count', 'volume'],
    'IPR-BEV': ['container', 'count', 'volume'],
    'IPR-FOO': ['count', 'mass'],
    'IPR-CHE': ['count', 'mass', 'volume'],
    'IPR-TEX': ['count', 'length', 'area'],
  },
  secondUnitKinds: ['mass', 'volume', 'count'],
  quantityRequired: true,
  hsPrefixes: [],
  fields: [
    { name: 'brand', form: 'short', type: 'text', max: 80 },
    { name: 'right', form: 'short', type: 'code', list: 'ipr_right', many: true },
    {
      name: 'infringement',
      form: 'short',
      type: 'choice',
      options: ['counterfeit', 'pirated', 'parallel', 'suspected'],
    },
    { name: 'rightHolder', form: 'long', type: 'text', max: 120 },
    { name: 'application', form: 'long', type: 'yesno' },
    { name: 'exOfficio', form: 'long', type: 'yesno' },
    { name: 'healthSafety', form: 'long', type: 'yesno' },
    { name: 'holderAnswer', form: 'long', type: 'choice', options: ['confirmed', 'genuine', 'none', 'pending'] },
    { name: 'ecommerce', form: 'long', type: 'yesno' },
    {
      name: 'platform',
      form: 'long',
      type: 'choice',
      options: ['marketplace', 'social_media', 'own_site', 'auction', 'messaging', 'unknown'],
    },
    { name: 'retailValue', form: 'long', type: 'decimal', min: 0, max: 1e12 },
    {
      name: 'settlement',
      form: 'long',
      type: 'choice',
      options: ['destroyed_simplified', 'court', 'settled', 'released', 'pending'],
    },
  ],
  pictures: true,
  check,
};

function check(line: GoodsLine): Finding[] {
  const { application, exOfficio, ecommerce, platform, holderAnswer, infringement, right } = line.details;
  const rights = Array.isArray(right) ? right : [];
  return collect(
    amountsNeedCurrency(line, 'retailValue'),
    platform !== undefined && ecommerce !== true && error('details.platform', 'platformWithoutSale'),
    application === true && exOfficio === true && warning('details.exOfficio', 'exOfficioWithApplication'),
    holderAnswer === 'genuine' &&
      infringement === 'counterfeit' &&
      warning('details.holderAnswer', 'genuineButCounterfeit'),
    infringement === 'pirated' &&
      rights.length > 0 &&
      !rights.includes('CR') &&
      warning('details.right', 'piratedWithoutCopyright'),
  );
}
