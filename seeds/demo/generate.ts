import type { Lists } from '../../src/reference/index.ts';
import { headings } from '../../src/seizures/headings/index.ts';
import type { Field, FieldValue, GoodsLine, HeadingCode } from '../../src/seizures/goods/heading.ts';
import { fieldsFor } from '../../src/seizures/goods/products.ts';
import type { SeizureRecord } from '../../src/seizures/seizure.ts';
import { narrativeOf } from './narrative.ts';
import { bodily, corridors, detections, headingWeights, means, quantities, settings, specimensOf } from './patterns.ts';
import type { Corridor } from './patterns.ts';
import type { Random } from './random.ts';

/** A synthetic record with the time it was recorded (ISO). It is marked as synthetic wherever it is kept or shown. */
export interface SyntheticRecord {
  readonly record: SeizureRecord;
  readonly recordedAt: string;
}

const day = 86_400_000;

/** Makes one plausible record of the `years` before `today` (plain date). Same random state, same record. */
export function syntheticRecord(random: Random, lists: Lists, today: string, years = 6): SyntheticRecord {
  const heading = random.weighted(headingWeights);
  const corridor = corridorFor(random, heading);
  const end = Date.parse(`${today}T00:00:00Z`);
  // More of the recent past: reporting grows, and the home pages of the last year should not be thin.
  const seized = end - Math.floor(random.next() ** 1.6 * years * 365) * day - day;
  const recorded = Math.min(
    seized + Math.ceil(random.around(15, 0.9)) * day + Math.floor(random.next() * day),
    end - 3_600_000 * (1 + Math.floor(random.next() * 20)),
  );
  const seizureDate = new Date(seized).toISOString().slice(0, 10);
  const stated = factsOf(random, lists, corridor, seizureDate);
  const lines = [lineOf(random, lists, heading, corridor.products?.[heading])];
  const facts = carriedOnBody(random, stated, lines[0] as GoodsLine);
  if (random.chance(0.14)) lines.push(lineOf(random, lists, secondHeading(random, heading)));
  const long = random.chance(0.75);
  const narrative = long ? narrativeOf(random, lists, facts, lines[0] as GoodsLine) : {};
  return {
    record: {
      form: long ? 'long' : 'short',
      facts: { ...facts, ...narrative },
      lines,
      persons: long ? personsOf(random, corridor) : [],
    },
    recordedAt: new Date(recorded).toISOString(),
  };
}

/** Some small drugs seizures from air passengers were swallowed or strapped on. */
function carriedOnBody(random: Random, facts: Record<string, FieldValue>, line: GoodsLine): Record<string, FieldValue> {
  const place = random.pick(Object.keys(bodily));
  const fits =
    facts.transport === 'AIR-PAX' &&
    line.heading === 'DRUG' &&
    line.unit === 'kg' &&
    (line.quantity ?? 0) <= (bodily[place] ?? 0);
  return fits ? { ...facts, concealment: place } : facts;
}

function corridorFor(random: Random, heading: HeadingCode): Corridor {
  const fitting = corridors.filter(corridor => corridor.headings.includes(heading));
  const index = random.weighted(
    Object.fromEntries(fitting.map((corridor, position) => [String(position), corridor.weight])),
  );
  return fitting[Number(index)] ?? random.pick(corridors);
}

function secondHeading(random: Random, first: HeadingCode): HeadingCode {
  const together: Partial<Record<HeadingCode, readonly HeadingCode[]>> = {
    DRUG: ['DRUG', 'DRUG', 'CURR', 'PREC'],
    TOB: ['TOB', 'BEV'],
    WEAP: ['WEAP'],
    IPR: ['IPR'],
  };
  return random.pick(together[first] ?? [first]);
}

function factsOf(random: Random, lists: Lists, corridor: Corridor, seizureDate: string): Record<string, FieldValue> {
  const country = random.pick(Object.keys(corridor.seized));
  const transport = random.weighted(corridor.transports);
  const setting = settings[transport] ?? settings[transport.split('-')[0] ?? ''] ?? settings.ROAD;
  const place = random.pick(corridor.seized[country]?.length ? corridor.seized[country] : ['']);
  const known = place === '' ? undefined : lists.lookUp('place', place);
  const destination = random.chance(0.7) ? corridor.destination : country;
  return {
    nationalRef:
      `${known?.code.slice(2) ?? country}/${seizureDate.slice(2, 4)}/` +
      `${String(Math.floor(random.next() * 90_000) + 10_000)}`,
    agency: random.pick(['customs', 'customs', 'customs', 'joint_team', 'border_guard']),
    seizureDate,
    country,
    ...(known ? { place: known.code, placeName: known.nameEn } : {}),
    location: random.pick(setting?.locations ?? []),
    direction: destination === country ? 'IMP' : random.pick(['TRN', 'TSH', 'EXP']),
    traffic: setting?.traffic ?? 'commercial',
    origin: corridor.origin,
    departure: corridor.departure,
    transit: corridor.transit.filter(code => code !== country),
    destination,
    transport,
    concealment: random.pick(setting?.concealments ?? []),
    detection: random.weighted(detections),
    detectionMeans: [random.pick(means)],
    ...(transport === 'SEA-CONT' ? { container: random.pick(['dry', 'dry', 'reefer']) } : {}),
    disposal: random.pick(['stored', 'destroyed', 'forfeited', 'unknown']),
    outcome: random.pick(['investigation', 'investigation', 'prosecuted', 'fine', 'unknown']),
    handling: random.pick(['H0', 'H0', 'H0', 'H2']),
    sourceGrade: 'A',
    informationGrade: '1',
  };
}

