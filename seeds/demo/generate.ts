import type { Lists } from '../../src/reference/index.ts';
import type { FieldValue, GoodsLine, HeadingCode } from '../../src/seizures/goods/heading.ts';
import { headings } from '../../src/seizures/headings/index.ts';
import type { SeizureRecord } from '../../src/seizures/seizure.ts';
import { carriageOf, circumstances, hidingPlaces, largest, means, type Carriage } from './carriage.ts';
import { corridors, type Corridor } from './corridors.ts';
import { goods, type Goods } from './goods/index.ts';
import { eventOf } from './events.ts';
import { narrativeOf } from './narrative.ts';
import { detections, headingWeights, specimensOf } from './patterns.ts';
import { writtenPorts } from './ports.ts';
import type { Random } from './random.ts';
import { timesOf } from './times.ts';

/** A synthetic record with the time it was recorded (ISO). It is marked as synthetic wherever it is kept or shown. */
interface SyntheticRecord {
  readonly record: SeizureRecord;
  readonly recordedAt: string;
}

/** What travels, how, and where it is hidden. */
interface Load {
  readonly heading: HeadingCode;
  readonly transport: string;
  readonly carriage: Carriage;
  readonly goods: Goods;
  readonly quantity: number;
}

const day = 86_400_000;

/** Makes one plausible record of the `years` before `today` (plain date). Same random state, same record. */
export function syntheticRecord(random: Random, lists: Lists, today: string, years = 6): SyntheticRecord {
  const event = eventOf(random);
  const heading = event?.heading ?? random.weighted(headingWeights);
  const corridor = event?.corridor ?? corridorFor(random, heading);
  const end = Date.parse(`${today}T00:00:00Z`);
  const { seized, recorded } = timesOf(random, end, years, event?.months);
  const load = loadOf(random, heading, corridor);
  const concealment = hidingPlaceOf(random, load);
  const facts = factsOf(random, lists, corridor, load, {
    seizureDate: plainDay(seized),
    concealment,
    ...restricted(random, end, seized),
  });
  const lines = [lineOf(random, lists, load), ...moreLines(random, lists, corridor, load, concealment)];
  const long = random.chance(0.75);
  const narrative = long ? narrativeOf(random, lists, facts, lines[0] as GoodsLine) : {};
  return {
    record: {
      form: long ? 'long' : 'short',
      facts: { ...facts, ...narrative },
      lines,
      persons: long ? personsOf(random, corridor, load) : [],
    },
    recordedAt: new Date(recorded).toISOString(),
  };
}

function plainDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function corridorFor(random: Random, heading: HeadingCode): Corridor {
  const fitting = corridors.filter(corridor => corridor.headings.includes(heading));
  const index = random.weighted(
    Object.fromEntries(fitting.map((corridor, position) => [String(position), corridor.weight])),
  );
  return fitting[Number(index)] ?? random.pick(corridors);
}

function loadOf(random: Random, heading: HeadingCode, corridor: Corridor): Load {
  const usual = corridor.products?.[heading];
  const known = goods[heading].filter(({ product }) => usual === undefined || usual.includes(product));
  const fits = (carriage: Carriage) => known.filter(one => one.usual[carriage] !== undefined);
  const transports = Object.entries(corridor.transports).filter(([code]) => fits(carriageOf(code)).length > 0);
  const transport = random.weighted(Object.fromEntries(transports));
  const carriage = carriageOf(transport);
  const found = byShare(random, fits(carriage));
  return { heading, transport, carriage, goods: found, quantity: quantityOf(random, found, carriage) };
}

function byShare(random: Random, from: readonly Goods[]): Goods {
  const position = random.weighted(Object.fromEntries(from.map(({ share }, at) => [String(at), share])));
  return from[Number(position)] ?? random.pick(from);
}

/** Around what is usual, never more than travels this way. */
function quantityOf(random: Random, { usual, unit, kg }: Goods, carriage: Carriage): number {
  const most = largest[carriage] / kg;
  return rounded(Math.min(random.around(usual[carriage] ?? 1, 0.8), most * (0.8 + random.next() / 5)), unit);
}

