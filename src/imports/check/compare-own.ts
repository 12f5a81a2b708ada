import type { Viewer } from '../../access/index.ts';
import type { Client } from '../../db/pool.ts';
import { goodsOf, recordWordsFor as wordsFor, type ExportRecord, type SeizuresContext } from '../../seizures/index.ts';
import { yieldToEventLoop } from '../../jobs/yield-to-event-loop.ts';
import { meaning } from '../engine/words/words.ts';
import type { CellValue } from '../../spreadsheets/write-xlsx.ts';
import { ownExportOf, type OwnColumn, type OwnExport } from './own-export.ts';
import type { Import } from '../store.ts';
import { exportedRecords } from './store-own.ts';
import { listRows, markFound, type KeptProblem, type StagedRow } from './store-rows.ts';

const chunk = 500;
/** Names of columns that differ, in one sentence. */
const mostNamed = 6;

interface Found {
  readonly rowNo: number;
  readonly problem: KeptProblem;
}

/**
 * Rows of our own export, held against the records they came from as the viewer may see them: what agrees in every
 * stated cell is the same and left out; what differs waits for a person, for a record is amended by its own form, with
 * a reason. Rows of records not visible here are read like any other file's.
 */
export async function compareWithOwn(
  client: Client,
  viewer: Viewer,
  context: SeizuresContext,
  file: Pick<Import, 'id' | 'plan'>,
): Promise<void> {
  const words = wordsFor(context);
  const own = ownExportOf(file.plan.rows.header, words, context);
  if (!own) return;
  const pause = yieldToEventLoop(50);
  for (let after = 0; ; ) {
    const rows = await listRows(client, file.id, { after, open: true }, chunk);
    const last = rows.at(-1);
    if (!last) return;
    after = last.rowNo;
    const records = await exportedRecords(
      client,
      viewer,
      rows.map(row => cellOf(own, row, 'ref')),
    );
    const same: Found[] = [];
    const differing: Found[] = [];
    for (const row of rows.filter(({ state }) => state !== 'set_aside')) {
      await pause();
      const record = records.get(cellOf(own, row, 'ref'));
      const differs = record && differencesOf(own, row, record);
      if (!record || !differs) continue;
      const values = {
        ref: record.ref,
        columns: differs
          .slice(0, mostNamed)
          .map(({ header }) => header)
          .join(', '),
      };
      if (differs.length === 0)
        same.push({ rowNo: row.rowNo, problem: { level: 'warning', code: 'row_known', values: { ref: record.ref } } });
      else differing.push({ rowNo: row.rowNo, problem: { level: 'error', code: 'own_differs', values } });
    }
    await markFound(client, file.id, 'same', same);
    await markFound(client, file.id, 'error', differing);
  }
}

function cellOf(own: OwnExport, row: StagedRow, field: string): string {
  return meaning(row.raw[own.columns.findIndex(column => column?.field === field)] ?? '');
}

/**
 * The columns in which a row is not what the record would be exported as; undefined where the record has no such line.
 */
function differencesOf(own: OwnExport, row: StagedRow, record: ExportRecord): OwnColumn[] | undefined {
  const goods = goodsOf(record).find(({ number }) => String(number) === cellOf(own, row, 'lineNo'));
  if (!goods) return undefined;
  return own.columns.filter(
    (column, at): column is OwnColumn =>
      column?.of !== undefined && !agree(column.of(record, goods), row.raw[at] ?? ''),
  );
}

/**
 * A cell as written and as read back: numbers as numbers, texts without what a spreadsheet adds or takes away around
 * them.
 */
function agree(written: CellValue, read: string): boolean {
  const text = meaning(read);
  if (written === null || written === '') return text === '';
  return typeof written === 'number' ? Number(text) === written : meaning(written) === text;
}
