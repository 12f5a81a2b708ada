import type { HeadingCode } from '../../src/seizures/goods/heading.ts';

/**
 * What makes the synthetic records plausible: usual routes, hiding places by means of transport, quantities by heading.
 * Invented for demonstration; no figure here is a statistic.
 */
export interface Corridor {
  readonly headings: readonly HeadingCode[];
  /** Products usual on this route, by heading; any of the heading where it says nothing. */
  readonly products?: Partial<Record<HeadingCode, readonly string[]>>;
  readonly origin: string;
  readonly departure: string;
  readonly transit: readonly string[];
  /** Countries where it is seized, and places in them. */
  readonly seized: Readonly<Record<string, readonly string[]>>;
  readonly destination: string;
  readonly transports: Readonly<Record<string, number>>;
  readonly weight: number;
}

const ke = ['KEMBA', 'KENBO'];
const africaSea = { 'SEA-CONT': 7, 'AIR-CARGO': 2, 'ROAD-TRUCK': 1 };
const airPax = { 'AIR-PAX': 7, 'AIR-EXPRESS': 1, 'MAIL-PARCEL': 2 };

export const corridors: readonly Corridor[] = [
  {
    headings: ['DRUG'],
    origin: 'CO',
    products: { DRUG: ['COC-HCL', 'COC-HCL', 'COC-HCL', 'COC-BASE', 'COC-LIQ'] },
    departure: 'EC',
    transit: ['PA'],
    seized: { NL: ['NLRTM'], BE: ['BEANR'], ES: ['ESALG', 'ESVLC'], DE: ['DEHAM'], FR: ['FRLEH'] },
    destination: 'NL',
    transports: { 'SEA-CONT': 8, 'AIR-PAX': 2 },
    weight: 10,
  },
  {
    headings: ['DRUG'],
    origin: 'BR',
    products: { DRUG: ['COC-HCL', 'COC-HCL', 'COC-BASE', 'COC-CRACK', 'CAN-HERB'] },
    departure: 'BR',
    transit: [],
    seized: { PT: ['PTLIS'], ES: ['ESBCN'], GH: ['GHTEM'], SN: ['SNDKR'], KE: ke, ZA: ['ZADUR'] },
    destination: 'ES',
    transports: { 'SEA-CONT': 6, 'AIR-PAX': 5, 'SEA-YACHT': 1 },
    weight: 8,
  },
  {
    headings: ['DRUG', 'PREC'],
    origin: 'AF',
    products: {
      DRUG: ['OPI-HER', 'OPI-HER', 'OPI-OPIUM', 'ATS-METH', 'CAN-RESIN', 'OPI-MORPH'],
      PREC: ['ACETIC-ANHYDRIDE'],
    },
    departure: 'PK',
    transit: ['AE'],
    seized: { KE: ke, TZ: ['TZDAR'], MZ: ['MZMPM'], ZA: ['ZADUR'], AE: ['AEJEA'], TR: ['TRIST'] },
    destination: 'GB',
    transports: { 'SEA-FISH': 3, 'SEA-CONT': 5, 'AIR-PAX': 3, 'ROAD-TRUCK': 2 },
    weight: 9,
  },
  {
    headings: ['DRUG'],
    origin: 'MM',
    products: { DRUG: ['ATS-METH', 'ATS-METH', 'OPI-HER', 'NPS-KET', 'ATS-MDMA'] },
    departure: 'TH',
    transit: ['LA'],
    seized: {
      VN: ['VNHPH', 'VNSGN'],
      TH: ['THBKK'],
      MY: ['MYPKG'],
      AU: ['AUSYD', 'AUMEL'],
      JP: ['JPTYO'],
      KR: ['KRPUS'],
    },
    destination: 'AU',
    transports: { 'SEA-CONT': 4, 'AIR-EXPRESS': 3, 'MAIL-PARCEL': 4, 'AIR-PAX': 3 },
    weight: 9,
  },
  {
    headings: ['DRUG'],
    origin: 'MA',
    products: { DRUG: ['CAN-RESIN', 'CAN-RESIN', 'CAN-HERB', 'CAN-OIL'] },
    departure: 'MA',
    transit: [],
    seized: { ES: ['ESALG'], FR: ['FRMRS'], IT: ['ITGOA'] },
    destination: 'FR',
    transports: { 'ROAD-TRUCK': 5, 'ROAD-CAR': 4, 'SEA-FAST': 2, 'SEA-RORO': 2 },
    weight: 6,
  },
  {
    headings: ['DRUG'],
    origin: 'ET',
    products: { DRUG: ['KHAT', 'KHAT', 'CAN-HERB', 'OPI-HER'] },
    departure: 'KE',
    transit: [],
    seized: { GB: ['GBLHR'], DE: ['DEFRA'], KE: ke, FR: ['FRCDG'] },
    destination: 'GB',
    transports: airPax,
    weight: 4,
  },
  {
    headings: ['CITES'],
    origin: 'MZ',
    products: {
      CITES: ['Loxodonta africana', 'Loxodonta africana', 'Manis temminckii', 'Manis gigantea', 'Ceratotherium simum'],
    },
    departure: 'KE',
    transit: ['SG'],
    seized: { KE: ke, VN: ['VNHPH', 'VNDAD'], SG: ['SGSIN'], HK: ['HKHKG'], MY: ['MYPKG'], CN: ['CNCAN'] },
    destination: 'VN',
    transports: africaSea,
    weight: 8,
  },
  {
    headings: ['CITES'],
    origin: 'MG',
    products: { CITES: ['Astrochelys radiata', 'Astrochelys yniphora', 'Pterocarpus erinaceus'] },
    departure: 'MG',
    transit: ['ET'],
    seized: { TH: ['THBKK'], KE: ke, IN: ['INMAA'], FR: ['FRCDG'] },
    destination: 'TH',
    transports: airPax,
    weight: 4,
  },
  {
    headings: ['CITES'],
    origin: 'ID',
    departure: 'ID',
    transit: [],
    seized: { TW: ['TWTPE'], JP: ['JPTYO'], AU: ['AUSYD'], US: ['USLAX'] },
    destination: 'JP',
    transports: { 'MAIL-PARCEL': 5, 'AIR-PAX': 3 },
    weight: 3,
  },
  {
    headings: ['TOB'],
    origin: 'AE',
    departure: 'AE',
    transit: [],
    seized: { KE: ke, TZ: ['TZDAR'], ZA: ['ZADUR'], GR: ['GRPIR'], IT: ['ITGOA'] },
    destination: 'KE',
    transports: { 'SEA-CONT': 8, 'ROAD-TRUCK': 2 },
    weight: 7,
  },
  {
    headings: ['TOB', 'BEV'],
    origin: 'BY',
    departure: 'BY',
    transit: [],
    seized: { PL: ['PLGDN'], LT: ['LTKLJ'], LV: ['LVRIX'], DE: ['DEHAM'] },
    destination: 'DE',
    transports: { 'ROAD-TRUCK': 6, 'ROAD-CAR': 5, 'RAIL-FREIGHT': 2, 'ROAD-VAN': 2 },
    weight: 7,
  },
  {
    headings: ['IPR'],
    origin: 'CN',
    departure: 'CN',
    transit: ['AE'],
    seized: {
      KE: ke,
      NG: ['NGLOS'],
      BE: ['BEANR'],
      ES: ['ESVLC'],
      CL: ['CLVAP'],
      US: ['USLAX', 'USNYC'],
      VN: ['VNHPH'],
      JP: ['JPTYO'],
    },
    destination: 'NG',
    transports: { 'SEA-CONT': 5, 'MAIL-PARCEL': 5, 'AIR-EXPRESS': 4 },
    weight: 10,
  },
  {
    headings: ['IPR', 'OTH'],
    origin: 'IN',
    departure: 'IN',
    transit: [],
    seized: { KE: ke, GH: ['GHTEM'], CI: ['CIABJ'], TZ: ['TZDAR'] },
    destination: 'GH',
    transports: { 'AIR-CARGO': 4, 'SEA-CONT': 5, 'MAIL-PARCEL': 2 },
    weight: 5,
  },
  {
    headings: ['PREC'],
    origin: 'CN',
    departure: 'CN',
    transit: [],
    seized: { MX: ['MXVER'], NL: ['NLRTM'], VN: ['VNHPH'], TH: ['THBKK'], AU: ['AUMEL'] },
    destination: 'MX',
    transports: { 'SEA-CONT': 6, 'AIR-CARGO': 3, 'MAIL-PARCEL': 2 },
    weight: 4,
  },
  {
    headings: ['TAX', 'BEV'],
    origin: 'BR',
    departure: 'AE',
    transit: [],
    seized: { KE: ke, TZ: ['TZDAR'], UG: [], MZ: ['MZMPM'], SN: ['SNDKR'] },
    destination: 'UG',
    transports: { 'ROAD-TRUCK': 6, 'SEA-CONT': 4 },
    weight: 5,
  },
  {
    headings: ['WEAP'],
    origin: 'US',
    departure: 'US',
    transit: [],
    seized: { JM: ['JMKIN'], MX: ['MXVER'], GB: ['GBLHR'], BR: ['BRSSZ'] },
    destination: 'JM',
    transports: { 'SEA-CONT': 4, 'AIR-EXPRESS': 4, 'MAIL-PARCEL': 4 },
    weight: 4,
  },
  {
    headings: ['WEAP'],
    origin: 'TR',
    departure: 'TR',
    transit: [],
    seized: { KE: ke, SE: ['SEGOT'], DE: ['DEHAM'], BG: ['BGVAR'] },
    destination: 'SE',
    transports: { 'ROAD-TRUCK': 3, 'ROAD-CAR': 4, 'MAIL-PARCEL': 2 },
    weight: 3,
  },
  {
    headings: ['CURR'],
    origin: 'KE',
    departure: 'KE',
    transit: [],
    seized: { KE: ke, AE: ['AEDXB'], NL: ['NLAMS'], US: ['USNYC'], FR: ['FRCDG'] },
    destination: 'AE',
    transports: { 'AIR-PAX': 8, 'MAIL-PARCEL': 1, 'ROAD-CAR': 2 },
    weight: 5,
  },
  {
    headings: ['NUC'],
    origin: 'GE',
    departure: 'GE',
    transit: [],
    seized: { TR: ['TRIST'], BG: ['BGVAR'], KE: ke },
    destination: 'TR',
    transports: { 'ROAD-CAR': 4, 'ROAD-TRUCK': 3, 'SEA-CONT': 2 },
    weight: 1,
  },
  {
    headings: ['HAZ'],
    origin: 'GB',
    departure: 'GB',
    transit: [],
    seized: { KE: ke, GH: ['GHTEM'], NG: ['NGLOS'], MY: ['MYPKG'], ID: ['IDJKT'], VN: ['VNHPH'] },
    destination: 'GH',
    transports: { 'SEA-CONT': 9, 'SEA-RORO': 1 },
    weight: 4,
  },
  {
    headings: ['PORN'],
    origin: 'NL',
    departure: 'NL',
    transit: [],
    seized: { GB: ['GBLHR'], AU: ['AUSYD'], KE: ke },
    destination: 'AU',
    transports: { 'MAIL-PARCEL': 5, 'AIR-PAX': 3 },
    weight: 1,
  },
  {
    headings: ['OTH'],
    origin: 'EG',
    departure: 'EG',
    transit: ['AE'],
    seized: { FR: ['FRCDG'], US: ['USNYC'], CH: [], DE: ['DEFRA'], KE: ke },
    destination: 'US',
    transports: { 'MAIL-PARCEL': 4, 'AIR-CARGO': 3, 'AIR-PAX': 3 },
    weight: 4,
  },
  {
    headings: ['ODS'],
    origin: 'CN',
    departure: 'CN',
    transit: ['AE'],
    seized: { KE: ke, PL: ['PLGDN'], IN: ['INMAA'], GR: ['GRPIR'], ES: ['ESVLC'], GH: ['GHTEM'], VN: ['VNHPH'] },
    destination: 'KE',
    transports: { 'SEA-CONT': 7, 'ROAD-TRUCK': 2, 'ROAD-VAN': 2 },
    weight: 5,
  },
];

