import { unitOfGoods } from './units-of-goods.ts';
import { fieldsFor, headings, isHeadingCode, productMatches, unitKindsFor } from '../../../seizures/index.ts';
import type { Field, FieldValue, Heading } from '../../../seizures/index.ts';
import type { Draft } from './draft.ts';
import { splitMany, wordKey, type Answer, type ImportPlan } from '../plan.ts';
import { fold } from '../words/words.ts';
import { saysOther } from '../words/other-words.ts';
import { isPacking } from '../values/packed.ts';
import { readDate } from '../values/dates.ts';
import { calendarYear } from '../values/fiscal-years.ts';

/**
 * What depends on several cells of the row: the composed date, the product's text, the unit the product calls for,
 * checks.
 */
export function finishLine(draft: Draft, plan: ImportPlan, units: ReadonlyMap<string, Answer>): void {
  composeDate(draft, plan);
  const { goods } = draft;
  const heading = isHeadingCode(goods.heading) ? headings[goods.heading] : undefined;
  if (goods.product === undefined) defaultProduct(draft, plan);
  if (heading && goods.product !== undefined) describeOther(draft, heading);
  if (heading) keepDeclared(draft, heading);
  else for (const name of Object.keys(draft.details)) delete draft.details[name];
  promoteSecond(goods);
  unitBesideQuantity(draft, units);
  multiply(draft);
  secondBeside(draft, units);
  assumeUnit(draft, plan, heading);
  checkQuantity(draft, heading);
  setAmount(draft);
  checkValue(draft);
  checkPoint(draft);
}

/** A row that gives its weight and no number of pieces: the weight is the quantity. */
function promoteSecond(goods: Draft['goods']): void {
  const { quantity, quantity2, unit2 } = goods;
  if (quantity !== undefined || quantity2 === undefined || unit2 === undefined) return;
  goods.quantity = quantity2;
  goods.unit = unit2;
  delete goods.quantity2;
  delete goods.unit2;
}

function composeDate(draft: Draft, { fiscalStart }: ImportPlan): void {
  const { month, day, fiscal } = draft.date;
  const isMonthOfFiscal = fiscal !== undefined && fiscalStart !== undefined && month !== undefined;
  const year = isMonthOfFiscal ? calendarYear(fiscal, month, fiscalStart) : draft.date.year;
  if (year === undefined || draft.facts.seizureDate !== undefined) return;
  const precision = month === undefined ? 'year' : day === undefined ? 'month' : 'day';
  const read = readDate(`${year}-${String(month ?? 1)}-${String(day ?? 1)}`, { order: 'ymd' });
  if (typeof read === 'string') {
    draft.problems.push({
      level: 'error',
      code: 'date_unreadable',
      field: 'seizureDate',
      values: { cell: [year, month, day].filter(part => part !== undefined).join('-') },
    });
    return;
  }
  draft.facts.seizureDate = read.date;
  if (precision !== 'day') draft.facts.datePrecision = precision;
}

/** No product cell, or "other": the usual product of the heading word, else the heading's own "other". */
function defaultProduct(draft: Draft, plan: ImportPlan): void {
  const { goods } = draft;
  if (draft.problems.some(problem => problem.field === 'product')) return;
  // A file without a column of products says what it was in the heading's word.
  const isTold =
    goods.productText !== undefined || (draft.headingWord !== undefined && !plan.mapping.includes('product'));
  const other = isTold ? plan.others[`product:${goods.heading ?? ''}`] : undefined;
  const code = draft.usualProduct ?? other ?? (isOfCigarettes(draft, plan) ? 'TOB/TOB-CIG' : undefined);
  if (code !== undefined) goods.product = code.slice(code.indexOf('/') + 1);
}

/** Nothing but cigarettes is counted in packs of twenty and cartons of ten. */
function isOfCigarettes({ goods }: Draft, plan: ImportPlan): boolean {
  const isOfTobacco = (goods.heading ?? 'TOB') === 'TOB' && !plan.mapping.includes('product');
  return isOfTobacco && ['stick', 'pack20', 'carton200'].includes(goods.unit ?? '');
}

/** "Other" is never bare: the officer's word, else the description, says what it was. */
function describeOther(draft: Draft, heading: Heading): void {
  const { goods } = draft;
  if (goods.productText !== undefined || !productMatches(goods.product ?? '', heading.needsText)) return;
  const word = draft.productWord ?? draft.headingWord;
  const narrative = draft.facts.narrative;
  if (word !== undefined && !saysOther(word)) {
    goods.productText = word.slice(0, 200);
    if (heading.code === 'CITES')
      draft.problems.push({ level: 'warning', code: 'taxon_kept', field: 'product', values: { cell: word } });
  } else if (typeof narrative === 'string') goods.productText = narrative.slice(0, 200).toWellFormed();
  else if (word !== undefined) goods.productText = word.slice(0, 200);
  else draft.problems.push({ level: 'error', code: 'other_needs_text', field: 'productText' });
}