function rounded(quantity: number, unit: string): number {
  if (['kg', 'L', 'm3', 'GBq'].includes(unit)) return Number(quantity.toPrecision(3));
  if (unit === 'stick') return Math.max(200, Math.round(quantity / 200) * 200);
  if (unit === 'tablet' || unit === 'amount') return Math.max(10, Number(quantity.toPrecision(3)));
  return Math.max(1, Math.round(quantity));
}

/** A place that is large enough, and where such goods are met. */
function hidingPlaceOf(random: Random, { carriage, goods: { kg, open }, heading, quantity }: Load): string {
  const fitting = hidingPlaces[carriage].filter(
    ({ most = Infinity, only, open: isOpen }) =>
      quantity * kg <= most && (only?.includes(heading) ?? true) && (isOpen || !open),
  );
  return random.weighted(Object.fromEntries(fitting.map(({ code, share }) => [code, share])));
}

/** A few are for some readers only, and some of the latest wait for the end of an investigation. */
function restricted(random: Random, end: number, seized: number): Record<string, FieldValue> {
  const release = random.chance(0.06) ? random.pick(['region', 'region', 'rilos', 'through_rilo']) : undefined;
  const isFresh = end - seized < 60 * day;
  return {
    ...(release === undefined ? {} : { release }),
    ...(isFresh && random.chance(0.06)
      ? { release: release ?? 'all', embargoUntil: plainDay(end + (8 + Math.floor(random.next() * 40)) * day) }
      : {}),
  };
}

function factsOf(
  random: Random,
  lists: Lists,
  corridor: Corridor,
  { transport, carriage, heading }: Load,
  given: Readonly<Record<string, FieldValue>> & { readonly seizureDate: string },
): Record<string, FieldValue> {
  const country = random.pick(seizedIn(corridor, transport));
  const place = random.pick(corridor.seized[country]?.length ? corridor.seized[country] : ['']);
  const known = place === '' ? undefined : lists.lookUp('place', place);
  // What leaves a country is bound for another.
  const isBound = random.chance(0.7) || corridor.departure === country;
  const destination = isBound ? corridor.destination : country;
  const number = Math.floor(random.next() * 90_000) + 10_000;
  return {
    nationalRef: `${known?.code.slice(2) ?? country}/${given.seizureDate.slice(2, 4)}/${number}`,
    agency: random.pick(['customs', 'customs', 'customs', 'joint_team', 'border_guard']),
    country,
    ...(known ? { place: known.code, placeName: known.nameEn } : {}),
    location: random.pick(circumstances[carriage].locations),
    direction: directionOf(random, country, corridor, destination),
    traffic: transport === 'AIR-EXPRESS' ? 'express' : circumstances[carriage].traffic,
    origin: corridor.origin,
    departure: corridor.departure,
    transit: corridor.transit.filter(code => code !== country),
    destination,
    ...writtenPorts(random, lists, { carriage, departure: corridor.departure, destination, country, place }),
    transport,
    detection: random.weighted(detections),
    detectionMeans: [heading === 'NUC' ? 'DET-RAD' : heading === 'ODS' ? 'DET-REFR' : random.pick(means[carriage])],
    ...(transport === 'SEA-CONT' ? { container: random.pick(['dry', 'dry', 'reefer']) } : {}),
    disposal: random.pick(['stored', 'destroyed', 'forfeited', 'unknown']),
    outcome: random.pick(['investigation', 'investigation', 'prosecuted', 'fine', 'unknown']),
    handling: random.pick(['H0', 'H0', 'H0', 'H2']),
    sourceGrade: 'A',
    informationGrade: '1',
    ...given,
  };
}

/** No truck crosses an ocean. */
function seizedIn({ seized, byLand }: Corridor, transport: string): readonly string[] {
  const isLand = transport.startsWith('ROAD') || transport.startsWith('RAIL');
  return (isLand ? byLand : undefined) ?? Object.keys(seized);
}

function directionOf(random: Random, country: string, { departure }: Corridor, destination: string): string {
  if (destination === country) return 'IMP';
  return departure === country ? 'EXP' : random.pick(['TRN', 'TSH']);
}

