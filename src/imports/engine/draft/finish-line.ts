import { finishProduct } from './line-product.ts';
import { finishUnit } from './line-unit.ts';
import { headings, isHeadingCode } from '../../../seizures/index.ts';
import type { Draft } from './draft.ts';
import type { Answer, ImportPlan } from '../plan.ts';
import { readDate } from '../values/dates.ts';
import { calendarYear } from '../values/fiscal-years.ts';

/**
 * What depends on several cells of the row: the composed date, the product's text, the unit the product calls for,
 * checks.
 */
export function finishLine(draft: Draft, plan: ImportPlan, units: ReadonlyMap<string, Answer>): void {
  composeDate(draft, plan);
  if (isMoney(draft)) nameMoney(draft);
  const { heading: code } = draft.goods;
  const heading = isHeadingCode(code) ? headings[code] : undefined;
  finishProduct(draft, plan, heading);
  finishUnit(draft, plan, heading, units);
  checkValue(draft);
  checkPoint(draft);
}

function composeDate(draft: Draft, { fiscalStart }: ImportPlan): void {
  const { month, day, fiscal } = draft.date;
  const isMonthOfFiscal = fiscal !== undefined && fiscalStart !== undefined && month !== undefined;
  const year = isMonthOfFiscal ? calendarYear(fiscal, month, fiscalStart) : draft.date.year;
  if (draft.facts.seizureDate !== undefined) addDay(draft);
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

/** The day of a month that stands in a column of its own. */
function addDay({ facts, date }: Draft): void {
  if (facts.datePrecision !== 'month' || date.day === undefined) return;
  const read = readDate(`${String(facts.seizureDate).slice(0, 8)}${date.day}`, { order: 'ymd' });
  if (typeof read === 'string') return;
  facts.seizureDate = read.date;
  delete facts.datePrecision;
}

/** Goods nobody knows that are counted in a currency. */
function isMoney({ goods, quantityCurrency }: Draft): boolean {
  const isCounted = quantityCurrency !== undefined || goods.unit === 'amount';
  const isUnknown = goods.heading === 'OTH' && goods.product === 'OTH-OTH';
  return isCounted && (isUnknown || (goods.heading === 'CURR' && goods.product === 'OTHER'));
}

function nameMoney({ goods }: Draft): void {
  goods.heading = 'CURR';
  goods.product = 'CASH-NOTE';
  delete goods.productText;
}

/** A value of no currency is no amount: it stays in the source. */
function checkValue({ goods, problems }: Draft): void {
  if (goods.value === undefined || goods.currency !== undefined) return;
  delete goods.value;
  problems.push({ level: 'warning', code: 'currency_blank', field: 'value' });
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
