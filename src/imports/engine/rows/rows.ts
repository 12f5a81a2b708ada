import { hash } from 'node:crypto';
import type { FieldValue, GoodsLine, HeadingCode, PersonCount } from '../../../seizures/index.ts';
import type { Draft } from '../draft/draft.ts';
import { finishLine } from '../draft/finish-line.ts';
import { settleRoute } from '../draft/route.ts';
import { hardFields, softFields } from '../columns/import-fields.ts';
import { mappedColumns, type Answer, type Answers, type ImportPlan } from '../plan.ts';
import type { RowProblem } from '../problems.ts';
import { cellsReader } from './row-cells.ts';
import type { RawRow } from './raw-rows.ts';
import { isBlank, tidy } from '../words/words.ts';

/** A row as a record in the making. It may be saved when none of its problems is an error. */
export interface NormalisedRow {
  readonly line: number;
  readonly facts: Readonly<Record<string, FieldValue>>;
  /** One goods line, or one for each quantity where a row holds several. */
  readonly lines: readonly GoodsLine[];
  readonly persons: readonly PersonCount[];
  /** The cells as in the file; null in place of nominal ones, which are never kept. */
  readonly raw: readonly (string | null)[];
  readonly problems: readonly RowProblem[];
  /** 16 bytes of SHA-256 over the normalised values, in hexadecimal: equal for equal rows, in whatever file. */
  readonly hash: string;
}

const prepared = new WeakMap<ImportPlan, { answers: Answers; read: (raw: RawRow) => NormalisedRow }>();

/**
 * One row under a plan and its answers. Pure; the plan is prepared once and kept, so pass the same objects for each
 * row.
 */
export function normaliseRow(raw: RawRow, plan: ImportPlan, answers: Answers): NormalisedRow {
  let own = prepared.get(plan);
  if (!own || own.answers !== answers) {
    own = { answers, read: rowReader(plan, answers) };
    prepared.set(plan, own);
  }
  return own.read(raw);
}

/**
 * A reader of rows: each distinct cell is read once and remembered. For a changed plan or new answers make a new one.
 */
export function rowReader(plan: ImportPlan, answers: Answers): (raw: RawRow) => NormalisedRow {
  const cells = cellsReader(plan, answers);
  const narrative = plan.narrativeColumns ?? [];
  const nominal = plan.mapping.flatMap((field, column) => (field === 'nominal' ? [column] : []));
  const rules = absenceRules(plan);
  const names = factNames(plan);
  const units = answers.get('unit') ?? new Map<string, Answer>();
  return raw => {
    const draft: Draft = {
      facts: { ...constantFacts(plan) },
      goods: { ...constantGoods(plan) },
      details: {},
      persons: [],
      problems: raw.notes ? [...raw.notes] : [],
      date: {},
    };
    checkLength(raw, plan, draft);
    const lines = cells(raw.cells, draft);
    for (const column of narrative) addNarrative(draft, plan.header[column] ?? '', raw.cells[column] ?? '');
    settleRoute(draft);
    for (const line of lines) finishLine(line, plan, units);
    checkAbsent(draft, lines, rules);
    return result(raw, draft, lines, nominal, names);
  };
}

const facts = new WeakMap<ImportPlan, { facts: Record<string, FieldValue>; goods: Draft['goods'] }>();
const goodsNames = new Set([
  'heading',
  'product',
  'productText',
  'quantity',
  'unit',
  'packages',
  'hsCode',
  'value',
  'currency',
]);

function constants(plan: ImportPlan): { facts: Record<string, FieldValue>; goods: Draft['goods'] } {
  let own = facts.get(plan);
  if (!own) {
    const entries = Object.entries(plan.constants).filter(([, value]) => value !== '');
    own = {
      facts: Object.fromEntries(entries.filter(([name]) => !goodsNames.has(name))),
      goods: {
        ...(plan.heading === undefined ? {} : { heading: plan.heading }),
        ...Object.fromEntries(entries.filter(([name]) => goodsNames.has(name))),
        ...(plan.constants.quantity === undefined ? {} : { quantity: Number(plan.constants.quantity) }),
      },
    };
    facts.set(plan, own);
  }
  return own;
}

function constantFacts(plan: ImportPlan): Record<string, FieldValue> {
  return constants(plan).facts;
}

function constantGoods(plan: ImportPlan): Draft['goods'] {
  return constants(plan).goods;
}

function checkLength(raw: RawRow, plan: ImportPlan, draft: Draft): void {
  const [a, b] = [raw.cells.length, plan.header.length];
  if (a === b) return;
  draft.problems.push({
    level: 'error',
    code: a < b ? 'row_too_short' : 'row_too_long',
    values: { n: raw.line, a, b },
  });
}

