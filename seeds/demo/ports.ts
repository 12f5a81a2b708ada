import type { Lists } from '../../src/reference/index.ts';
import type { FieldValue } from '../../src/seizures/goods/heading.ts';
import type { Carriage } from './carriage.ts';
import type { Random } from './random.ts';

interface Ports {
  readonly sea: readonly string[];
  readonly air: readonly string[];
}

/** Ports and airports of the countries that routes begin and end in (UN/LOCODE). */
const portsOf: Readonly<Record<string, Ports>> = {
  AE: { sea: ['AEJEA'], air: ['AEDXB'] },
  AU: { sea: ['AUSYD', 'AUMEL'], air: ['AUSYD', 'AUMEL'] },
  BR: { sea: ['BRSSZ'], air: ['BRGRU'] },
  BY: { sea: [], air: ['BYMSQ'] },
  CA: { sea: ['CAHAL', 'CAMTR'], air: ['CAMTR'] },
  CD: { sea: ['CDMAT'], air: ['CDFIH'] },
  CN: { sea: ['CNSHA', 'CNYTN', 'CNCAN'], air: ['CNSHA', 'CNCAN'] },
  DE: { sea: ['DEHAM'], air: ['DEFRA'] },
  EC: { sea: ['ECGYE'], air: ['ECGYE'] },
  EG: { sea: ['EGALY'], air: ['EGCAI'] },
  ES: { sea: ['ESALG', 'ESVLC'], air: ['ESMAD'] },
  FR: { sea: ['FRLEH'], air: ['FRCDG'] },
  GB: { sea: ['GBFXT', 'GBSOU'], air: ['GBLHR'] },
  GE: { sea: ['GEPTI'], air: [] },
  GH: { sea: ['GHTEM'], air: ['GHACC'] },
  GM: { sea: ['GMBJL'], air: ['GMBJL'] },
  HK: { sea: ['HKHKG'], air: ['HKHKG'] },
  ID: { sea: ['IDSUB'], air: ['IDJKT'] },
  IN: { sea: ['INNSA'], air: ['INBOM', 'INDEL'] },
  JM: { sea: ['JMKIN'], air: ['JMKIN'] },
  JP: { sea: ['JPYOK'], air: ['JPNRT'] },
  KE: { sea: ['KEMBA'], air: ['KENBO'] },
  LB: { sea: ['LBBEY'], air: ['LBBEY'] },
  MA: { sea: ['MATNG'], air: ['MATNG'] },
  MG: { sea: ['MGTMM'], air: [] },
  MX: { sea: ['MXVER'], air: ['MXMEX'] },
  NG: { sea: ['NGAPP'], air: ['NGLOS'] },
  NL: { sea: ['NLRTM'], air: ['NLAMS'] },
  PK: { sea: ['PKKHI'], air: ['PKKHI'] },
  SA: { sea: ['SAJED'], air: ['SARUH'] },
  SE: { sea: ['SEGOT'], air: ['SEGOT'] },
  TH: { sea: ['THLCH'], air: ['THBKK'] },
  TR: { sea: ['TRMER'], air: ['TRIST'] },
  TZ: { sea: ['TZDAR'], air: ['TZJRO'] },
  UG: { sea: [], air: ['UGEBB'] },
  US: { sea: ['USLAX', 'USNYC'], air: ['USNYC', 'USLAX'] },
  VN: { sea: ['VNHPH'], air: ['VNSGN'] },
  ZA: { sea: ['ZADUR'], air: ['ZAJNB'] },
};

const ways: Readonly<Partial<Record<Carriage, keyof Ports>>> = {
  container: 'sea',
  vessel: 'sea',
  baggage: 'air',
  cargo: 'air',
  parcel: 'air',
};

interface Journey {
  readonly carriage: Carriage;
  readonly departure: string;
  readonly destination: string;
  /** Where it was seized. */
  readonly country: string;
  readonly place: string;
}

/** Places of departure and destination as officers write them: mostly by name, at times by code, often not at all. */
export function writtenPorts(random: Random, lists: Lists, journey: Journey): Record<string, FieldValue> {
  const way = ways[journey.carriage];
  if (way === undefined) return {};
  const written = (country: string): string | undefined => {
    const known = portsOf[country]?.[way] ?? [];
    const isHere = country === journey.country && known.includes(journey.place);
    if (known.length === 0 || !random.chance(0.75)) return undefined;
    const code = isHere ? journey.place : random.pick(known);
    return random.chance(0.12) ? code : lists.lookUp('place', code)?.nameEn;
  };
  const [departurePlace, destinationPlace] = [written(journey.departure), written(journey.destination)];
  return { ...(departurePlace ? { departurePlace } : {}), ...(destinationPlace ? { destinationPlace } : {}) };
}
