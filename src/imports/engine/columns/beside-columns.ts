import type { Column } from './column.ts';
import { lastName } from './column-headers.ts';
import { isBlank } from '../words/words.ts';

/** What the other columns of a table say for a field, or against it. */
export function besides(field: string, column: Column, all: readonly Column[]): number {
  if (field === 'product' && isOfSpecies(column) && !all.some(isGenus)) return 0.2;
  // A key of the machine beside the number the office gave.
  if (field === 'nationalRef' && isKey(column) && all.some(other => other !== column && isReference(other)))
    return -0.5;
  if (field === 'placeName' && isFinestPlace(column, all)) return 0.1;
  if (field !== 'quantity') return 0;
  if (isOneEach(column) && all.some(other => other !== column && isQuantity(other))) return -0.5;
  return isBesideUnit(column, all) ? 0.2 : 0;
}

/** Of several columns of places the one that tells them apart: the terminal, not the airport. */
function isFinestPlace(column: Column, all: readonly Column[]): boolean {
  const places = all.filter(({ readings, look }) => readings[0]?.named === 'place' && look.filled > 0);
  const differ = ({ look }: Column): number => look.distinct * look.filled;
  return places.length > 1 && places.every(each => differ(each) <= differ(column)) && places.includes(column);
}

function isKey({ header }: Column): boolean {
  return /^(?:object|feature|row|record|global|f|o|u|gu|uu)?_?id$/i.test(lastName(header).trim());
}

function isReference(column: Column): boolean {
  const { readings, look } = column;
  const isNamed = readings.some(({ field, a }) => field === 'nationalRef' && a >= 0.7);
  return isNamed && !isKey(column) && look.identifiers > 0.3 && look.distinct > 0.5;
}

/** Scientific names say more than "animal" and "plant" beside them. */
function isOfSpecies({ look, readings }: Column): boolean {
  return look.taxa > 0.5 && readings.some(({ named, a }) => named === 'species' && a >= 0.85);
}

function isQuantity({ look, readings }: Column): boolean {
  return look.numbers > 0.8 && readings.some(({ field, a }) => field === 'quantity' && a >= 0.85);
}

/** Cells needed before silence tells anything. */
const fewest = 3;

/** One in each row, whatever the others say: the number of cases. */
function isOneEach({ cells }: Column): boolean {
  const filled = cells.filter(cell => !isBlank(cell));
  return filled.length >= fewest && filled.filter(cell => cell.trim() === '1').length > filled.length * 0.95;
}

/** A quantity without a unit of its own, in a table that has a column of units: a weight beside it is a second one. */
function isBesideUnit({ measure, index }: Column, all: readonly Column[]): boolean {
  return measure?.unit === undefined && all.some(other => other.index !== index && (other.look.known.unit ?? 0) > 0.5);
}

/** The column of species ("reticulatus") behind that of genera: of several of one word, the one that says most. */
export function isEpithets(column: Column, all: readonly Column[]): boolean {
  if (!all.some(isGenus)) return false;
  const [finest] = all.filter(holdsEpithets).sort((x, y) => y.look.distinct - x.look.distinct);
  return finest?.index === column.index;
}

/** "Género" is a sex, too: what stands below tells. */
export function isGenus({ readings, look }: Column): boolean {
  return look.numbers < 0.2 && readings.some(({ named, a }) => named === 'genus' && a >= 0.85);
}

function holdsEpithets({ readings, cells }: Column): boolean {
  if (!readings.some(({ named }) => named === 'species')) return false;
  const filled = cells.filter(cell => !isBlank(cell));
  return (
    filled.length > 0 && filled.filter(cell => /^\p{Ll}[\p{Ll}-]+\.?$/u.test(cell.trim())).length > filled.length * 0.6
  );
}