/** Details the row's heading does not declare stay in the source only. */
function keepDeclared(draft: Draft, heading: Heading): void {
  const names = Object.keys(draft.details);
  if (names.length === 0) return;
  const fields = fieldsFor(heading, draft.goods.product ?? '');
  for (const name of names) {
    const field = fields.find(each => each.name === name);
    const value = field ? accepted(field, draft.details[name]) : undefined;
    if (value === undefined) delete draft.details[name];
    else draft.details[name] = value;
  }
}

function accepted(field: Field, value: FieldValue | undefined): FieldValue | undefined {
  if (field.type === 'code' && isOfOtherList(field.list, value)) return undefined;
  if (value === undefined || typeof value !== 'string') return value;
  if (field.type === 'choice')
    return field.many === true
      ? severalOf(field.options, value)
      : field.options.find(option => fold(option) === fold(value));
  if (field.type === 'yesno') return yesNo(fold(value));
  if (field.type !== 'code') return value;
  const codes = field.many === true ? splitMany(value) : [value];
  if (!codes.every(code => /^[A-Z0-9][A-Z0-9-]*$/.test(code))) return undefined;
  return field.many === true ? codes : value;
}

/** One column of a file may tell the kind of fraud of tobacco and of taxes; each heading has a list of its own. */
function isOfOtherList(list: string, value: FieldValue | undefined): boolean {
  const isTax = typeof value === 'string' && value.startsWith('TAX-');
  return (list === 'tobacco_fraud' && isTax) || (list === 'tax_fraud' && !isTax && value !== undefined);
}

/** "12 kg" in the quantity's cell: the unit counts where the unit's own cell is empty. */
function unitBesideQuantity(draft: Draft, units: ReadonlyMap<string, Answer>): void {
  const { goods, unitWord } = draft;
  if (
    unitWord === undefined ||
    (goods.unit !== undefined && goods.unit !== '') ||
    draft.problems.some(({ field, level }) => field === 'unit' && level === 'error')
  )
    return;
  const answer = units.get(wordKey('unit', unitWord));
  if (answer && 'code' in answer) {
    goods.unit = answer.code;
    if (isPacking(unitWord)) draft.inPackages = true;
    draft.problems.push({
      level: 'warning',
      code: 'unit_mixed_cell',
      field: 'unit',
      values: { cell: draft.quantityCell ?? '', q: goods.quantity ?? 0, unit: answer.code },
    });
  } else if (!answer)
    draft.problems.push({ level: 'error', code: 'value_unknown', field: 'unit', values: { cell: unitWord } });
}

/** So many bags of so much: the quantity is what they hold. */
function multiply({ goods, each, unitWord }: Draft): void {
  if (each === undefined || unitWord !== undefined || goods.quantity === undefined) return;
  if (Number.isInteger(goods.quantity)) goods.packages ??= goods.quantity;
  goods.quantity = Number((goods.quantity * each).toPrecision(12));
}

/** "12 kg (24 blocks)": a second measure counts where nothing else is one, and its unit is known. */
function secondBeside({ goods, second }: Draft, units: ReadonlyMap<string, Answer>): void {
  const answer = second && units.get(wordKey('unit', second.unit));
  if (!second || !answer || !('code' in answer) || goods.quantity2 !== undefined || answer.code === goods.unit) return;
  goods.quantity2 = second.value;
  goods.unit2 = answer.code;
}

/** All options a cell names; undefined when one of its words is none. */
function severalOf(options: readonly string[], cell: string): readonly string[] | undefined {
  const found = splitMany(cell).map(part => options.find(option => fold(option) === fold(part)));
  return found.length > 0 && found.every(option => option !== undefined) ? found : undefined;
}

function yesNo(word: string): boolean | undefined {
  if (/^(?:yes|oui|si|sim|tak|ja|да|true|1|x)$/.test(word)) return true;
  return /^(?:no|non|nao|nie|nein|нет|false|0)$/.test(word) ? false : undefined;
}

/** The unit goods are counted in when nothing says otherwise; undefined for what is weighed or measured. */
export function naturalUnitOf(heading: Heading, product: string): string | undefined {
  const [first, ...others] = unitKindsFor(heading, product);
  if (first === 'rounds') return 'round';
  const isCounted = first === 'count' || (heading.code === 'CITES' && others.includes('count'));
  return isCounted ? 'piece' : undefined;
}

