import { buffer } from 'node:stream/consumers';
import { tableXml, writeXlsx } from '../../../spreadsheets/write-xlsx.ts';
import type { Words } from '../pages/presenter-words.ts';
import { bulkColumns } from './rows.ts';
import { limits } from './limits.ts';

/** The header line, in the viewer's language. */
function headersOf(words: Words): string[] {
  return bulkColumns.map(column => words.t(`applications:fields.${column}`));
}

/** An empty table as text, with the mark by which Excel knows UTF-8. */
export function csvTemplate(words: Words): string {
  return `\ufeff${headersOf(words)
    .map(header => `"${header}"`)
    .join(',')}\r\n`;
}

/** An empty workbook: cells are text, and the levels and languages can be chosen from lists. */
export function xlsxTemplate(words: Words, levels: readonly string[]): Promise<Buffer> {
  const lists = { level: levels, lang: [words.t('common:language.en'), words.t('common:language.fr')] };
  return buffer(
    writeXlsx([
      {
        name: words.t('applications:bulk.sheet'),
        widths: [24, 24, 34, 36, 14, 30],
        looks: bulkColumns.map(() => 'literal'),
        frozen: { rows: 1, columns: 0 },
        choices: (['level', 'lang'] as const).map(name => ({
          column: bulkColumns.indexOf(name),
          rows: [2, limits.rows + 1],
          values: lists[name],
        })),
        rows: tableXml([{ values: headersOf(words), look: 'header' }]),
      },
    ]),
  );
}
