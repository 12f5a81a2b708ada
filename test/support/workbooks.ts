import { readXlsx, writeXlsx, type CellValue } from 'hucre';

/** A workbook as a library writes it: sheets by name. */
export async function madeWorkbook(
  sheets: Readonly<Record<string, readonly (readonly CellValue[])[]>>,
): Promise<Buffer> {
  return Buffer.from(
    await writeXlsx({
      sheets: Object.entries(sheets).map(([name, rows]) => ({ name, rows: rows.map(row => [...row]) })),
    }),
  );
}

/** The rows of each sheet by name, as a library reads them: not by our own reader. */
export async function readSheets(book: ArrayBuffer | Buffer): Promise<Map<string, CellValue[][]>> {
  const { sheets } = await readXlsx(new Uint8Array(book));
  return new Map(
    sheets.map(({ name, rows }) => [name, rows.filter(row => row.some(cell => cell !== null && cell !== ''))]),
  );
}
