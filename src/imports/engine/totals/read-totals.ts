import { headings, isHeadingCode, type FieldValue, type GoodsLine, type Heading } from '../../../seizures/index.ts';
import { headerMeasure } from '../columns/header-units.ts';
import { naturalUnitOf } from '../draft/natural-unit.ts';
import { memo } from '../draft/draft.ts';
import { dateStyleOf, numberStyleOf, wordKey, type Answers } from '../plan.ts';
import type { RawRow } from '../rows/raw-rows.ts';
import { rowReader } from '../rows/rows.ts';
import { readDate } from '../values/dates.ts';
import { readNumber } from '../values/numbers.ts';
import { matchProduct, type Vocabulary } from '../words/vocabulary.ts';
import { meaning, tidy } from '../words/words.ts';
import { dateAs, monthIn, writtenYear, yearOf, type Period } from './periods.ts';
import type { PeriodColumn, TotalsPlan } from './totals-plan.ts';

/** A figure a Member published: of a time, of goods as far as they are known, as cases or as a quantity. */
export interface PublishedTotal {
  readonly period: Period;
  readonly country: string;
  readonly heading?: string;
  readonly product?: string;
  /** What the file calls it, where no list knows it. */
  readonly productText?: string;
  readonly place?: string;
  readonly cases?: number;
  readonly quantity?: number;
  readonly unit?: string;
}

/** Why a row gives no total, for the locale text `imports:totals.unread.<reason>`. */
export const unreadReasons = ['no_period', 'no_figure', 'no_country', 'country_not_yours', 'person'] as const;
export type UnreadReason = (typeof unreadReasons)[number];

/** Goods of a total, as far as they are known. */
type Goods = Pick<PublishedTotal, 'heading' | 'product' | 'productText' | 'quantity' | 'unit'>;

/** A reader of rows of totals: what each holds, or why it holds none. For a changed plan make a new one. */
export function totalsReader(
  plan: TotalsPlan,
  answers: Answers,
  vocabulary: Vocabulary,
): (raw: RawRow) => readonly PublishedTotal[] | UnreadReason {
  const read = rowReader(plan.rows, answers);
  const labelled = memo(label => labelOf(label, vocabulary));
  const number = numberReader(plan);
  return raw => {
    const { facts, lines } = read(raw);
    const country = text(facts.country);
    if (country === undefined) return 'no_country';
    const base = { country, ...placeOf(facts) };
    const label = labelled(plan.label === undefined ? '' : meaning(raw.cells[plan.label] ?? '').slice(0, 200));
    if (plan.across.length > 0) {
      const goods = mostTold(label, lines[0]);
      const told = acrossIn(plan, raw.cells, country, number);
      return told.map(({ period, figure }) => ({ ...base, period, ...inLabel(goods, figure) }));
    }
    const period = periodIn(plan, raw.cells, country);
    if (period === undefined) return 'no_period';
    const cases = plan.cases === undefined ? undefined : number(raw.cells, plan.cases);
    const goods = lines.length > 0 ? lines.map(goodsOf) : [unlisted(plan, raw.cells, label, answers, number)];
    return withCases(goods, cases).map(one => ({ ...base, period, ...one }));
  };
}

function placeOf(facts: Readonly<Record<string, FieldValue>>): { place?: string } {
  const place = text(facts.placeName) ?? text(facts.place);
  return place === undefined ? {} : { place };
}

/** Figures beside the goods; cases of a row of several goods are of none of them alone. */
function withCases(goods: readonly Goods[], cases: number | undefined): (Goods & { cases?: number })[] {
  const [only, ...more] = goods;
  const whole: { cases?: number } = cases !== undefined && Number.isInteger(cases) ? { cases } : {};
  const told: (Goods & { cases?: number })[] = more.length > 0 ? [...goods, whole] : [{ ...only, ...whole }];
  return told.filter(one => one.quantity !== undefined || one.cases !== undefined);
}

function goodsOf({ heading, product, productText, quantity, unit }: GoodsLine): Goods {
  return {
    heading,
    ...(product === '' ? {} : { product }),
    ...(productText === undefined ? {} : { productText }),
    ...(quantity === undefined ? {} : { quantity }),
    ...(quantity === undefined || unit === undefined ? {} : { unit }),
  };
}

type Label = Goods & { readonly factor: number };

/** "Cocaine (kg)", "Cigarettes (million)": goods, and what their figures are counted in. */
function labelOf(label: string, vocabulary: Vocabulary): Label {
  const inBrackets = /[([（]([^)\]）]*)[)\]）]/.exec(label)?.[1];
  const outside = tidy(label.replaceAll(/[([（][^)\]）]*[)\]）]/g, ' '));
  const isWhole = inBrackets !== undefined || matchProduct(vocabulary, outside, undefined).auto;
  // A unit may stand behind the goods without brackets; goods that are a unit (cigarettes) are not taken apart.
  const measure = headerMeasure(isWhole ? `(${inBrackets ?? ''})` : label, vocabulary);
  const [heading = '', product = ''] = codeOf(isWhole ? outside : (measure?.rest ?? outside), vocabulary).split('/');
  const unit = measure?.unit ?? (isHeadingCode(heading) ? countedIn(headings[heading], product) : undefined);
  return {
    ...(heading === '' ? {} : { heading }),
    ...(product === '' ? {} : { product }),
    ...(product === '' && label !== '' ? { productText: label } : {}),
    ...(unit === undefined ? {} : { unit }),
    factor: factorIn(inBrackets ?? ''),
  };
}

