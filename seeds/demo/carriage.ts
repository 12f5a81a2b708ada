/** Ways goods travel, by how much of them fits. */
export type Carriage = 'container' | 'vessel' | 'truck' | 'car' | 'baggage' | 'parcel' | 'cargo';

/** Kilograms that travel this way at most. */
export const largest: Readonly<Record<Carriage, number>> = {
  container: 26_000,
  vessel: 12_000,
  truck: 22_000,
  car: 350,
  baggage: 46,
  parcel: 20,
  cargo: 1800,
};

const byTransport: Readonly<Record<string, Carriage>> = {
  'SEA-CONT': 'container',
  'SEA-RORO': 'truck',
  'AIR-PAX': 'baggage',
  'AIR-CARGO': 'cargo',
  'AIR-EXPRESS': 'parcel',
  'ROAD-CAR': 'car',
  'ROAD-VAN': 'car',
  'ROAD-TRUCK': 'truck',
  'RAIL-FREIGHT': 'truck',
  'MAIL-PARCEL': 'parcel',
};

/** The way goods travel with a means of transport; other vessels carry as one. */
export function carriageOf(transport: string): Carriage {
  return byTransport[transport] ?? 'vessel';
}

interface HidingPlace {
  readonly code: string;
  readonly share: number;
  /** Kilograms that fit into it; as much as travels where it says nothing. */
  readonly most?: number;
  /** Living and bulky goods are met here. */
  readonly open?: true;
  /** Headings met here only. */
  readonly only?: readonly string[];
}

const carried = ['DRUG', 'CURR'];
const papers: HidingPlace = { code: 'CON-DOC', share: 2, open: true };
const mixed: HidingPlace = { code: 'CON-FREIGHT-MIX', share: 4, open: true };
const behind: HidingPlace = { code: 'CON-FREIGHT-COVER', share: 5, open: true };
const built: HidingPlace = { code: 'CON-FREIGHT-IN', share: 2, most: 200 };

/** Hiding places that go with the way goods travel. */
export const hidingPlaces: Readonly<Record<Carriage, readonly HidingPlace[]>> = {
  container: [
    { code: 'CON-CONT-RIPOFF', share: 7, most: 900, only: carried },
    { code: 'CON-CONT-STRUCT', share: 3, most: 250, only: [...carried, 'WEAP'] },
    { code: 'CON-CONT-REEFER', share: 2, most: 120, only: carried },
    { code: 'CON-CONT-FALSE', share: 1, most: 700, only: ['DRUG', 'TOB', 'CITES', 'WEAP'] },
    behind,
    mixed,
    papers,
    built,
  ],
  vessel: [
    { code: 'CON-VES-HULL', share: 2, most: 300, only: carried },
    { code: 'CON-VES-COMP', share: 4, most: 1500 },
    { code: 'CON-VES-HOLD', share: 5, open: true },
    { code: 'CON-VES-CABIN', share: 2, most: 200 },
  ],
  truck: [
    behind,
    mixed,
    papers,
    { code: 'CON-VEH-TRAILER', share: 3, most: 600 },
    { code: 'CON-VEH-FUEL', share: 2, most: 120, only: ['DRUG', 'TOB', 'CURR'] },
    { code: 'CON-VEH-FLOOR', share: 2, most: 400 },
    { code: 'CON-VEH-CAB', share: 2, most: 60, open: true },
  ],
  car: [
    { code: 'CON-VEH-FLOOR', share: 3, most: 120 },
    { code: 'CON-VEH-DOOR', share: 3, most: 60 },
    { code: 'CON-VEH-SEAT', share: 3, most: 50 },
    { code: 'CON-VEH-TYRE', share: 2, most: 40 },
    { code: 'CON-VEH-FUEL', share: 2, most: 60, only: carried },
    { code: 'CON-VEH-DASH', share: 2, most: 12 },
    { code: 'CON-VEH-BUMPER', share: 1, most: 25, only: carried },
    { code: 'CON-NONE', share: 3, open: true },
  ],
  baggage: [
    { code: 'CON-BODY-INT', share: 3, most: 1.2, only: ['DRUG'] },
    { code: 'CON-BODY-INS', share: 1, most: 0.4, only: ['DRUG'] },
    { code: 'CON-BODY-EXT', share: 3, most: 4, only: ['DRUG', 'CURR', 'CITES'] },
    { code: 'CON-CLOTH', share: 2, most: 4 },
    { code: 'CON-SHOE', share: 1, most: 1, only: carried },
    { code: 'CON-BAG-FALSE', share: 5, most: 7 },
    { code: 'CON-BAG-HAND', share: 3, most: 10 },
    { code: 'CON-BAG-CONT', share: 8, open: true },
    { code: 'CON-BAG-UNACC', share: 2, open: true },
  ],
  parcel: [
    { code: 'CON-MAIL-PARCEL', share: 8, open: true },
    { code: 'CON-MAIL-WALL', share: 2, most: 1 },
    { code: 'CON-MAIL-ELEC', share: 2, most: 3, only: ['DRUG', 'WEAP', 'CITES', 'CURR'] },
    { code: 'CON-MAIL-TOY', share: 2, most: 2 },
    { code: 'CON-MAIL-COSM', share: 1, most: 1.5, only: ['DRUG'] },
    { code: 'CON-MAIL-BOOK', share: 1, most: 0.4, only: carried },
    papers,
  ],
  cargo: [mixed, papers, built, { code: 'CON-FREIGHT-PKG', share: 3, most: 150 }, { ...behind, share: 2 }],
};

interface Circumstances {
  readonly locations: readonly string[];
  readonly traffic: string;
}

const road: Circumstances = {
  locations: ['LOC-LANDBORDER', 'LOC-LANDBORDER', 'LOC-ROAD', 'LOC-CHECK'],
  traffic: 'commercial',
};

/** Where the way goods travel ends, and which traffic it is. */
export const circumstances: Readonly<Record<Carriage, Circumstances>> = {
  container: { locations: ['LOC-CONTTERM', 'LOC-CONTTERM', 'LOC-SEAPORT'], traffic: 'commercial' },
  vessel: { locations: ['LOC-SEAPORT', 'LOC-TERRWATER'], traffic: 'commercial' },
  truck: road,
  car: { ...road, traffic: 'passenger' },
  baggage: { locations: ['LOC-AIRPORT'], traffic: 'passenger' },
  parcel: { locations: ['LOC-POST', 'LOC-EXPRESS'], traffic: 'post' },
  cargo: { locations: ['LOC-AIRCARGO'], traffic: 'commercial' },
};

/** What a search of this kind is made with. */
export const means: Readonly<Record<Carriage, readonly string[]>> = {
  container: ['DET-SCAN', 'DET-PHYS', 'DET-DOG'],
  vessel: ['DET-PHYS', 'DET-DOG'],
  truck: ['DET-SCAN', 'DET-PHYS', 'DET-DOG', 'DET-DENS'],
  car: ['DET-DOG', 'DET-PHYS', 'DET-ENDO', 'DET-DENS'],
  baggage: ['DET-XRAY', 'DET-PHYS', 'DET-DOG'],
  parcel: ['DET-XRAY', 'DET-DOG', 'DET-PHYS'],
  cargo: ['DET-XRAY', 'DET-PHYS', 'DET-ION'],
};
