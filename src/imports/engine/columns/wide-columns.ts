import type { Column, Pair } from './column.ts';
import { headerReadings, isPath, lastName, type HeaderReading } from './column-headers.ts';
import { currencyNamed } from './currency-signs.ts';
import { importFields } from './import-fields.ts';
import { headerMeasure } from './header-units.ts';
import { notMeant } from './not-meant.ts';
import { saysTotal } from '../totals/totals-words.ts';
import { fold, isBlank, tidy } from '../words/words.ts';
import type { Vocabulary } from '../words/vocabulary.ts';

/** Goods a header names: HEADING/CODE, and the header's words where they are on no list. */
interface HeaderGoods {
  readonly product: string;
  readonly text?: string;
  /** What a name that is no more than a unit counts in. */
  readonly unit?: string;
}

/** Code of the product words name, as HEADING/CODE; undefined when they name none or several. */
function productNamed(words: string, { products }: Vocabulary, heading?: string): string | undefined {
  const name = fold(words);
  if (name === '') return undefined;
  const codes = new Set(
    [...products].flatMap(([own, matcher]) => {
      if (heading !== undefined && own !== heading) return [];
      const match = matcher.match(name, { spelling: false });
      const firm = match.auto && match.how !== 'part' && match.code?.startsWith('HEADING:') === false;
      return firm && match.code !== undefined ? [match.code] : [];
    }),
  );
  // Whatever is counterfeited is goods of its own first.
  const own = codes.size > 1 ? [...codes].filter(code => !code.startsWith('IPR/')) : [...codes];
  return own.length === 1 ? own[0] : undefined;
}

/** The goods of one column: by its own name, or by that of the group it stands in ("Drugs / Pills", "Alcohol / L"). */
function goodsInHeader(column: Column, vocabulary: Vocabulary): HeaderGoods | undefined {
  const { header, measure } = column;
  const whole = productNamed(measure?.rest ?? header, vocabulary);
  if (whole !== undefined) return { product: whole, ...nameOfOther(whole, column) };
  const stroke = isPath(header) ? -1 : header.lastIndexOf(' / ');
  if (stroke === -1) return goodsOfKind(tidy(measure?.rest ?? header), vocabulary);
  const group = tidy(header.slice(0, stroke));
  const name = tidy(withoutMeasure(lastName(header), vocabulary));
  if (name === '') return goodsOfGroup(group, lastName(header), vocabulary);
  const heading = headingNamed(group, vocabulary);
  if (heading === 'CURR' && measure?.currency !== undefined) return { product: 'CURR/CASH-NOTE' };
  const own = (heading && productNamed(name, vocabulary, heading)) ?? productNamed(name, vocabulary);
  if (own !== undefined) return { product: own, ...nameOfOther(own, column) };
  const other = otherOf(heading ?? headingOfAll(name, vocabulary), vocabulary);
  return other === undefined || namesField(name, vocabulary) ? undefined : { product: other, text: name.slice(0, 200) };
}

/** "Alcohol (l)", "CITES (pcs)": a column for all goods of a heading. */
function goodsOfKind(name: string, vocabulary: Vocabulary): HeaderGoods | undefined {
  const heading = headingNamed(name, vocabulary);
  const product = heading === 'CURR' ? 'CURR/CASH-NOTE' : otherOf(heading, vocabulary);
  return product === undefined ? undefined : { product, text: name.slice(0, 200) };
}

/** The one heading of all goods a name holds: "vodka and spirits". */
function headingOfAll(name: string, { products }: Vocabulary): string | undefined {
  const found = new Set(
    [...products].flatMap(([heading, matcher]) =>
      heading === 'IPR'
        ? []
        : matcher.inside(name).flatMap(({ code }) => (code.startsWith(`${heading}/`) ? [heading] : [])),
    ),
  );
  return found.size === 1 ? [...found][0] : undefined;
}

/** A column that says no more than what the goods of its group are counted in. */
function goodsOfGroup(group: string, measure: string, vocabulary: Vocabulary): HeaderGoods | undefined {
  const unit = unitNamed(measure, vocabulary);
  const named = productNamed(group, vocabulary);
  const product = named ?? otherOf(headingNamed(group, vocabulary), vocabulary);
  if (product === undefined) return undefined;
  return { product, ...(named === undefined ? { text: group } : {}), ...(unit === undefined ? {} : { unit }) };
}

function otherOf(heading: string | undefined, { others }: Vocabulary): string | undefined {
  return heading === undefined ? undefined : others[`product:${heading}`];
}

/** "Cigarettes (pcs)" without what it counts in; nothing where the name is no more than that. */
function withoutMeasure(name: string, vocabulary: Vocabulary): string {
  const unit = unitNamed(name, vocabulary);
  const currency = vocabulary.matchers.currency.match(name, { spelling: false });
  const isMeasure = (unit !== undefined && !countsItself.has(unit)) || currency.how === 'exact';
  return isMeasure ? '' : (headerMeasure(name, vocabulary)?.rest ?? name);
}

/** Cigarettes, pills and cartridges are goods that count themselves. */
const countsItself: ReadonlySet<string> = new Set(['stick', 'tablet', 'round']);

function unitNamed(name: string, { matchers }: Vocabulary): string | undefined {
  const { how, auto, code } = matchers.unit.match(name, { spelling: false });
  return how === 'exact' && auto ? code : undefined;
}

