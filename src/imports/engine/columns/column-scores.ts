import type { Column, Pair, Support } from './column.ts';
import type { ColumnLook } from './column-values.ts';
import type { HeaderReading } from './column-headers.ts';
import { besides, isEpithets } from './beside-columns.ts';
import { importFields, type WordKind } from './import-fields.ts';
import { notMeant } from './not-meant.ts';

export function pairsOf(column: Column, all: readonly Column[]): Pair[] {
  const byHeader = headerScores(
    column,
    all.some(other => other !== column && namesGoods(other)),
  );
  const byValues = valueScores(column.look);
  if (column.goods > 0.6) byValues.set('goods', 0.9);
  const isTagged = column.readings[0]?.tag === true;
  for (const field of isTagged ? [] : notMeant(column)) for (const scores of [byHeader, byValues]) scores.delete(field);
  return [...new Set([...byHeader.keys(), ...byValues.keys()])].map(field => {
    const a = byHeader.get(field) ?? 0;
    const b = byValues.get(field) ?? 0;
    const isEpithet = field === 'product' && isEpithets(column, all);
    const support = isEpithet ? 'perhaps' : isOnlyAlike(column, field, a) ? 'no' : supportFor(field, column, all);
    const known = (a + b - (a * b) / 2) * (support === 'no' ? 0.35 : 1);
    const s = known + (isEpithet ? 0.6 : 0) + besides(field, column, all) + 0.1 * knownOf(field, column, a);
    return { column, field, a, b, s, support };
  });
}

/**
 * Share of the cells that are on the field's list: of two columns of like headers the one that names more of it. Which
 * of several countries a column holds no cell tells.
 */
function knownOf(field: string, { look }: Column, a: number): number {
  const { kind } = importFields.get(field) ?? {};
  return kind === undefined || (kind === 'country' && a === 0) ? 0 : (look.known[kind] ?? 0);
}

/** What the header alone speaks for; where the cells are of a kind beside it, for the field of that kind. */
function headerScores(column: Column, areGoodsNamed: boolean): Map<string, number> {
  const { look, measure, readings, heading } = column;
  const scores = new Map(readings.flatMap(({ field, a }) => (field === undefined ? [] : [[field, a]])));
  const of = (field: string): number => scores.get(field) ?? 0;
  const also = (field: string, score: number, fits: boolean): void => {
    if (fits && score > of(field)) scores.set(field, score);
  };
  // "Number" is also what a file is numbered by.
  const isMeasure = measure?.unit !== undefined && measure.unit !== 'piece' && measure.unit !== 'amount';
  also('quantity', 0.75, isMeasure && !namesMore(readings) && !scores.has('quantity') && look.numbers > 0.9);
  also('seizureDay', of('seizureDate'), look.days > 0.95);
  also('placeName', of('place'), look.locodes < 0.5);
  also('product', 0.6, heading !== undefined);
  also('product', of('heading') + 0.01, of('heading') > 0 && namesProducts(column) && !areGoodsNamed);
  const period = Math.max(of('seizureMonth'), of('seizureYear'));
  also('seizureDate', period + 0.01, period > 0 && look.yearMonths > 0.9);
  // "Presentation: grams, tablets" is what the goods are counted in.
  also('unit', 0.9, scores.has('details.physicalForm') && (look.known.unit ?? 0) > 0.8);
  if (scores.has('unit')) scores.delete('details.physicalForm');
  if (of('country') < 0.85 && isOfRoute(column)) scores.delete('country');
  if (namesBothEnds(column)) {
    for (const end of ['departure', 'origin', 'destination']) scores.delete(end);
    scores.set('border', 0.9);
  }
  return scores;
}

/** "Country of departure / destination": the other end of the way, which the direction of the row tells. */
function namesBothEnds({ header, readings, look }: Column): boolean {
  const names = (field: string): boolean => readings.some(each => each.field === field && each.a >= 0.5);
  return /[/|]/.test(header) && (names('departure') || names('origin')) && names('destination') && look.routes < 0.3;
}

/** Whether another column names the goods by header and cells: then "group of goods" is a heading. */
function namesGoods({ look, readings }: Column): boolean {
  const isNamed = readings.some(({ field, a }) => field === 'product' && a >= 0.85);
  return isNamed && look.numbers < 0.2 && (look.known.product ?? 0) > 0.2;
}

/** Whether a header names something besides the unit of its numbers: a fine "mt" is none of tonnes. */
function namesMore(readings: readonly HeaderReading[]): boolean {
  return readings.some(({ field, named, a }) =>
    field === undefined ? named !== undefined && a >= 0.5 : field !== 'quantity' && a >= 0.85,
  );
}

/** "To country" over countries of all the world, or in some rows only, is none of them the country of seizure. */
function isOfRoute({ look, cells }: Column): boolean {
  return look.filled < cells.length * 0.5 || look.distinct * look.filled > 3;
}

