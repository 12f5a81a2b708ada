import { unitOfGoods } from './units-of-goods.ts';
import { naturalUnitOf } from './natural-unit.ts';
import { moneyCounted, moneyIn, moneyInside } from '../columns/currency-signs.ts';
import { bareUnitWord } from '../words/bare-units.ts';
import { unitKindsFor, type Heading } from '../../../seizures/index.ts';
import type { Draft } from './draft.ts';
import { wordKey, type Answer, type ImportPlan } from '../plan.ts';
import { isPacking } from '../values/packed.ts';
import { fold } from '../words/words.ts';

/** The quantity and unit of the line, from whatever cell tells them, and what becomes of it where none does. */
export function finishUnit(
  draft: Draft,
  plan: ImportPlan,
  heading: Heading | undefined,
  units: ReadonlyMap<string, Answer>,
): void {
  if (countsCases(draft)) delete draft.goods.quantity;
  promoteSecond(draft.goods);
  if (heading?.code === 'CURR') {
    const named = moneyInside(draft.productWord ?? '');
    if (named !== undefined) draft.quantityCurrency ??= named;
    countMoney(draft);
    if (named !== undefined) countNotes(draft, named);
  }
  unitBesideQuantity(draft, units);
  nameCurrency(draft, plan.constants.country);
  multiply(draft);
  secondBeside(draft, units);
  if (draft.goods.unit === 'tablet' && heading && isNoTablet(draft.goods, heading)) draft.goods.unit = 'piece';
  assumeUnit(draft, plan, heading, units);
  checkQuantity(draft, heading);
  if (plan.constants.quantity !== undefined) sayQuantity(draft, plan.constants.quantity);
  setAmount(draft);
}

/** Where the word for a tablet ("حبة", "viên") says a piece. */
const withoutTablets: ReadonlySet<string> = new Set(['WEAP', 'CURR', 'TOB', 'BEV', 'TAX', 'ODS', 'NUC', 'PORN']);

function isNoTablet({ product }: Draft['goods'], { code }: Heading): boolean {
  return withoutTablets.has(code) || (code === 'IPR' && product !== 'IPR-MED');
}

/** "1 case" beside a weight counts what the office did, not the goods. */
function countsCases({ goods, unitCell }: Draft): boolean {
  return goods.quantity2 !== undefined && goods.unit2 !== undefined && caseWords.has(fold(unitCell ?? ''));
}

const caseWords: ReadonlySet<string> = new Set(
  '건 случай случая случаев випадок випадків vụ คดี ราย kasus caso casos affaire affaires fall fälle vaka olay قضية حالة'
    .split(' ')
    .map(fold),
);

/** A row that gives its weight and no number of pieces: the weight is the quantity. */
function promoteSecond(goods: Draft['goods']): void {
  const { quantity, quantity2, unit2 } = goods;
  if (quantity !== undefined || quantity2 === undefined || unit2 === undefined) return;
  goods.quantity = quantity2;
  goods.unit = unit2;
  delete goods.quantity2;
  delete goods.unit2;
}

/** Cash of which a row gives the value alone: that is how much was seized. */
function countMoney(draft: Draft): void {
  const { goods, quantityCurrency } = draft;
  const currency = goods.currency ?? quantityCurrency;
  if (goods.quantity !== undefined || goods.value === undefined || currency === undefined) return;
  goods.quantity = goods.value;
  goods.unit = 'amount';
  draft.amountCurrency = currency;
}

/** "US dollars, 74,100 pieces" are so many dollars; where notes or coins are named, they were counted. */
function countNotes(draft: Draft, currency: string): void {
  const { goods, productWord = '', unitCell = '' } = draft;
  if (goods.unit !== 'piece' || goods.product !== 'CASH-NOTE' || notes.test(`${productWord} ${unitCell}`)) return;
  goods.unit = 'amount';
  draft.amountCurrency ??= currency;
  const values = { cell: draft.quantityCell ?? '', q: goods.quantity ?? 0, unit: 'amount' };
  draft.problems.push({ level: 'warning', code: 'unit_mixed_cell', field: 'unit', values });
}

const notes = /notes?\b|bills?\b|billet|nota|bankno|банкно|купюр|schein|cédula|monn|coin|monet|монет|紙幣|지폐|ธนบัตร/iu;

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

/** An amount is of the currency its unit names: "569,000 ريال"; "Saudi riyals" in riyals are Saudi ones everywhere. */
function nameCurrency(draft: Draft, country: string | undefined): void {
  if (draft.unitWord === undefined || draft.goods.unit !== 'amount') return;
  const currency = moneyIn(draft.unitWord) ?? draft.quantityCurrency ?? moneyCounted(draft.unitWord, country);
  if (currency !== undefined) draft.amountCurrency ??= currency;
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

/** No unit at all: the one answered for such goods, the one of the whole file, or the goods' own. Said of every row. */
function assumeUnit(
  draft: Draft,
  plan: ImportPlan,
  heading: Heading | undefined,
  units: ReadonlyMap<string, Answer>,
): void {
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
  const unit = heading && (answeredUnit(draft, heading, units) ?? unitAssumedBy(plan, draft, heading));
  if (unit === undefined) return;
  goods.unit = unit;
  problems.push({ level: 'warning', code: 'unit_assumed', field: 'unit', values: { unit } });
}

/** The same quantity for all rows is no measurement: said of each. */
function sayQuantity({ problems }: Draft, quantity: string): void {
  problems.push({ level: 'warning', code: 'quantity_assumed', field: 'quantity', values: { q: Number(quantity) } });
}

/** What a person said of goods of this product whose rows state no unit. */
function answeredUnit({ goods }: Draft, heading: Heading, units: ReadonlyMap<string, Answer>): string | undefined {
  const answer = units.get(bareUnitWord(`${heading.code}/${goods.product ?? ''}`));
  return answer && 'code' in answer ? answer.code : undefined;
}

function unitAssumedBy(
  { assumedUnit = 'natural' }: ImportPlan,
  { goods }: Draft,
  heading: Heading,
): string | undefined {
  return assumedUnit === 'natural' ? naturalUnitOf(heading, goods.product ?? '') : assumedUnit;
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

function checkQuantity(draft: Draft, heading: Heading | undefined): void {
  const { goods, problems } = draft;
  const has = (field: string): boolean => problems.some(problem => problem.field === field);
  if (goods.quantity === undefined) {
    if (!has('quantity')) problems.push({ level: 'error', code: 'quantity_blank', field: 'quantity' });
    return;
  }
  if (goods.quantity === 0) problems.push({ level: 'warning', code: 'quantity_zero', field: 'quantity' });
  if (goods.unit === undefined) {
    // A remark on the unit of another line says nothing of this one.
    if (!problems.some(({ field, level }) => field === 'unit' && level === 'error'))
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
