import { columnLook, type ColumnLook } from './column-values.ts';
import { headerReadings, type HeaderReading } from './column-headers.ts';
import { importFields } from './import-fields.ts';
import type { RawRow } from '../rows/raw-rows.ts';
import { voteLanguage, type Vocabulary } from '../words/vocabulary.ts';
import { isBlank, tidy } from '../words/words.ts';

export interface ColumnProposal {
  /** Position from 0. */
  readonly column: number;
  readonly header: string;
  /** Field of import-fields.ts; absent when the column is not used. */
  readonly field?: string;
  /** 0 to 1. */
  readonly score: number;
  /** auto: sure. ask: proposed, to be confirmed. unused: kept as source. nominal: holds persons' data, never read. */
  readonly state: 'auto' | 'ask' | 'unused' | 'nominal';
  /** Why, for the locale text `imports:reasons.<key>`. */
  readonly why: { readonly key: ReasonKey; readonly values: Readonly<Record<string, string | number>> };
  readonly options: readonly { readonly field: string; readonly score: number }[];
  /** Up to three real values. */
  readonly examples: readonly string[];
}

export const reasonKeys = [
  'tag',
  'header_word',
  'header_part',
  'header_like',
  'values_known',
  'values_shape',
  'kept_as_source',
  'row_number',
  'empty',
  'nominal_header',
  'nominal_values',
  'nominal_perhaps',
  'own_export',
  'no_idea',
  'field_taken',
] as const;
export type ReasonKey = (typeof reasonKeys)[number];

interface Column {
  readonly index: number;
  readonly header: string;
  readonly readings: readonly HeaderReading[];
  readonly look: ColumnLook;
  readonly examples: readonly string[];
  /** Its header names something we know and have no field for. */
  readonly source: boolean;
}
interface Pair {
  readonly column: Column;
  readonly field: string;
  readonly a: number;
  readonly b: number;
  readonly s: number;
}

/** Proposes a field for each column from its header and its values (import.md 2.4); each field once. */
export function proposeColumns(
  header: readonly string[],
  sampleRows: readonly RawRow[],
  vocabulary: Vocabulary,
  tags?: readonly string[],
): ColumnProposal[] {
  const rows = sampleRows.filter(row => row.aside === undefined);
  const language = voteLanguage(header, vocabulary);
  const columns = header.map((name, index): Column => {
    const cells = rows.map(row => row.cells[index] ?? '');
    const readings = headerReadings(name, tags?.[index], language, vocabulary);
    const source =
      readings.some(reading => reading.a === 1 && reading.field === undefined) &&
      !readings.some(reading => reading.a >= 0.85 && reading.field !== undefined);
    return { index, header: name, readings, look: columnLook(cells, vocabulary), examples: examplesOf(cells), source };
  });
  const assigned = assign(columns.filter(column => !column.source && !isNominal(column)));
  return columns.map(column => describe(column, assigned, columns));
}

function examplesOf(cells: readonly string[]): string[] {
  const found = new Set<string>();
  for (const cell of cells) {
    if (!isBlank(cell)) found.add(tidy(cell).slice(0, 80));
    if (found.size === 3) break;
  }
  return [...found];
}

/** Refused outright by its header (a whole word for persons' data) or by values no other column has. */
function isNominal(column: Column): boolean {
  const top = column.readings[0];
  if (column.look.emails > 0.3 || column.look.phones > 0.6) return true;
  if (top?.field !== 'nominal' || top.a < 0.85 || top.weak) return false;
  return !column.readings.some(({ field, a }) => field !== undefined && field !== 'nominal' && a >= 0.85);
}

/** Greedy: the best pair first, a field and a column once each. */
function assign(columns: readonly Column[]): Map<number, Pair> {
  const pairs = columns.flatMap(pairsOf).sort((x, y) => y.s - x.s || x.column.index - y.column.index);
  const taken = new Set<string>();
  const assigned = new Map<number, Pair>();
  for (const pair of pairs) {
    if (assigned.has(pair.column.index) || (taken.has(pair.field) && !repeatable.has(pair.field)) || pair.s < 0.4)
      continue;
    assigned.set(pair.column.index, pair);
    taken.add(pair.field);
  }
  return assigned;
}

const repeatable = new Set(['nominal', 'rowNumber']);

function pairsOf(column: Column): Pair[] {
  const byHeader = new Map(
    column.readings.filter(reading => reading.field !== undefined).map(reading => [reading.field ?? '', reading.a]),
  );
  const byValues = valueScores(column.look);
  return [...new Set([...byHeader.keys(), ...byValues.keys()])].map(field => {
    const a = byHeader.get(field) ?? 0;
    const b = byValues.get(field) ?? 0;
    const s = (a + b - (a * b) / 2) * (contradicts(field, column.look) ? 0.35 : 1);
    return { column, field, a, b, s: Math.min(1, s) };
  });
}

/** Kinds that share words ("container", "post"): the one that knows most of a column's words is meant. */
const describing = ['concealment', 'transport', 'location', 'direction', 'detection', 'agency', 'heading'] as const;

