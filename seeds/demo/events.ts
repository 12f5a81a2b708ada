import type { HeadingCode } from '../../src/seizures/goods/heading.ts';
import type { Corridor } from './corridors.ts';
import type { Random } from './random.ts';
import type { Months } from './times.ts';

/** Something that happened at a time: what an analyst should find in the synthetic records. */
interface Event {
  readonly heading: HeadingCode;
  readonly corridor: Corridor;
  readonly months: Months;
  /** Of all records. */
  readonly share: number;
}

function parcelsFromEgypt(product: string): Corridor {
  return {
    headings: ['TOB'],
    products: { TOB: [product] },
    origin: 'EG',
    departure: 'EG',
    transit: [],
    seized: { DE: ['DEFRA'], PL: ['PLGDN'], LT: ['LTKLJ'] },
    destination: 'DE',
    transports: { 'MAIL-PARCEL': 1 },
    weight: 1,
  };
}

const events: readonly Event[] = [
  // One Member reports its khat couriers of a month for the first time: a change of reporting.
  {
    heading: 'DRUG',
    corridor: {
      headings: ['DRUG'],
      products: { DRUG: ['KHAT'] },
      origin: 'ET',
      departure: 'ET',
      transit: [],
      seized: { IT: ['ITMXP'] },
      destination: 'IT',
      transports: { 'AIR-EXPRESS': 6, 'AIR-PAX': 3 },
      weight: 1,
    },
    months: { from: 5, to: 5 },
    share: 0.032,
  },
  // A route that appeared this quarter.
  {
    heading: 'DRUG',
    corridor: {
      headings: ['DRUG'],
      products: { DRUG: ['NPS-KET'] },
      origin: 'DE',
      departure: 'DE',
      transit: [],
      seized: { KR: ['KRINC'], DE: ['DEFRA'] },
      destination: 'KR',
      transports: { 'MAIL-PARCEL': 7, 'AIR-EXPRESS': 3 },
      weight: 1,
    },
    months: { from: 0, to: 2 },
    share: 0.011,
  },
  // Water-pipe tobacco in parcels until a year ago, and e-cigarettes since: what was learnt from the first fails.
  { heading: 'TOB', corridor: parcelsFromEgypt('TOB-SHISHA'), months: { from: 12, to: 40 }, share: 0.024 },
  { heading: 'TOB', corridor: parcelsFromEgypt('TOB-ECIG'), months: { from: 0, to: 11 }, share: 0.026 },
];

/** The event a record is of; most are of none. */
export function eventOf(random: Random): Event | undefined {
  let left = random.next();
  return events.find(({ share }) => {
    left -= share;
    return left < 0;
  });
}
