import { cellType } from '../values/cell-type.ts';
import { dateParts } from '../values/dates.ts';
import { isFiscalCell } from '../values/fiscal-years.ts';
import { monthNames } from '../values/month-names.ts';
import { withoutMarks } from '../../../text/fold.ts';
import { wordKinds, type WordKind } from './import-fields.ts';
import { westernDigits } from '../values/digits.ts';
import { readMeasured } from '../values/measured.ts';
import { numberParts } from '../values/numbers.ts';
import { packedIn } from '../values/packed.ts';
import { isRoute } from '../values/routes.ts';
import { countryNamed } from '../words/country-names.ts';
import type { Vocabulary } from '../words/vocabulary.ts';
import { placeCountries } from '../words/places.ts';
import { isGeneric } from '../words/other-words.ts';
import { isBlank, tidy } from '../words/words.ts';

/** What the cells of a column look like: shares of its filled cells, 0 to 1. */
export interface ColumnLook {
  readonly filled: number;
  readonly distinct: number;
  readonly dates: number;
  readonly numbers: number;
  readonly serials: number;
  /** Four digits of a year, 1950 to 2099, also as a workbook groups them ("2.008"). */
  readonly years: number;
  /** 1 to 12, or the name of a month. */
  readonly months: number;
  /** 1 to 31. */
  readonly days: number;
  /** Codes of UN/LOCODE, and names of places of our list. */
  readonly locodes: number;
  readonly places: number;
  /** Decimals within ±90, and within ±180. */
  readonly latitudes: number;
  readonly longitudes: number;
  /** "Python reticulatus", "Bufo spp.": two words of a scientific name. */
  readonly taxa: number;
  /** "Iran - Turkey", "BKK-TLV": countries or places at both ends. */
  readonly routes: number;
  /** Year and month in one: 202503. */
  readonly yearMonths: number;
  /** Numbers with the sign of a currency. */
  readonly money: number;
  /** Cells that are one more than the cell above. */
  readonly sequence: number;
  /** Filled cells that say more than "other" or "unknown". */
  readonly telling: number;
  readonly longText: number;
  readonly references: number;
  /** Cells longer than a code or a short word. */
  readonly phrases: number;
  /** Cells with a digit that are no text: "EXP 001/24". */
  readonly identifiers: number;
  readonly emails: number;
  readonly phones: number;
  readonly names: number;
  readonly known: Readonly<Partial<Record<WordKind, number>>>;
}

/** "Python reticulatus", "Bufo spp.", "Vulpes vulpes silacea". */
export const taxonShape = /^[A-Z][a-z]{2,} (?:[a-z]{3,}|spp?\.?)(?: [a-z]{3,})?$/;

const looked = 2000;

export function columnLook(cells: readonly string[], vocabulary: Vocabulary): ColumnLook {
  const filled = cells
    .slice(0, looked)
    .filter(cell => !isBlank(cell))
    .map(cell => tidy(westernDigits(cell).replaceAll('\n', '; ')));
  const counts = new Map<string, number>();
  for (const cell of filled) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const telling = [...counts].filter(([cell]) => !isGeneric(cell));
  const total = telling.reduce((sum, [, count]) => sum + count, 0);
  const share = (test: (cell: string) => boolean): number =>
    total === 0 ? 0 : telling.reduce((sum, [cell, count]) => sum + (test(cell) ? count : 0), 0) / total;
  return {
    filled: filled.length,
    distinct: filled.length === 0 ? 0 : counts.size / filled.length,
    dates: share(isDate),
    numbers: share(cell => !/^0\d+$/.test(cell) && (cellType(cell) === 'number' || isAmount(cell))),
    serials: share(cell => /^[2-5]\d{4}(?:\.\d+)?$/.test(cell)),
    years: share(isYear),
    months: share(isMonth),
    days: share(cell => /^(?:0?[1-9]|[12]\d|3[01])$/.test(cell)),
    locodes: share(cell => /^[A-Z]{2}\s?[A-Z0-9]{3}$/.test(cell)),
    places: share(cell => placeCountries(cell, vocabulary.places).size > 0),
    latitudes: share(cell => isDegree(cell, 90)),
    longitudes: share(cell => isDegree(cell, 180)),
    taxa: share(cell => taxonShape.test(cell)),
    routes: share(cell => isRoute(cell, vocabulary)),
    yearMonths: share(cell => /^(?:19|20)\d\d(?:0[1-9]|1[0-2])$/.test(cell)),
    telling: total,
    money: share(cell => /^\s*(?:[A-Z]{2,3}|R|US)?\s?[$€£¥₹₺₽₴₦₩₫]\s?\d|\d\s?[€£¥₹₺₽₴₦₩₫]$/u.test(cell)),
    sequence: inSequence(filled),
    longText: share(cell => cell.length > 40),
    references: share(cell => /\d/.test(cell) && /^[\p{L}\d][\p{L}\d/._-]{3,30}$/u.test(cell) && !isDate(cell)),
    identifiers: share(cell => /\p{Nd}/u.test(cell) && cell.length <= 40),
    phrases: share(cell => cell.length > 8 || cell.includes(' ')),
    emails: share(cell => /^[^\s@]+@[^\s@]+\.\w{2,}$/.test(cell)),
    phones: share(cell => /^(?:\+|00)\d[\d ()./-]{7,18}$/.test(cell)),
    names: share(cell => /^\p{Lu}[\p{L}'’-]+,?(?: \p{Lu}[\p{L}'’.-]*){1,3}$/u.test(cell)),
    known: knownShares(telling, total, vocabulary),
  };
}

