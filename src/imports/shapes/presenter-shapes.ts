import type { RecordWords as Words } from '../../seizures/index.ts';
import { columnLetter } from '../check/presenter-problems.ts';
import { fieldLabel } from '../columns/presenter-fields.ts';
import type { Shape } from '../columns/store-profiles.ts';
import { importFields } from '../engine/columns/import-fields.ts';
import { codeName } from '../words/presenter-codes.ts';

/** A remembered shape: what each of its columns is taken for, and what holds for all its rows. */
export function shapeRow(words: Words, { name, headerPrint, usedAt, plan: { rows } }: Shape) {
  const used = rows.mapping.filter(field => field !== null && field !== 'nominal').length;
  return {
    id: headerPrint,
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
