import type { Goods } from './goods.ts';

const told = { declared: [false], fiuTold: [true, true, false], suspicion: ['unknown', 'drugs', 'tax', 'trade_based'] };
export const money: readonly Goods[] = [
  {
    product: 'CASH-NOTE',
    share: 8,
    unit: 'amount',
    kg: 0.000_02,
    usual: { baggage: 48_000, car: 90_000, parcel: 9000, truck: 160_000 },
    details: told,
  },
  {
    product: 'GOLD',
    share: 2,
    unit: 'kg',
    kg: 1,
    usual: { baggage: 3.4, car: 6, cargo: 12 },
    details: { declared: [false], fiuTold: [true] },
  },
  {
    product: 'COUNTERFEIT',
    share: 1,
    unit: 'amount',
    kg: 0.000_02,
    usual: { baggage: 22_000, parcel: 6000 },
    details: { declared: [false] },
  },
];

export const obscene: readonly Goods[] = [
  {
    product: 'POR-VIDEO',
    share: 2,
    unit: 'piece',
    kg: 0.1,
    usual: { parcel: 14, baggage: 20 },
    details: { kind: ['adult_obscene'] },
  },
  {
    product: 'POR-PRINT',
    share: 1,
    unit: 'piece',
    kg: 0.4,
    usual: { parcel: 9, baggage: 12 },
    details: { kind: ['adult_obscene'] },
  },
];

const culture = {
  artDatabase: ['not_listed', 'not_checked', 'listed'],
  exportLicence: ['none', 'none', 'forged'],
  expertTold: [true],
};
export const others: readonly Goods[] = [
  {
    product: 'OTH-ARCH',
    share: 4,
    unit: 'piece',
    kg: 0.6,
    usual: { parcel: 6, baggage: 9, cargo: 40, container: 160 },
    details: { ...culture, cultureClass: ['archaeological', 'coins', 'sculpture'] },
  },
  {
    product: 'OTH-ART',
    share: 2,
    unit: 'piece',
    kg: 4,
    usual: { cargo: 6, baggage: 2, parcel: 1 },
    details: { ...culture, cultureClass: ['painting', 'sculpture', 'religious'] },
  },
  {
    product: 'OTH-COIN',
    share: 2,
    unit: 'piece',
    kg: 0.01,
    usual: { parcel: 40, baggage: 120 },
    details: { ...culture, cultureClass: ['coins', 'numismatics'] },
  },
  {
    product: 'OTH-FOSS',
    share: 1,
    unit: 'kg',
    kg: 1,
    usual: { cargo: 60, baggage: 6, container: 900 },
    details: { cultureClass: ['natural_history'] },
  },
  {
    product: 'OTH-MED',
    share: 3,
    unit: 'tablet',
    kg: 0.000_5,
    usual: { container: 250_000, truck: 30_000, car: 6000, baggage: 2000, parcel: 600, cargo: 40_000 },
    details: { medicineStatus: ['unregistered', 'falsified', 'diverted'], doseForm: ['tablet'] },
  },
  {
    product: 'OTH-STER',
    share: 2,
    unit: 'tablet',
    kg: 0.000_4,
    usual: { parcel: 1200, baggage: 4000, cargo: 30_000 },
    details: { medicineStatus: ['unregistered'], doseForm: ['tablet'] },
  },
  {
    product: 'OTH-DOC',
    share: 2,
    unit: 'piece',
    kg: 0.05,
    usual: { parcel: 6, baggage: 8 },
    details: {
      documentType: ['passport', 'identity_card', 'driving_licence'],
      documentFraud: ['counterfeit', 'altered'],
    },
  },
  {
    product: 'OTH-VEH',
    share: 2,
    unit: 'piece',
    kg: 1600,
    usual: { container: 1, vessel: 2 },
    details: { vehicleType: ['car'], vinTampered: [true, false] },
  },
];
