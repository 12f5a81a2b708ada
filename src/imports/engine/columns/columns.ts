import { withoutNa } from './blanks.ts';
import { columnLook } from './column-values.ts';
import {
  headerReadings,
  isPath,
  lastName,
  nameInGroup,
  readingsInLanguages,
  readingsOfRest,
} from './column-headers.ts';
import { isNominal } from './column-persons.ts';
import { evidenceFor, type Evidence } from './column-evidence.ts';
import { describeColumn, type ColumnProposal } from './column-proposal.ts';
import { withProducts } from './described-goods.ts';
import { withEnds, withMissing, withOtherEnd } from './missing-columns.ts';
import type { Column, Pair } from './column.ts';
import { pairsOf } from './column-scores.ts';
import { headerMeasure, type HeaderMeasure } from './header-units.ts';
import { isBesideBlank, wideProducts } from './wide-columns.ts';
import { headingInWords } from '../draft/heading-words.ts';
import { saysTotal } from '../totals/totals-words.ts';
import { goodsShare } from '../values/goods-words.ts';
import { groupColumn } from '../rows/carry-down.ts';
import { dateParts as readParts } from '../values/dates.ts';
import type { RawRow } from '../rows/raw-rows.ts';
import { voteLanguage, type Vocabulary } from '../words/vocabulary.ts';
import { isBlank, tidy } from '../words/words.ts';

/** Proposes a field for each column from its header and its cells together (import.md 2.4). */
export function proposeColumns(
  header: readonly string[],
  sampleRows: readonly RawRow[],
  vocabulary: Vocabulary,
  { tags, country }: { readonly tags?: readonly string[] | undefined; readonly country?: string | undefined } = {},
): ColumnProposal[] {
  const rows = withoutNa(sampleRows.filter(row => row.aside === undefined));
  const language = voteLanguage(header, vocabulary);
  const columns = header.map((name, index) =>
    columnOf(
      name,
      index,
      rows.map(cells => cells[index] ?? ''),
      tags?.[index],
      { language, country, isGrouped: isGrouped(name, header) },
      vocabulary,
    ),
  );
  const assigned = assign(columns, vocabulary, country);
  return columns.map(column => describeColumn(column, assigned, columns));
}

/** What the header and the cells of one column say of a field a person thinks of. */
export function evidenceOf(
  header: readonly string[],
  sampleRows: readonly RawRow[],
  vocabulary: Vocabulary,
  { column, field, tags }: { column: number; field: string | undefined; tags?: readonly string[] | undefined },
): Evidence {
  const cells = withoutNa(sampleRows.filter(row => row.aside === undefined)).map(row => row[column] ?? '');
  const language = voteLanguage(header, vocabulary);
  const name = header[column] ?? '';
  const told = { language, country: undefined, isGrouped: isGrouped(name, header) };
  return evidenceFor(columnOf(name, column, cells, tags?.[column], told, vocabulary), field);
}

/** Whether what stands before the last stroke of a header stands above other columns too: a group of them. */
function isGrouped(name: string, header: readonly string[]): boolean {
  if (isPath(name)) return true;
  const at = name.lastIndexOf(' / ');
  return at > 0 && header.filter(other => other.startsWith(name.slice(0, at + 3))).length > 1;
}

interface Told {
  readonly language: string | undefined;
  readonly country: string | undefined;
  readonly isGrouped: boolean;
}

function columnOf(
  header: string,
  index: number,
  cells: readonly string[],
  tag: string | undefined,
  { language, country, isGrouped: grouped }: Told,
  vocabulary: Vocabulary,
): Column {
  const look = columnLook(cells, vocabulary);
  const measure = tag === undefined && look.numbers > 0.5 ? measureOf(header, vocabulary, country) : undefined;
  const own = grouped
    ? headerReadings(nameInGroup(header, vocabulary), tag, language, vocabulary)
    : readingsInLanguages(header, tag, language, vocabulary);
  const named = own[0]?.a === 1 || !measure ? own : readingsOfRest(measure.rest, header, language, vocabulary);
  // "Vin (l)" is wine: no person and no vehicle is numbered in litres.
  const readings = measure?.unit === undefined ? named : named.filter(({ field }) => field !== 'nominal');
  const source =
    readings.some(reading => reading.a === 1 && reading.field === undefined) &&
    (look.known.unit ?? 0) < 0.8 &&
    !readings.some(reading => reading.a >= 0.85 && reading.field !== undefined);
  const goods = look.dates < 0.5 ? goodsShare(cells, vocabulary) : 0;
  const base = { index, header, readings, look, cells, goods, examples: examplesOf(cells), source };
  const heading = look.numbers < 0.2 && look.dates < 0.2 ? headingInWords([header], vocabulary) : undefined;
  return { ...base, ...(measure ? { measure } : {}), ...(heading === undefined ? {} : { heading }) };
}

