import type { Finding } from '../goods/heading.ts';
import { collect, warning } from '../goods/findings.ts';
import { factOf, type CheckContext, type Values } from './consistency.ts';

// Only what contradicts on its face: a lorry stands at an airport's cargo area every day.

const [byAir, bySea, byRail] = [/^AIR(?!-(PRIV|DRONE))/, /^SEA/, /^RAIL/];
/** Conveyances that do not come to a kind of place. */
const neverAt: ReadonlyMap<string, readonly RegExp[]> = new Map([
  ['LOC-AIRPORT', [bySea, byRail]],
  ['LOC-AIRCARGO', [bySea, byRail]],
  ['LOC-AIRFIELD', [bySea, byRail]],
  ['LOC-SEAPORT', [byAir]],
  ['LOC-CONTTERM', [byAir]],
  ['LOC-FERRY', [byAir]],
  ['LOC-MARINA', [byAir, byRail]],
  ['LOC-TERRWATER', [byAir, byRail]],
  ['LOC-HIGHSEA', [byAir, byRail]],
  ['LOC-LANDBORDER', [byAir, bySea]],
  ['LOC-RAILBORDER', [byAir, bySea]],
  ['LOC-RAILSTN', [byAir, bySea]],
  ['LOC-BUSSTN', [byAir, bySea]],
]);
/** Conveyances that have a hiding place of a kind. */
const hidingOf: readonly (readonly [RegExp, RegExp])[] = [
  [/^CON-AIR-/, /^AIR/],
  [/^CON-VES-/, /^(SEA|INLAND)/],
  [/^CON-TRAIN-/, /^RAIL/],
  [/^CON-(BODY-|CLOTH|SHOE|POCKET)/, /^(?!SEA-(CONT|BULK|TANKER)|AIR-CARGO|RAIL-FREIGHT|PIPE)/],
];
const sayNothing = new Set(['MULTI', 'NONE', 'OTH', 'UNK', '']);

/** Whether a conveyance comes to a kind of place. Pure. */
export function fitsPlace(transport: string, location: string): boolean {
  return !neverAt.get(location)?.some(kind => kind.test(transport));
}

function fitsHiding(transport: string, concealment: string): boolean {
  const ways = hidingOf.filter(([hiding]) => hiding.test(concealment));
  return sayNothing.has(transport) || ways.every(([, conveyance]) => conveyance.test(transport));
}

/** The conveyance against the place of seizure and against the hiding place. Names stand in both languages. */
export function checkConveyance({ transport, location, concealment }: Values, context: CheckContext): Finding[] {
  if (typeof transport !== 'string') return [];
  const named = (other: string, list: string, code: string): Record<string, string> => {
    const [way, what] = [factOf('transport', transport, context), factOf(list, code, context)];
    return {
      transportEn: way?.nameEn ?? transport,
      transportFr: way?.nameFr ?? transport,
      [`${other}En`]: what?.nameEn ?? code,
      [`${other}Fr`]: what?.nameFr ?? code,
    };
  };
  const isOddPlace = typeof location === 'string' && !fitsPlace(transport, location);
  const isOddHiding = typeof concealment === 'string' && !fitsHiding(transport, concealment);
  const place = isOddPlace ? named('place', 'location', location) : {};
  const hiding = isOddHiding ? named('hiding', 'concealment', concealment) : {};
  return collect(
    isOddPlace && warning('transport', 'transportAgainstPlace', place),
    isOddHiding && warning('concealment', 'concealmentAgainstTransport', hiding),
  );
}