/** Hiding places and kinds of place that go with a means of transport. */
/** Looked up by the means of transport, then by its mode. */
export const settings: Readonly<
  Record<string, { concealments: readonly string[]; locations: readonly string[]; traffic: string }>
> = {
  'SEA-CONT': {
    concealments: [
      'CON-CONT-RIPOFF',
      'CON-CONT-STRUCT',
      'CON-CONT-REEFER',
      'CON-FREIGHT-COVER',
      'CON-FREIGHT-MIX',
      'CON-FREIGHT-IN',
      'CON-DOC',
    ],
    locations: ['LOC-SEAPORT', 'LOC-CONTTERM'],
    traffic: 'commercial',
  },
  SEA: {
    concealments: ['CON-VES-HULL', 'CON-VES-COMP', 'CON-VES-HOLD', 'CON-FREIGHT-MIX'],
    locations: ['LOC-SEAPORT', 'LOC-TERRWATER'],
    traffic: 'commercial',
  },
  'AIR-PAX': {
    concealments: ['CON-BAG-FALSE', 'CON-BAG-CONT', 'CON-BAG-CONT', 'CON-BAG-HAND', 'CON-CLOTH'],
    locations: ['LOC-AIRPORT'],
    traffic: 'passenger',
  },
  AIR: {
    concealments: ['CON-FREIGHT-IN', 'CON-FREIGHT-MIX', 'CON-FREIGHT-PKG', 'CON-DOC'],
    locations: ['LOC-AIRCARGO'],
    traffic: 'commercial',
  },
  ROAD: {
    concealments: [
      'CON-VEH-FUEL',
      'CON-VEH-TYRE',
      'CON-VEH-DOOR',
      'CON-VEH-FLOOR',
      'CON-VEH-SEAT',
      'CON-FREIGHT-COVER',
      'CON-FREIGHT-MIX',
      'CON-NONE',
    ],
    locations: ['LOC-LANDBORDER', 'LOC-ROAD', 'LOC-CHECK'],
    traffic: 'commercial',
  },
  RAIL: {
    concealments: ['CON-TRAIN-WAGON', 'CON-TRAIN-PANEL', 'CON-FREIGHT-COVER'],
    locations: ['LOC-RAILBORDER', 'LOC-RAILSTN'],
    traffic: 'commercial',
  },
  MAIL: {
    concealments: ['CON-MAIL-PARCEL', 'CON-MAIL-WALL', 'CON-MAIL-ELEC', 'CON-MAIL-TOY', 'CON-MAIL-COSM', 'CON-DOC'],
    locations: ['LOC-POST', 'LOC-EXPRESS'],
    traffic: 'post',
  },
};

