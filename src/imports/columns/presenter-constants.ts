import type { Viewer } from '../../access/index.ts';
import type { RecordWords as Words, SeizuresContext } from '../../seizures/index.ts';
import { neededConstants, usefulConstants } from './columns-form.ts';
import { importFields } from '../engine/columns/import-fields.ts';
import { missingFields, type SampledFile } from '../open-questions.ts';
import type { Plan } from '../plan.ts';
import { codeName, isShort, listAddress, optionsOfKind } from '../words/presenter-codes.ts';
import { fieldLabel } from './presenter-fields.ts';

/** Fields without a column: those a record needs, to be given once for all rows, and those it would gain by. */
export function constantFields(
  context: SeizuresContext,
  words: Words,
  viewer: Viewer,
  file: SampledFile,
  rows: Plan['rows'],
  errors: ReadonlyMap<string, string>,
) {
  const missing = missingFields({ ...file, plan: { ...file.plan, rows } }).map(({ values }) => String(values.field));
  const shown = neededConstants.filter(field => !rows.mapping.includes(field) && isAskable(field, rows, missing));
  const view = (field: string) =>
    constantView(context, words, viewer, rows, field, errors.get(`k-${field}`), missing.includes(field));
  return {
    missing: shown.filter(field => missing.includes(field)).map(view),
    needed: shown.filter(field => !missing.includes(field)).map(view),
    useful: usefulConstants.filter(field => !rows.mapping.includes(field)).map(view),
    columnsOnly: missing
      .filter(field => !neededConstants.some(one => one === field))
      .map(field => words.t('imports:problems.required_missing', { field: fieldLabel(words, field) })),
    hasUseful: usefulConstants.some(field => rows.constants[field] !== undefined),
  };
}

/** A product only where none is told; a unit only where no cell has one. */
function isAskable(field: string, rows: Plan['rows'], missing: readonly string[]): boolean {
  if (field === 'unit' && rows.assumedUnit !== undefined) return true;
  return field === 'heading' || field === 'country' || missing.includes(field) || rows.constants[field] !== undefined;
}

function constantView(
  context: SeizuresContext,
  words: Words,
  viewer: Viewer,
  rows: Plan['rows'],
  field: string,
  error: string | undefined,
  isMissing: boolean,
) {
  const kind = importFields.get(field)?.kind;
  const heading = rows.constants.heading ?? rows.heading ?? '';
  const value = constantValue(field, heading, rows);
  const base = {
    id: `k-${field}`,
    name: `k.${field}`,
    label: fieldLabel(words, field),
    value,
    span: 6,
    optional: !isMissing,
    ...(error === undefined ? hintOf(words, rows, field, isMissing) : { error }),
  };
  if (kind === undefined) return { ...base, type: field === 'seizureDate' ? 'date' : 'text' };
  if (field === 'country' || isShort(kind)) {
    const placeholder = words.t(placeholderOf(field, rows));
    const options = field === 'country' ? countries(context, words, viewer) : optionsOfKind(context, words, kind);
    return { ...base, type: 'code', display: 'select', placeholder, options };
  }
  return {
    ...base,
    type: 'code',
    options: [],
    listUrl: listAddress(kind, heading),
    ...(value === '' ? {} : { valueLabel: codeName(words, kind, value) }),
  };
}

function placeholderOf(field: string, { mapping, assumedUnit }: Plan['rows']): string {
  if (field === 'heading' && mapping.includes('product')) return 'imports:columns.byProduct';
  return field === 'unit' && assumedUnit === 'natural' ? 'imports:columns.unitByProduct' : 'common:choose';
}

function hintOf(
  words: Words,
  { assumedUnit, constants }: Plan['rows'],
  field: string,
  isMissing: boolean,
): { hint?: string } {
  if (field === 'quantity' && constants.quantity !== undefined)
    return { hint: words.t('imports:columns.quantityAssumed') };
  if (field === 'unit' && assumedUnit !== undefined) return { hint: words.t('imports:columns.unitAssumed') };
  return isMissing ? { hint: words.t('imports:columns.sameForAll') } : {};
}

function constantValue(field: string, heading: string, { constants, assumedUnit }: Plan['rows']): string {
  if (field === 'heading') return heading;
  if (field === 'unit' && constants.unit === undefined && assumedUnit !== 'natural') return assumedUnit ?? '';
  const value = constants[field] ?? '';
  return field === 'product' && value !== '' ? `${heading}/${value}` : value;
}

/** Countries the viewer may enter records for. */
function countries(context: SeizuresContext, words: Words, { office }: Viewer) {
  const all = optionsOfKind(context, words, 'country');
  if (office.kind === 'administration') return all.filter(({ value }) => value === office.country);
  return office.kind === 'rilo' ? all.filter(({ value }) => office.memberCountries.includes(value)) : all;
}
