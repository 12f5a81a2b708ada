import type { Lists } from '../../reference/index.ts';
import { ownSplits, ownSplitsOf, ownSplitValue, productList } from '../../seizures/index.ts';

/** Fields that figures are split by. A case has one value of each, so that the parts add up. */
const commonNames = [
  'heading',
  'group',
  'product',
  'country',
  'region',
  'office',
  'conveyance',
  'transport',
  'hiding',
  'concealment',
  'detection',
  'location',
  'direction',
  'origin',
  'departure',
  'transit',
  'destination',
  'way',
  'status',
  'year',
  'quarter',
  'month',
  'weekday',
  'week',
  'day',
] as const;
type CommonName = (typeof commonNames)[number];
/** An own field of a heading, "DRUG.form"; a case has the value of the line it counts under. */
export type OwnName = `${string}.${string}`;
export type DimensionName = CommonName | OwnName;

export const dimensionNames: readonly DimensionName[] = [...commonNames, ...(ownSplits as OwnName[])];

/** What figures of a search can be split by: fields that all records have, and those of its headings. */
export function dimensionsFor(headings: readonly string[]): readonly DimensionName[] {
  return [...commonNames, ...(ownSplitsOf(headings) as OwnName[])];
}

export function isOwn(name: DimensionName): name is OwnName {
  return name.includes('.');
}

/** What is read from the database for a dimension; the others are added up from it. */
export type ColumnName = Exclude<CommonName, 'group' | 'conveyance' | 'hiding' | 'quarter' | 'year'> | 'own';

/** A value of no code: the record states none. */
export type Value = string | null;

interface Dimension {
  readonly column: ColumnName;
  /** The value a code read from the database belongs to; itself where nothing is said. */
  readonly of?: (code: string, lists: Lists) => string;
  /** Whether its values stand in the order of their list or of time, whatever their size. */
  readonly isOrdered?: boolean;
}

const common: Readonly<Record<CommonName, Dimension>> = {
  heading: { column: 'heading' },
  group: { column: 'product', of: groupOfProduct },
  product: { column: 'product' },
  country: { column: 'country' },
  region: { column: 'region' },
  office: { column: 'office' },
  conveyance: { column: 'transport', of: (code, lists) => lists.lookUp('transport', code)?.parent ?? code },
  transport: { column: 'transport' },
  hiding: { column: 'concealment', of: (code, lists) => lists.lookUp('concealment', code)?.details.group ?? code },
  concealment: { column: 'concealment' },
  detection: { column: 'detection' },
  location: { column: 'location' },
  direction: { column: 'direction' },
  origin: { column: 'origin' },
  departure: { column: 'departure' },
  transit: { column: 'transit' },
  destination: { column: 'destination' },
  way: { column: 'way' },
  status: { column: 'status' },
  year: { column: 'month', of: month => month.slice(0, 4), isOrdered: true },
  quarter: { column: 'month', of: quarterOf, isOrdered: true },
  month: { column: 'month', isOrdered: true },
  weekday: { column: 'weekday', isOrdered: true },
  week: { column: 'week', isOrdered: true },
  day: { column: 'day', isOrdered: true },
};

export function dimensionOf(name: DimensionName): Dimension {
  return isOwn(name) ? { column: 'own', of: (found, lists) => ownSplitValue(name, found, lists) } : common[name];
}

/** The two halves of "DRUG/COC-HCL" or "AE>KE". */
export function halves(value: string, sign: '/' | ':' | '>'): readonly [string, string] {
  const at = value.indexOf(sign);
  return [value.slice(0, at), value.slice(at + 1)];
}

/** "DRUG/COC-HCL" belongs to "DRUG:Cocaine"; a product of no group stands for itself. */
function groupOfProduct(value: string, lists: Lists): string {
  const [heading, product] = halves(value, '/');
  const details = lists.lookUp(productList(heading), product)?.details;
  return details?.group_fr === undefined ? value : `${heading}:${details.group}`;
}

/** Codes of the products of a group, those of earlier times too. */
export function productsOfGroup(value: string, lists: Lists): string[] {
  const [heading, group] = halves(value, ':');
  return lists
    .all(productList(heading))
    .filter(({ details }) => details.group === group)
    .map(({ code }) => code);
}

function quarterOf(month: string): string {
  return `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5, 7)) / 3)}`;
}

/** First and last day of a year, quarter or month. */
export function daysOf(value: string): { readonly from: string; readonly to: string } {
  const year = Number(value.slice(0, 4));
  const [, quarter] = /Q(\d)/.exec(value) ?? [];
  const month = value.length === 7 && !quarter ? Number(value.slice(5, 7)) - 1 : (Number(quarter ?? 1) - 1) * 3;
  const length = value.length === 4 ? 12 : quarter ? 3 : 1;
  const day = (months: number, date: number): string =>
    new Date(Date.UTC(year, months, date)).toISOString().slice(0, 10);
  return { from: day(month, 1), to: day(month + length, 0) };
}