/** Goods small enough are carried in or on the body, kilograms at most. */
export const bodily: Readonly<Record<string, number>> = { 'CON-BODY-INT': 1.2, 'CON-BODY-EXT': 4, 'CON-BODY-INS': 0.4 };

export const detections: Readonly<Record<string, number>> = {
  'DET-RISK': 6,
  'DET-PROFILE': 6,
  'DET-INTEL': 4,
  'DET-RANDOM': 4,
  'DET-DOC': 3,
  'DET-MANIFEST': 3,
  'DET-RILO': 2,
  'DET-FOREIGN': 1,
  'DET-CARRIER': 1,
};
export const means = ['DET-XRAY', 'DET-SCAN', 'DET-DOG', 'DET-PHYS', 'DET-ENDO', 'DET-TEST', 'DET-ION'];

/** Median quantity of a line in the kind of unit named, by heading; `spread` as in Random.around. */
export const quantities: Readonly<
  Record<HeadingCode, Readonly<Record<string, readonly [median: number, spread: number]>>>
> = {
  DRUG: {
    kg: [6, 1.8],
    g: [600, 1.4],
    L: [4, 1.2],
    tablet: [2500, 1.6],
    dose: [300, 1.4],
    piece: [40, 1.2],
    plant: [60, 1.3],
    ampoule: [400, 1.2],
  },
  TOB: { stick: [60_000, 1.7], kg: [400, 1.5], piece: [500, 1.5], L: [60, 1.2] },
  BEV: { L: [900, 1.4] },
  CITES: { kg: [40, 1.5], piece: [30, 1.4], head: [12, 1.2], m3: [25, 0.9] },
  IPR: { piece: [1800, 1.6], L: [400, 1.2], kg: [300, 1.2] },
  PREC: { kg: [400, 1.5], L: [300, 1.4] },
  TAX: { kg: [9000, 1.2], L: [18_000, 1.1], piece: [300, 1.3] },
  WEAP: { piece: [4, 1.2], round: [900, 1.4], kg: [30, 1.3] },
  CURR: { amount: [42_000, 1.2], piece: [300, 1], kg: [4, 1.1] },
  NUC: { kg: [0.4, 1], Bq: [3e9, 1.4], GBq: [3, 1.2], piece: [1, 0.3] },
  HAZ: { kg: [21_000, 0.9], L: [4000, 1], piece: [400, 1] },
  PORN: { piece: [12, 1], file: [900, 1.5] },
  OTH: { piece: [25, 1.4], kg: [60, 1.2], tablet: [3000, 1.3], head: [10, 1] },
  ODS: { kg: [1300, 1.1], cylinder: [110, 1], piece: [30, 1] },
};

