import { BadRequest } from '../../../errors.ts';
import { malformed } from '../../../fields/index.ts';
import { lineFields } from '../../goods/line-fields.ts';
import type { Field } from '../../goods/heading.ts';
import type { Step } from '../../fields.ts';
import { detailFields } from '../form.ts';
import type { Sheet } from '../form-sheet.ts';
import { idOf } from './fields.ts';
import { isOnPage, stepOfPath } from './page.ts';

/** The form that amends a record, open at one of its fields: "facts.origin", "lines.0.details.specimen". */
export function amendAddress(ref: string, path: string): string {
  return `/seizures/${ref}/edit?field=${path}#${idOf(path)}`;
}

/** The same of a draft that was begun. */
export function draftAddress(id: string, path: string): string {
  return `/seizures/drafts/${id}/${stepAt(path)}?field=${path}#${idOf(path)}`;
}

/**
 * The step that asks for a field, the row to open, and the long form where the short one leaves the field out. Throws
 * BadRequest for what is no field of the form.
 */
export function openedAt(path: string, sheet: Sheet): { readonly step: Step; readonly open: string; sheet: Sheet } {
  const [, at = ''] = path.split('.');
  const open = path.startsWith('lines.') ? (sheet.lines[Number(at)]?.key ?? '') : '';
  return { step: stepAt(path), open, sheet: isInShort(path, sheet) ? sheet : { ...sheet, form: 'long' } };
}

function stepAt(path: string): Step {
  const step = /^(facts\.\w+|lines\.\d{1,3}\.(details\.)?\w+)$/.test(path) ? stepOfPath(path) : 'review';
  if (step === 'review') throw new BadRequest([malformed('field', path)]);
  return step;
}

function isInShort(path: string, sheet: Sheet): boolean {
  if (path.startsWith('facts.')) return isOnPage(path, sheet);
  const [, at = '', ...names] = path.split('.');
  const values = sheet.lines[Number(at)]?.values ?? {};
  const [fields, name]: [readonly Field[], string | undefined] =
    names[0] === 'details' ? [detailFields(values), names[1]] : [lineFields, names[0]];
  return fields.find(field => field.name === name)?.form !== 'long';
}
