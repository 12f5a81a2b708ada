import { limits } from './limits.ts';
import { bulkColumns, type BulkRow } from './rows.ts';
import { anyText, readForm, rows } from '../../../fields/index.ts';

/** A course as the check page holds it: nothing of it is kept at the server before it is sent. */
export interface TypedCourse {
  readonly formId: string;
  readonly office: string;
  readonly course: string;
  readonly reason: string;
  readonly endsOn: string;
  readonly rows: readonly BulkRow[];
}

type RowField = (typeof bulkColumns)[number] | 'otherPerson' | 'skip';
const row = Object.fromEntries([...bulkColumns, 'otherPerson', 'skip'].map(name => [name, anyText])) as Record<
  RowField,
  typeof anyText
>;
const form = {
  formId: anyText,
  office: anyText,
  course: anyText,
  reason: anyText,
  endsOn: anyText,
  rows: rows(row, { most: limits.rows, nameOf: (at, name) => `rows.${at}.${name}` }),
};

/**
 * The posted check page. Throws BadRequest for a field that is none of it, is repeated, or is of a row beyond the
 * limit.
 */
export function readCourse(posted: unknown): TypedCourse {
  const { typed, read } = readForm(posted, form);
  const { formId, office, course, reason, endsOn } = typed;
  return { formId, office, course, reason, endsOn, rows: (read.rows ?? []).map(({ key: _, ...own }) => own) };
}
