import { assumedUnit } from './assumed-unit.ts';
import { naturalUnitOf } from './natural-unit.ts';
import { headings, isHeadingCode } from '../../../seizures/index.ts';
import { repeatedColumns } from '../columns/repeated-columns.ts';
import { isNaBlank } from '../columns/blanks.ts';
import { headingInWords } from './heading-words.ts';
import { decideDateStyle } from '../values/date-style.ts';
import type { ColumnProposal } from '../columns/column-proposal.ts';
import { moneyInside } from '../columns/currency-signs.ts';
import { importFields } from '../columns/import-fields.ts';
import { eachMeasures } from './plan-problems.ts';
import { unitInTitles } from './title-units.ts';
import { unitsOfGoods } from './units-of-goods.ts';
import { fiscalStart } from '../values/fiscal-years.ts';
import { decideNumberStyle } from '../values/number-style.ts';
import { westernDigits } from '../values/digits.ts';
import { namesCounted, unitWordsIn } from '../values/goods-words.ts';
import { cellOf, type ImportPlan } from '../plan.ts';
import type { RawRow } from '../rows/raw-rows.ts';
import type { DateStyle } from '../values/dates.ts';
import type { NumberStyle } from '../values/numbers.ts';
import type { Vocabulary } from '../words/vocabulary.ts';
import { taxonShape } from '../columns/column-values.ts';
import { isBlank, tidy } from '../words/words.ts';

export interface PlanInput {
  readonly header: readonly string[];
  readonly proposals: readonly ColumnProposal[];
  readonly sample: readonly RawRow[];
  readonly vocabulary: Vocabulary;
  readonly today: string;
  readonly constants?: Readonly<Record<string, string>>;
  /** Name of the file, which may say what it is about. */
  readonly called?: string;
  /** Its first rows: titles above the header may say of which year it is. */
  readonly top?: readonly RawRow[];
}

/**
 * The plan the proposals make, before a person has looked: every proposed field mapped, styles decided on the sample.
 */
export function draftPlan(input: PlanInput): ImportPlan {
  const proposed = input.header.map((_, column) =>
    fieldOf(input.proposals.find(proposal => proposal.column === column)),
  );
  const repeats = repeatedColumns(input.header, proposed);
  const further = new Set(repeats.flatMap(group => Object.values(group)));
  const mapping = proposed.map((field, column) => (further.has(column) ? null : field));
  const rows = input.sample.filter(row => row.aside === undefined);
  const parts = { ...partsOf(input.proposals), ...(isNaBlank(rows) ? { naIsBlank: true } : {}) };
  const cells = (column: number): string[] => rows.map(row => cellOf(parts, column)(row.cells));
  const heading = mapping.includes('heading') ? undefined : headingOf(input, mapping.indexOf('product'), cells);
  const years = mapping.indexOf('seizureYear');
  const fiscal =
    years === -1 ? undefined : fiscalStart(input.header[years] ?? '', cells(years), input.constants?.country);
  const plan: ImportPlan = {
    header: input.header,
    mapping,
    constants: input.constants ?? {},
    styles: stylesOf(mapping, cells, yearIn(input)),
    dateStyle: { order: 'dmy' },
    numberStyle: { decimal: '.' },
    others: input.vocabulary.others,
    today: input.today,
    ...parts,
    ...(repeats.length > 0 ? { repeats } : {}),
    ...(fiscal === undefined ? {} : { fiscalStart: fiscal }),
    ...(heading === undefined ? {} : { heading }),
  };
  const whole = withUnits(withOneEach(plan, parts.measures, cells), cells, input.vocabulary);
  const unit = statesUnit(whole) ? undefined : unitInTitles(titlesOf(input).flat(), input.vocabulary);
  return unit === undefined ? whole : { ...whole, assumedUnit: unit };
}

type Cells = (column: number) => readonly string[];

function stylesOf(
  mapping: readonly (string | null)[],
  cells: Cells,
  year: number | undefined,
): ImportPlan['styles'] & object {
  const styles: Record<number, { date?: DateStyle; number?: NumberStyle }> = {};
  for (const [column, name] of mapping.entries()) {
    const reading = name === null ? undefined : importFields.get(name)?.reading;
    if (reading === 'date')
      styles[column] = { date: { ...decideDateStyle(cells(column)).style, ...(year === undefined ? {} : { year }) } };
    if (reading === 'number' || reading === 'goods')
      styles[column] = { number: decideNumberStyle(cells(column)).style };
  }
  return styles;
}

