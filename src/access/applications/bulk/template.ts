import ExcelJS from 'exceljs';
import type { Words } from '../pages/presenter-words.ts';
import { bulkColumns } from './rows.ts';
import { limits } from './limits.ts';

/** The header line, in the viewer's language. */
export function headersOf(words: Words): string[] {
  return bulkColumns.map(column => words.t(`applications:fields.${column}`));
}

/** An empty table as text, with the mark by which Excel knows UTF-8. */
export function csvTemplate(words: Words): string {
  return `\ufeff${headersOf(words)
    .map(header => `"${header}"`)
    .join(',')}\r\n`;
}

/** An empty workbook: cells are text, and the levels and languages can be chosen from lists. */
export async function xlsxTemplate(words: Words, levels: readonly string[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.created = new Date();
  const sheet = book.addWorksheet(words.t('applications:bulk.sheet'), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.addRow(headersOf(words)).font = { bold: true };
  sheet.columns.forEach((column, at) =>
    Object.assign(column, { width: [24, 24, 34, 36, 14, 30][at] ?? 20, numFmt: '@' }),
  );
  const lists = { E: levels, F: [words.t('common:language.en'), words.t('common:language.fr')] };
  for (const [column, values] of Object.entries(lists)) {
    for (let row = 2; row <= limits.rows + 1; row += 1)
      sheet.getCell(`${column}${row}`).dataValidation = {
        type: 'list',
        allowBlank: true,
        formulae: [`"${values.join(',')}"`],
      };
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}
