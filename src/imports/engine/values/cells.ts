import { readDate, type DateResult } from './dates.ts';
import { fiscalYearIn } from './fiscal-years.ts';
import { memo, type CellReader, type Draft } from '../draft/draft.ts';
import { readMeasured, type Measured, type MeasuredResult } from './measured.ts';
import { readNumber } from './numbers.ts';
import { levelFor, type ImportField } from '../columns/import-fields.ts';
import { dateStyleOf, numberStyleOf, splitMany, type Answers, type ImportPlan, type Measure } from '../plan.ts';
import type { RowProblem, Values } from '../problems.ts';
import { wordReader } from './cell-words.ts';
import { fold, isBlank, meaning, saysNothing } from '../words/words.ts';

/** The reader of one column. */
export function cellReader(field: ImportField, column: number, plan: ImportPlan, answers: Answers): CellReader {
  const read = inWords(plan.choices?.[column], plainReader(field, column, plan, answers));
  return (cell, draft) => {
    if (cell.charCodeAt(0) === 35 && /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)$/.test(cell)) {
      draft.problems.push({
        level: levelFor(field.name),
        code: 'cell_error',
        field: field.name,
        column,
        values: { cell },
      });
    } else read(cell, draft);
  };
}

/** A choice that stands in words, or several of them. */
function inWords(choices: Readonly<Record<string, string>> | undefined, read: CellReader): CellReader {
  if (!choices) return read;
  return (cell, draft) =>
    read(
      isBlank(cell)
        ? cell
        : (choices[fold(cell)] ??
            splitMany(cell)
              .map(part => choices[fold(part)] ?? part)
              .join('; ')),
      draft,
    );
}

function plainReader(field: ImportField, column: number, plan: ImportPlan, answers: Answers): CellReader {
  switch (field.reading) {
    case 'date':
      return dateReader(field, column, plan);
    case 'year':
    case 'month':
    case 'day':
      return field.reading === 'year' && plan.fiscalStart !== undefined
        ? fiscalReader()
        : datePartReader(field.reading);
    case 'number':
      return numberReader(field, column, plan);
    case 'choice':
      return choiceReader(field, column);
    case 'words':
      return field.kind === undefined ? () => undefined : wordReader(field, field.kind, column, plan, answers);
    case 'text':
      return textReader(field, column);
    default:
      return () => undefined;
  }
}

function dateReader(field: ImportField, column: number, plan: ImportPlan): CellReader {
  const style = dateStyleOf(plan, column);
  const oldest = `${Number(plan.today.slice(0, 4)) - 20}${plan.today.slice(4)}`;
  const read = memo((cell): { result: DateResult; problem?: RowProblem } => {
    const result = readDate(cell, style);
    const problem = dateProblem(result, cell, field.name, column, plan.today, oldest);
    return problem ? { result, problem } : { result };
  });
  return (cell, draft) => {
    const { result, problem } = read(cell);
    if (problem) draft.problems.push(problem);
    if (typeof result === 'string' || problem?.code === 'date_future') return;
    draft.facts[field.name] = result.date;
    if (field.name === 'seizureDate' && result.precision !== 'day') draft.facts.datePrecision = result.precision;
  };
}

function dateProblem(
  result: DateResult,
  cell: string,
  field: string,
  column: number,
  today: string,
  oldest: string,
): RowProblem | undefined {
  const made = (level: RowProblem['level'], code: RowProblem['code'], values: Values = {}): RowProblem => ({
    level,
    code,
    field,
    column,
    values: { cell: meaning(cell), ...values },
  });
  if (result === 'blank') return field === 'seizureDate' ? made('error', 'date_blank') : undefined;
  if (result === 'unreadable') return made(levelFor(field), 'date_unreadable');
  if (result.date > today) return made(levelFor(field), 'date_future', { date: result.date });
  if (result.doubt === 'minority') return made('warning', 'date_minority', { date: result.date });
  if (result.doubt === 'either') return made('warning', 'date_two_ways', { date: result.date });
  return field === 'seizureDate' && result.date < oldest
    ? made('warning', 'date_old', { date: result.date })
    : undefined;
}

function datePartReader(part: 'year' | 'month' | 'day'): CellReader {
  const read = memo((cell): number => {
    if (part === 'month' && /\p{L}/u.test(cell)) {
      const named = readDate(`${cell} 2000`, { order: 'dmy' });
      return typeof named === 'string' ? Number.NaN : Number(named.date.slice(5, 7));
    }
    // A workbook may have grouped the digits of a year: 2.008.
    const digits = part === 'year' ? cell.replace(/^(\s*[12])[.,\s](?=\d{3}\b)/, '$1') : cell;
    return /^\s*\d{1,4}(?:[.,]0+)?\s*$/.test(digits) ? Number(digits.replace(',', '.')) : Number.NaN;
  });
  return (cell, draft) => {
    if (isBlank(cell)) return;
    draft.date[part] = read(cell);
  };
}

function fiscalReader(): CellReader {
  return (cell, draft) => {
    if (isBlank(cell)) return;
    const fiscal = fiscalYearIn(cell);
    draft.date.year = fiscal?.year ?? Number.NaN;
    if (fiscal) draft.date.fiscal = fiscal;
  };
}

