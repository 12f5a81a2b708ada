import type { GoodsName } from './goods/index.ts';
import type { Scenes } from './scenes/index.ts';
import type { Film } from './xray.ts';

/** One picture to draw: what is hidden where, how it travelled, how it was found, where, how many days ago. */
export interface Planned {
  readonly scene: keyof Scenes;
  readonly place: string;
  readonly goods: GoodsName;
  readonly transport: string;
  readonly detection: string;
  readonly country: string;
  readonly daysAgo: number;
  readonly film: Film;
  /** A demo seizure of this kind should be looked for and linked. */
  readonly linked: boolean;
}

type Row = readonly [
  goods: GoodsName,
  transport: string,
  detection: string,
  country: string,
  daysAgo: number,
  film?: Film,
  linked?: 'linked',
];

function of<Name extends keyof Scenes>(
  scene: Name,
  place: keyof Scenes[Name]['places'] & string,
  ...rows: readonly Row[]
): Planned[] {
  return rows.map(([goods, transport, detection, country, daysAgo, film = 'colour', linked]) => ({
    scene,
    place,
    goods,
    transport,
    detection,
    country,
    daysAgo,
    film,
    linked: linked === 'linked',
  }));
}

export const plan: readonly Planned[] = [
  ...of(
    'car',
    'tank',
    ['resin', 'ROAD-CAR', 'DET-SCAN', 'ES', 31, 'colour', 'linked'],
    ['heroin', 'ROAD-CAR', 'DET-ENDO', 'BG', 402],
  ),
  ...of('car', 'door', ['pistols', 'ROAD-CAR', 'DET-SCAN', 'SE', 75, 'colour', 'linked']),
  ...of('car', 'spare', ['notes', 'ROAD-CAR', 'DET-DOG', 'KE', 140]),
  ...of('car', 'dashboard', ['meth', 'ROAD-CAR', 'DET-PHYS', 'PL', 210]),
  ...of('car', 'roof', ['cigarettes', 'ROAD-CAR', 'DET-SCAN', 'LT', 18, 'colour', 'linked']),
  ...of('car', 'seat', ['captagon', 'ROAD-CAR', 'DET-SCAN', 'JO', 333]),
  ...of('car', 'bumper', ['heroin', 'ROAD-CAR', 'DET-DOG', 'TR', 58]),
  ...of('car', 'bonnet', ['gold', 'ROAD-CAR', 'DET-PHYS', 'UG', 510]),
  ...of('car', 'sill', ['cigarettes', 'ROAD-CAR', 'DET-SCAN', 'PL', 96, 'grey16']),
  ...of('tyre', 'wheel', ['cocaine', 'ROAD-CAR', 'DET-XRAY', 'PL', 122, 'colour', 'linked']),
  ...of('tyre', 'lorryWheel', ['resin', 'ROAD-TRUCK', 'DET-SCAN', 'FR', 264]),
  ...of('lorry', 'tank', ['heroin', 'ROAD-TRUCK', 'DET-SCAN', 'BG', 44, 'colour', 'linked']),
  ...of('lorry', 'frontWall', ['cigarettes', 'ROAD-TRUCK', 'DET-SCAN', 'DE', 12, 'grey16', 'linked']),
  ...of('lorry', 'floor', ['resin', 'ROAD-TRUCK', 'DET-DOG', 'ES', 188]),
  ...of('lorry', 'tyres', ['meth', 'ROAD-TRUCK', 'DET-SCAN', 'MX', 371]),
  ...of('lorry', 'load', ['refrigerant', 'ROAD-TRUCK', 'DET-REFR', 'KE', 66, 'colour', 'linked']),
  ...of('lorry', 'cab', ['notes', 'ROAD-TRUCK', 'DET-PHYS', 'ZA', 295]),
  ...of('lorry', 'roof', ['herb', 'ROAD-TRUCK', 'DET-SCAN', 'GB', 158]),
  ...of('lorry', 'battery', ['caesium', 'ROAD-TRUCK', 'DET-RAD', 'TR', 620]),
  ...of('container', 'ripOff', ['cocaine', 'SEA-CONT', 'DET-SCAN', 'NL', 9, 'grey16', 'linked']),
  ...of('container', 'falseWall', ['cocaine', 'SEA-CONT', 'DET-SCAN', 'KE', 27, 'colour', 'linked']),
  ...of('container', 'ceiling', ['cigarettes', 'SEA-CONT', 'DET-RISK', 'TZ', 230]),
  ...of('container', 'floor', ['cocaine', 'SEA-CONT', 'DET-SCAN', 'BE', 87, 'tiff16']),
  ...of('container', 'reefer', ['cocaine', 'SEA-CONT', 'DET-PHYS', 'ES', 51]),
  ...of(
    'container',
    'load',
    ['ivory', 'SEA-CONT', 'DET-SCAN', 'VN', 110, 'colour', 'linked'],
    ['pesticide', 'SEA-CONT', 'DET-DOC', 'GH', 245],
  ),
  ...of(
    'container',
    'mixed',
    ['shoes', 'SEA-CONT', 'DET-RISK', 'CL', 38],
    ['phones', 'SEA-CONT', 'DET-MANIFEST', 'NG', 151],
    ['anhydride', 'SEA-CONT', 'DET-RAMAN', 'MX', 174],
  ),
  ...of('container', 'doors', ['rounds', 'SEA-CONT', 'DET-SCAN', 'JM', 420]),
  ...of('pallet', 'sacks', ['scales', 'SEA-CONT', 'DET-SCAN', 'SG', 33, 'colour', 'linked']),
  ...of('pallet', 'fruit', ['cocaine', 'AIR-CARGO', 'DET-XRAY', 'PT', 21]),
  ...of('pallet', 'timber', ['ivory', 'SEA-CONT', 'DET-SCAN', 'MZ', 79]),
  ...of('pallet', 'charcoal', ['herb', 'INLAND', 'DET-DOG', 'CD', 300]),
  ...of(
    'suitcase',
    'bottom',
    ['cocaine', 'AIR-PAX', 'DET-XRAY', 'BR', 14, 'colour', 'linked'],
    ['notes', 'AIR-PAX', 'DET-DOG', 'KE', 61, 'colour', 'linked'],
  ),
  ...of('suitcase', 'frame', ['heroin', 'AIR-PAX', 'DET-XRAY', 'IN', 149]),
  ...of('suitcase', 'lining', ['meth', 'AIR-PAX', 'DET-XRAY', 'AU', 92]),
  ...of('suitcase', 'shoes', ['ecstasy', 'AIR-PAX', 'DET-PROFILE', 'FR', 215]),
  ...of('suitcase', 'tins', ['heroin', 'AIR-PAX', 'DET-XRAY', 'NG', 308]),
  ...of(
    'suitcase',
    'lid',
    ['tortoises', 'AIR-PAX', 'DET-XRAY', 'TH', 47, 'colour', 'linked'],
    ['khat', 'AIR-PAX', 'DET-RISK', 'GB', 133],
  ),
  ...of('cabinBag', 'back', ['notes', 'AIR-PAX', 'DET-XRAY', 'AE', 70], ['horn', 'AIR-PAX', 'DET-XRAY', 'ZA', 260]),
  ...of('cabinBag', 'laptop', ['fentanyl', 'AIR-PAX', 'DET-XRAY', 'US', 185]),
  ...of('shoe', 'sole', ['capsules', 'AIR-PAX', 'DET-XRAY', 'CO', 103, 'grey16']),
  ...of('shoe', 'heel', ['gold', 'PED', 'DET-PHYS', 'IN', 350]),
  ...of('parcel', 'book', ['ketamine', 'MAIL-PARCEL', 'DET-XRAY', 'DE', 24]),
  ...of('parcel', 'toy', ['ecstasy', 'MAIL-PARCEL', 'DET-DOG', 'NZ', 116]),
  ...of('parcel', 'candles', ['meth', 'AIR-EXPRESS', 'DET-XRAY', 'JP', 238]),
  ...of('parcel', 'spices', ['heroin', 'MAIL-PARCEL', 'DET-ION', 'CA', 171]),
  ...of('parcel', 'radio', ['pistols', 'AIR-EXPRESS', 'DET-XRAY', 'GB', 54]),
  ...of('parcel', 'creams', ['ephedrine', 'MAIL-EMS', 'DET-RAMAN', 'AU', 290]),
  ...of('parcel', 'walls', ['ketamine', 'MAIL-PARCEL', 'DET-XRAY', 'NL', 365, 'grey']),
  ...of(
    'parcel',
    'contents',
    ['watches', 'MAIL-PARCEL', 'DET-XRAY', 'CL', 16, 'colour', 'linked'],
    ['steroids', 'MAIL-PARCEL', 'DET-XRAY', 'CH', 82],
    ['medicines', 'MAIL-EMS', 'DET-RISK', 'BE', 127],
  ),
  ...of('letter', 'card', ['fentanyl', 'MAIL-LETTER', 'DET-ION', 'CA', 196]),
  ...of('letter', 'frame', ['antiquities', 'AIR-EXPRESS', 'DET-XRAY', 'US', 275]),
  ...of('ship', 'engineRoom', ['cocaine', 'SEA-BULK', 'DET-DOG', 'SN', 68, 'colour', 'linked']),
  ...of('ship', 'seaChest', ['cocaine', 'SEA-BULK', 'DET-INTEL', 'AU', 137]),
  ...of('ship', 'hawsePipe', ['cocaine', 'SEA-TANKER', 'DET-PHYS', 'ES', 320]),
  ...of('ship', 'tank', ['cigarettes', 'INLAND', 'DET-ENDO', 'RO', 205, 'grey']),
  ...of('ship', 'cabin', ['pistols', 'SEA-RORO', 'DET-PHYS', 'JM', 445]),
  ...of('ship', 'hold', ['spirits', 'SEA-BULK', 'DET-RISK', 'MZ', 93]),
  ...of('boat', 'keel', ['cocaine', 'SEA-YACHT', 'DET-DENS', 'PT', 35, 'colour', 'linked']),
  ...of('boat', 'tank', ['resin', 'SEA-YACHT', 'DET-ENDO', 'IT', 250]),
  ...of('boat', 'fish', ['heroin', 'SEA-FISH', 'DET-PATROL', 'TZ', 118]),
  ...of('coach', 'luggage', ['cigarettes', 'ROAD-BUS', 'DET-SCAN', 'UA', 49]),
  ...of('coach', 'seat', ['notes', 'ROAD-BUS', 'DET-DOG', 'CL', 162]),
  ...of('coach', 'roof', ['herb', 'ROAD-BUS', 'DET-DOG', 'ZA', 387]),
  ...of('van', 'wall', ['cigarettes', 'ROAD-VAN', 'DET-SCAN', 'DE', 29, 'colour', 'linked']),
  ...of(
    'van',
    'load',
    ['refrigerant', 'ROAD-VAN', 'DET-REFR', 'GR', 101, 'colour', 'linked'],
    ['fuel', 'ROAD-VAN', 'DET-PATROL', 'UG', 177],
  ),
  ...of('van', 'floor', ['tobacco', 'ROAD-VAN', 'DET-PHYS', 'GB', 223]),
  ...of('aircraft', 'hold', ['cocaine', 'AIR-CARGO', 'DET-DOG', 'PT', 72]),
  ...of('aircraft', 'panel', ['cocaine', 'AIR-CREW', 'DET-ENDO', 'FR', 181]),
  ...of('aircraft', 'galley', ['liquid', 'AIR-CREW', 'DET-INTEL', 'BR', 297]),
  ...of('aircraft', 'nose', ['notes', 'AIR-PRIV', 'DET-PROFILE', 'US', 403]),
  ...of('cabin', 'seat', ['heroin', 'AIR-PAX', 'DET-PHYS', 'TR', 146]),
  ...of('cabin', 'vest', ['gold', 'AIR-PAX', 'DET-PHYS', 'NP', 64]),
  ...of('cabin', 'toilet', ['cocaine', 'AIR-PAX', 'DET-CARRIER', 'NL', 256]),
  ...of('wagon', 'hopper', ['resin', 'RAIL-FREIGHT', 'DET-SCAN', 'KZ', 194]),
  ...of('wagon', 'beam', ['cigarettes', 'RAIL-FREIGHT', 'DET-SCAN', 'PL', 43, 'tiff16', 'linked']),
  ...of('wagon', 'load', ['pesticide', 'RAIL-FREIGHT', 'DET-DOC', 'RO', 328]),
  ...of(
    'sleeper',
    'ceiling',
    ['heroin', 'RAIL-PAX', 'DET-DOG', 'RU', 112],
    ['cigarettes', 'RAIL-PAX', 'DET-PHYS', 'FI', 377],
  ),
  ...of('sleeper', 'bunk', ['captagon', 'RAIL-PAX', 'DET-PHYS', 'BG', 241]),
  ...of('bicycle', 'tube', ['capsules', 'PED', 'DET-XRAY', 'NL', 167]),
  ...of('motorcycle', 'seat', ['resin', 'ROAD-MOTO', 'DET-DOG', 'MA', 84]),
  ...of('motorcycle', 'tank', ['meth', 'ROAD-MOTO', 'DET-PHYS', 'VN', 219]),
  ...of('motorcycle', 'box', ['medicines', 'ROAD-MOTO', 'DET-RANDOM', 'TG', 340]),
  ...of('body', 'swallowed', ['capsules', 'AIR-PAX', 'DET-BODY', 'FR', 37, 'grey', 'linked']),
  ...of(
    'body',
    'strapped',
    ['heroin', 'AIR-PAX', 'DET-BODY', 'KE', 155, 'grey16'],
    ['notes', 'PED', 'DET-DOG', 'CH', 412, 'grey'],
  ),
  ...of('body', 'thighs', ['resin', 'SEA-FERRY', 'DET-DOG', 'ES', 274, 'grey']),
  ...of('machine', 'transformer', ['cocaine', 'SEA-CONT', 'DET-SCAN', 'AU', 59]),
  ...of('machine', 'roller', ['meth', 'SEA-CONT', 'DET-SCAN', 'AU', 201]),
  ...of('machine', 'compressor', ['rounds', 'AIR-CARGO', 'DET-XRAY', 'MX', 318]),
  ...of('machine', 'fridge', ['cfc', 'SEA-CONT', 'DET-REFR', 'GH', 88]),
  ...of('machine', 'pump', ['cocaine', 'AIR-CARGO', 'DET-XRAY', 'DE', 143]),
  ...of('furniture', 'table', ['heroin', 'SEA-CONT', 'DET-SCAN', 'CA', 232]),
  ...of('furniture', 'sofa', ['ivory', 'SEA-CONT', 'DET-SCAN', 'HK', 105]),
  ...of('furniture', 'door', ['ketamine', 'AIR-CARGO', 'DET-XRAY', 'NZ', 359]),
  ...of(
    'drums',
    'drum',
    ['cocaine', 'SEA-CONT', 'DET-DENS', 'ZA', 126],
    ['antiquities', 'SEA-CONT', 'DET-SCAN', 'IT', 455],
  ),
  ...of('drums', 'cylinder', ['falseGas', 'SEA-CONT', 'DET-REFR', 'KE', 23, 'colour', 'linked']),
  ...of('drums', 'base', ['meth', 'ROAD-CAMPER', 'DET-XRAY', 'TR', 286]),
];

/** One of each scene in turn, so that a part of the plan is as varied as the whole. */
export function inTurns(rows: readonly Planned[]): Planned[] {
  const turn = new Map<string, number>();
  const placed = rows.map(row => {
    const place = turn.get(row.scene) ?? 0;
    turn.set(row.scene, place + 1);
    return { row, place };
  });
  return placed.sort((a, b) => a.place - b.place).map(({ row }) => row);
}
