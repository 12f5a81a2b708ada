import type { Viewer } from '../../access/index.ts';
import type { RecordWords as Words, SeizuresContext } from '../../seizures/index.ts';
import { toNarrative, type ColumnsProblem } from '../columns/columns-form.ts';
import { columnsProblemText, headingOf, specialFields } from '../columns/presenter-columns.ts';
import { constantFields } from '../columns/presenter-constants.ts';
import { seenOf, shapeFile } from './change.ts';
import { columnLetter } from '../check/presenter-problems.ts';
import { fieldGroups, fieldLabel } from '../columns/presenter-fields.ts';
import type { Shape } from '../columns/store-profiles.ts';
import { importFields } from '../engine/columns/import-fields.ts';
import { codeName } from '../words/presenter-codes.ts';

export const shapesAddress = '/seizures/imports/shapes';

/** The page on which a shape is changed, with the parts of the columns page. `rows` as the form stands. */
export function shapePage(
  context: SeizuresContext,
  words: Words,
  viewer: Viewer,
  shape: Shape,
  rows: Shape['plan']['rows'],
  problems: readonly ColumnsProblem[],
) {
  const file = shapeFile(shape);
  const errors = new Map(problems.map(problem => [problem.at, columnsProblemText(words, problem, rows)]));
  return {
    name: shape.name,
    action: `${shapesAddress}/${shape.headerPrint}`,
    seen: seenOf(shape),
    columns: rows.header.map((header, column) => ({
      id: `c-${column}`,
      name: `c.${column}`,
      letter: columnLetter(column),
      header: header || words.t('imports:columns.unnamed'),
      value: rows.narrativeColumns?.includes(column) ? toNarrative : (rows.mapping[column] ?? ''),
      locked: shape.plan.rows.mapping[column] === 'nominal',
      error: errors.get(`c-${column}`),
    })),
    groups: fieldGroups(words, headingOf(rows), new Set(rows.mapping.filter(field => field !== null))),
    special: specialFields(words),
    constants: constantFields(context, words, viewer, file, rows, errors),
    problems: problems.map(problem => ({ text: errors.get(problem.at) ?? '', href: `#${problem.at}` })),
  };
}

/** A remembered shape: what each of its columns is taken for, and what holds for all its rows. */
export function shapeRow(words: Words, { name, headerPrint, usedAt, plan: { rows } }: Shape) {
  const used = rows.mapping.filter(field => field !== null && field !== 'nominal').length;
  return {
    id: headerPrint,
    change: `${shapesAddress}/${headerPrint}`,
    anchor: `shape-${headerPrint.slice(0, 12)}`,
    name,
    when: words.time(usedAt),
    datetime: usedAt,
    summary: words.t('imports:shapes.columns', { count: rows.header.length, used }),
    columns: rows.header.map((header, column) => ({
      letter: columnLetter(column),
      header: header || words.t('imports:columns.unnamed'),
      field: fieldText(words, rows, column),
    })),
    constants: Object.entries(rows.constants).map(([field, value]) => ({
      label: fieldLabel(words, field),
      value: valueText(words, field, value, rows.constants.heading),
    })),
  };
}

function fieldText(words: Words, { mapping, narrativeColumns }: Shape['plan']['rows'], column: number): string {
  const field = mapping[column];
  if (field) return fieldLabel(words, field);
  return words.t(narrativeColumns?.includes(column) ? 'imports:columns.narrative' : 'imports:columns.unused');
}

function valueText(words: Words, field: string, value: string, heading = ''): string {
  const kind = importFields.get(field)?.kind;
  if (kind === undefined) return value;
  return codeName(words, kind, kind === 'product' && !value.includes('/') ? `${heading}/${value}` : value);
}
