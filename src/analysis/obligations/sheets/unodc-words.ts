/*
 * The words that Individual Drug Seizures are published with, as far as they occur in the file that UNODC made public
 * (27,580 seizures, 2011 to 2016), by the codes of the portal's lists. A code that is not here goes by its English
 * name.
 */

export const drugNames: Readonly<Record<string, string>> = {
  'COC-HCL': 'Cocaine HCL',
  'COC-BASE': 'Cocaine Base',
  'COC-CRACK': 'Crack',
  'COC-PASTE': 'Coca paste',
  'COC-LEAF': 'Coca leaf',
  'COC-LIQ': 'Liquid cocaine',
  'OPI-HER': 'Heroin',
  'OPI-OPIUM': 'Opium',
  'OPI-MORPH': 'Morphine',
  'OPI-CODEINE': 'Codeine',
  'OPI-POPPY': 'Poppy straw',
  'OPI-SEED': 'Poppy Seeds',
  'OPI-PLANT': 'Opium Poppy',
  'SOP-FENT': 'Fentanyl',
  'SOP-CARF': 'Carfentanil',
  'SOP-TRAM': 'Tramadol',
  'SOP-METH': 'Methadone',
  'SOP-BUP': 'Buprenorphine',
  'SOP-OXY': 'Oxycodone',
  'ATS-AMPH': 'Amphetamine',
  'ATS-METH': 'Methamphetamine',
  'ATS-MDMA': 'Ecstasy',
  'ATS-MDA': 'MDA',
  'ATS-CAPT': 'Captagon',
  'ATS-METHYLPH': 'Methylphenidate',
  'ATS-OTH': 'Non-specified stimulants',
  KHAT: 'Khat',
  'HAL-LSD': 'LSD',
  'HAL-PSIL': 'Psilocybin (mushrooms)',
  'HAL-DMT': 'Dimethyltryptamine (DMT)',
  'HAL-MESC': 'Mescaline',
  'HAL-PCP': 'Phencyclidine',
  'HAL-2CB': '2C-B',
  'HAL-OTH': 'Hallucinogens',
  'SED-BENZO': 'Benzodiazepine',
  'SED-FLUN': 'Flunitrazepam',
  'SED-BARB': 'Barbiturates',
  'SED-GHB': 'GHB',
  'SED-GBL': 'GBL',
  'SED-OTH': 'Non-specified sedatives and Tranquilizers',
  'NPS-SC': 'Synthetic Cannabinoid',
  'NPS-CATH': 'Cathinone',
  'NPS-KET': 'Ketamine',
  'NPS-PHEN': 'Phenethylamines',
  'NPS-PIP': 'Benzylpiperazine',
  'NPS-KRAT': 'Kratom',
  'NPS-OTH': 'Non-specified NPS',
  'MED-OTH': 'Non-specified pharmaceuticals',
  'OTH-UNK': 'Unknown',
};

/** Units in which an amount is written as it is; others are converted within their kind. */
export const unitNames: ReadonlyMap<string, string> = new Map([
  ['kg', 'Kilogram'],
  ['g', 'Gram'],
  ['mg', 'Milligram'],
  ['t', 'Ton'],
  ['L', 'Litre'],
  ['mL', 'Millilitre'],
  ['cm3', 'Cubic Centimeter'],
  ['tablet', 'Tablet'],
  ['capsule', 'Capsule'],
  ['thousand-tablet', 'Thousand of tablets'],
  ['dose', 'Dose'],
  ['blotter', 'Blotter'],
  ['ampoule', 'Ampoule'],
  ['vial', 'Flacons'],
  ['plant', 'Plants'],
  ['piece', 'Unit'],
  ['bottle', 'Unit'],
  ['cylinder', 'Unit'],
  ['acre', 'Acres'],
]);