/** Some loads are of two kinds, as they are met together: the second travels and hides as the first. */
function moreLines(random: Random, lists: Lists, corridor: Corridor, load: Load, concealment: string): GoodsLine[] {
  if (!random.chance(0.14)) return [];
  const together: Partial<Record<HeadingCode, readonly HeadingCode[]>> = {
    DRUG: ['DRUG', 'DRUG', 'CURR'],
    TOB: ['TOB', 'BEV'],
    WEAP: ['WEAP'],
    IPR: ['IPR'],
    ODS: ['ODS'],
  };
  const heading = random.pick(together[load.heading] ?? [load.heading]);
  const usual = corridor.products?.[heading];
  const found = goods[heading].filter(
    one => one.usual[load.carriage] !== undefined && (usual?.includes(one.product) ?? true) && one !== load.goods,
  );
  if (found.length === 0 || heading === 'CITES') return [];
  const other = byShare(random, found);
  const room = hidingPlaces[load.carriage].find(({ code }) => code === concealment)?.most ?? largest[load.carriage];
  const quantity = rounded(Math.min(quantityOf(random, other, load.carriage) / 2, room / 3 / other.kg), other.unit);
  return quantity > 0 ? [lineOf(random, lists, { ...load, heading, goods: other, quantity })] : [];
}

function lineOf(random: Random, lists: Lists, { carriage, goods: found, heading, quantity }: Load): GoodsLine {
  const money = found.unit === 'amount';
  const rare = heading === 'CITES' && carriage === 'parcel' && random.chance(0.3);
  const line: GoodsLine = {
    heading,
    product: found.product,
    quantity,
    unit: found.unit,
    quantityBasis: 'measured',
    ...(money ? { currency: random.pick(['USD', 'EUR', 'KES', 'GBP']), value: quantity } : {}),
    ...(!money && quantity * found.kg > 8 && random.chance(0.6)
      ? { packages: packagesOf(random, found, quantity) }
      : {}),
    details: detailsOf(random, found, quantity),
  };
  return rare ? rareSpecies(random, lists, line) : line;
}

/** Packages of some 20 kg. */
function packagesOf(random: Random, { kg }: Goods, quantity: number): number {
  return Math.max(1, Math.round(random.around((quantity * kg) / 20, 0.4)));
}

function detailsOf(
  random: Random,
  { details = {}, unit, product }: Goods,
  quantity: number,
): Record<string, FieldValue> {
  const chosen = Object.entries(details)
    .filter(([name]) => always.includes(name) || random.chance(0.7))
    .map(([name, choices]) => [name, random.pick(choices)]);
  const counted = product !== 'ODS-EQUIPMENT' && 'cylinderType' in details && unit === 'kg';
  return {
    ...(Object.fromEntries(chosen) as Record<string, FieldValue>),
    ...(counted ? { cylinders: Math.max(1, Math.round(quantity / 13.6)), kgNet: quantity } : {}),
  };
}

/** Fields without which the line is not understood. */
const always = ['specimen', 'condition', 'fraudKind', 'physicalForm', 'nature', 'blend', 'infringement', 'right'];

/** Small pieces of some other species, as they come by post. */
function rareSpecies(random: Random, lists: Lists, line: GoodsLine): GoodsLine {
  const { needsText, productList } = headings.CITES;
  const named = lists.all(productList).filter(({ code }) => !needsText.includes(code));
  const one = random.pick(named);
  const quantity = 1 + Math.floor(random.next() * 5);
  return {
    ...line,
    product: one.code,
    quantity,
    unit: 'piece',
    details: { specimen: random.pick(specimensOf(one.details)), condition: 'dead', permitStatus: 'none' },
  };
}

const roles: Readonly<Record<Carriage, readonly string[]>> = {
  container: ['importer', 'addressee', 'exporter'],
  vessel: ['crew'],
  truck: ['driver', 'importer'],
  car: ['driver', 'passenger'],
  baggage: ['passenger', 'courier'],
  parcel: ['addressee'],
  cargo: ['importer', 'addressee'],
};

function personsOf(random: Random, corridor: Corridor, { carriage }: Load): SeizureRecord['persons'] {
  if (random.chance(0.4)) return [];
  return [
    {
      role: random.pick(roles[carriage]),
      count: 1 + Math.floor(random.next() * 2),
      nationality: random.pick([corridor.departure, corridor.destination]),
      sex: random.pick(['female', 'male', 'male', 'not_recorded']),
      ageBand: random.pick(['18_29', '30_44', '45_59', 'not_recorded']),
      arrested: random.chance(0.6),
    },
  ];
}
