import type { HeadingCode } from '../../src/seizures/goods/heading.ts';

/** Why something was searched, by how often. */
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

/** What is usually seized of a kind of species, by order, else by group; CITES terms. */
const specimensByOrder: Readonly<Record<string, readonly string[]>> = {
  Proboscidea: ['TUS', 'TUS', 'IVP', 'IVC'],
  Perissodactyla: ['HOR', 'HOP'],
  Pholidota: ['SCA'],
  Carnivora: ['SKI', 'BON', 'TEE'],
  Primates: ['SKU', 'MEA'],
  Acipenseriformes: ['CAV'],
  Anguilliformes: ['MEA'],
  Carcharhiniformes: ['FIN'],
  Lamniformes: ['FIN'],
  Perciformes: ['SWI'],
  Syngnathiformes: ['BOD'],
};
const specimensByGroup: Readonly<Record<string, readonly string[]>> = {
  mammal: ['SKI', 'MEA', 'BON'],
  reptile: ['SKI', 'SKP'],
  bird: ['FEA', 'EGG'],
  amphibian: ['BOD'],
  fish: ['MEA', 'BOD'],
  coral: ['COR'],
  invertebrate: ['SHE', 'BOD'],
  plant: ['STE', 'ROO', 'LVS'],
  timber: ['TIP', 'CAR'],
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
