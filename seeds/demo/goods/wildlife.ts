import type { Goods } from './goods.ts';

function species(
  product: string,
  share: number,
  specimen: readonly string[],
  unit: string,
  kg: number,
  usual: Goods['usual'],
  more: Goods['details'] = {},
): Goods {
  const alive = specimen.includes('LIV') || specimen.includes('FIG');
  return {
    product,
    share,
    unit,
    kg,
    usual,
    details: {
      specimen,
      condition: [alive ? 'alive' : 'dead'],
      permitStatus: ['none', 'none', 'none', 'forged', 'mismatched'],
      ...(alive ? { liveCare: ['rescue_centre', 'zoo', 'pending', 'returned'], source: ['W'] } : {}),
      ...more,
    },
    ...(alive ? { open: true } : {}),
  };
}

const raw = { ivoryState: ['raw'] };
export const wildlife: readonly Goods[] = [
  species(
    'Loxodonta africana',
    10,
    ['TUS', 'TUS', 'IVP'],
    'kg',
    1,
    { container: 620, truck: 140, cargo: 60, baggage: 14, car: 32 },
    raw,
  ),
  species(
    'Loxodonta africana',
    4,
    ['IVC', 'IJW'],
    'kg',
    1,
    { baggage: 1.8, parcel: 0.6, cargo: 12 },
    { ivoryState: ['worked'] },
  ),
  species('Ceratotherium simum', 5, ['HOR', 'HOP'], 'kg', 1, { cargo: 28, baggage: 9, container: 70 }),
  species('Manis temminckii', 3, ['SCA'], 'kg', 1, { container: 900, cargo: 120, baggage: 12, truck: 160 }),
  species('Manis gigantea', 3, ['SCA'], 'kg', 1, { container: 1400, cargo: 150, baggage: 12 }),
  species('Manis javanica', 2, ['SCA'], 'kg', 1, { truck: 90, parcel: 4, car: 40 }),
  species('Astrochelys radiata', 4, ['LIV'], 'head', 0.4, { baggage: 26, cargo: 180, parcel: 6 }),
  species('Malacochersus tornieri', 2, ['LIV'], 'head', 0.4, { baggage: 34, cargo: 200, parcel: 9 }),
  species('Python regius', 2, ['LIV'], 'head', 0.9, { baggage: 14, cargo: 90 }),
  species('Psittacus erithacus', 3, ['LIV'], 'head', 0.5, { baggage: 8, cargo: 60, car: 20 }),
  species('Chamaeleo calyptratus', 1, ['LIV'], 'head', 0.1, { baggage: 40, parcel: 8 }),
  species('Varanus niloticus', 1, ['SKI', 'SKP'], 'piece', 0.2, { parcel: 5, cargo: 80, baggage: 12 }),
  species('Crocodylus niloticus', 2, ['LPL', 'SKI'], 'piece', 0.8, { parcel: 2, cargo: 40, baggage: 4 }),
  species('Panthera pardus', 2, ['SKI', 'TEE', 'CLA'], 'piece', 0.6, { parcel: 3, baggage: 3, car: 4 }),
  species('Anguilla anguilla', 4, ['FIG'], 'kg', 1, { baggage: 34, cargo: 260 }),
  species('Hippocampus kuda', 3, ['BOD'], 'kg', 1, { parcel: 2.4, cargo: 60, baggage: 11 }),
  species('Huso huso', 2, ['CAV'], 'kg', 1, { baggage: 4.5, car: 22, parcel: 1.2 }),
  species('Pterocarpus erinaceus', 5, ['LOG', 'SAW'], 'm3', 900, { container: 18, truck: 12 }),
  species('Dalbergia cochinchinensis', 2, ['SAW', 'LOG'], 'm3', 1000, { container: 15, truck: 8 }),
  species('Aquilaria malaccensis', 2, ['CHP', 'TIP'], 'kg', 1, { baggage: 9, parcel: 1.4, cargo: 70 }),
];
