import type { HeadingCode } from '../../../src/seizures/goods/heading.ts';
import { gases, hazardous, nuclear, precursors, weapons } from './dangerous.ts';
import { drugs } from './drugs.ts';
import type { Goods } from './goods.ts';
import { money, obscene, others } from './others.ts';
import { beverages, fakes, taxed, tobacco } from './trade.ts';
import { wildlife } from './wildlife.ts';

export type { Goods } from './goods.ts';

/** The goods of each heading that the demo data knows. */
export const goods: Readonly<Record<HeadingCode, readonly Goods[]>> = {
  DRUG: drugs,
  TOB: tobacco,
  BEV: beverages,
  CITES: wildlife,
  IPR: fakes,
  PREC: precursors,
  TAX: taxed,
  WEAP: weapons,
  CURR: money,
  NUC: nuclear,
  HAZ: hazardous,
  PORN: obscene,
  OTH: others,
  ODS: gases,
};