/** A header spelt somewhat like a known one ("tipo de arma", "tipo de lugar") over cells of which none is known. */
function isOnlyAlike({ readings, look }: Column, field: string, a: number): boolean {
  const { kind } = importFields.get(field) ?? {};
  const reading = readings.find(each => each.field === field);
  if (kind === undefined || kind === 'product' || field === 'route' || reading === undefined || a >= 0.85) return false;
  // A part of a header says "unit" of offices too.
  if (reading.part && kind !== 'unit') return false;
  return look.filled >= enough && (look.known[kind] ?? 0) === 0;
}

/** "Kind of goods" over cocaine, cigarettes and whisky holds products, not headings: known ones, or too many words. */
function namesProducts({ look }: Column): boolean {
  const { product = 0, heading = 0 } = look.known;
  return (product > 0.2 && product > heading) || (heading < 0.5 && look.distinct * look.filled > mostHeadings);
}

/** More different words than a list of headings has. */
const mostHeadings = 18;

/** Kinds that share words ("container", "post"): the one that knows most of a column's words is meant. */
const describing = ['concealment', 'transport', 'location', 'direction', 'detection', 'agency', 'heading'] as const;

/** Two words of a column ("animal", "plant") are on several lists, but for those of which a file mostly has two. */
const ofTwoWords: ReadonlySet<WordKind> = new Set(['direction', 'heading']);
const fewestWords = 3;

const countryFields = ['country', 'departure', 'origin', 'destination', 'transit'] as const;

/** What the values alone speak for. Country values never tell which country column it is. */
export function valueScores(look: ColumnLook): Map<string, number> {
  if (look.filled === 0) return new Map();
  const known = (kind: keyof ColumnLook['known']): number => look.known[kind] ?? 0;
  const most = Math.max(...describing.map(known));
  const countries = known('country') > 0.7;
  const words = Math.round(look.distinct * look.filled);
  const rules: [field: string, score: number, fits: boolean][] = [
    // One date for all rows is that of the list.
    ['seizureDate', 0.8, look.dates > 0.8 && (look.filled < enough * 3 || look.distinct * look.filled > 1)],
    ['seizureDate', 0.7, look.yearMonths > 0.95],
    // Beside written dates, the numbers of days are dates of the same hand.
    ['seizureDate', 0.75, look.dates > 0.05 && look.dates + look.serials > 0.9 && look.distinct * look.filled > 1],
    ['product', 0.85, known('product') > 0.5],
    ['product', 0.7, look.taxa > 0.8],
    ['unit', 0.85, known('unit') > 0.8],
    ...describing.map((kind): (typeof rules)[number] => [
      kind,
      0.7,
      known(kind) > 0.5 && known(kind) === most && (ofTwoWords.has(kind) || words >= fewestWords),
    ]),
    // Which of the countries it is, no cell tells: without a word in the header it is offered, not proposed.
    ...countryFields.map((field): (typeof rules)[number] => [field, 0.35, countries]),
    ['route', 0.75, look.routes > 0.6],
    ['currency', 0.7, known('currency') > 0.8],
    ['details.specimen', 0.75, known('specimen') > 0.7],
    ['nationalRef', 0.7, look.references > 0.9 && look.distinct > 0.98 && look.numbers < 0.5],
    ['seizureYear', 0.6, look.years > 0.95],
    ['rowNumber', 0.5, look.sequence > 0.8],
    ['quantity', 0.45, look.numbers > 0.9 && look.dates < 0.2 && look.years < 0.9],
    ['narrative', 0.5, look.longText > 0.5],
    ['placeName', 0.6, look.places > 0.4 && look.longText < 0.5],
  ];
  const scores = new Map<string, number>();
  for (const [field, score, fits] of rules) if (fits) scores.set(field, Math.max(score, scores.get(field) ?? 0));
  if (scores.size === 0 && look.names + look.longText < 0.5 && look.numbers < 0.2) scores.set('placeName', 0.25);
  return scores;
}

/** Lists so whole that a column of which they know nothing is none of theirs, whatever its header says. */
const wholeLists: ReadonlySet<WordKind> = new Set(['country', 'currency', 'agency']);
/** Cells needed before silence tells anything. */
const enough = 3;

/** Whether the cells are plainly of something else. */
function isOfAnother(field: string, column: Column, all: readonly Column[]): boolean {
  if (field === 'nationalRef') return isCount(column);
  if (field === 'transport') return column.look.filled >= enough && holdsPlates(column.look);
  if (field !== 'unit') return namesNoGoods(field, column);
  return column.look.filled >= enough && (saysNoUnit(column.look) || areUnitsInHeaders(column, all));
}

/** Of which no cell is known as a unit, beside headers that say what their numbers count in: "UNIDAD" who was there. */
function areUnitsInHeaders({ index, look }: Column, all: readonly Column[]): boolean {
  const counting = all.filter(other => other.index !== index && other.measure?.unit !== undefined);
  return (look.known.unit ?? 0) === 0 && counting.length >= 2;
}