/** No unit at all: the one of the whole file, or the goods' own. Said of every row. */
function assumeUnit(draft: Draft, plan: ImportPlan, heading: Heading | undefined): void {
  const { goods, problems } = draft;
  if (goods.unit !== undefined || goods.quantity === undefined) return;
  if (problems.some(({ field, level }) => field === 'unit' && level === 'error')) return;
  if (heading?.code === 'CURR' && draft.quantityCurrency !== undefined) {
    goods.unit = 'amount';
    draft.amountCurrency = draft.quantityCurrency;
    return;
  }
  const carried = plan.unitsOfGoods && unitOfGoods(draft.productWord ?? '', plan.unitsOfGoods);
  if (carried !== undefined) {
    goods.unit = carried;
    return;
  }
  const assumed = plan.assumedUnit ?? 'natural';
  const unit = assumed === 'natural' ? heading && naturalUnitOf(heading, goods.product ?? '') : assumed;
  if (unit === undefined) return;
  goods.unit = unit;
  problems.push({ level: 'warning', code: 'unit_assumed', field: 'unit', values: { unit } });
}

/** An amount of money is of the currency beside it; a value in another one stays in the source. */
function setAmount({ goods, problems, amountCurrency }: Draft): void {
  if (amountCurrency === undefined || goods.unit !== 'amount' || goods.currency === amountCurrency) return;
  if (goods.value !== undefined) {
    delete goods.value;
    problems.push({ level: 'warning', code: 'currency_blank', field: 'value' });
  }
  goods.currency = amountCurrency;
}

/** A value of no currency is no amount: it stays in the source. */
function checkValue({ goods, problems }: Draft): void {
  if (goods.value === undefined || goods.currency !== undefined) return;
  delete goods.value;
  problems.push({ level: 'warning', code: 'currency_blank', field: 'value' });
}

function checkQuantity(draft: Draft, heading: Heading | undefined): void {
  const { goods, problems } = draft;
  const has = (field: string): boolean => problems.some(problem => problem.field === field);
  if (goods.quantity === undefined) {
    if (!has('quantity')) problems.push({ level: 'error', code: 'quantity_blank', field: 'quantity' });
    return;
  }
  if (goods.quantity === 0) problems.push({ level: 'warning', code: 'quantity_zero', field: 'quantity' });
  if (goods.unit === undefined) {
    if (!has('unit'))
      problems.push({ level: 'error', code: 'unit_blank', field: 'unit', values: { product: goods.product ?? '' } });
  } else if (heading && goods.product !== undefined) {
    if (cigarettePacks.has(goods.unit)) packUnit(draft, heading);
    if (goods.unit === 'piece' && draft.inPackages !== true) naturalUnit(draft, heading);
  }
}

const cigarettePacks: ReadonlySet<string> = new Set(['pack20', 'carton200', 'mastercase']);

/** A pack of anything but cigarettes is no twenty of them: it is counted as a piece. Said, not silent. */
function packUnit({ goods, problems, quantityCell }: Draft, heading: Heading): void {
  if (unitKindsFor(heading, goods.product ?? '').includes('sticks')) return;
  goods.unit = 'piece';
  const values = { cell: quantityCell ?? '', q: goods.quantity ?? 0, unit: 'piece' };
  problems.push({ level: 'warning', code: 'unit_mixed_cell', field: 'unit', values });
}

const pieces = [
  ['sticks', 'stick'],
  ['rounds', 'round'],
  ['plants', 'plant'],
  ['animals', 'head'],
] as const;

/**
 * A piece of a product that is not counted in pieces: a cigarette is a stick, a cartridge a round. Said, not silent.
 */
function naturalUnit(draft: Draft, heading: Heading): void {
  const kinds = unitKindsFor(heading, draft.goods.product ?? '');
  const natural = kinds.includes('count') ? undefined : pieces.find(([kind]) => kinds.includes(kind))?.[1];
  if (natural === undefined) return;
  draft.goods.unit = natural;
  draft.problems.push({
    level: 'warning',
    code: 'unit_mixed_cell',
    field: 'unit',
    values: { cell: draft.quantityCell ?? '', q: draft.goods.quantity ?? 0, unit: natural },
  });
}

function checkPoint(draft: Draft): void {
  const { latitude, longitude } = draft.facts;
  if (latitude === undefined && longitude === undefined) return;
  const inside =
    typeof latitude === 'number' &&
    typeof longitude === 'number' &&
    Math.abs(latitude) <= 90 &&
    Math.abs(longitude) <= 180;
  if (inside) return;
  delete draft.facts.latitude;
  delete draft.facts.longitude;
  draft.problems.push({
    level: 'warning',
    code: 'coordinates_wrong',
    field: 'latitude',
    values: { lat: String(latitude ?? ''), lon: String(longitude ?? '') },
  });
}