/** HEADING/CODE, a heading alone, or '' where no list knows the words for sure. */
function codeOf(words: string, vocabulary: Vocabulary): string {
  const found = matchProduct(vocabulary, words, undefined);
  if (found.auto && found.code?.includes('/') === true) return found.code;
  const heading = vocabulary.matchers.heading.match(words);
  return heading.auto ? (heading.code ?? '') : '';
}

/** "(million)" and "(in thousands)" say what the figures are multiplied by. */
function factorIn(inBrackets: string): number {
  const word = /^(?:in\s+)?(thousand|million|mille|miles|millones|milh[õo]es|mil)s?$/iu.exec(inBrackets)?.[1];
  if (word === undefined) return 1;
  return /^mil(?:l[^e]|h)/iu.test(word) ? 1_000_000 : 1000;
}

/** Cigarettes are told in sticks, and what is counted in pieces; what is weighed says in what. */
function countedIn(heading: Heading, product: string): string | undefined {
  return product === 'TOB-CIG' ? 'stick' : naturalUnitOf(heading, product);
}

/** What the label says, else what the row's own columns do. */
function mostTold(label: Label, line: GoodsLine | undefined): Label {
  if (label.heading !== undefined || line === undefined) return label;
  return { ...goodsOf(line), ...(line.unit === undefined ? {} : { unit: line.unit }), factor: label.factor };
}

function inLabel({ factor, ...goods }: Label, figure: number): Goods {
  return { ...goods, quantity: figure * factor };
}

type NumberAt = (cells: readonly string[], column: number) => number | undefined;

/** The number in a cell of a column; none below zero, and none too great to be one. */
function numberReader({ rows }: TotalsPlan): NumberAt {
  return (cells, column) => {
    const result = readNumber(cells[column] ?? '', numberStyleOf(rows, column));
    return typeof result === 'string' || result.value < 0 || result.value > 1e15 ? undefined : result.value;
  };
}

/** The figures of the columns that are a time each. */
function acrossIn(
  plan: TotalsPlan,
  cells: readonly string[],
  country: string,
  number: NumberAt,
): { period: Period; figure: number }[] {
  return plan.across.flatMap(column => {
    const period = within(plan, timeOf(plan, column, cells, country));
    const figure = number(cells, column.column);
    return period === undefined || figure === undefined ? [] : [{ period, figure }];
  });
}

function timeOf(
  plan: TotalsPlan,
  { year, month }: PeriodColumn,
  cells: readonly string[],
  country: string,
): Period | undefined {
  if (year) return yearOf(year, month, country);
  const column = plan.rows.mapping.indexOf('seizureYear');
  const own = writtenYear(column === -1 ? (plan.period ?? '') : (cells[column] ?? ''));
  return own && yearOf({ ...own, isFiscal: own.isFiscal || plan.isFiscal }, month, country);
}

/** The time of a row: its date, its year and month, or what was said of the whole file. */
function periodIn(plan: TotalsPlan, cells: readonly string[], country: string): Period | undefined {
  const { mapping } = plan.rows;
  const at = (field: string): string | undefined => {
    const column = mapping.indexOf(field);
    return column === -1 ? undefined : (cells[column] ?? '');
  };
  const date = at('seizureDate');
  if (date !== undefined) return within(plan, inDate(plan, date, country));
  const year = at('seizureYear');
  const [told, month] = year === undefined ? (plan.period ?? '').split('-') : [year, at('seizureMonth')];
  const written = writtenYear(told ?? '');
  if (!written) return undefined;
  const monthNumber = month === undefined ? undefined : monthIn(month);
  if (month !== undefined && monthNumber === undefined) return undefined;
  return within(plan, yearOf({ ...written, isFiscal: written.isFiscal || plan.isFiscal }, monthNumber, country));
}

function inDate(plan: TotalsPlan, cell: string, country: string): Period | undefined {
  const written = writtenYear(cell);
  if (written) return yearOf(written, undefined, country);
  const read = readDate(cell, dateStyleOf(plan.rows, plan.rows.mapping.indexOf('seizureDate')));
  if (typeof read === 'string') return undefined;
  return dateAs(read.date, read.precision === 'day' ? plan.finest : read.precision);
}

/** Nothing was seized in a time that has not begun. */
function within({ rows }: TotalsPlan, period: Period | undefined): Period | undefined {
  return period === undefined || period.from > rows.today ? undefined : period;
}

/** Goods no list knows: the file's own word for them, with the first quantity of the row. */
function unlisted(
  { rows }: TotalsPlan,
  cells: readonly string[],
  label: Label,
  answers: Answers,
  number: NumberAt,
): Goods {
  const { factor, unit: _unit, ...goods } = label;
  const column = rows.mapping.findIndex((field, at) => field === 'quantity' && number(cells, at) !== undefined);
  const quantity = column === -1 ? undefined : number(cells, column);
  if (quantity === undefined) return goods;
  const word = cells[rows.mapping.indexOf('unit')];
  const answer = word === undefined ? undefined : answers.get('unit')?.get(wordKey('unit', word));
  const unit = answer && 'code' in answer ? answer.code : (rows.measures?.[column]?.unit ?? label.unit);
  return { ...goods, quantity: quantity * factor, ...(unit === undefined ? {} : { unit }) };
}

function text(value: FieldValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
