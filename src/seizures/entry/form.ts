import type { FieldProblem } from '../../errors.ts';
import { allCommonFields } from '../fields.ts';
import { headings, isHeadingCode } from '../headings/index.ts';
import { lineFields } from '../goods/line-fields.ts';
import { fieldsFor } from '../goods/products.ts';
import type { Field } from '../goods/heading.ts';
import { textOf, type Row, type Sheet, type Values } from './form-sheet.ts';
import { personFields } from '../checks/persons.ts';

/**
 * The record a sheet states, for the validator to read: texts as typed, by the record's own names. Of a goods line only
 * the fields its heading and product ask are taken: what was typed for another product before stays in the sheet alone.
 */
export function statedBy(sheet: Sheet): unknown {
  return {
    form: sheet.form,
    facts: taken(allCommonFields, sheet.facts),
    lines: sheet.lines.map(({ values }) => statedLine(values)),
    persons: sheet.persons.map(({ values }) => taken(personFields, values)),
  };
}

function statedLine(values: Values): unknown {
  const details = detailFields(values).map(field => [field.name, values[`details.${field.name}`]] as const);
  return {
    ...taken(lineFields, values),
    details: Object.fromEntries(details.filter(([, value]) => value !== undefined)),
  };
}

/** The own fields that the heading and product of a line as typed are asked for. */
export function detailFields(values: Values): readonly Field[] {
  const heading = textOf(values.heading);
  return isHeadingCode(heading) ? fieldsFor(headings[heading], textOf(values.product)) : [];
}

function taken(fields: readonly Field[], values: Values): Record<string, unknown> {
  return Object.fromEntries(
    fields.map(({ name }) => [name, values[name]] as const).filter(([, value]) => value !== undefined),
  );
}

/** Places where a character could not be kept and stands replaced. */
export function replacedCharacters(sheet: Sheet): FieldProblem[] {
  return [
    ...replacedIn(sheet.facts, 'facts'),
    ...sheet.lines.flatMap((row, at) => replacedInRow(row, `lines.${at}`)),
    ...sheet.persons.flatMap((row, at) => replacedInRow(row, `persons.${at}`)),
  ];
}

function replacedInRow(row: Row, path: string): FieldProblem[] {
  return replacedIn(row.values, path);
}

function replacedIn(values: Values, path: string): FieldProblem[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const position = textOf(value).indexOf('\ufffd') + 1;
    return position === 0
      ? []
      : [{ path: `${path}.${name}`, key: 'findings:characterBroken', values: { code: 'U+FFFD', position } }];
  });
}