function supportFor(field: string, column: Column, all: readonly Column[]): Support {
  const { look, index, goods } = column;
  if (field === 'goods') return judged(goods, 0.4, 0.6);
  // "Description" over "12 kg cocaine; 3 pistols" lists the goods.
  if (field === 'narrative' && goods > 0.8 && !countsElsewhere(column, all)) return 'no';
  if (isOfAnother(field, column, all)) return 'no';
  if (look.filled < enough) return 'perhaps';
  const { reading, kind } = importFields.get(field) ?? {};
  const shape = shapes[field] ?? shapes[reading ?? ''];
  if (shape) return judged(shape.share(look), shape.least, shape.sure);
  if (reading === 'words' && kind !== undefined)
    return supportOfWords(
      kind,
      look,
      all.filter(other => other.index !== index),
    );
  return field === 'placeName' && (look.dates > 0.5 || look.numbers > 0.8) ? 'no' : 'yes';
}

/** Whether another column is the quantity by its name. */
function countsElsewhere({ index }: Column, all: readonly Column[]): boolean {
  return all.some(
    other => other.index !== index && other.readings.some(({ field, a }) => field === 'quantity' && a >= 0.85),
  );
}

/** "12 kg cocaine" is no name of a product, and "Goods, UAH" over numbers is what they cost. */
function namesNoGoods(field: string, { goods, look, measure }: Column): boolean {
  if (field === 'heading') return goods > 0.6;
  const isCost = look.numbers > 0.8 && (measure !== undefined || (look.known.product ?? 0) < 0.05);
  return field === 'product' && (goods > 0.6 || isCost);
}

/** "Number" over 3, 12 and 3 again says how many, not which. */
function isCount({ look, readings }: Column): boolean {
  const isNamed = readings.some(({ field, a }) => field === 'nationalRef' && a >= 0.85);
  return !isNamed && look.filled >= 20 && look.numbers > 0.9 && look.distinct < 0.5;
}

interface Shape {
  readonly share: (look: ColumnLook) => number;
  readonly least: number;
  readonly sure: number;
}

/** What cells of a field, or of a way of reading, look like: the least share of them, and the share that is sure. */
const shapes: Readonly<Record<string, Shape>> = {
  date: {
    // Beside written dates, the numbers of days are dates of the same hand.
    share: ({ dates, serials, yearMonths }) =>
      Math.max(dates, dates > 0.05 ? dates + serials : 0, serials > 0.8 ? serials : 0, yearMonths),
    least: 0.3,
    sure: 0.8,
  },
  day: { share: ({ days }) => days, least: 0.5, sure: 0.95 },
  month: { share: ({ months }) => months, least: 0.5, sure: 0.9 },
  year: { share: ({ years, yearMonths }) => Math.max(years, yearMonths), least: 0.5, sure: 0.9 },
  latitude: { share: ({ latitudes }) => latitudes, least: 0.5, sure: 0.8 },
  longitude: { share: ({ longitudes }) => longitudes, least: 0.5, sure: 0.8 },
  number: { share: ({ numbers }) => numbers, least: 0.5, sure: 0.8 },
  // "No. of packs" counts; a number of the row goes up by one.
  rowNumber: { share: ({ numbers, sequence }) => (numbers > 0.8 ? sequence : 1), least: 0.5, sure: 0.8 },
  nationalRef: { share: ({ identifiers }) => identifiers, least: 0.3, sure: 0.6 },
  narrative: { share: ({ phrases }) => phrases, least: 0.1, sure: 0.3 },
  route: { share: ({ routes }) => routes, least: 0.3, sure: 0.6 },
  place: { share: ({ locodes }) => locodes, least: 0.5, sure: 0.8 },
};

function judged(share: number, least: number, sure: number): Support {
  return share < least ? 'no' : share >= sure ? 'yes' : 'perhaps';
}

/** "Unit" over long names says who made the seizure, and "measure" over 27x18 how large a thing is. */
function saysNoUnit({ known, phrases, identifiers }: ColumnLook): boolean {
  return (known.unit ?? 0) === 0 && (phrases > 0.5 || identifiers > 0.5);
}

/** Plates, flights and names of ships say which conveyance, not of what kind. */
function holdsPlates({ known, identifiers }: ColumnLook): boolean {
  return (known.transport ?? 0) === 0 && identifiers > 0.5;
}

/** Cells of another kind, or none of them known while another column's are, or while the list is whole. */
function supportOfWords(kind: WordKind, look: ColumnLook, others: readonly Column[]): Support {
  if (look.dates > 0.5 || (look.numbers > 0.8 && kind !== 'product')) return 'no';
  const known = knownFor(kind, look);
  if (known >= 0.3 || look.telling === 0) return 'yes';
  if (known > 0.05) return 'perhaps';
  if (kind === 'heading' && ((look.known.product ?? 0) > 0.2 || look.distinct * look.filled > mostHeadings))
    return 'no';
  if (Object.entries(look.known).some(([other, share]) => other !== kind && share > 0.8)) return 'no';
  const better = others.some(other => (other.look.known[kind] ?? 0) > 0.5);
  return better || wholeLists.has(kind) ? 'no' : 'perhaps';
}

/** Scientific names are goods, and units of money are units. */
function knownFor(kind: WordKind, { known, taxa }: ColumnLook): number {
  const own = known[kind] ?? 0;
  if (kind === 'product') return Math.max(own, taxa);
  return kind === 'unit' ? own + (known.currency ?? 0) : own;
}
