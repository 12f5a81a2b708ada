import type { Column, Pair } from './column.ts';
import type { Vocabulary } from '../words/vocabulary.ts';
import { isBlank } from '../words/words.ts';
import { sheetColumn } from '../text/dialect.ts';

/**
 * What no record can do without, and no header named: the goods by the column that tells or knows most of them, the
 * quantity by the numbers beside the units. Proposed, to be confirmed.
 */
export function withMissing(columns: readonly Column[], assigned: Map<number, Pair>): void {
  const has = (...fields: readonly string[]): boolean =>
    [...assigned.values()].some(
      ({ field, support, product }) => support !== 'no' && (fields.includes(field) || product !== undefined),
    );
  if (!has('goods', 'product', 'heading', 'quantity')) add('goods', toldIn(columns), assigned);
  if (!has('goods', 'product', 'heading')) add('product', goodsAmong(columns, assigned), assigned);
  if (!has('goods', 'quantity')) add('quantity', numbersBesideUnit(columns, assigned), assigned);
  if (!has('goods', 'unit')) add('unit', wordsBesideQuantity(columns, assigned), assigned);
}

/**
 * Countries under headers we cannot read: mostly foreign ones are where goods came from, mostly the own one, beside
 * such a column, where they went. Proposed, to be confirmed.
 */
export function withEnds(
  columns: readonly Column[],
  assigned: Map<number, Pair>,
  country: string | undefined,
  vocabulary: Vocabulary,
): void {
  if (country === undefined) return;
  const has = (...fields: readonly string[]): boolean =>
    [...assigned.values()].some(({ field }) => fields.includes(field));
  const open = columns
    .filter(
      ({ index, source, readings, look }) =>
        !assigned.has(index) && !source && readings.length === 0 && isOfCountries(look),
    )
    .map(column => ({ column, own: ownShare(column, country, vocabulary) }));
  const foreign = open.filter(({ own }) => own < 0.3);
  if (!has('departure', 'origin', 'route', 'border') && foreign.length === 1)
    add('departure', foreign[0]?.column, assigned);
  const home = open.filter(({ own }) => own > 0.5);
  if (has('departure', 'origin') && !has('destination', 'country') && home.length === 1)
    add('destination', home[0]?.column, assigned);
}

/**
 * "Country" beside the direction, over countries that are mostly not the office's own, is the other end of the way: the
 * direction of the row tells which. Proposed, to be confirmed.
 */
export function withOtherEnd(assigned: Map<number, Pair>, country: string | undefined, vocabulary: Vocabulary): void {
  const pairs = [...assigned.values()];
  const named = pairs.find(({ field }) => field === 'country')?.column;
  const fields = pairs.map(({ field }) => field);
  if (!named || country === undefined || !fields.includes('direction')) return;
  if (['departure', 'origin', 'destination', 'route', 'border'].some(field => fields.includes(field))) return;
  if (named.look.filled < enough || ownShare(named, country, vocabulary) > 0.3) return;
  assigned.delete(named.index);
  add('border', named, assigned);
}

/** Rows needed to tell whose countries they are. */
const enough = 10;

function isOfCountries({ known, filled }: Column['look']): boolean {
  return (known.country ?? 0) > 0.7 && filled >= enough;
}

function ownShare({ cells }: Column, country: string, { matchers }: Vocabulary): number {
  const filled = cells.filter(cell => !isBlank(cell));
  const own = filled.filter(cell => matchers.country.match(cell, { spelling: false }).code === country);
  return own.length / filled.length;
}

function add(field: string, column: Column | undefined, assigned: Map<number, Pair>): void {
  if (!column) return;
  for (const [index, pair] of assigned) if (pair.field === field) assigned.delete(index);
  assigned.set(column.index, { column, field, a: 0.5, b: 0.5, s: 0.6, support: 'perhaps' });
}

/** The account of the case, where it tells of goods and their numbers and no other column does. */
function toldIn(columns: readonly Column[]): Column | undefined {
  const [best] = columns.filter(({ goods }) => goods > 0.3).sort((a, b) => b.goods - a.goods);
  return best;
}

/** Short texts that repeat, of which some are goods we know; a column taken for something better stays that. */
export function goodsAmong(columns: readonly Column[], assigned: ReadonlyMap<number, Pair>): Column | undefined {
  const [best] = columns
    .filter(({ source }) => !source)
    .filter(({ index, look }) => (assigned.get(index)?.s ?? 0) < 0.6 && look.numbers < 0.2 && look.dates < 0.2)
    .filter(column => column.look.filled > 0 && column.look.longText < 0.5 && goodsKnown(column) > 0.05)
    // Sheets are mostly called by kinds of goods: what stands in their rows says which.
    .sort((a, b) => Number(isOfSheets(a)) - Number(isOfSheets(b)) || goodsKnown(b) - goodsKnown(a));
  return best;
}

function isOfSheets({ header }: Column): boolean {
  return header === sheetColumn;
}

/** The part of a column's cells that are goods or headings we know. */
export function goodsKnown({ look }: Column): number {
  return (look.known.product ?? 0) + (look.known.heading ?? 0);
}

function numbersBesideUnit(columns: readonly Column[], assigned: ReadonlyMap<number, Pair>): Column | undefined {
  const unit = [...assigned.values()].find(({ field, support }) => field === 'unit' && support === 'yes')?.column;
  if (!unit) return undefined;
  const isFree = ({ index, look, measure }: Column): boolean =>
    !assigned.has(index) && look.numbers > 0.8 && look.sequence < 0.8 && measure?.currency === undefined;
  return [unit.index - 1, unit.index + 1].map(at => columns[at]).find(column => column && isFree(column));
}

/** Letters of a word for a unit. */
const longestUnit = 14;

/** Few short words beside the numbers, where no header names what these count in. */
function wordsBesideQuantity(columns: readonly Column[], assigned: ReadonlyMap<number, Pair>): Column | undefined {
  const [quantity, ...more] = [...assigned.values()].filter(({ field }) => field === 'quantity');
  if (!quantity || more.length > 0 || quantity.column.measure?.unit !== undefined) return undefined;
  const at = quantity.column.index;
  const isFree = (column: Column | undefined): column is Column =>
    column !== undefined &&
    !assigned.has(column.index) &&
    !column.source &&
    (column.look.known.unit ?? 0) > 0 &&
    areFewShortWords(column);
  const [best] = [columns[at + 1], columns[at - 1]].filter(isFree);
  return best ?? columns.find(column => isFree(column) && (column.look.known.unit ?? 0) > 0.3);
}

function areFewShortWords({ look, cells }: Column): boolean {
  if (look.filled === 0 || look.numbers > 0.1 || look.dates > 0.1) return false;
  const filled = cells.filter(cell => cell.trim() !== '');
  const short = filled.filter(cell => cell.trim().length <= longestUnit && !/^\p{Lu}$/u.test(cell.trim())).length;
  return short > filled.length * 0.9 && new Set(filled.map(cell => cell.trim().toLowerCase())).size <= 25;
}
