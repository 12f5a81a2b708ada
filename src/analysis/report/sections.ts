import type { Lists } from '../../reference/index.ts';
import { headingCodes, productList } from '../../seizures/index.ts';

/**
 * The six sections of the WCO's Illicit Trade Report in its order, and the portal's headings and products in each.
 * OTH is divided by product.
 */
export const sections = [
  { key: 'heritage', number: 1, of: ['OTH-ART', 'OTH-ARCH', 'OTH-COIN', 'OTH-MANU', 'OTH-FOSS'] },
  { key: 'drugs', number: 2, of: ['DRUG', 'PREC'] },
  { key: 'environment', number: 3, of: ['CITES', 'HAZ', 'ODS', 'OTH-TIMB', 'OTH-FISH', 'OTH-FOOD'] },
  { key: 'ipr', number: 4, of: ['IPR', 'OTH-MED', 'OTH-STER', 'OTH-HUM'] },
  { key: 'revenue', number: 5, of: ['TOB', 'BEV', 'TAX', 'OTH-FUEL', 'OTH-GOLD', 'OTH-DIAM'] },
  {
    key: 'security',
    number: 6,
    of: ['WEAP', 'NUC', 'CURR', 'OTH-SANC', 'OTH-DOC', 'OTH-VEH', 'OTH-VPART', 'OTH-VESSEL'],
  },
] as const;
export type SectionKey = (typeof sections)[number]['key'];
export const sectionKeys = sections.map(({ key }) => key);

/** Goods of no section: counted in the sum of the report, and said in its method. */
export const outside = 'outside';

/** One product with where it is counted: its section, its heading within it, and its group within that. */
export interface Topic {
  /** "DRUG/COC-HCL". */
  readonly product: string;
  readonly section: SectionKey | typeof outside;
  /** Code of a heading; of OTH the product itself. */
  readonly heading: string;
  /** "DRUG:Cocaine", or the product itself where it has no group. */
  readonly group: string;
}

/** Where each product of the lists is counted, those of earlier times too. */
export function topicsOf(lists: Lists): Topic[] {
  return headingCodes.flatMap(heading =>
    lists.all(productList(heading)).map(({ code, details }) => {
      const part = heading === 'OTH' ? code : heading;
      const section = sections.find(({ of }) => (of as readonly string[]).includes(part))?.key ?? outside;
      const product = `${heading}/${code}`;
      const isGrouped = details.group_fr !== undefined;
      return { product, section, heading: part, group: isGrouped ? `${heading}:${details.group}` : product };
    }),
  );
}
