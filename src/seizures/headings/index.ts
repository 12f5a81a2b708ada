import type { Heading, HeadingCode } from '../goods/heading.ts';
import { beverages } from './beverages.ts';
import { cites } from './cites.ts';
import { currency } from './currency.ts';
import { drug } from './drug.ts';
import { hazardous } from './hazardous.ts';
import { ipr } from './ipr.ts';
import { nuclear } from './nuclear.ts';
import { ods } from './ods.ts';
import { other } from './other.ts';
import { pornography } from './pornography.ts';
import { precursors } from './precursors.ts';
import { tax } from './tax.ts';
import { tobacco } from './tobacco.ts';
import { weapons } from './weapons.ts';

/** The headings by code. */
export const headings: Readonly<Record<HeadingCode, Heading>> = {
  DRUG: drug,
  TOB: tobacco,
  BEV: beverages,
  CITES: cites,
  IPR: ipr,
  PREC: precursors,
  TAX: tax,
  WEAP: weapons,
  CURR: currency,
  NUC: nuclear,
  HAZ: hazardous,
  PORN: pornography,
  OTH: other,
  ODS: ods,
};

/** The headings in the order of the screen. */
export const headingList: readonly Heading[] = Object.values(headings).sort((a, b) => a.position - b.position);

export function isHeadingCode(value: unknown): value is HeadingCode {
  return typeof value === 'string' && Object.hasOwn(headings, value);
}