/** What is usually seized of a kind of species, by order, else by group; CITES terms. */
const specimensByOrder: Readonly<Record<string, readonly string[]>> = {
  Proboscidea: ['TUS', 'TUS', 'IVP', 'IVC'],
  Perissodactyla: ['HOR', 'HOP'],
  Pholidota: ['SCA', 'SCA', 'LIV'],
  Carnivora: ['SKI', 'BON', 'TEE'],
  Primates: ['LIV', 'BOD'],
  Acipenseriformes: ['CAV'],
  Anguilliformes: ['FIG'],
  Carcharhiniformes: ['FIN'],
  Lamniformes: ['FIN'],
  Perciformes: ['SWI'],
  Syngnathiformes: ['BOD'],
};
const specimensByGroup: Readonly<Record<string, readonly string[]>> = {
  mammal: ['SKI', 'MEA', 'BON'],
  reptile: ['LIV', 'LIV', 'SKI'],
  bird: ['LIV', 'LIV', 'FEA'],
  amphibian: ['LIV'],
  fish: ['MEA', 'BOD'],
  coral: ['COR'],
  invertebrate: ['SHE', 'BOD'],
  plant: ['LOG', 'SAW', 'TIP'],
  timber: ['LOG', 'SAW'],
};
export function specimensOf({ order = '', group = '' }: { order?: string; group?: string }): readonly string[] {
  return specimensByOrder[order] ?? specimensByGroup[group] ?? ['DER'];
}

/** How often each heading has a line. */
export const headingWeights: Readonly<Record<HeadingCode, number>> = {
  DRUG: 34,
  CITES: 15,
  TOB: 12,
  IPR: 12,
  CURR: 6,
  TAX: 5,
  ODS: 5,
  PREC: 4,
  WEAP: 4,
  HAZ: 3,
  BEV: 3,
  OTH: 3,
  NUC: 1,
  PORN: 1,
};
