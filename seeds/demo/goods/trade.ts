import type { Goods } from './goods.ts';

const stamped = { taxStamp: ['none', 'none', 'foreign', 'false'], traceCode: [false] };
const smoked = { ...stamped, packing: ['packs', 'cartons', 'master_cases'] };
export const tobacco: readonly Goods[] = [
  {
    product: 'TOB-CIG',
    share: 12,
    unit: 'stick',
    kg: 0.001,
    usual: { container: 8_400_000, truck: 900_000, car: 24_000, baggage: 6000, parcel: 4000, cargo: 120_000 },
    details: { ...smoked, fraudKind: ['GENUINE', 'GENUINE', 'COUNTERFEIT', 'CHEAPWHITE', 'CHEAPWHITE'] },
  },
  loose('TOB-HRT', 2, { truck: 900, car: 60, parcel: 8, baggage: 10 }, ['UNBRANDED', 'GENUINE']),
  loose('TOB-CUT', 1, { container: 9000, truck: 2200 }, ['UNBRANDED']),
  loose('TOB-RAW', 1, { container: 14_000, truck: 5200 }, ['UNBRANDED']),
  loose('TOB-SHISHA', 2, { container: 4000, truck: 700, car: 90, parcel: 12, baggage: 14 }, ['GENUINE', 'UNBRANDED']),
  {
    product: 'TOB-ECIG',
    share: 2,
    unit: 'piece',
    kg: 0.05,
    usual: { container: 60_000, truck: 9000, parcel: 120, baggage: 90, cargo: 6000 },
    details: { fraudKind: ['GENUINE', 'UNKNOWN'] },
  },
];

function loose(product: string, share: number, usual: Goods['usual'], fraudKind: readonly string[]): Goods {
  return { product, share, unit: 'kg', kg: 1, usual, details: { ...stamped, fraudKind, packing: ['bulk', 'loose'] } };
}

function drink(product: string, share: number, litres: Goods['usual'], abv: readonly number[]): Goods {
  return {
    product,
    share,
    unit: 'L',
    kg: 1.4,
    usual: litres,
    details: {
      abv,
      bottleLitres: [0.5, 0.7, 0.7, 1],
      packing: ['bottles'],
      authenticity: ['genuine', 'counterfeit', 'genuine'],
      taxStamp: ['none', 'foreign', 'none'],
    },
  };
}

export const beverages: readonly Goods[] = [
  drink('BEV-VODKA', 3, { truck: 4200, container: 9000, car: 90, baggage: 9 }, [37.5, 40]),
  drink('BEV-WHISKY', 3, { truck: 2600, container: 8000, car: 60, baggage: 8 }, [40, 43]),
  drink('BEV-BEER', 1, { truck: 8200, container: 12_000 }, [4.8, 5, 5.2]),
  {
    ...drink('BEV-ETH', 2, { truck: 9000, container: 14_000 }, [96, 96.4]),
    details: { abv: [96, 96.4], packing: ['bulk'] },
  },
];

function fake(product: string, share: number, kg: number, usual: Goods['usual'], more: Goods['details'] = {}): Goods {
  return {
    product,
    share,
    unit: 'piece',
    kg,
    usual,
    details: {
      infringement: ['counterfeit', 'counterfeit', 'counterfeit', 'suspected'],
      right: [['TM'], ['TM'], ['TM', 'DR']],
      holderAnswer: ['confirmed', 'confirmed', 'pending'],
      settlement: ['destroyed_simplified', 'pending', 'court'],
      application: [true, true, false],
      ...more,
    },
  };
}

const shop = { ecommerce: [true, true, false], platform: ['marketplace', 'social_media', 'own_site'] };
const harmful = { healthSafety: [true] };
export const fakes: readonly Goods[] = [
  fake('IPR-SHO', 4, 0.9, { container: 5400, truck: 900, parcel: 2, cargo: 240, baggage: 6 }, shop),
  fake('IPR-CLO', 4, 0.35, { container: 11_000, truck: 1800, parcel: 4, cargo: 700, baggage: 22 }, shop),
  fake('IPR-WAT', 2, 0.15, { parcel: 2, cargo: 400, baggage: 12 }, shop),
  fake('IPR-ACC', 3, 0.4, { container: 6000, parcel: 3, cargo: 300, baggage: 9 }, shop),
  fake('IPR-MOB', 2, 0.1, { container: 20_000, parcel: 10, cargo: 1500 }, shop),
  fake('IPR-COS', 2, 0.2, { container: 14_000, parcel: 8, cargo: 900 }, harmful),
  fake('IPR-GAM', 2, 0.3, { container: 9000, parcel: 4, truck: 1200 }, harmful),
  fake('IPR-TRA', 2, 1.5, { container: 3600, cargo: 180, truck: 500 }, harmful),
  fake('IPR-LAB', 1, 0.002, { container: 200_000, parcel: 3000, cargo: 40_000 }),
  {
    ...fake(
      'IPR-MED',
      4,
      0.000_5,
      { container: 600_000, parcel: 500, cargo: 60_000, baggage: 3000, truck: 50_000 },
      harmful,
    ),
    unit: 'tablet',
  },
];

function evaded(
  product: string,
  share: number,
  unit: string,
  kg: number,
  usual: Goods['usual'],
  kinds: readonly string[],
): Goods {
  return {
    product,
    share,
    unit,
    kg,
    usual,
    details: { fraudKind: kinds, taxKind: [['customs_duty', 'vat'], ['customs_duty'], ['excise', 'vat']] },
  };
}

export const taxed: readonly Goods[] = [
  evaded('GDS-SUGAR', 3, 'kg', 1, { truck: 14_000, container: 24_000 }, ['TAX-SMUG', 'TAX-MISORIG', 'TAX-TRANSIT']),
  evaded('GDS-FUEL', 2, 'L', 0.8, { truck: 16_000 }, ['TAX-TRANSIT', 'TAX-EXCISE', 'TAX-SMUG']),
  evaded('GDS-CEREAL', 2, 'kg', 1, { truck: 12_000, container: 23_000 }, ['TAX-SMUG', 'TAX-TRANSIT']),
  evaded('GDS-PHONE', 2, 'piece', 0.4, { baggage: 26, cargo: 900, container: 8000, parcel: 12 }, [
    'TAX-SMUG',
    'TAX-UNDERVAL',
  ]),
  evaded('GDS-CLOTH', 2, 'kg', 1, { container: 9000, truck: 4000 }, ['TAX-UNDERVAL', 'TAX-MISCLASS', 'TAX-QTY']),
  evaded('GDS-SOLAR', 1, 'piece', 22, { container: 640 }, ['TAX-MISORIG', 'TAX-ADD']),
  evaded('GDS-VEH', 1, 'piece', 1500, { container: 2, vessel: 6 }, ['TAX-UNDERVAL', 'TAX-RELIEF']),
];