/** Whether a column, a header or the same answer for all rows states the unit. */
function statesUnit(plan: ImportPlan): boolean {
  const { mapping, constants, unitsOfGoods: units } = plan;
  const isStated = mapping.includes('unit') || constants.unit !== undefined || units !== undefined;
  return isStated || !mapping.includes('quantity') || eachMeasures(plan, 'unit') || eachMeasures(plan, 'product');
}

/** How many there are stands in the words for goods, of a script without blanks. */
const countsInText = /[\p{sc=Han}\p{sc=Thai}\p{sc=Hangul}]\d[\d.,]*[\p{sc=Han}\p{sc=Thai}\p{sc=Hangul}]/u;

/** The file's name, then the texts above its header. */
function titlesOf({ called = '', top = [], sample, header }: PlanInput): string[][] {
  const first = sample.find(({ line }) => line > 0)?.line ?? 0;
  const names = new Set(header);
  const titles = top.filter(({ line }) => line < first).flatMap(({ cells }) => cells);
  return [[called], titles.filter(title => !names.has(tidy(title)))];
}

/** The one year that the file's name tells, else the texts above its header. */
function yearIn(input: PlanInput): number | undefined {
  for (const texts of titlesOf(input)) {
    const years = new Set(texts.flatMap(text => westernDigits(text).match(/(?<!\d)20\d\d(?!\d)/g) ?? []));
    if (years.size === 1) return Number([...years][0]);
  }
  return undefined;
}

/** The heading of all rows: as told, by the words for products, or by a word of their header or of the file's name. */
function headingOf(input: PlanInput, product: number, cells: Cells): string | undefined {
  const { constants, vocabulary, called = '', header } = input;
  if (constants?.heading !== undefined) return constants.heading;
  return headingOfGoods(product === -1 ? [] : cells(product), [header[product] ?? '', called], vocabulary);
}

/** Scientific names, whether our list has them or not: "cocaine hydrochloride" looks like one and is known. */
function areSpecies(cells: readonly string[], { products }: Vocabulary): boolean {
  const filled = cells.filter(cell => !isBlank(cell));
  const named = new Set(filled.filter(cell => taxonShape.test(tidy(cell)) && moneyInside(cell) === undefined));
  const others = [...products].filter(([heading]) => heading !== 'CITES').map(([, matcher]) => matcher);
  const species = new Set([...named].filter(cell => !others.some(matcher => matcher.knows(cell))));
  return filled.length >= 3 && filled.filter(cell => species.has(cell)).length > filled.length * 0.8;
}

/** The heading that words for products speak for, else that their header or the file's name names. */
export function headingOfGoods(
  products: readonly string[],
  texts: readonly string[],
  vocabulary: Vocabulary,
): string | undefined {
  if (areSpecies(products, vocabulary)) return 'CITES';
  const named = notContradicted(headingInWords(texts, vocabulary), products, vocabulary);
  return (products.length === 0 ? undefined : guessHeading(products, vocabulary, named)) ?? named;
}

/** The heading a header or a name says, unless too many words for goods are known to be of others. */
function notContradicted(
  named: string | undefined,
  products: readonly string[],
  { products: matchers }: Vocabulary,
): string | undefined {
  const words = [...new Set(products.filter(cell => !isBlank(cell)))];
  const others = [...matchers].filter(([heading]) => heading !== named).map(([, matcher]) => matcher);
  const isOfOther = (word: string): boolean =>
    matchers.get(named ?? '')?.knows(word) !== true && others.some(matcher => matcher.knows(word));
  return words.filter(isOfOther).length > Math.max(2, words.length * 0.2) ? undefined : named;
}

/**
 * A file of goods that nothing counts lists them one by one: weapons, vehicles, works of art. One item a row is
 * proposed where its goods may be counted, and said of every row.
 */
