import { matchesOf } from '../text/matches.ts';
import { before, cueBefore, matchWithin, type Cue, type Page, type Span } from './page.ts';
import { isGlued, isQuantity } from './numbers.ts';
import { CHASSIS, PLATE, VEHICLE } from './words.ts';

const L = '[A-ZА-ЯΑ-Ω]';

/** Shapes so particular that a vehicle in the sentence is enough. */
const particular: readonly string[] = [
  `${L} ?\\d{4} ?[B-DF-HJ-NP-TV-Z]{3}`,
  `${L} ?\\d{3} ?${L}{3}`,
  `${L}{3} ?\\d{3} ?${L}`,
  `${L}{2}-\\d{3}-${L}{2}`,
  `${L}{2}\\d{2} ?${L}{3}`,
  `${L}{2} ?\\d{4} ?${L}{2}`,
  `${L}{1,3}-${L}{1,2} ?\\d{1,4}`,
  `${L}{2} ?\\d{3} ?${L}{2}`,
  `${L}{2}[ -]\\d{3}-${L}{2}`,
  `${L}{3}\\d${L}\\d{2}`,
  `${L}{3}-\\d{4}`,
  `[А-Я] ?\\d{3} ?[А-Я]{2} ?\\d{2,3}`,
  '\\d{4} ?[BCDFGHJ-NPR-TV-Z]{3}',
  `\\d{2}-${L}{2}-\\d{2}`,
  `${L}{2}-\\d{2}-${L}{2}`,
  `\\d{2}-\\d{2}-${L}{2}`,
  `${L}{3}-\\d{2}-\\d{2}`,
  `${L}{2}-\\d{3}-${L}`,
];
/** Shapes that say "plate" only after such a word. */
const loose: readonly string[] = [
  `(?=[\\d-]{1,6}${L})\\d[A-Z\\d]{0,3}-[A-Z\\d]{1,4}(?:-[A-Z\\d]{1,4})?`,
  `${L}{1,3}[ -]?\\d{1,4}[ -]?${L}{1,3}`,
  `\\d{1,4}[ -]?${L}{2,3}(?:[ -]?\\d{2})?`,
  `${L}{1,3}[ -]${L}{1,2}[ -]?\\d{1,4}`,
  `${L}{2,3}[ -]?\\d{3,5}${L}{0,2}`,
  `${L}{2,3}\\d${L}\\d{2,3}`,
  `${L}{2}-\\d{2}-\\d{3}`,
  `${L}\\d{4,6}`,
];
const closed = (shapes: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\d-])(?:${shapes.join('|')})(?![\\p{L}\\d]|[.,]\\d)`, 'gu');
const particularPlate = closed(particular);
const loosePlate = closed([...particular, ...loose]);

const notPlate = new RegExp(
  `^(?:KM|HS|UN|ISO|EN|NR|NO|NOS|REF|LOT|SN|RN|CA|IMO|EUR|USD|KES|XOF|XAF|GBP|PLN|RUB|AED|TYP|TYPE|CITES|AWB|BMW|MAN|DAF|KIA|GMC|VAN|CAR|BUS|EURO|ZONE|ZONA|GATE|TERMINAL
|AT|ON|IN|OF|DE|EL|LA|EN|DEL|LOS|AND|THE|RUTA|CALLE|PKT|MT|TO)(?![A-ZА-Я])`.replace(/\n/g, ''),
);
const otherThings = new RegExp(
  `(?:steel|metal|metalica|aluminium|aluminum|copper|base|stahl|mark|marks|vat|company|business|aircraft|vessel|ship|exporter|importer|design|patent|brand|product|drug
|compan\\p{L}*|партии|серии)[^\\p{L}]{1,3}$`.replace(/\n/g, ''),
  'u',
);
const numbered =
  /^[^\p{L}\d]*(?:(?:no|nr|number|numero|num|номер|знак)[^\p{L}\d]{0,3}){1,2}(\d{4,7})(?![\d\p{L}.,/-])/u;
const frame = /(?<![A-Z0-9])[A-HJ-NPR-Z0-9]{17}(?![A-Z0-9])/g;

function plateWithin(page: Page, from: number, reach: number, pattern: RegExp): Span | undefined {
  const window = page.text.slice(from, from + reach);
  for (const match of matchesOf(window, pattern)) {
    const start = from + match.index;
    const end = start + match[0].length;
    const size = match[0].replace(/[ -]/g, '').length;
    const cut = end === from + reach && /[\p{L}\d]/u.test(page.text[end] ?? '');
    if (size < 5 || size > 9 || cut || notPlate.test(match[0]) || isGlued(page, start) || isQuantity(page, start, end))
      continue;
    return { start, end, kind: 'plate' };
  }
  return undefined;
}

/**
 * After "number plate", "immatriculation", "госномер": any plate shape; after "номер" or "registered" a particular one.
 */
function afterPlateWord(page: Page, cue: Cue): Span | undefined {
  if (
    otherThings.test(before(page.lower, cue.start, 18)) ||
    /^\s(?:trade|mark|office|exporter|design|brand)/.test(page.lower.slice(cue.end, cue.end + 9))
  )
    return undefined;
  const isVague =
    /^(?:номер|регистр|registered|placas?$|plates?$|plaques?$)/.test(cue.word) &&
    !cueBefore(page, VEHICLE, cue.end + 50, 100);
  const isBareNumber = cue.word.startsWith('номер') && !cueBefore(page, VEHICLE | PLATE, cue.start, 40);
  const shaped = plateWithin(page, cue.end, 36, isBareNumber ? particularPlate : loosePlate);
  if (shaped || isVague) return shaped;
  const digits = numbered.exec(page.lower.slice(cue.end, cue.end + 30));
  if (!digits || isQuantity(page, cue.end + digits[0].length - digits[1]!.length, cue.end + digits[0].length))
    return undefined;
  return { start: cue.end + digits[0].length - digits[1]!.length, end: cue.end + digits[0].length, kind: 'plate' };
}

const transliterated: Readonly<Record<string, number>> = {
  A: 1,
  B: 2,
  C: 3,
  D: 4,
  E: 5,
  F: 6,
  G: 7,
  H: 8,
  J: 1,
  K: 2,
  L: 3,
  M: 4,
  N: 5,
  P: 7,
  R: 9,
  S: 2,
  T: 3,
  U: 4,
  V: 5,
  W: 6,
  X: 7,
  Y: 8,
  Z: 9,
};
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** Check digit of a vehicle identification number (ISO 3779 as used in North America and China). */
function passesFrameCheck(code: string): boolean {
  const sum = weights.reduce(
    (total, weight, at) => total + weight * (transliterated[code[at]!] ?? Number(code[at])),
    0,
  );
  return code[8] === (sum % 11 === 10 ? 'X' : String(sum % 11));
}

function findFrames(page: Page): Span[] {
  const found: Span[] = [];
  for (const match of matchesOf(page.text, frame)) {
    const start = match.index;
    if (!/[A-Z]/.test(match[0]) || !/\d.*\d.*\d/.test(match[0])) continue;
    const isNamed = cueBefore(page, CHASSIS, start, 30) !== undefined;
    if (!isNamed && !(cueBefore(page, VEHICLE, start + 60, 120) && passesFrameCheck(match[0]))) continue;
    found.push({ start, end: start + 17, kind: 'plate' });
  }
  return found;
}

const adjoining = /^ [A-Z]{2,3} \d{4,5}[A-Z]?(?![\p{L}\d]|[.,]\d)/u;

/** "pojazd WA 12345": a shape that says "plate" only directly after the vehicle. */
function justAfter(page: Page, cue: Cue): Span | undefined {
  const match = matchWithin(page.text, cue.end, 14, adjoining);
  if (!match || notPlate.test(match.text.trimStart()) || isQuantity(page, match.start, match.end)) return undefined;
  return { start: match.start + 1, end: match.end, kind: 'plate' };
}

/** Plates of vehicles and frame numbers (VIN). Ships and aircraft are no persons' vehicles here: their marks pass. */
export function findPlates(page: Page): Span[] {
  const found: Span[] = findFrames(page);
  for (const cue of page.cues) {
    const span =
      cue.mask & PLATE
        ? afterPlateWord(page, cue)
        : cue.mask & VEHICLE
          ? (plateWithin(page, cue.end, 44, particularPlate) ?? justAfter(page, cue))
          : undefined;
    if (span) found.push(span);
  }
  return found;
}