/** Share of whole numbers that follow the one above; numbers begin anew in each group of rows. */
function inSequence(cells: readonly string[]): number {
  if (cells.length < 3) return 0;
  const following = cells.filter((cell, at) => at > 0 && /^\d{1,9}$/.test(cell) && isNext(Number(cell), cells[at - 1]));
  return following.length / (cells.length - 1);
}

function isNext(number: number, before: string | undefined): boolean {
  const above = Number(before);
  return number === above + 1 || (number === 1 && above > 1);
}

function isDate(cell: string): boolean {
  if (/^\d{6}$/.test(cell)) return false;
  const shape = dateParts(cell)?.shape;
  return shape !== undefined && shape !== 'serial' && shape !== 'year';
}

function isYear(cell: string): boolean {
  return isFiscalCell(cell) || /^(?:19[5-9]\d|20\d\d|2\.0\d\d|1\.9\d\d)(?:[.,]0+)?$/.test(cell);
}

function isMonth(cell: string): boolean {
  return /^(?:0?[1-9]|1[0-2])$/.test(cell) || monthNames.has(withoutMarks(cell.toLowerCase().replace(/\.$/, '')));
}

function isDegree(cell: string, most: number): boolean {
  return /^-?\d{1,3}[.,]\d{2,}$/.test(cell) && Math.abs(Number(cell.replace(',', '.'))) <= most;
}

function isAmount(cell: string): boolean {
  if (cell.includes('|')) return cell.split('|').every(part => /\d/.test(part) && isAmount(part.trim()));
  const parts = numberParts(cell);
  if (parts === undefined) return /^\d/.test(cell) && typeof readMeasured(cell, { decimal: '.' }) === 'object';
  return parts.before === '' && parts.after.length <= 12 && !/^[/\\]/.test(parts.after);
}

const judged = 400;
const listed = { spelling: false } as const;
/** Of rights and kinds of fraud a column is known by its header alone. */
const judgedKinds: readonly WordKind[] = wordKinds.filter(kind => kind !== 'right' && kind !== 'fraud');

function knownShares(
  telling: readonly (readonly [string, number])[],
  total: number,
  vocabulary: Vocabulary,
): Partial<Record<WordKind, number>> {
  if (total === 0) return {};
  const sample = telling.slice(0, judged);
  const weight = sample.reduce((sum, [, count]) => sum + count, 0);
  const known = new Map<WordKind, number>(judgedKinds.map(kind => [kind, 0]));
  for (const [cell, count] of sample) {
    const type = cellType(cell);
    if (type === 'number' || type === 'date') continue;
    for (const kind of judgedKinds)
      if (isKnown(kind, cell, vocabulary)) known.set(kind, (known.get(kind) ?? 0) + count);
  }
  return Object.fromEntries([...known].map(([kind, sum]) => [kind, sum / weight]));
}

/** A word for a unit, as also a list of several in one cell consists of. */
function isUnit(word: string, { matchers }: Vocabulary): boolean {
  return word.length <= 30 && matchers.unit.match(packedIn(word)?.unit ?? word, listed).how === 'exact';
}

function isKnown(kind: WordKind, cell: string, vocabulary: Vocabulary): boolean {
  if (kind === 'product') return [...vocabulary.products.values()].some(matcher => matcher.knows(cell));
  const matcher = vocabulary.matchers[kind];
  if (kind === 'country' && /[,(]/.test(cell))
    return isCountry(cell, vocabulary) || isCountry(behindPlace(cell), vocabulary);
  if (kind === 'country' && /^\p{Lu}{2,3}$/u.test(cell)) return matcher.match(cell, listed).how === 'exact';
  if (kind === 'specimen' && /^[A-Z]{3}$/.test(cell)) return matcher.match(cell, listed).how === 'exact';
  if (kind === 'country') return isCountry(cell, vocabulary);
  if (kind === 'unit') return cell.split(/\s*[;；]\s*/u).every(part => isUnit(part, vocabulary));
  if (kind === 'currency') return /^[A-Z]{3}$/.test(cell) && matcher.match(cell, listed).auto;
  return matcher.knows(cell);
}

function isCountry(text: string, { matchers, places }: Vocabulary): boolean {
  if (/^[A-Z]{2}[A-Z0-9]{3}$/.test(text) && placeCountries(text, places).size === 1) return true;
  return matchers.country.knows(text) || countryNamed(text) !== undefined;
}

/** "Bangkok, Thailand", "Bogotá (Colombia)": the country behind its place. */
function behindPlace(cell: string): string {
  return /[,(]\s*([^,()]+?)\)?$/.exec(cell)?.[1] ?? '';
}