/** Heading a group of columns is called by: "Drugs". */
function headingNamed(group: string, { matchers, products }: Vocabulary): string | undefined {
  const match = matchers.heading.match(group, { spelling: false });
  const code = match.how === 'exact' && match.auto ? match.code?.split('/')[0] : undefined;
  return code !== undefined && products.has(code) ? code : undefined;
}

/** "Drugs / Value" is a column of another kind. */
function namesField(name: string, vocabulary: Vocabulary): boolean {
  return headerReadings(name, undefined, undefined, vocabulary).some(({ a, part }) => a >= (part ? 0.65 : 0.85));
}

/**
 * A table with a column for each product (Cocaine, Heroin, Cannabis) holds a quantity in each: where no column gives
 * the product and two or more headers name one over numbers.
 */
export function wideProducts(
  columns: readonly Column[],
  assigned: ReadonlyMap<number, Pair>,
  vocabulary: Vocabulary,
): Pair[] {
  const named = [...assigned.values()].filter(({ field, support }) => field === 'product' && support !== 'no');
  const isOpen = (column: Column): boolean => named.every(pair => isBesideBlank(column, pair.column));
  const numbers = columns
    // Millions of money are what goods are worth.
    .filter(({ look, header, measure }) => look.numbers > 0.8 && !saysTotal(header) && measure?.scale === undefined)
    .filter(isOpen);
  const wide = numbers.flatMap(column => {
    const goods = column.readings.some(namesNumbers) ? undefined : goodsInHeader(column, vocabulary);
    return goods === undefined ? [] : [wideOf(column, goods)];
  });
  const found = wide.length >= 2 ? [...wide, ...unknownBetween(numbers, wide)] : [];
  const places = new Set(found.map(({ column }) => column.index));
  const others = numbers.filter(({ index }) => !places.has(index));
  return [...found, ...cashByCurrency(others, assigned, vocabulary)];
}

/** Sheets read together: what this column counts stands in rows that leave the goods' own column blank. */
export function isBesideBlank({ cells }: Column, goods: Column): boolean {
  const filled = cells.flatMap((cell, row) => (isBlank(cell) ? [] : [row]));
  return filled.filter(row => isBlank(goods.cells[row] ?? '')).length > filled.length * 0.95;
}

/** A word for numbers; one for goods or countries says what numbers below it are of: "Espécie (US$)" is cash. */
function namesNumbers({ a, field }: HeaderReading): boolean {
  return a === 1 && field !== undefined && importFields.get(field)?.kind === undefined;
}

/** Columns called by currencies alone hold cash, where nothing else names goods. */
function cashByCurrency(
  numbers: readonly Column[],
  assigned: ReadonlyMap<number, Pair>,
  vocabulary: Vocabulary,
): Pair[] {
  const named = [...assigned.values()].filter(({ field, s }) => ['heading', 'goods'].includes(field) && s > 0.5);
  const cash = numbers.flatMap(column => {
    if (named.some(pair => !isBesideBlank(column, pair.column))) return [];
    const currency = currencyNamed(column.header.trim(), vocabulary);
    const of = { ...column, measure: { currency: currency ?? '', rest: column.header } };
    return currency === undefined ? [] : [wideOf(of, { product: 'CURR/CASH-NOTE' })];
  });
  return cash.length < 2 ? [] : cash;
}

/** "Other" is never bare: the header says what it was. */
function nameOfOther(product: string, { header, measure }: Column): { readonly text?: string } {
  return /[/-]OTH[A-Z]*$/.test(product) ? { text: tidy(measure?.rest ?? header).slice(0, 200) } : {};
}

function wideOf(own: Column, { unit, ...goods }: HeaderGoods): Pair {
  // "Cigarettes (m)" are millions, not metres.
  const isMillions = own.measure?.unit === 'm' && goods.product.startsWith('TOB/');
  const measure = isMillions ? { unit: 'million-stick', rest: own.measure?.rest ?? '' } : own.measure;
  const named = measure ? { ...own, measure } : own;
  const column = measure || unit === undefined ? named : { ...own, measure: { unit, rest: own.header } };
  return { column, field: 'quantity', a: 0.9, b: 0.45, s: 0.95, support: 'yes', ...goods };
}

/**
 * Beside columns of goods we know, numbers in a unit of their own are goods too, kept by the header's name; in a
 * currency they are cash.
 */
function unknownBetween(columns: readonly Column[], wide: readonly Pair[]): Pair[] {
  const places = new Set(wide.map(({ column }) => column.index));
  const found: Pair[] = [];
  const isNear = (index: number): boolean => [-2, -1, 1, 2].some(step => places.has(index + step));
  for (let before = -1; before !== found.length; ) {
    before = found.length;
    for (const column of columns) {
      if (places.has(column.index) || !isNear(column.index) || !isAmount(column)) continue;
      found.push(wideOf(column, unknownGoods(column)));
      places.add(column.index);
    }
  }
  return found;
}

function isAmount(column: Column): boolean {
  const { look, readings, measure } = column;
  if (notMeant(column).includes('quantity') && measure?.currency === undefined) return false;
  const isNamed = readings.some(
    ({ a, field }) =>
      field === 'value' || (a >= 0.85 && field !== undefined && importFields.get(field)?.kind === undefined),
  );
  return look.numbers > 0.8 && look.sequence < 0.8 && measure !== undefined && !isNamed;
}

function unknownGoods({ measure }: Column): HeaderGoods {
  if (measure?.currency !== undefined) return { product: 'CURR/CASH-NOTE' };
  return { product: 'OTH/OTH-OTH', text: tidy(measure?.rest ?? '').slice(0, 200) };
}
