import { looksNominal, isNominal, perhapsNominal } from './column-persons.ts';
import type { Column, Pair } from './column.ts';
import { isEpithets, isGenus } from './beside-columns.ts';
import { isBesideBlank } from './wide-columns.ts';
import { pairsOf, valueScores } from './column-scores.ts';
import { evidenceFor, type Evidence } from './column-evidence.ts';
import { importFields } from './import-fields.ts';

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
  /** What the header says of its numbers: their unit, currency or product (HEADING/CODE). */
  readonly measure?: {
    readonly scale?: number;
    readonly unit?: string;
    readonly currency?: string;
    readonly product?: string;
    readonly text?: string;
  };
  readonly evidence?: Evidence;
  /** A column whose cells go before this one's: the genus of the species. */
  readonly behind?: number;
  /** A column read where this one is blank. */
  readonly instead?: number;
}

export const reasonKeys = [
  'tag',
  'header_word',
  'header_part',
  'header_like',
  'values_known',
  'values_shape',
  'values_contradict',
  'values_unknown',
  'header_unit',
  'header_product',
  'fills_gaps',
  'with_genus',
  'division',
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

type Base = Pick<ColumnProposal, 'column' | 'header' | 'examples' | 'options'>;
type Described = Omit<ColumnProposal, 'evidence'>;
type Why = ColumnProposal['why'];

/** The proposal of one column: its field, how sure we are, and why, in words. */
export function describeColumn(
  column: Column,
  assigned: ReadonlyMap<number, Pair>,
  all: readonly Column[],
): ColumnProposal {
  const described = describe(column, assigned, all);
  return { ...described, evidence: evidenceFor(column, described.field) };
}

function describe(column: Column, assigned: ReadonlyMap<number, Pair>, all: readonly Column[]): Described {
  const base = {
    column: column.index,
    header: column.header,
    examples: column.examples,
    options: optionsOf(column, all),
  };
  const top = column.readings[0];
  if (isNominal(column)) {
    const key = top?.field === 'nominal' ? 'nominal_header' : 'nominal_values';
    return { ...base, field: 'nominal', score: 1, state: 'nominal', why: { key, values: { word: top?.word ?? '' } } };
  }
  const pair = assigned.get(column.index);
  if (!pair && column.source)
    return { ...base, score: 1, state: 'unused', why: { key: 'kept_as_source', values: { word: top?.word ?? '' } } };
  if (!pair || (pair.field === 'nominal' && !perhapsNominal(column, pair))) return unused(base, column, all);
  return used(base, column, pair, assigned, all);
}

function used(
  base: Base,
  column: Column,
  pair: Pair,
  assigned: ReadonlyMap<number, Pair>,
  all: readonly Column[],
): Described {
  const { field } = pair;
  const whole = { ...base, field, score: Math.min(1, pair.s) };
  if (field === 'rowNumber')
    return { ...whole, state: pair.a >= 0.85 ? 'auto' : 'unused', why: { key: 'row_number', values: {} } };
  if (perhapsNominal(column, pair))
    return {
      ...whole,
      state: 'ask',
      why: { key: 'nominal_perhaps', values: { word: column.readings[0]?.word ?? '' } },
    };
  return {
    ...whole,
    ...measureOf(pair),
    ...genusOf(pair, all),
    ...readElsewhere(pair, assigned, all),
    state: isSure(pair, all) ? 'auto' : 'ask',
    why: reason(pair, assigned, all),
  };
}

function measureOf({ column, product, text }: Pair): Pick<ColumnProposal, 'measure'> {
  const { unit, currency, scale } = column.measure ?? {};
  // Cash has a column of its own: "Efectivo (USD)".
  const isCash = unit === undefined && currency !== undefined && product?.startsWith('CURR/') === true;
  const measure = {
    ...(unit === undefined ? {} : { unit }),
    ...(isCash ? { unit: 'amount' } : {}),
    ...(currency === undefined ? {} : { currency }),
    ...(scale === undefined ? {} : { scale }),
    ...(product === undefined ? {} : { product }),
    ...(text === undefined ? {} : { text }),
  };
  return Object.keys(measure).length === 0 ? {} : { measure };
}

/** Species in a column of their own ("reticulatus") are read behind their genus. */
function genusOf(pair: Pair, all: readonly Column[]): Pick<ColumnProposal, 'behind' | 'instead'> {
  const genus = genusFor(pair, all);
  if (genus === undefined) return {};
  const group = all.find(({ index, readings }) => index !== pair.column.index && readings[0]?.named === 'species');
  return { behind: genus, ...(group ? { instead: group.index } : {}) };
}

/**
 * Sheets read together may each have a column of goods with their numbers, or of routes: where one is blank, another is
 * read.
 */
function readElsewhere(
  { column, field }: Pair,
  assigned: ReadonlyMap<number, Pair>,
  all: readonly Column[],
): Pick<ColumnProposal, 'instead'> {
  const share = shareOfKind[field];
  const other =
    share && all.find(each => share(each) > 0.6 && !assigned.has(each.index) && isBesideBlank(each, column));
  return other ? { instead: other.index } : {};
}

const shareOfKind: Readonly<Record<string, (column: Column) => number>> = {
  goods: ({ goods }) => goods,
  route: ({ look }) => look.routes,
};

function genusFor({ column, field }: Pair, all: readonly Column[]): number | undefined {
  if (field !== 'product' || !isEpithets(column, all)) return undefined;
  return all.find(isGenus)?.index;
}

function unused(base: Base, column: Column, all: readonly Column[]): Described {
  const score = base.options[0]?.score ?? 0;
  if (column.look.filled === 0) return { ...base, score, state: 'unused', why: { key: 'empty', values: {} } };
  if (looksNominal(column))
    return {
      ...base,
      field: 'nominal',
      score: 0.5,
      state: 'ask',
      why: { key: 'nominal_perhaps', values: { word: column.examples[0] ?? '' } },
    };
  const contradiction = contradictionIn(column, all);
  if (contradiction) return { ...base, score, state: 'unused', why: contradiction };
  return { ...base, score, state: 'unused', why: { key: score >= 0.4 ? 'field_taken' : 'no_idea', values: {} } };
}

/** The header names a field and the cells cannot be of it: "unit" over police stations. */
function contradictionIn(column: Column, all: readonly Column[]): Why | undefined {
  const against = pairsOf(column, all).find(({ a, support }) => a >= 0.85 && support === 'no');
  if (!against) return undefined;
  const word = column.readings.find(({ field }) => field === against.field)?.word ?? column.header;
  return { key: 'values_contradict', values: { word, of: column.look.filled } };
}

/** Only what header and cells both support, or cells no other column comes near, is called sure. */
function isSure(pair: Pair, all: readonly Column[]): boolean {
  if (pair.s < 0.5 || pair.support === 'no') return false;
  if (pair.a >= 0.85) return pair.support === 'yes' || pair.column.look.filled < 3 || !isCoded(pair.field);
  if (pair.b < 0.7) return false;
  return all.filter(column => (valueScores(column.look).get(pair.field) ?? 0) >= 0.7).length === 1;
}

function isCoded(field: string): boolean {
  return importFields.get(field)?.kind !== undefined;
}

function reason(pair: Pair, assigned: ReadonlyMap<number, Pair>, all: readonly Column[]): Why {
  const { column, field } = pair;
  if (pair.product !== undefined) return { key: 'header_product', values: {} };
  if (column.source && field === 'placeName')
    return { key: 'division', values: { word: column.readings[0]?.word ?? '' } };
  const genus = genusFor(pair, all);
  if (genus !== undefined) return { key: 'with_genus', values: { column: all[genus]?.header ?? '' } };
  const first = [...assigned.values()].find(other => other.field === field && other.column.index < column.index);
  if (first && column.measure?.unit === undefined && field === 'quantity')
    return { key: 'fills_gaps', values: { column: first.column.header } };
  const unknown = unknownWords(pair);
  if (unknown) return unknown;
  if (column.measure?.unit !== undefined && field.startsWith('quantity'))
    return { key: 'header_unit', values: { unit: column.measure.unit } };
  return byHeaderOrValues(pair);
}

/** The header says so and the cells do not: shown with a count, to be confirmed. */
function unknownWords({ column, field, a, support }: Pair): Why | undefined {
  const { kind } = importFields.get(field) ?? {};
  if (kind === undefined || support !== 'perhaps' || a < 0.85 || column.look.filled < 3) return undefined;
  const known = Math.round((column.look.known[kind] ?? 0) * column.look.telling);
  const word = column.readings.find(reading => reading.field === field)?.word ?? '';
  return { key: 'values_unknown', values: { word, known, of: column.look.telling } };
}

function byHeaderOrValues(pair: Pair): Why {
  const reading = pair.column.readings.find(each => each.field === pair.field);
  if (pair.a >= pair.b && reading) {
    const key =
      reading.tag === true ? 'tag' : reading.a >= 0.85 ? 'header_word' : reading.part ? 'header_part' : 'header_like';
    return { key, values: { word: reading.word } };
  }
  const kind = importFields.get(pair.field)?.kind;
  const share = kind === undefined ? 0 : (pair.column.look.known[kind] ?? 0);
  return kind === undefined || share === 0
    ? { key: 'values_shape', values: {} }
    : { key: 'values_known', values: { percent: Math.round(share * 100) } };
}

function optionsOf(column: Column, all: readonly Column[]): { field: string; score: number }[] {
  return pairsOf(column, all)
    .sort((a, b) => b.s - a.s)
    .slice(0, 5)
    .map(pair => ({ field: pair.field, score: Math.round(Math.min(1, pair.s) * 100) / 100 }));
}
