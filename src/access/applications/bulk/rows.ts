import type { Texts } from '../../../i18n/index.ts';
import { foldToAscii } from '../pages/text.ts';
import { levels } from '../../viewer.ts';
import { Unreadable, type Table } from './limits.ts';

/** Columns of a course's file, in the order of the template; the last two may be left out. */
export const bulkColumns = ['familyName', 'givenName', 'unit', 'email', 'level', 'lang'] as const;
type BulkColumn = (typeof bulkColumns)[number];
const needed: readonly BulkColumn[] = ['familyName', 'givenName', 'unit', 'email'];

/** One officer of the file or the form, as typed. */
export interface BulkRow {
  readonly familyName: string;
  readonly givenName: string;
  readonly unit: string;
  readonly email: string;
  readonly level: string;
  readonly lang: string;
  readonly otherPerson: string;
  /** 'yes' where the row is to be left out. */
  readonly skip: string;
}

/** What a blank cell stands for. */
interface Usual {
  readonly level: string;
  readonly lang: string;
}

/**
 * The officers of a table whose first line names its columns, in any order, in English or French. Throws Unreadable.
 */
export function rowsOf(table: Table, texts: Texts, usual: Usual): BulkRow[] {
  const [header, ...lines] = table.lines;
  const known = columnWords(texts);
  const columns = (header?.cells ?? []).map(cell => known.get(foldToAscii(cell)));
  const missing = needed.filter(column => !columns.includes(column));
  if (missing.length > 0)
    throw new Unreadable('columns', {
      missing: missing.map(column => texts.t.en(`applications:fields.${column}`)).join(', '),
    });
  if (lines.length === 0) throw new Unreadable('noRows');
  return lines.map(({ cells }) => {
    const cell = (column: BulkColumn): string => cells[columns.indexOf(column)] ?? '';
    return {
      familyName: cell('familyName'),
      givenName: cell('givenName'),
      unit: cell('unit'),
      email: cell('email'),
      level: cell('level') === '' ? usual.level : levelIn(cell('level'), texts),
      lang: cell('lang') === '' ? usual.lang : langIn(cell('lang'), texts),
      otherPerson: '',
      skip: '',
    };
  });
}

/** What a header may say: the name of the field, or its label in either language. */
function columnWords(texts: Texts): ReadonlyMap<string, BulkColumn> {
  return new Map(
    bulkColumns.flatMap(column => [
      [foldToAscii(column), column] as const,
      ...(['en', 'fr'] as const).flatMap(lang =>
        [`applications:fields.${column}`, `applications:bulk.columns.${column}`].map(
          key => [foldToAscii(texts.t[lang](key)), column] as const,
        ),
      ),
    ]),
  );
}

/** A level by its code or its word in either language; anything else stays as it is, to be told at the field. */
function levelIn(text: string, texts: Texts): string {
  const folded = foldToAscii(text);
  return (
    levels.find(level =>
      [level, texts.t.en(`common:level.${level}`), texts.t.fr(`common:level.${level}`)].some(
        word => foldToAscii(word) === folded,
      ),
    ) ?? text
  );
}

function langIn(text: string, texts: Texts): string {
  const folded = foldToAscii(text);
  const words = {
    en: ['en', 'english', 'anglais', texts.t.en('common:language.en')],
    fr: ['fr', 'french', 'francais', texts.t.fr('common:language.fr')],
  };
  return (['en', 'fr'] as const).find(lang => words[lang].some(word => foldToAscii(word) === folded)) ?? text;
}
