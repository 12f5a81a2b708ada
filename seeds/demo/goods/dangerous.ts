import type { Goods } from './goods.ts';

function chemical(
  product: string,
  share: number,
  unit: string,
  table: string,
  usual: Goods['usual'],
  drug: string,
): Goods {
  return {
    product,
    share,
    unit,
    kg: 1.1,
    usual,
    details: {
      eventKind: ['seizure', 'seizure', 'seizure', 'stopped_shipment'],
      conventionTable: [table],
      intendedDrug: [drug],
      pen: [false, false, true],
      picsNotified: [true, false],
    },
  };
}

export const precursors: readonly Goods[] = [
  chemical('ACETIC-ANHYDRIDE', 3, 'L', 'table_I', { container: 6400, truck: 1800, cargo: 300 }, 'OPI-HER'),
  chemical('EPHEDRINE', 2, 'kg', 'table_I', { container: 240, cargo: 60, baggage: 5, parcel: 1.6 }, 'ATS-METH'),
  chemical('PSEUDOEPHEDRINE', 3, 'kg', 'table_I', { container: 300, cargo: 80, baggage: 6, parcel: 1.4 }, 'ATS-METH'),
  chemical('P-2-P', 2, 'L', 'table_I', { container: 900, cargo: 120 }, 'ATS-METH'),
  chemical('PMK-GLYCIDATE', 2, 'kg', 'table_I', { container: 1100, cargo: 200, parcel: 6 }, 'ATS-MDMA'),
  chemical('BMK-GLYCIDATE', 2, 'kg', 'table_I', { container: 1200, cargo: 220, parcel: 6 }, 'ATS-AMPH'),
  chemical('4-PIPERIDONE', 1, 'kg', 'table_I', { cargo: 25, parcel: 2 }, 'SOP-FENT'),
  chemical('PERMANGANATE', 2, 'kg', 'table_I', { container: 4200, truck: 1500 }, 'COC-HCL'),
  chemical('TOLUENE', 1, 'L', 'table_II', { container: 12_000, truck: 5000 }, 'COC-HCL'),
];

const traced = { marking: ['marked', 'removed', 'marked'], traceRequested: [['etrace'], ['iarms'], ['national']] };
export const weapons: readonly Goods[] = [
  weapon(
    'WPN-PIST',
    5,
    'piece',
    1,
    { container: 12, parcel: 1, car: 4, truck: 9, baggage: 2, cargo: 3 },
    { ...traced, calibre: ['9 mm', '.40', '.380', '7.65 mm'] },
  ),
  weapon('WPN-REV', 2, 'piece', 1.1, { parcel: 1, car: 2, container: 5 }, { ...traced, calibre: ['.38', '.357'] }),
  weapon(
    'WPN-RIFLE',
    2,
    'piece',
    4,
    { container: 6, car: 2, truck: 5 },
    { ...traced, calibre: ['7.62 mm', '5.56 mm'] },
  ),
  weapon('WPN-CONV', 2, 'piece', 1, { parcel: 2, car: 6, truck: 12 }, { ...traced, calibre: ['9 mm'] }),
  weapon(
    'WPN-PART',
    4,
    'piece',
    0.4,
    { parcel: 3, cargo: 40, container: 60, car: 12 },
    { marking: ['never_marked', 'removed'] },
  ),
  weapon('WPN-MAG', 2, 'piece', 0.2, { parcel: 6, container: 80, car: 15 }),
  weapon(
    'WPN-AMMO',
    4,
    'round',
    0.012,
    { container: 6000, parcel: 200, car: 900, truck: 4200, baggage: 100 },
    { calibre: ['9 mm', '7.62 mm', '.22', '12.7 mm'] },
  ),
  weapon('WPN-SPRAY', 2, 'piece', 0.1, { parcel: 10, car: 40, truck: 300 }),
  weapon('WPN-STUN', 2, 'piece', 0.3, { parcel: 5, container: 400, truck: 90 }),
];

function weapon(
  product: string,
  share: number,
  unit: string,
  kg: number,
  usual: Goods['usual'],
  details: Goods['details'] = {},
): Goods {
  return { product, share, unit, kg, usual, details };
}