function lineOf(random: Random, lists: Lists, code: HeadingCode, usual: readonly string[] = []): GoodsLine {
  const heading = headings[code];
  const named = lists
    .all(heading.productList)
    .filter(entry => !heading.needsText.includes(entry.code) && !entry.code.endsWith('-UNK'));
  const known = usual.map(one => lists.lookUp(heading.productList, one)).filter(one => one !== undefined);
  const product =
    known.length > 0 ? random.pick(known) : random.pick(named.slice(0, Math.max(8, Math.ceil(named.length / 2))));
  const units = quantities[code];
  const asked = product.details.unit ?? '';
  const unit = asked in units ? asked : (Object.keys(units)[0] ?? 'piece');
  const [median, spread] = units[unit] ?? [10, 1];
  const quantity = rounded(random.around(median, spread), unit);
  return {
    heading: code,
    product: product.code,
    quantity,
    unit,
    quantityBasis: 'measured',
    ...(random.chance(0.6) ? { packages: Math.max(1, Math.round(random.around(20, 1))) } : {}),
    ...(code === 'CURR' ? { currency: random.pick(['USD', 'EUR', 'KES', 'GBP']), value: quantity } : {}),
    details: {
      ...detailsOf(random, lists, fieldsFor(heading, product.code)),
      ...(code === 'CITES' ? specimen(random, product.details) : {}),
    },
  };
}

/** A rhinoceros has horns and no planks; what is alive is not dead as well. */
function specimen(random: Random, species: Readonly<Record<string, string>>): Record<string, FieldValue> {
  const term = random.pick(specimensOf(species));
  return { specimen: term, condition: term === 'LIV' || term === 'FIG' ? 'alive' : 'dead' };
}

function rounded(quantity: number, unit: string): number {
  if (unit === 'kg' || unit === 'L' || unit === 'm3') return Number(quantity.toPrecision(3));
  if (unit === 'stick') return Math.max(200, Math.round(quantity / 200) * 200);
  return Math.max(1, Math.round(quantity));
}

function detailsOf(random: Random, lists: Lists, fields: readonly Field[]): Record<string, FieldValue> {
  const details: Record<string, FieldValue> = {};
  for (const field of fields) {
    if (!field.required && random.chance(0.45)) continue;
    const value = valueOf(random, lists, field);
    if (value !== undefined) details[field.name] = value;
  }
  return details;
}

function valueOf(random: Random, lists: Lists, field: Field): FieldValue | undefined {
  if (field.type === 'choice') {
    const options = field.options.filter(option => option !== 'other');
    return field.many ? [random.pick(options)] : random.pick(options);
  }
  if (field.type === 'yesno') return random.chance(0.4);
  if (field.type === 'code' && lists.all(field.list).length < 80)
    return field.many ? [random.pick(lists.all(field.list)).code] : random.pick(lists.all(field.list)).code;
  if (field.type === 'decimal' && field.unit === '%') return Math.round(20 + random.next() * 70);
  if (field.type === 'integer' && field.max <= 100_000)
    return Math.max(field.min, Math.min(field.max, Math.round(random.around(12, 1))));
  return undefined;
}

function personsOf(random: Random, corridor: Corridor): SeizureRecord['persons'] {
  if (random.chance(0.4)) return [];
  const role = random.pick(['passenger', 'courier', 'driver', 'crew', 'importer', 'addressee']);
  return [
    {
      role,
      count: 1 + Math.floor(random.next() * 2),
      nationality: random.pick([corridor.departure, corridor.destination]),
      sex: random.pick(['female', 'male', 'male', 'not_recorded']),
      ageBand: random.pick(['18_29', '30_44', '45_59', 'not_recorded']),
      arrested: random.chance(0.6),
    },
  ];
}
