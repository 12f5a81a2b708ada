import { csvCell } from '../../files/csv-cell.ts';
import type { RecordWords as Words, SeizuresContext } from '../../seizures/index.ts';
import { problemText, reasonText } from '../check/presenter-problems.ts';
import type { Import } from '../store.ts';
import { listRows, type StagedRow } from '../check/store-rows.ts';
import { tableXml, writeXlsx } from '../../spreadsheets/write-xlsx.ts';

const portion = 2000;

/**
 * Rows that are no records, each with the file's own cells (none that held persons' data), its line and why it is not
 * in.
 */
async function* rejectedRows(context: SeizuresContext, words: Words, file: Import): AsyncGenerator<string[]> {
  const kept = keptColumns(file);
  for (let after = 0; ; ) {
    const rows = await listRows(context.jobPool, file.id, { after, open: true }, portion);
    const last = rows.at(-1);
    if (!last) return;
    for (const row of rows)
      if (row.state !== 'ready')
        yield [...kept.map(column => row.raw[column] ?? ''), String(row.line), whyNot(words, row)];
    after = last.rowNo;
  }
}

/** The columns of a file but those that held persons' data. */
export function keptColumns({ plan }: Import): number[] {
  return plan.rows.header.flatMap((_, column) => (plan.rows.mapping[column] === 'nominal' ? [] : [column]));
}

/** The import whose rejected rows stand under a header, in either language. */
export function importInHeader(header: readonly string[]): number | undefined {
  const [, id] = header.flatMap(name => /\(import (\d{1,15})\)\s*$/.exec(name) ?? []);
  return id === undefined ? undefined : Number(id);
}

function headerOf(words: Words, file: Import): string[] {
  return [
    ...keptColumns(file).map(column => file.plan.rows.header[column] ?? ''),
    words.t('imports:rejected.line', { id: file.id }),
    words.t('imports:rejected.why'),
  ];
}

function whyNot(words: Words, row: StagedRow): string {
  const errors = row.problems.filter(({ level }) => level === 'error').map(problem => reasonText(words, problem));
  if (row.state === 'error') return errors.join(' ');
  const key = { same: 'row_known', set_aside: 'aside_', left_out: 'row_repeated' }[row.state as string] ?? '';
  const found = row.problems.find(({ code }) => key !== '' && code.startsWith(key));
  return found
    ? problemText(words, { code: found.code, values: { n: row.line, ...found.values } })
    : words.t('imports:problems.aside_by_hand', { n: row.line });
}

/** As CSV: UTF-8 with its mark, commas, CRLF; no cell can run as a formula. */
export async function* rejectedCsv(context: SeizuresContext, words: Words, file: Import): AsyncGenerator<string> {
  const line = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;
  yield `\ufeff${line(headerOf(words, file))}`;
  let text = '';
  for await (const cells of rejectedRows(context, words, file)) {
    text += line(cells);
    if (text.length < 65_536) continue;
    yield text;
    text = '';
  }
  yield text;
}

/** As a workbook, written as it is read. Every cell is text, so none is a formula. */
export function rejectedXlsx(context: SeizuresContext, words: Words, file: Import): AsyncGenerator<Buffer> {
  const header = headerOf(words, file);
  async function* rows(): AsyncGenerator<string> {
    yield* tableXml([{ values: header, look: 'header' }]);
    let row = 2;
    for await (const values of rejectedRows(context, words, file)) {
      yield* tableXml([{ values, look: 'literal' }], row);
      row += 1;
    }
  }
  return writeXlsx([
    {
      name: words.t('imports:rejected.sheet'),
      widths: header.map((_, at) => (at === header.length - 1 ? 70 : 16)),
      looks: header.map(() => 'literal'),
      frozen: { rows: 1, columns: 0 },
      rows: rows(),
    },
  ]);
}
