import type { Goods } from './goods.ts';

const opium = { container: 90, vessel: 240, truck: 35, car: 14, baggage: 2.2, parcel: 0.4, cargo: 6 };
const cocaine = { container: 180, vessel: 420, truck: 60, car: 18, baggage: 3.1, parcel: 0.6, cargo: 9 };
const pills = { container: 400_000, truck: 60_000, car: 12_000, baggage: 3000, parcel: 900, cargo: 20_000 };
const medicine = { container: 250_000, truck: 30_000, car: 6000, baggage: 2000, parcel: 600, cargo: 40_000 };

export const drugs: readonly Goods[] = [
  drug('COC-HCL', 20, cocaine, 'powder', 'c1961_I', [61, 88]),
  drug('COC-BASE', 3, { container: 60, car: 8, baggage: 2 }, 'powder', 'c1961_I', [50, 80]),
  drug('COC-CRACK', 1, { baggage: 0.3, car: 0.8, parcel: 0.1 }, 'rock', 'c1961_I', [40, 80]),
  { ...drug('COC-LIQ', 2, { container: 300, baggage: 2, cargo: 40 }, 'liquid', 'c1961_I'), unit: 'L' },
  drug('OPI-HER', 11, opium, 'powder', 'c1961_I', [18, 62]),
  drug('OPI-OPIUM', 3, { ...opium, container: 200 }, 'resin', 'c1961_I'),
  drug('OPI-MORPH', 1, { container: 70, truck: 30 }, 'block', 'c1961_I'),
  drug(
    'CAN-HERB',
    12,
    { container: 260, vessel: 900, truck: 140, car: 22, baggage: 9, parcel: 1.1, cargo: 30 },
    'plant',
    'c1961_I',
  ),
  drug('CAN-RESIN', 9, { container: 500, vessel: 1200, truck: 320, car: 45, baggage: 3 }, 'resin', 'c1961_I'),
  { ...drug('CAN-OIL', 1, { car: 6, baggage: 1.5, parcel: 0.4 }, 'liquid', 'c1961_I'), unit: 'L' },
  drug(
    'ATS-METH',
    11,
    { container: 220, vessel: 300, truck: 45, car: 9, baggage: 2.6, parcel: 0.8, cargo: 12 },
    'crystal',
    'c1971_II',
    [70, 97],
  ),
  drug('ATS-AMPH', 3, { truck: 25, car: 6, parcel: 0.7, baggage: 1.5 }, 'paste', 'c1971_II', [8, 40]),
  { ...drug('ATS-MDMA', 4, { ...pills, container: 60_000 }, 'tablet', 'c1971_I'), unit: 'tablet', kg: 0.000_35 },
  {
    ...drug('ATS-CAPT', 3, { container: 1_800_000, truck: 300_000, car: 40_000, parcel: 1500 }, 'tablet', 'c1971_II'),
    unit: 'tablet',
    kg: 0.000_2,
  },
  { ...drug('SOP-TRAM', 5, medicine, 'tablet', 'national'), unit: 'tablet', kg: 0.000_5 },
  { ...drug('SOP-FENT', 2, { parcel: 0.12, baggage: 0.3, car: 1.2 }, 'powder', 'c1961_I', [2, 12]) },
  drug('SOP-NITA', 1, { parcel: 0.09 }, 'powder', 'c1961_I'),
  { ...drug('SED-BENZO', 2, medicine, 'tablet', 'c1971_IV'), unit: 'tablet', kg: 0.000_3 },
  drug('NPS-KET', 4, { container: 90, cargo: 14, parcel: 1.2, baggage: 2 }, 'powder', 'national', [70, 98]),
  drug('NPS-SC', 2, { parcel: 0.6, cargo: 5 }, 'powder', 'c1971_II'),
  drug('NPS-CATH', 2, { parcel: 0.9, cargo: 10, truck: 20 }, 'crystal', 'c1971_II'),
  drug('KHAT', 5, { baggage: 18, cargo: 90, parcel: 9, car: 40, truck: 260 }, 'plant', 'national'),
  { ...drug('HAL-LSD', 1, { parcel: 240, baggage: 400 }, 'blotter', 'c1971_I'), unit: 'dose', kg: 0.000_02 },
];

function drug(
  product: string,
  share: number,
  usual: Goods['usual'],
  form: string,
  schedule: string,
  purity?: readonly [number, number],
): Goods {
  const tested = purity === undefined ? {} : { purity: range(purity[0], purity[1]) };
  return {
    product,
    share,
    unit: 'kg',
    kg: 1,
    usual,
    details: { physicalForm: [form], schedule: [schedule], ...tested },
  };
}

/** Whole numbers from one to the other. */
function range(lowest: number, highest: number): number[] {
  return Array.from({ length: highest - lowest + 1 }, (_, step) => lowest + step);
}