function numberReader(field: ImportField, column: number, plan: ImportPlan): CellReader {
  const style = numberStyleOf(plan, column);
  const whole = field.name === 'packages' || field.name === 'persons';
  const measured = field.name === 'quantity' ? readMeasured : readNumber;
  const isMoney = field.name === 'value' || field.name === 'dutyEvaded';
  const read = memo((cell): MeasuredResult => {
    const result = measured(cell, style);
    return whole && typeof result === 'object' && !Number.isInteger(result.value) ? 'unreadable' : result;
  });
  return (cell, draft) => {
    const result = read(cell);
    if (result === 'blank') return;
    const problem = (level: RowProblem['level'], code: RowProblem['code']): void => {
      draft.problems.push({ level, code, field: field.name, column, values: { cell: meaning(cell) } });
    };
    if (result === 'unreadable') return problem(levelFor(field.name), 'number_unreadable');
    if (result.value < 0 && field.part === 'line') return problem(levelFor(field.name), 'quantity_negative');
    if (result.doubt === 'either') problem('warning', 'number_two_ways');
    const scale = isMoney ? scaleOf(result.unit, plan.measures?.[column]) : 1;
    if (scale === undefined) return problem('warning', 'number_unreadable');
    setNumber(field, Number((result.value * scale).toPrecision(15)), draft);
    if (field.name === 'quantity') setQuantityCell(cell, result, draft);
    setMeasure(field.name, result.currency, plan.measures?.[column], draft);
  };
}

const scales: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, mn: 1e6, mln: 1e6, mio: 1e6, million: 1e6, bn: 1e9 };

/** What the letters behind an amount of money, or its header, multiply it by ("1.94M"); undefined for other letters. */
function scaleOf(unit: string | undefined, header: Measure | undefined): number | undefined {
  return unit === undefined ? (header?.scale ?? 1) : scales[unit.toLowerCase().replace(/\.$/, '')];
}

/** The currency of a value and the unit of a second quantity: beside the number, else in the header. */
function setMeasure(field: string, stated: string | undefined, header: Measure | undefined, { goods }: Draft): void {
  const currency = stated ?? header?.currency;
  if (field === 'value' && currency !== undefined) goods.currency ??= currency;
  if (field === 'quantity2' && header?.unit !== undefined) goods.unit2 ??= header.unit;
}

function setQuantityCell(cell: string, { unit, currency, packages, second, about }: Measured, draft: Draft): void {
  draft.quantityCell = cell;
  if (currency !== undefined) draft.quantityCurrency = currency;
  if (about) draft.goods.quantityBasis ??= 'estimated';
  if (unit !== undefined && unit !== '%') draft.unitWord = unit;
  if (packages !== undefined) draft.goods.packages ??= packages;
  if (second) draft.second = second;
}

function setNumber(field: ImportField, value: number, draft: Draft): void {
  if (field.part === 'facts') draft.facts[field.name] = value;
  else if (field.part === 'details') draft.details[field.name.slice(8)] = value;
  else if (field.part === 'persons') draft.persons = value > 0 ? [{ role: 'other', count: value }] : [];
  else draft.goods[field.name as 'quantity'] = value;
}

function choiceReader(field: ImportField, column: number): CellReader {
  const options = new Map((field.options ?? []).map(option => [fold(option), option]));
  return (cell, draft) => {
    if (isBlank(cell)) return;
    if (field.part === 'details') draft.details[field.name.slice(8)] = meaning(cell);
    else if (field.many === true && splitMany(cell).every(part => options.has(fold(part))))
      draft.facts[field.name] = splitMany(cell).map(part => options.get(fold(part)) ?? '');
    else if (!options.has(fold(cell)))
      draft.problems.push({
        level: 'warning',
        code: 'value_unknown',
        field: field.name,
        column,
        values: { cell: meaning(cell) },
      });
    else if (field.part === 'line') draft.goods[field.name as 'quantityBasis'] = options.get(fold(cell)) as 'measured';
    else draft.facts[field.name] = options.get(fold(cell)) ?? '';
  };
}

function textReader(field: ImportField, column: number): CellReader {
  const max = field.max ?? 200;
  return (cell, draft) => {
    if (saysNothing(cell)) return;
    const text = meaning(cell);
    if (text.length > max)
      draft.problems.push({ level: 'warning', code: 'text_cut', field: field.name, column, values: { max } });
    const kept = text.length > max ? text.slice(0, max).toWellFormed() : text;
    if (field.name === 'hsCode') setHsCode(kept, draft);
    else if (field.name === 'place') setPlace(kept, draft);
    else if (field.part === 'facts') draft.facts[field.name] = kept;
    else if (field.part === 'details') draft.details[field.name.slice(8)] = kept;
    else draft.goods[field.name as 'productText'] = kept;
  };
}

/** HS codes are international to six digits; what a national tariff adds stays in the source. */
function setHsCode(text: string, draft: Draft): void {
  const digits = text.replace(/[\s.]/g, '');
  if (/^\d{2,12}$/.test(digits))
    draft.goods.hsCode = digits.slice(0, digits.length >= 6 ? 6 : digits.length >= 4 ? 4 : 2);
}

function setPlace(text: string, draft: Draft): void {
  const code = text.replace(/\s/g, '');
  if (/^[A-Z]{2}[A-Z0-9]{3}$/.test(code)) draft.facts.place = code;
  else draft.facts.placeName ??= text.slice(0, 120);
}
