import { csvCell } from '../../files/csv-cell.ts';
import type { Offices } from '../../reference/index.ts';
import { allColumns, columnsFor, type Column, type Columns } from './columns.ts';
import { goodsOf, type Provenance } from './file.ts';
import type { ExportChunk, ExportRecord } from './search-export.ts';
import { yieldToEventLoop } from '../../jobs/yield-to-event-loop.ts';
import type { Words } from '../record/pages/presenter-words.ts';

const slice = 100;

/**
 * An export as CSV (UTF-8 with its mark, commas, CRLF): three rows that say what it is, a row of headers, then a row
 * for each goods line. Written piece by piece; nothing is kept. A heading's own columns are empty on every other
 * heading's rows and are most of the file's width, so the emptiness is written as one ready piece.
 */
export async function* csvOf(
  chunks: AsyncIterable<ExportChunk>,
  provenance: Provenance,
  words: Words,
  offices: Offices,
): AsyncGenerator<string> {
  const pause = yieldToEventLoop(1);
  let columns: Columns | undefined;
  for await (const { headings, records } of chunks) {
    if (columns === undefined) {
      columns = columnsFor(headings, words, offices);
      yield `${preamble(provenance) + joined(allColumns(columns).map(({ header }) => header))}\r\n`;
    }
    for (let at = 0; at < records.length; at += slice) {
      yield rowsOf(records.slice(at, at + slice), columns);
      await pause();
    }
  }
}

/** Title; the query; time and author: three rows, each label before its value. */
function preamble({ title, lines }: Provenance): string {
  const rows = [[title], lines.slice(0, 2).flat(), lines.slice(2).flat()];
  return `\ufeff${rows.map(row => `${joined(row)}\r\n`).join('')}`;
}

function rowsOf(records: readonly ExportRecord[], columns: Columns): string {
  const empty = columns.own.map(own => ','.repeat(own.columns.length));
  let text = '';
  for (const record of records) {
    const common = cells(columns.record, record);
    for (const goods of goodsOf(record)) {
      text += `${common},${cells(columns.line, goods)}`;
      columns.own.forEach((own, at) => {
        text += own.heading === goods.line.heading ? `,${cells(own.columns, goods.line)}` : empty[at];
      });
      text += '\r\n';
    }
  }
  return text;
}

function cells<S>(columns: readonly Column<S>[], source: S): string {
  let text = '';
  for (let at = 0; at < columns.length; at += 1)
    text += `${at > 0 ? ',' : ''}${csvCell(columns[at]?.of(source) ?? null)}`;
  return text;
}

function joined(values: readonly string[]): string {
  return values.map(csvCell).join(',');
}