function withOneEach(plan: ImportPlan, measures: ImportPlan['measures'], cells: Cells): ImportPlan {
  const { mapping, constants, heading = constants.heading } = plan;
  const isCounted = ['quantity', 'quantity2', 'goods', 'unit', 'value'].some(field => mapping.includes(field));
  const hasGoods = mapping.includes('product') || mapping.includes('heading');
  if (isCounted || measures !== undefined || !hasGoods) return plan;
  if (cells(mapping.indexOf('product')).some(cell => countsInText.test(cell))) return plan;
  if (isHeadingCode(heading) && naturalUnitOf(headings[heading], '') === undefined) return plan;
  return { ...plan, constants: { ...constants, quantity: '1' } };
}

/** What is known of units before the rows are read: words in cells of several goods, and the one to be assumed. */
function withUnits(plan: ImportPlan, cells: Cells, vocabulary: Vocabulary): ImportPlan {
  const goods = plan.mapping.indexOf('goods');
  const told = goods === -1 ? plan : { ...plan, ...wordsOfGoods(cells(goods), vocabulary) };
  if (eachMeasures(plan, 'unit')) return told;
  const unit = assumedUnit(told, cells);
  const product = plan.mapping.indexOf('product');
  const units = product === -1 ? undefined : unitsOfGoods(plan, cells(product), vocabulary);
  return {
    ...told,
    ...(unit === undefined ? {} : { assumedUnit: unit }),
    ...(units === undefined ? {} : { unitsOfGoods: units, assumedUnit: unit ?? 'natural' }),
  };
}

/** The words that texts of several goods are read by. */
function wordsOfGoods(cells: readonly string[], vocabulary: Vocabulary): Pick<ImportPlan, 'unitWords' | 'goodsNames'> {
  const unitWords = unitWordsIn(cells, vocabulary);
  const goodsNames = namesCounted(cells, new Set(unitWords), vocabulary);
  return { unitWords, ...(goodsNames.length > 0 ? { goodsNames } : {}) };
}

/** What proposals say besides the fields: units in headers, columns read together. */
function partsOf(proposals: readonly ColumnProposal[]): Pick<ImportPlan, 'measures' | 'behind' | 'instead'> {
  const measures = proposals.flatMap(({ column, measure }) => (measure ? [[column, measure] as const] : []));
  const behind = proposals.flatMap(({ column, behind: before }) =>
    before === undefined ? [] : [[column, before] as const],
  );
  const instead = proposals.flatMap(({ column, instead: other }) =>
    other === undefined ? [] : [[column, other] as const],
  );
  return {
    ...(instead.length > 0 ? { instead: Object.fromEntries(instead) } : {}),
    ...(measures.length > 0 ? { measures: Object.fromEntries(measures) } : {}),
    ...(behind.length > 0 ? { behind: Object.fromEntries(behind) } : {}),
  };
}

function fieldOf(proposal: ColumnProposal | undefined): string | null {
  return proposal === undefined || proposal.state === 'unused' ? null : (proposal.field ?? null);
}

/** Unknown words a person can be asked about one by one; more of them are a long list of goods of one kind. */
const fewUnknown = 12;

/**
 * The heading nine in ten known product words belong to; undefined when the file holds goods of several headings, or
 * when too many cells are not known: they may be ivory among drugs. A header that names the heading asks for less.
 */
export function guessHeading(cells: readonly string[], vocabulary: Vocabulary, named?: string): string | undefined {
  const counts = new Map<string, number>();
  let [known, knownWords] = [0, 0];
  const words = new Map<string, number>();
  for (const cell of cells) if (!isBlank(cell)) words.set(cell, (words.get(cell) ?? 0) + 1);
  for (const [word, count] of words) {
    const headings = [...vocabulary.products]
      .filter(([, matcher]) => matcher.knows(word) && matcher.match(word).code?.startsWith('HEADING:') !== true)
      .map(([heading]) => heading);
    if (headings.length > 0) {
      known += count;
      knownWords += 1;
    }
    for (const heading of headings) counts.set(heading, (counts.get(heading) ?? 0) + count);
  }
  const best = [...counts].sort((a, b) => b[1] - a[1])[0];
  const all = [...words.values()].reduce((sum, count) => sum + count, 0);
  const isAskedSingly = words.size - knownWords <= fewUnknown;
  const least = best?.[0] === named || !isAskedSingly ? 1 / 3 : 0.75;
  return best && best[1] >= known * 0.9 && known >= all * least ? best[0] : undefined;
}
