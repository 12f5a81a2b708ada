import { anyText, readForm, rows } from '../../../fields/index.ts';
import type { Texts } from '../../../i18n/index.ts';
import { Unreadable, limits, type Table } from '../bulk/limits.ts';
import { foldToAscii } from '../pages/text.ts';

/** Columns of the file of a first set-up: a Member, its mail domain, and its contact point. */
export const setupColumns = [
  'office',
  'domain',
  'familyName',
  'givenName',
  'unit',
  'email',
  'lang',
  'notification',
] as const;
export type SetupColumn = (typeof setupColumns)[number];
export type SetupRow = Readonly<Record<SetupColumn | 'skip', string>>;

/** A set-up as the check page holds it: nothing of it is kept at the server before it is sent. */
export interface TypedSetup {
  readonly formId: string;
  readonly course: string;
  readonly reason: string;
  readonly endsOn: string;
  readonly rows: readonly SetupRow[];
}

/** The Members of a table whose first line names its columns. Throws Unreadable. */
export function setupRowsOf(table: Table, texts: Texts): SetupRow[] {
  const [header, ...lines] = table.lines;
  const known = new Map<string, SetupColumn>(
    setupColumns.flatMap(column => [
      [foldToAscii(column), column] as const,
      ...(['en', 'fr'] as const).map(lang => [foldToAscii(texts.t[lang](labelOf(column))), column] as const),
    ]),
  );
  const columns = (header?.cells ?? []).map(cell => known.get(foldToAscii(cell)));
  const missing = (['office', 'domain', 'email'] as const).filter(column => !columns.includes(column));
  if (missing.length > 0)
    throw new Unreadable('columns', { missing: missing.map(column => texts.t.en(labelOf(column))).join(', ') });
  if (lines.length === 0) throw new Unreadable('noRows');
  return lines.map(({ cells }) => {
    const cell = (column: SetupColumn): string => cells[columns.indexOf(column)] ?? '';
    return {
      office: cell('office').toUpperCase(),
      domain: cell('domain').toLowerCase().replace(/^@/, ''),
      familyName: cell('familyName'),
      givenName: cell('givenName'),
      unit: cell('unit'),
      email: cell('email'),
      lang: cell('lang').toLowerCase() || 'en',
      notification: cell('notification'),
      skip: '',
    };
  });
}

export function labelOf(column: SetupColumn): string {
  return column === 'lang' ? 'applications:bulk.lang' : `people:setup.column.${column}`;
}

const row = Object.fromEntries([...setupColumns, 'skip'].map(name => [name, anyText])) as Record<
  SetupColumn | 'skip',
  typeof anyText
>;
const form = {
  formId: anyText,
  course: anyText,
  reason: anyText,
  endsOn: anyText,
  rows: rows(row, { most: limits.rows, nameOf: (at, name) => `rows.${at}.${name}` }),
};

/** The posted check page. */
export function readSetup(posted: unknown): TypedSetup {
  const { typed, read } = readForm(posted, form);
  const { formId, course, reason, endsOn } = typed;
  return { formId, course, reason, endsOn, rows: (read.rows ?? []).map(({ key: _, ...own }) => own) };
}
