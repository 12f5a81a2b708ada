import type { QuantityNorms } from '../checks/store-usual-quantities.ts';
import { validateRecord } from '../checks/validate.ts';
import type { GoodsLine, LookUp } from '../goods/heading.ts';
import { isImplausible, mostPlausible } from '../goods/plausible.ts';
import { computeLine, lineQuantity } from '../record/compute.ts';
import type { SeizureRecord } from '../seizure.ts';
import { byWeight, type Flag } from './flag.ts';
import type { UsualPlaces } from './store-usual-places.ts';

interface Evidence {
  readonly today: string;
  readonly lookUp: LookUp;
  readonly quantityNorm: QuantityNorms;
  readonly usualPlaces: UsualPlaces;
}

/** What is known of a record beside what it states. */
interface Circumstances {
  readonly channel: string;
  /** Day of recording, YYYY-MM-DD. */
  readonly recordedOn: string;
  /** Of the newest records of its office that state a hiding place, how many, and how many of them "other". */
  readonly others: { readonly other: number; readonly of: number };
  /** Lines a second person has confirmed, by place. */
  readonly confirmed: readonly number[];
}

/** Kilograms one person, bag or letter has been known to hold, by hiding place. */
const mostCarried: Readonly<Record<string, number>> = {
  'CON-BODY-INT': 4,
  'CON-BODY-INS': 2,
  'CON-BODY-EXT': 30,
  'CON-CLOTH': 40,
  'CON-SHOE': 10,
  'CON-POCKET': 5,
  'CON-BAG-HAND': 60,
  'CON-MAIL-LETTER': 3,
  'CON-MAIL-BOOK': 6,
};
const lateDays = 365;
/** Fewest cases of a hiding place to judge by, and how many times the upper quartile is out of the usual. */
const [enoughCases, farAbove] = [20, 4];
/** Fewest records of an office, and the share of "other" among them that is a habit. */
const [enoughRecords, habit] = [20, 0.6];

/** What is doubtful about a record, the heaviest first. Pure. */
export function flagsOf(record: SeizureRecord, evidence: Evidence, circumstances: Circumstances): Flag[] {
  const { warnings } = validateRecord(record, { ...evidence, purpose: 'submit', form: record.form });
  return [
    ...record.lines.flatMap((line, at) => heldFlag(line, at, evidence, circumstances)),
    ...warnings.map((problem): Flag => ({ ...problem, tone: 'doubt' })),
    ...record.lines.flatMap((line, at) => placeFlags(line, at, record, evidence)),
    ...lateFlag(record, circumstances),
    ...habitFlag(record, circumstances),
  ].toSorted(byWeight);
}

function heldFlag(line: GoodsLine, at: number, { lookUp }: Evidence, { confirmed }: Circumstances): Flag[] {
  const amount = lineQuantity(line, lookUp);
  if (amount === undefined || !isImplausible(line.heading, amount) || confirmed.includes(at)) return [];
  const most = mostPlausible(line.heading, amount.unit) ?? 0;
  return [{ tone: 'held', path: `lines.${at}.quantity`, key: 'flags:held', values: { most, unit: amount.unit } }];
}

/** A quantity against its hiding place: more than a person or a letter can hold, or far more than is usual there. */
function placeFlags(line: GoodsLine, at: number, record: SeizureRecord, evidence: Evidence): Flag[] {
  const { concealment, seizureDate } = record.facts;
  if (typeof concealment !== 'string') return [];
  const context = { lookUp: evidence.lookUp, ...(typeof seizureDate === 'string' ? { seizureDate } : {}) };
  const kg = computeLine(line, { seizureDate: undefined, ...context }).kgEquivalent;
  if (kg === undefined) return [];
  const path = `lines.${at}.quantity`;
  const persons = record.persons.reduce((sum, { count }) => sum + count, 0);
  const most = (mostCarried[concealment] ?? Infinity) * Math.max(1, persons);
  if (kg > most)
    return [{ tone: 'doubt', path, key: 'flags:moreThanCarried', values: { kg, place: concealment, most } }];
  const usual = evidence.usualPlaces(line.heading, concealment);
  if (usual === undefined || usual.n < enoughCases || kg <= usual.upper * farAbove) return [];
  const { n, lower, upper } = usual;
  return [
    { tone: 'doubt', path, key: 'flags:placeAgainstQuantity', values: { kg, place: concealment, n, lower, upper } },
  ];
}

/** Recorded long after it happened; a file may bring in the past. */
function lateFlag({ facts }: SeizureRecord, { channel, recordedOn }: Circumstances): Flag[] {
  if (channel === 'file') return [];
  const days = Math.round((Date.parse(recordedOn) - Date.parse(String(facts.seizureDate))) / 86_400_000);
  return days > lateDays
    ? [{ tone: 'doubt', path: 'facts.seizureDate', key: 'flags:recordedLate', values: { days } }]
    : [];
}

function habitFlag({ facts }: SeizureRecord, { others }: Circumstances): Flag[] {
  if (facts.concealment !== 'CON-OTH' || others.of < enoughRecords || others.other / others.of < habit) return [];
  return [{ tone: 'doubt', path: 'facts.concealment', key: 'flags:otherHabit', values: { ...others } }];
}