function addNarrative(draft: Draft, header: string, cell: string): void {
  if (isBlank(cell)) return;
  const before = draft.facts.narrative;
  draft.facts.narrative = `${typeof before === 'string' ? `${before}\n` : ''}${header}: ${tidy(cell)}`.slice(0, 8000);
}

interface AbsenceRules {
  readonly soft: readonly string[];
  readonly warnings: Map<string, RowProblem>;
}

/** Soft facts are missed in a row only where the file has a column for them; else the file as a whole lacks them. */
function absenceRules(plan: ImportPlan): AbsenceRules {
  return { soft: softFields.filter(field => plan.mapping.includes(field)), warnings: new Map() };
}

function checkAbsent(draft: Draft, lines: readonly Draft[], rules: AbsenceRules): void {
  const { facts: own, problems } = draft;
  if (own.seizureDate === undefined && !problems.some(problem => problem.field === 'seizureDate'))
    problems.push({ level: 'error', code: 'date_blank', field: 'seizureDate' });
  for (const field of hardFields) {
    if (field === 'seizureDate' || field === 'quantity' || field === 'unit') continue;
    const isAbsent =
      field === 'country' ? own[field] === undefined : lines.some(({ goods }) => goods[field] === undefined);
    if (isAbsent && !problems.some(problem => problem.field === field || problem.code === 'quantity_blank'))
      problems.push({ level: 'error', code: 'value_blank', field });
  }
  const absent = rules.soft
    .filter(field => own[field] === undefined && !problems.some(problem => problem.field === field))
    .join(', ');
  if (absent !== '') problems.push(absentWarning(absent, rules));
  const { departure, destination } = own;
  if (departure !== undefined && departure === destination && departure !== 'ZZ' && own.direction !== 'INT') {
    problems.push({
      level: 'warning',
      code: 'country_same',
      field: 'destination',
      values: { country: String(departure) },
    });
  }
}

function absentWarning(fields: string, rules: AbsenceRules): RowProblem {
  let warning = rules.warnings.get(fields);
  if (!warning) {
    warning = { level: 'warning', code: 'facts_absent', values: { fields } };
    rules.warnings.set(fields, warning);
  }
  return warning;
}

function goodsLines(drafts: readonly Draft[]): GoodsLine[] {
  return drafts.flatMap(({ goods, details }): GoodsLine[] => {
    const { heading, product, ...rest } = goods;
    return heading === undefined ? [] : [{ heading: heading as HeadingCode, product: product ?? '', ...rest, details }];
  });
}

function result(
  raw: RawRow,
  draft: Draft,
  drafts: readonly Draft[],
  nominal: readonly number[],
  names: readonly string[],
): NormalisedRow {
  const lines = goodsLines(drafts);
  const kept: (string | null)[] =
    nominal.length === 0
      ? (raw.cells as string[])
      : raw.cells.map((cell, column) => (nominal.includes(column) ? null : cell));
  return {
    line: raw.line,
    facts: draft.facts,
    lines,
    persons: draft.persons,
    raw: kept,
    problems: draft.problems,
    hash: hashOf(
      [
        namedText(draft.facts, names),
        ...lines.flatMap(line => [
          namedText(line, lineNames),
          namedText(line.details, Object.keys(line.details).sort()),
        ]),
      ].join('\u001d'),
    ),
  };
}

/** As text: a buffer for each row takes three times as long. */
function hashOf(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 32);
}

function namedText(record: object, names: readonly string[]): string {
  let text = '';
  for (const name of names) {
    const value: unknown = (record as Record<string, unknown>)[name];
    if (value !== undefined) text += `${name}\u001f${typeof value === 'string' ? value : JSON.stringify(value)}\u001e`;
  }
  return text;
}

/** All names a row of this plan may have, in order: sorting them for each row would cost more than the hash. */
function factNames(plan: ImportPlan): readonly string[] {
  const mapped = mappedColumns(plan)
    .filter(({ field }) => field.part === 'facts')
    .map(({ field }) => field.name);
  return [
    ...new Set([
      ...mapped,
      ...Object.keys(constants(plan).facts),
      'seizureDate',
      'datePrecision',
      'narrative',
      'place',
      'placeName',
      'departure',
      'destination',
    ]),
  ].sort();
}

const lineNames = [
  'heading',
  'product',
  'productText',
  'quantity',
  'unit',
  'quantity2',
  'unit2',
  'packages',
  'quantityBasis',
  'hsCode',
  'value',
  'currency',
].sort();