function waste(product: string, share: number, kg: number, codes: readonly string[]): Goods {
  return {
    product,
    share,
    unit: 'kg',
    kg: 1,
    usual: { container: kg, truck: kg * 0.7 },
    open: true,
    details: {
      ...(codes.length > 0 ? { baselCode: codes } : {}),
      consent: ['not_asked', 'not_asked', 'forged', 'refused'],
      returned: [true, false],
      authorityTold: [true],
    },
  };
}

export const hazardous: readonly Goods[] = [
  waste('HAZ-EWASTE', 4, 21_000, ['Y31', 'Y29']),
  waste('HAZ-PLASTIC', 3, 23_000, ['Y48']),
  waste('HAZ-BATT', 2, 19_000, ['Y31']),
  waste('HAZ-TYRE', 1, 20_000, []),
  waste('HAZ-HOUSE', 1, 22_000, ['Y46']),
  {
    product: 'HAZ-PEST',
    share: 2,
    unit: 'kg',
    kg: 1,
    usual: { container: 8000, truck: 1600, cargo: 300 },
    details: { authorityTold: [true] },
  },
  {
    product: 'HAZ-HG',
    share: 1,
    unit: 'kg',
    kg: 1,
    usual: { container: 900, cargo: 40, baggage: 4 },
    details: { baselCode: ['Y29'] },
  },
];

function gas(product: string, share: number, annexGroup: string, more: Goods['details'] = {}): Goods {
  return {
    product,
    share,
    unit: 'kg',
    kg: 1.25,
    usual: { container: 9200, truck: 1300, car: 220 },
    details: {
      nature: ['pure'],
      annexGroup: [annexGroup],
      smugglingMethod: [
        ['false_labelling'],
        ['misdeclaration'],
        ['concealment'],
        ['false_labelling', 'misdeclaration'],
      ],
      cylinderType: ['disposable', 'disposable', 'refillable'],
      analysis: [['identifier'], ['identifier', 'laboratory']],
      licence: ['none', 'none', 'forged', 'exceeded'],
      nouTold: [true, true, false],
      actionTaken: [['seized'], ['seized', 'returned'], ['seized', 'fined']],
      ...more,
    },
  };
}

const blend = (code: string) => ({ nature: ['mixture'], blend: [code] });
export const gases: readonly Goods[] = [
  gas('HCFC-22', 9, 'C_I', { labelName: ['R-134a', 'R-22', 'R-134a'] }),
  gas('HCFC-141b', 2, 'C_I', { cylinderType: ['drum'] }),
  gas('CFC-12', 2, 'A_I', { labelName: ['R-134a'] }),
  gas('HFC-134a', 6, 'F_I'),
  gas('HFC-32', 2, 'F_I'),
  gas('ODS-BLEND', 5, 'F_I', blend('R-410A')),
  gas('ODS-BLEND', 5, 'F_I', blend('R-404A')),
  gas('ODS-BLEND', 2, 'F_I', blend('R-407C')),
  gas('ODS-BLEND', 2, 'F_I', blend('R-507A')),
  gas('Halon-1301', 1, 'A_II', { cylinderType: ['refillable'] }),
];

export const nuclear: readonly Goods[] = [
  {
    product: 'NUC-SRC-CS',
    share: 3,
    unit: 'GBq',
    kg: 8,
    usual: { truck: 2.4, car: 0.6, container: 3 },
    details: {
      isotope: ['Cs-137'],
      orphan: [true, false],
      detector: [['portal'], ['portal', 'identifier']],
      itdbTold: [true],
    },
  },
  {
    product: 'NUC-CONT',
    share: 4,
    unit: 'kg',
    kg: 1,
    usual: { container: 16_000, truck: 9000 },
    details: { detector: [['portal', 'identifier']], itdbTold: [true, false] },
    open: true,
  },
  {
    product: 'NUC-SRC-RA',
    share: 1,
    unit: 'GBq',
    kg: 4,
    usual: { car: 0.02, truck: 0.05, parcel: 0.01 },
    details: { isotope: ['Ra-226'], detector: [['portal']] },
  },
  {
    product: 'NUC-U-NAT',
    share: 1,
    unit: 'kg',
    kg: 1,
    usual: { car: 0.9, baggage: 0.3 },
    details: { isotope: ['U-238'], detector: [['hand_held', 'identifier']], itdbTold: [true] },
  },
];