/** What the values alone speak for. Country values never tell which country column it is. */
function valueScores(look: ColumnLook): Map<string, number> {
  if (look.filled === 0) return new Map();
  const known = (kind: keyof ColumnLook['known']): number => look.known[kind] ?? 0;
  const most = Math.max(...describing.map(known));
  const countries = known('country') > 0.7;
  const rules: [field: string, score: number, fits: boolean][] = [
    ['seizureDate', 0.8, look.dates > 0.8],
    ['product', 0.85, known('product') > 0.5],
    ['unit', 0.85, known('unit') > 0.8],
    ...describing.map((kind): (typeof rules)[number] => [kind, 0.7, known(kind) > 0.5 && known(kind) === most]),
    ['country', 0.5, countries],
    ['departure', 0.45, countries],
    ['origin', 0.45, countries],
    ['destination', 0.45, countries],
    ['transit', 0.45, countries],
    ['currency', 0.7, known('currency') > 0.8],
    ['nationalRef', 0.7, look.references > 0.9 && look.distinct > 0.98 && look.numbers < 0.5],
    ['quantity', 0.45, look.numbers > 0.9 && look.dates < 0.2],
    ['narrative', 0.5, look.longText > 0.5],
  ];
  const scores = new Map(rules.filter(([, , fits]) => fits).map(([field, score]) => [field, score]));
  if (scores.size === 0 && look.names + look.longText < 0.5 && look.numbers < 0.2) scores.set('placeName', 0.25);
  return scores;
}

/** Values that cannot be of the field's type. */
function contradicts(field: string, look: ColumnLook): boolean {
  if (look.filled < 3) return false;
  const reading = importFields.get(field)?.reading;
  if (reading === 'date') return look.dates < 0.3 && look.serials < 0.5;
  if (reading === 'number') return look.numbers < 0.5;
  if (reading === 'words') return look.dates > 0.5 || (look.numbers > 0.8 && field !== 'product');
  return field === 'placeName' && (look.dates > 0.5 || look.numbers > 0.8);
}

function describe(column: Column, assigned: ReadonlyMap<number, Pair>, all: readonly Column[]): ColumnProposal {
  const base = { column: column.index, header: column.header, examples: column.examples, options: optionsOf(column) };
  const top = column.readings[0];
  if (isNominal(column)) {
    const byHeader = top?.field === 'nominal';
    return {
      ...base,
      field: 'nominal',
      score: 1,
      state: 'nominal',
      why: { key: byHeader ? 'nominal_header' : 'nominal_values', values: { word: top?.word ?? '' } },
    };
  }
  if (column.source)
    return { ...base, score: 1, state: 'unused', why: { key: 'kept_as_source', values: { word: top?.word ?? '' } } };
  const pair = assigned.get(column.index);
  if (!pair) return unused(base, column);
  if (pair.field === 'rowNumber')
    return {
      ...base,
      field: 'rowNumber',
      score: pair.s,
      state: pair.a >= 0.85 ? 'auto' : 'unused',
      why: { key: 'row_number', values: {} },
    };
  if (perhapsNominal(column, pair))
    return {
      ...base,
      field: pair.field,
      score: pair.s,
      state: 'ask',
      why: { key: 'nominal_perhaps', values: { word: top?.word ?? '' } },
    };
  return { ...base, field: pair.field, score: pair.s, state: isSure(pair, all) ? 'auto' : 'ask', why: reason(pair) };
}

function unused(base: Omit<ColumnProposal, 'score' | 'state' | 'why'>, column: Column): ColumnProposal {
  const score = base.options[0]?.score ?? 0;
  if (column.look.filled === 0) return { ...base, score, state: 'unused', why: { key: 'empty', values: {} } };
  const persons =
    column.readings.length === 0 && column.look.names > 0.7 && column.look.distinct > 0.6 && column.look.filled >= 5;
  if (persons)
    return {
      ...base,
      field: 'nominal',
      score: 0.5,
      state: 'ask',
      why: { key: 'nominal_perhaps', values: { word: column.examples[0] ?? '' } },
    };
  return { ...base, score, state: 'unused', why: { key: score >= 0.4 ? 'field_taken' : 'no_idea', values: {} } };
}

/** Some reading of the header is persons' data and another is not: "place name", "nombre de la droga". */
function perhapsNominal(column: Column, pair: Pair): boolean {
  if (pair.field === 'nominal') return true;
  return column.readings.some(reading => reading.field === 'nominal' && reading.a > pair.a * 0.9);
}

function isSure(pair: Pair, all: readonly Column[]): boolean {
  if (pair.s < 0.5) return false;
  if (pair.a >= 0.85) return true;
  if (pair.b < 0.7) return false;
  return all.filter(column => (valueScores(column.look).get(pair.field) ?? 0) >= 0.7).length === 1;
}

function reason(pair: Pair): ColumnProposal['why'] {
  const reading = pair.column.readings.find(each => each.field === pair.field);
  if (pair.a >= pair.b && reading) {
    const key =
      reading.tag === true ? 'tag' : reading.a >= 0.85 ? 'header_word' : reading.part ? 'header_part' : 'header_like';
    return { key, values: { word: reading.word } };
  }
  const kind = importFields.get(pair.field)?.kind;
  const share = kind === undefined ? 0 : (pair.column.look.known[kind] ?? 0);
  return kind === undefined
    ? { key: 'values_shape', values: {} }
    : { key: 'values_known', values: { percent: Math.round(share * 100) } };
}

function optionsOf(column: Column): { field: string; score: number }[] {
  const pairs = pairsOf(column).sort((a, b) => b.s - a.s);
  return pairs.slice(0, 5).map(pair => ({ field: pair.field, score: Math.round(pair.s * 100) / 100 }));
}