/** "items" before a point is the name of a list, not what its numbers count. */
function measureOf(header: string, vocabulary: Vocabulary, country: string | undefined): HeaderMeasure | undefined {
  return headerMeasure(isPath(header) ? lastName(header) : header, vocabulary, country);
}

function examplesOf(cells: readonly string[]): string[] {
  const found = new Set<string>();
  for (const cell of cells) {
    if (!isBlank(cell)) found.add(tidy(cell).slice(0, 80));
    if (found.size === 3) break;
  }
  return [...found];
}

/** Least score of a pair that is proposed at all. */
const least = 0.4;

/** Greedy: the best pair first, a field and a column once each, but quantities that differ in their unit. */
function assign(columns: readonly Column[], vocabulary: Vocabulary, country: string | undefined): Map<number, Pair> {
  const usable = columns.filter(column => !column.source && !isNominal(column));
  const pairs = usable
    .flatMap(column => pairsOf(column, columns))
    .filter(pair => country === undefined || !isAbroad(pair, country, vocabulary))
    .sort((x, y) => y.s - x.s || x.column.index - y.column.index);
  const assigned = bestFirst(pairs);
  const wide = wideProducts(usable, assigned, vocabulary);
  if (wide.length > 0) withoutTotals(assigned);
  for (const pair of wide) assigned.set(pair.column.index, pair);
  withProducts(usable, assigned);
  withMissing(columns, assigned);
  withEnds(columns, assigned, country, vocabulary);
  withOtherEnd(assigned, country, vocabulary);
  withFullerDate(usable, assigned);
  withoutDateParts(assigned);
  withoutSingleGoods(assigned);
  addDivision(columns, assigned);
  return assigned;
}

function bestFirst(pairs: readonly Pair[]): Map<number, Pair> {
  const assigned = new Map<number, Pair>();
  for (const pair of pairs) {
    if (assigned.has(pair.column.index) || pair.s < least) continue;
    const field = freeField(pair, [...assigned.values()]);
    if (field !== undefined) assigned.set(pair.column.index, { ...pair, field });
  }
  return assigned;
}

/** Countries of a column that only its cells, or a part of its header, speak for: mostly not the office's own. */
function isAbroad({ column, field, a }: Pair, country: string, vocabulary: Vocabulary): boolean {
  if (field !== 'country' || a >= 0.85) return false;
  const filled = column.cells.filter(cell => !isBlank(cell));
  const own = filled.filter(
    cell => vocabulary.matchers.country.match(cell, { spelling: false }).code === country,
  ).length;
  return own < filled.length * 0.5;
}

const repeatable = new Set(['nominal', 'rowNumber']);

/** The field of a pair, or what stands for it where another column has it; undefined when it is taken. */
function freeField({ column, field, support }: Pair, before: readonly Pair[]): string | undefined {
  const holders = before.filter(pair => pair.field === field);
  if (holders.length === 0 || repeatable.has(field)) return field;
  if (field !== 'quantity' || support === 'no') return undefined;
  const seconds = before.filter(pair => pair.field === 'quantity2');
  return column.measure?.unit === undefined
    ? besidePlain(column, holders, seconds)
    : besideMeasured(column, holders, seconds);
}

function besidePlain(column: Column, holders: readonly Pair[], seconds: readonly Pair[]): string | undefined {
  return holders.length === 1 && fillsGapsOf(column, [...holders, ...seconds]) ? 'quantity' : undefined;
}

/** A number whose header names its unit, where another quantity stands already. */
function besideMeasured(column: Column, holders: readonly Pair[], seconds: readonly Pair[]): string | undefined {
  if (!isMeasure(column)) return undefined;
  const plain = holders.filter(pair => pair.column.measure?.unit === undefined);
  // Sheets read together: one has a column of units, another names them in its headers.
  if (plain.length === 0 || plain.every(pair => isBesideBlank(column, pair.column)))
    return tellsMore(column, holders) ? 'quantity' : undefined;
  if (seconds.length === 0) return 'quantity2';
  return fillsGapsOf(column, [...holders, ...seconds]) ? 'quantity' : undefined;
}

/** Another unit, or what the first leaves open: an estimate in the same unit repeats it. */
function tellsMore(column: Column, holders: readonly Pair[]): boolean {
  const unit = column.measure?.unit;
  const same = holders.filter(pair => pair.column.measure?.unit === unit);
  return same.length === 0 || fillsGapsOf(column, same);
}

/** Money is no second measure of goods, and "number of" one only where it says of what. */
function isMeasure({ measure, readings }: Column): boolean {
  const isCounted = measure?.unit === 'piece' && !readings.some(({ field }) => field === 'quantity');
  return measure?.unit !== 'amount' && !isCounted;
}

