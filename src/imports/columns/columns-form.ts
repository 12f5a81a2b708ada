import type { Viewer } from '../../access/index.ts';
import { BadRequest } from '../../errors.ts';
import { isHeadingCode, mayEnterFor, type SeizuresContext } from '../../seizures/index.ts';
import { assumedUnit } from '../engine/draft/assumed-unit.ts';
import { headingOfGoods } from '../engine/draft/draft-plan.ts';
import { cellOf } from '../engine/plan.ts';
import { importFields, softFields } from '../engine/columns/import-fields.ts';
import type { Form } from '../upload/form.ts';
import { vocabularyOf } from '../words/vocabulary-of.ts';
import type { Plan } from '../plan.ts';
import { resolveCode } from '../words/presenter-codes.ts';
import type { Import } from '../store.ts';
import { readDate } from '../../text/plain-date.ts';
import { readNumber } from '../engine/values/numbers.ts';

/** A problem at a control of the columns page: its id, and a key of `imports:columns.errors` with values. */
export interface ColumnsProblem {
  readonly at: string;
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

interface ColumnsRead {
  readonly rows: Plan['rows'];
  /** The column an answer was pressed for. */
  readonly answered?: number;
  readonly problems: readonly ColumnsProblem[];
}

/** Fields that may have one value for all rows: those a record needs, then those it should have. */
export const neededConstants = ['heading', 'product', 'country', 'seizureDate', 'quantity', 'unit'] as const;
export const usefulConstants = ['agency', ...softFields] as const;

/** In place of a field: the column is added to the narrative as "header: cell". */
export const toNarrative = '+narrative';
/** Fields that several columns may be. */
const repeatable: ReadonlySet<string> = new Set(['nominal', 'rowNumber']);

/** The part of an import whose columns are read; of a remembered shape there are no cells. */
export type ColumnsFile = Pick<Import, 'plan' | 'fileName'> & {
  readonly sniffed: Pick<Import['sniffed'], 'sample'> & { readonly dialect: { readonly header: readonly string[] } };
};

/**
 * Reads the columns page over the plan as it stands. What is locked as persons' data stays so. Throws BadRequest for
 * what the page does not offer.
 */
export function readColumns(
  context: Pick<SeizuresContext, 'lists'>,
  viewer: Viewer,
  file: ColumnsFile,
  form: Form,
): ColumnsRead {
  const { rows, proposals } = file.plan;
  const locked = new Set(proposals.filter(({ state }) => state === 'nominal').map(({ column }) => column));
  const answer = readPressed(form, rows);
  const given = rows.header.map((_, column) =>
    locked.has(column) ? 'nominal' : answer?.column === column ? answer.field : fieldIn(form, column, rows),
  );
  const mapping = given.map(field => (field === '' || field === toNarrative ? null : field));
  const constants = readConstants(context, viewer, form, mapping);
  const heading = mapping.includes('heading')
    ? undefined
    : (constants.values.heading ?? guessed(context, file, mapping));
  const { heading: _heading, assumedUnit: assumed, ...before } = rows;
  const { unit, ...values } = constants.values;
  const told: Plan['rows'] = {
    ...before,
    mapping,
    // A unit we assumed and nobody changed stays an assumption.
    constants: unit === undefined || unit === assumed ? values : constants.values,
    ...(heading === undefined ? {} : { heading }),
    narrativeColumns: given.flatMap((field, column) => (field === toNarrative ? [column] : [])),
  };
  return {
    rows: withAssumedUnit(told, file),
    ...(answer === undefined ? {} : { answered: answer.column }),
    problems: [...twice(told, proposals), ...constants.problems],
  };
}

function withAssumedUnit(rows: Plan['rows'], { sniffed }: ColumnsFile): Plan['rows'] {
  const cells = (column: number): string[] => sniffed.sample.map(row => cellOf(rows, column)(row.cells));
  const unit = assumedUnit(rows, cells);
  return unit === undefined ? rows : { ...rows, assumedUnit: unit };
}

/** An answer given with one press: "2:placeName". Throws BadRequest for what no button says. */
function readPressed(form: Form, { header }: Plan['rows']): { column: number; field: string } | undefined {
  if (!form.has('set')) return undefined;
  const [, column = '', field = ''] = /^(\d{1,4}):([A-Za-z0-9.]*)$/.exec(form.text('set')) ?? [];
  const isKnown = column !== '' && Number(column) < header.length && (field === '' || importFields.has(field));
  if (!isKnown) throw new BadRequest([{ path: 'set', key: 'errors:fields.notInList' }]);
  return { column: Number(column), field };
}

function fieldIn(form: Form, column: number, rows: Plan['rows']): string {
  const name = `c.${column}`;
  if (!form.has(name)) return rows.mapping[column] ?? '';
  const field = form.text(name);
  if (field !== '' && field !== toNarrative && !importFields.has(field))
    throw new BadRequest([{ path: name, key: 'errors:fields.notInList' }]);
  return field;
}

/** In an export of ours a detail has a column for each heading that knows it, and a row fills one of them. */
function twice({ mapping, choices, measures = {} }: Plan['rows'], proposals: Plan['proposals']): ColumnsProblem[] {
  return mapping.flatMap((field, column) => {
    const mayRepeat =
      field === null ||
      repeatable.has(field) ||
      (choices !== undefined && field.startsWith('details.')) ||
      (field === 'quantity' && (measures[column] !== undefined || proposals[column]?.field === 'quantity'));
    const first = mayRepeat ? column : mapping.indexOf(field);
    return first === column ? [] : [{ at: `c-${column}`, key: 'twice', values: { field: field ?? '', first } }];
  });
}

interface Constants {
  readonly values: Record<string, string>;
  readonly problems: ColumnsProblem[];
}

function readConstants(
  context: Pick<SeizuresContext, 'lists'>,
  viewer: Viewer,
  form: Form,
  mapping: readonly (string | null)[],
): Constants {
  const values: Record<string, string> = {};
  const problems: ColumnsProblem[] = [];
  for (const field of [...neededConstants, ...usefulConstants]) {
    const text = form.text(`k.${field}`).trim();
    if (text === '' || mapping.includes(field)) continue;
    const read = readConstant(context, viewer, field, text, values.heading ?? '');
    if (typeof read === 'string') problems.push({ at: `k-${field}`, key: read, values: { value: text.slice(0, 60) } });
    else Object.assign(values, read);
  }
  return { values, problems };
}

/** The values one constant sets (a product brings its heading), or what is wrong with it. */
function readConstant(
  context: Pick<SeizuresContext, 'lists'>,
  viewer: Viewer,
  field: string,
  text: string,
  heading: string,
): Record<string, string> | string {
  if (field === 'seizureDate') {
    const date = readDate(text);
    return date.ok ? { seizureDate: date.value } : 'date';
  }
  if (field === 'quantity') {
    const number = readNumber(text, { decimal: '.' });
    return typeof number === 'object' && number.value > 0 && number.unit === undefined
      ? { quantity: String(number.value) }
      : 'quantity';
  }
  const kind = importFields.get(field)?.kind;
  const code = kind === undefined ? undefined : resolveCode(context, kind, text, heading);
  if (code === undefined) return 'unknown';
  if (field === 'country' && !mayEnterFor(viewer, code)) return 'notYours';
  if (field !== 'product') return { [field]: code };
  const [own = '', product = ''] = code.split('/');
  return { heading: own, product };
}

/** The heading the product words of the sample speak for, once the product's column is known. */
function guessed(
  context: Pick<SeizuresContext, 'lists'>,
  { sniffed, fileName }: ColumnsFile,
  mapping: readonly (string | null)[],
): string | undefined {
  const column = mapping.indexOf('product');
  if (column === -1) return undefined;
  const heading = headingOfGoods(
    sniffed.sample.filter(({ aside }) => aside === undefined).map(({ cells }) => cells[column] ?? ''),
    [sniffed.dialect.header[column] ?? '', fileName],
    vocabularyOf(context),
  );
  return isHeadingCode(heading) ? heading : undefined;
}