/** By the longest beginning of a code that is here. */
const hidingPlaces: Readonly<Record<string, string>> = {
  'CON-NONE': 'Carry',
  'CON-BODY-INT': 'Swallowed',
  'CON-BODY-INS': 'Inserted',
  'CON-BODY-EXT': 'Body',
  'CON-CLOTH': 'Clothes',
  'CON-SHOE': 'Shoes',
  'CON-POCKET': 'Outerwear',
  'CON-BAG': 'Baggage',
  'CON-BAG-HAND': 'Handbag',
  'CON-FREIGHT': 'Freight',
  'CON-FREIGHT-FOOD': 'Food',
  'CON-FREIGHT-PKG': 'Package',
  'CON-CONT': 'Container',
  'CON-VEH': 'Car Parts',
  'CON-VES': 'Vessel',
  'CON-AIR': 'Transport Vehicle',
  'CON-AIR-TOILET': 'Toilet',
  'CON-TRAIN': 'Transport Vehicle',
  'CON-MAIL': 'Postal',
  'CON-PREM': 'Residence',
  'CON-UNK': 'Unknown',
  CON: 'Other',
};

const installations: Readonly<Record<string, string>> = {
  'LOC-AIRPORT': 'Airport',
  'LOC-AIRCARGO': 'Air Cargo',
  'LOC-AIRFIELD': 'Airport',
  'LOC-SEAPORT': 'Seaport',
  'LOC-CONTTERM': 'Port Facilities',
  'LOC-FERRY': 'Port Facilities',
  'LOC-MARINA': 'Port Facilities',
  'LOC-TERRWATER': 'Territorial Waters',
  'LOC-HIGHSEA': 'International Waters',
  'LOC-BEACH': 'Beach',
  'LOC-LANDBORDER': 'Frontier',
  'LOC-RAILBORDER': 'Frontier',
  'LOC-GREENBORDER': 'Frontier',
  'LOC-ROAD': 'Road',
  'LOC-RAILSTN': 'Railway Station',
  'LOC-BUSSTN': 'Bus station',
  'LOC-CHECK': 'Checkpoint',
  'LOC-POST': 'Post Office',
  'LOC-EXPRESS': 'Courier / Delivery service',
  'LOC-RIVERPORT': 'Riverport',
  'LOC-WAREHOUSE': 'Warehouse',
  'LOC-CUSTWH': 'Customs facilities',
  'LOC-ICD': 'Customs facilities',
  'LOC-PREM': 'Commercial premises',
  'LOC-RES': 'Residence',
  'LOC-FACTORY': 'Factory',
  'LOC-MARKET': 'Market / Bazaar',
  'LOC-STREET': 'Street',
  'LOC-HOTEL': 'Hotel',
  'LOC-PRISON': 'Prison',
  'LOC-UNK': 'Unknown',
  LOC: 'Other',
};

const transports: Readonly<Record<string, string>> = {
  AIR: 'Commercial air',
  'AIR-PRIV': 'Private air',
  'AIR-DRONE': 'Private air',
  SEA: 'Commercial sea',
  'SEA-YACHT': 'Private sea',
  'SEA-FAST': 'Private sea',
  'SEA-SEMI': 'Private sea',
  'SEA-FISH': 'Private sea',
  ROAD: 'Commercial road',
  'ROAD-CAR': 'Private road',
  'ROAD-MOTO': 'Private road',
  'ROAD-CAMPER': 'Private road',
  RAIL: 'Rail',
  MAIL: 'Mail',
  INLAND: 'River',
  PED: 'Pedestrian',
  UNK: 'Unknown',
};

/** The word of a code, or of the nearest beginning of it: CON-VEH-TYRE, CON-VEH, CON. Undefined without any. */
function nearest(words: Readonly<Record<string, string>>, code: string): string | undefined {
  const found = words[code];
  if (found !== undefined || !code.includes('-')) return found;
  return nearest(words, code.slice(0, code.lastIndexOf('-')));
}

export const hidingPlaceOf = (code: string): string | undefined => nearest(hidingPlaces, code);
export const installationOf = (code: string): string | undefined => nearest(installations, code);
/** "Other" is a word of theirs for what the rest does not name. */
export const transportOf = (code: string): string => nearest(transports, code) ?? 'Other';