/** Whether a column is filled where others are blank, and mostly only there: "as importer", "as exporter". */
function fillsGapsOf({ cells }: Column, others: readonly Pair[]): boolean {
  let [both, gaps] = [0, 0];
  for (const [row, cell] of cells.entries()) {
    if (isBlank(cell)) continue;
    if (others.every(other => isBlank(other.column.cells[row] ?? ''))) gaps += 1;
    else both += 1;
  }
  return gaps > 0 && gaps > both;
}

/** What the columns of goods sum up to is none of them. */
function withoutTotals(assigned: Map<number, Pair>): void {
  for (const [index, { field, column }] of assigned)
    if (field === 'quantity' && saysTotal(column.header)) assigned.delete(index);
}

/** Of two columns of the same dates, as in two calendars, the one that is filled where the other is mostly blank. */
function withFullerDate(columns: readonly Column[], assigned: Map<number, Pair>): void {
  const pair = [...assigned.values()].find(({ field }) => field === 'seizureDate');
  const fuller =
    pair &&
    columns.find(
      column =>
        !assigned.has(column.index) &&
        column.look.dates > 0.5 &&
        column.look.filled > pair.column.look.filled * 1.3 &&
        // Dates may stand in lines of their own above the rows whose column of dates they leave blank.
        (column.header === groupColumn || column.readings.some(({ field, a }) => field === 'seizureDate' && a >= 0.5)),
    );
  if (!pair || !fuller) return;
  assigned.delete(pair.column.index);
  assigned.set(fuller.index, { ...pair, column: fuller });
}

const dateParts = new Set(['seizureYear', 'seizureMonth', 'seizureDay']);

/** A whole date needs no year beside it. */
function withoutDateParts(assigned: Map<number, Pair>): void {
  const date = [...assigned.values()].find(({ field }) => field === 'seizureDate');
  if (!date) return;
  // Months above days of a column of their own are no whole dates.
  const filled = date.column.cells.filter(cell => !isBlank(cell));
  const isOfMonths = filled.every(cell => readParts(cell)?.shape === 'month');
  for (const [index, { field }] of assigned)
    if (dateParts.has(field) && !(isOfMonths && field === 'seizureDay')) assigned.delete(index);
}

/** Where one column names the goods with their quantities, the others repeat a part of it. */
function withoutSingleGoods(assigned: Map<number, Pair>): void {
  const fields = [...assigned.values()].map(({ field }) => field);
  if (!fields.includes('goods') || areOfOtherRows(assigned)) return;
  const holds = (name: string): boolean =>
    [...assigned.values()].some(({ field, a, support }) => field === name && a >= 0.85 && support !== 'no');
  const isEnough = holds('product') && holds('quantity');
  for (const [index, { field }] of assigned)
    if (isEnough ? field === 'goods' : goodsParts.has(field)) assigned.delete(index);
}

/** Sheets read together: one names goods with their numbers in one cell, another has a column for each. */
function areOfOtherRows(assigned: ReadonlyMap<number, Pair>): boolean {
  const pairs = [...assigned.values()];
  const goods = pairs.find(({ field }) => field === 'goods');
  const product = pairs.find(({ field }) => field === 'product');
  return goods !== undefined && product !== undefined && isBesideBlank(goods.column, product.column);
}

const goodsParts = new Set(['product', 'quantity', 'unit']);

const divisions: ReadonlySet<string> = new Set(['admin_division', 'office']);

/** Without a column of places the finest administrative division tells where, or the customs office. */
function addDivision(columns: readonly Column[], assigned: Map<number, Pair>): void {
  if ([...assigned.values()].some(({ field, s }) => field === 'placeName' && s >= 0.5)) return;
  const [finest] = columns
    .filter(column => saysWhere(column) && isFree(column.index, assigned))
    .sort((x, y) => y.look.distinct - x.look.distinct || x.index - y.index);
  if (!finest) return;
  for (const [index, { field }] of assigned) if (field === 'placeName') assigned.delete(index);
  assigned.set(finest.index, { column: finest, field: 'placeName', a: 0.6, b: 0, s: 0.6, support: 'yes' });
}

/** One office in all rows tells nothing. */
function saysWhere({ readings, look }: Column): boolean {
  const named = readings[0]?.named ?? '';
  const fewest = named === 'office' ? 2 : 1;
  return divisions.has(named) && look.distinct * look.filled > fewest - 0.5 && look.numbers < 0.5;
}

/** Not what another field was found to be in, unless it was taken for a place by its cells alone. */
function isFree(index: number, assigned: ReadonlyMap<number, Pair>): boolean {
  return (assigned.get(index)?.field ?? 'placeName') === 'placeName';
}
